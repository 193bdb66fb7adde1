"""The files of an old blog's folder: which are texts, which are not for readers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from hiwar.importing.elements import words
from hiwar.importing.report import Row, What
from hiwar.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKDOWN: Final = frozenset({".md", ".markdown", ".mdx", ".mkd", ".mdown"})
#: Texts in forms that are not read: named, so that none is lost in silence.
OTHER_TEXTS: Final = frozenset({".rst", ".adoc", ".asciidoc", ".org", ".textile", ".rmd", ".ipynb"})
#: Folders of engines and tools, in which no text for readers lies.
_ENGINE: Final = words(
    "node_modules _site _includes _layouts _sass _data _plugins layouts archetypes themes vendor __pycache__"
)
#: Texts about a repository, which stand at its top.
_REPOSITORY: Final = words(
    "readme license licence changelog contributing code_of_conduct security authors codeowners governance"
)
_AUTHORS: Final = frozenset({"authors.yml", "authors.yaml"})


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a folder, paths relative to it, with ``/``."""

    texts: tuple[str, ...]
    #: Everything else that a text may show or link to.
    files: tuple[str, ...]
    #: Names by the ids of the old blog's lists of authors.
    authors: dict[str, str]
    #: What was passed over, and why.
    rows: tuple[Row, ...]


def find_sources(source: Path, apart: Path) -> Found:
    """Return what lies in a folder, links to outside of it passed over.

    Args:
        source: the folder.
        apart: the content folder, which may lie in it and is no source.
    """
    texts: list[str] = []
    files: list[str] = []
    rows: list[Row] = []
    authors: dict[str, str] = {}
    root = source.resolve()
    for path in _walk(source, apart.resolve()):
        rel = path.relative_to(source).as_posix()
        suffix = path.suffix.lower()
        is_text = suffix in MARKDOWN | OTHER_TEXTS
        if not _is_inside(path, root):
            rows += [Row(_shown(rel), 1, What.LOST, "a link that leads to no file of this folder")] if is_text else []
        elif suffix in OTHER_TEXTS:
            rows.append(Row(_shown(rel), 1, What.LOST, f'"{suffix}" is not Markdown'))
        elif is_text and _is_passed(rel):
            rows.append(Row(_shown(rel), 1, What.PASSED, rel))
        else:
            (texts if is_text else files).append(rel)
        if path.name.lower() in _AUTHORS and _is_inside(path, root):
            authors.update(_read_authors(path))
    return Found(tuple(texts), tuple(files), authors, tuple(rows))


def _walk(source: Path, apart: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(source, followlinks=False):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != apart)
        for name in sorted(names):
            if not name.startswith((".", "~", "#")) and not name.endswith("~"):
                yield here / name


def _is_inside(path: Path, root: Path) -> bool:
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return False
    return real.is_file() and root in real.parents


def _is_passed(rel: str) -> bool:
    *folders, name = rel.split("/")
    stem = name.partition(".")[0].lower()
    return bool(_ENGINE & set(folders)) or (not folders and stem in _REPOSITORY)


def _shown(rel: str) -> str:
    """Return a path as the report shows it, also where it is no Unicode."""
    return nfc(rel.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _read_authors(path: Path) -> dict[str, str]:
    """Return names by id from Docusaurus' ``authors.yml`` or Jekyll's ``_data/authors.yml``."""
    try:
        tables = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- builds texts only
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(tables, dict):
        return {}
    names = ((key, table.get("name")) for key, table in tables.items() if isinstance(table, dict))
    return {str(key): name for key, name in names if isinstance(name, str) and name.strip()}
