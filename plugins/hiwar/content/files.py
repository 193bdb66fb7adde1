"""Which files of the content folder are pieces, by their paths alone."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiwar.model.kinds import DATED, FOLDERS, KINDS
from hiwar.slugs import better_slug, is_slug, is_taken
from hiwar.text import did_you_mean, nfc

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from hiwar.errors import Faults
    from hiwar.model.kinds import Kind

_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
#: Texts in other forms, which somebody surely means to be read.
_TEXTS: Final = frozenset({".markdown", ".mdx", ".mkd", ".rst", ".html", ".htm", ".txt", ".adoc"})
_OUTSIDE: Final = frozenset({"media", "theme", "threads"})


@dataclass(frozen=True, slots=True)
class PieceFile:
    """What the path of a piece says."""

    #: Where it lies.
    place: str | Path
    #: Relative to the content folder, with ``/``, in NFC.
    source: str
    #: As messages name it.
    shown: str
    lang: str
    kind: Kind
    slug: str
    #: The date of the file's name; empty when it has none.
    date: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.place)


def shown_path(path: Path, cwd: Path) -> str:
    """Return a path as messages name it: relative to where one stands."""
    return Path(os.path.relpath(path, cwd)).as_posix()


def scan(
    folder: Path, languages: tuple[str, ...], cwd: Path, faults: Faults, known: Container[str] = ()
) -> tuple[PieceFile, ...]:
    """Return the pieces of a content folder sorted by path, noting files that are in no right place.

    Args:
        folder: the content folder.
        languages: the codes in company.toml.
        cwd: where one stands, for the paths of messages.
        faults: collects wrong places, suffixes, names, dangling links and doubles.
        known: sources that were found in a right place before, by the same rules.
    """
    found: list[PieceFile] = []
    here = shown_path(folder, cwd)
    for parent, entries in _walk(folder, cwd, faults):
        inside = os.path.relpath(parent, folder).replace(os.sep, "/")
        for entry in entries:
            source = nfc(f"{inside}/{entry.name}")
            # A link or a folder in the place of a file is looked at anew.
            if source in known and entry.is_file(follow_symlinks=False):
                found.append(_known_file(entry.path, source, here))
            elif piece := _look(folder, Path(entry.path), here, languages, faults):
                found.append(piece)
    _note_doubles(found, faults)
    return tuple(found)


def _known_file(place: str, source: str, here: str) -> PieceFile:
    """Return a file that was found in its right place before."""
    lang, folder, name = source.split("/")
    kind = KINDS[folder]
    date, slug = _split(name[: name.rindex(".")], kind)
    return PieceFile(place, source, source if here == "." else f"{here}/{source}", lang, kind, slug, date)


def _look(folder: Path, path: Path, here: str, languages: tuple[str, ...], faults: Faults) -> PieceFile | None:
    """Return the piece that a file is, or note why it is none."""
    parts = path.relative_to(folder).parts
    shown = posixpath.normpath(f"{here}/{'/'.join(parts)}")
    if len(parts) == 1 or parts[0] in _OUTSIDE:
        _check_outside(parts, shown, faults)
    elif path.is_symlink() and not path.exists():
        faults.add(shown, 1, "the link leads to no file", "delete the link, or bring its target back")
    elif path.is_dir():
        _check_folder(path, shown, faults)
    elif not path.is_file():
        faults.add(shown, 1, "it is neither a file nor a folder", "delete it")
    elif path.suffix.lower() == ".md":
        return _piece_file(path, parts, shown, languages, faults)
    elif path.suffix.lower() in _TEXTS:
        fix = "end the name with .md, or run: invoke import"
        faults.add(shown, 1, f'"{path.suffix}" files are not read', fix)
    return None


def _walk(folder: Path, cwd: Path, faults: Faults) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Yield each folder with its files, and with the folders in it that are not entered or look like files."""

    def note(error: OSError) -> None:
        shown = shown_path(Path(error.filename), cwd)
        faults.add(shown, 1, f"the folder cannot be read: {error.strerror}", "let the build read it")

    waiting = [os.fspath(folder)]
    while waiting:
        parent = waiting.pop()
        try:
            with os.scandir(parent) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            note(error)
            continue
        folders = [one for one in listed if _is_folder(one) and not one.name.startswith(".")]
        names = [one for one in listed if not _is_folder(one) and _is_meant(one.name)]
        waiting += reversed([one.path for one in folders if not one.is_symlink()])
        yield parent, [*(one for one in folders if _is_odd(one)), *names]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link that leads in a circle.
        return False


def _is_meant(name: str) -> bool:
    """Tell whether a file is there for us: not hidden, and not what an editor left."""
    return not (name.startswith((".", "#")) or name.endswith("~"))


def _is_odd(folder: os.DirEntry[str]) -> bool:
    return folder.is_symlink() or os.path.splitext(folder.name)[1].lower() in {".md", *_TEXTS}  # noqa: PTH122 -- a name


def _check_folder(path: Path, shown: str, faults: Faults) -> None:
    if path.is_symlink():
        faults.add(shown, 1, "a link to a folder is not followed", "put the folder itself here")
    else:
        faults.add(shown, 1, f'a folder has the name of a text: "{path.name}"', "rename the folder")


def _check_outside(parts: tuple[str, ...], shown: str, faults: Faults) -> None:
    if parts[0] not in _OUTSIDE and Path(parts[-1]).suffix.lower() in {".md", *_TEXTS}:
        faults.add(shown, 1, "the text stands in no language's folder", "move it to ar/blog/ or en/blog/, say")


def _piece_file(
    path: Path, parts: tuple[str, ...], shown: str, languages: tuple[str, ...], faults: Faults
) -> PieceFile | None:
    lang, folder = parts[0], parts[1] if len(parts) > 2 else ""
    if lang not in languages:
        faults.add(shown, 1, f'"{lang}" is not one of the languages in company.toml', did_you_mean(lang, languages))
    elif folder not in KINDS or len(parts) != 3:
        fix = f"move it to {lang}/blog/, {lang}/press/, {lang}/products/ or {lang}/pages/"
        faults.add(shown, 1, "the folder says no kind of piece", fix)
    else:
        kind = KINDS[folder]
        date, slug = _split(nfc(path.stem), kind)
        if _is_slug(slug, kind, languages, shown, faults):
            return PieceFile(path, nfc("/".join(parts)), shown, lang, kind, slug, date)
    return None


def _split(stem: str, kind: Kind) -> tuple[str, str]:
    match = _DATE.fullmatch(stem)
    return (match.group(1), match.group(2)) if match and kind in DATED else ("", stem)


def _is_slug(slug: str, kind: Kind, languages: tuple[str, ...], shown: str, faults: Faults) -> bool:
    if not is_slug(slug):
        fix = f"rename the file to {better_slug(slug)}.md"
        faults.add(shown, 1, f'the name "{slug}" would not survive as an address', fix)
    elif is_taken(slug, kind, languages):
        faults.add(
            shown,
            1,
            f'the address of "{slug}" is taken by the site itself',
            f"rename the file to about-{slug}.md",
        )
    else:
        return True
    return False


def _note_doubles(found: list[PieceFile], faults: Faults) -> None:
    seen: dict[tuple[str, str, str], PieceFile] = {}
    for file in found:
        # Folded, because half of the world's disks cannot keep "News" beside "news".
        first = seen.setdefault((file.lang, file.kind, file.slug.casefold()), file)
        if first is not file:
            address = f"{FOLDERS[file.kind]}/{file.slug}"
            faults.add(
                file.shown,
                1,
                f'the address "{address}" is taken by {first.shown}',
                "rename one of the two files",
            )
