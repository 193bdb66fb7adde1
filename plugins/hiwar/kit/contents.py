"""What lies in a kit: of a release, and of the company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hiwar.kit.archive import Member

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiwar.kit.material import Material, Shot
    from hiwar.model.media import MediaFile
    from hiwar.model.page import Profile

#: Folders of files by their endings; all others lie in ``files/``.
_FOLDERS: Final = {
    "photos": frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"}),
    "video": frozenset({".mp4", ".webm", ".vtt"}),
    "audio": frozenset({".m4a", ".mp3", ".ogg"}),
}


def of_release(
    materials: Iterable[Material], texts: Mapping[str, Mapping[str, bytes]], logo: MediaFile | None
) -> tuple[Member, ...]:
    """Return the files of a release's kit, in all its languages that are public.

    Args:
        materials: the release in each language.
        texts: by language, the texts to add by their names, such as ``release.pdf``.
        logo: of the company; None when it has none.
    """
    listed = tuple(materials)
    members = [
        Member(f"text/{_renamed(name, lang)}", content, {"language": lang})
        for lang, named in texts.items()
        for name, content in named.items()
    ]
    members += _media(listed)
    people = {person.id: person for it in listed for person in (*it.contacts, *it.speakers.values())}
    members += of_people(people.values(), {it.piece.lang: _names(it) for it in listed})
    return (*members, *of_logo(logo))


def _renamed(name: str, lang: str) -> str:
    """Return ``release.ar.txt`` for ``release.txt``."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{lang}.{ending}"


def _names(material: Material) -> dict[str, str]:
    return {person.id: person.name for person in (*material.contacts, *material.speakers.values())}


def _media(materials: tuple[Material, ...]) -> Iterator[Member]:
    """Yield the files that the release names in any language, each once, pictures in their order."""
    shots: dict[str, dict[str, Shot]] = {}
    files: dict[str, MediaFile] = {}
    for material in materials:
        for shot in material.shots:
            shots.setdefault(shot.file.address, {})[material.piece.lang] = shot
            files.setdefault(shot.file.address, shot.file)
        for file in material.piece.media:
            files.setdefault(file.address, file)
    for number, (address, file) in enumerate(files.items(), 1):
        yield Member(f"{_folder(file)}/{number:02}-{file.source.name}", file, _said(shots.get(address, {}), materials))


def _folder(file: MediaFile) -> str:
    ending = file.source.suffix.lower()
    return next((name for name, endings in _FOLDERS.items() if ending in endings), "files")


def _said(shots: Mapping[str, Shot], materials: tuple[Material, ...]) -> dict[str, Any]:
    """Return what is said of a picture in each language: what it shows, its caption, its credit, what is allowed."""
    terms = {it.piece.lang: it.terms for it in materials if it.terms}
    said = {
        "alt": {lang: shot.alt for lang, shot in shots.items()},
        "caption": {lang: shot.caption for lang, shot in shots.items() if shot.caption},
        "credit": {lang: shot.credit for lang, shot in shots.items() if shot.credit},
        "licence": terms,
    }
    return {name: texts for name, texts in said.items() if texts}


def of_people(people: Iterable[Profile], names: Mapping[str, Mapping[str, str]]) -> Iterator[Member]:
    """Yield the pictures of people.

    Args:
        people: with or without a picture.
        names: by language, each person's by their id.
    """
    for person in sorted(people, key=lambda person: person.id):
        if person.photo:
            shown = {lang: named[person.id] for lang, named in names.items() if person.id in named}
            yield Member(f"people/{person.id}{person.photo.source.suffix.lower()}", person.photo, {"alt": shown})


def of_logo(logo: MediaFile | None) -> Iterator[Member]:
    """Yield the logo, where there is one."""
    if logo:
        yield Member(f"logo/{logo.source.name}", logo)


def captions(material: Material, members: Iterable[Member]) -> bytes:
    """Return what is said of the pictures of a kit, for people to read and copy."""
    lang = material.piece.lang
    rows = []
    for member in members:
        said = [member.said.get(name, {}).get(lang, "") for name in ("alt", "caption", "credit")]
        if any(said):
            rows.append("\n".join((member.name, *(text for text in said if text))))
    return ("\n\n".join((*rows, material.terms)).strip() + "\n").encode()
