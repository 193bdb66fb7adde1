"""Names that survive: slugs, ids of people, spellings of tags."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from hiwar.slugs import PAGING, better_slug, tag_slug
from hiwar.text import nfc, one_line, without_illegal, without_marks

#: Shorter than an address may be, so that a date or number can be added.
_MAX_BYTES: Final = 120
_NOT_ID: Final = re.compile(r"[^a-z0-9]+")
#: Separators of the header's lists, and brackets, which would make it a YAML list.
_NOT_IN_TAG: Final = re.compile(r"[,;،؛\[\]|\"\s]+")
_NOT_A_WORD: Final = re.compile(r"[\W_]+")
#: A plain romanisation, only to make ids that can be typed.
_LATIN: Final = MappingProxyType(
    dict(
        zip(
            "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةآأإؤئء",
            (*re.findall(r"\S+", "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a a a i w y"), ""),
            strict=True,
        )
    )
)  # fmt: skip


def slug(text: str) -> str:
    """Return the text as one segment of an address; empty when nothing survives."""
    return better_slug(text, _MAX_BYTES, otherwise="")


def readable(address: str) -> str:
    """Return the file name of an address as words: ``img/team-photo_2.png`` is ``team photo 2``."""
    name = unquote(address.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2])
    stem = name.rpartition(".")[0] or name
    return one_line(without_illegal(_NOT_A_WORD.sub(" ", stem)))


def person_id(name: str) -> str:
    """Return an id for people.toml: small Latin letters, digits and hyphens."""
    latin = "".join(_LATIN.get(char, char) for char in without_marks(name).lower())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", errors="ignore").decode()
    found = _NOT_ID.sub("-", plain).strip("-")[:60].strip("-")
    if not found or found == PAGING:
        # A hash of the name: the same id in every run.
        return "author-" + hashlib.sha256(nfc(name).encode()).hexdigest()[:8]
    return found


def tag_text(typed: str) -> str:
    """Return a tag as a header may list it."""
    return _NOT_IN_TAG.sub(" ", one_line(without_illegal(nfc(typed)))).strip(" '#")


@dataclass(slots=True)
class TagSpellings:
    """Gives tags whose addresses would collide one spelling: the first that was seen."""

    #: By language and address.
    _first: dict[tuple[str, str], str] = field(default_factory=dict)

    def spell(self, lang: str, typed: str) -> str:
        """Return the tag as it is spelled in this language; empty when it can have no address."""
        text = tag_text(typed)
        key = tag_slug(text)
        if not key:
            return ""
        return self._first.setdefault((lang, key), text)
