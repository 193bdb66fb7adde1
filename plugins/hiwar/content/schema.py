"""The closed vocabulary of front matter: each key, where it may stand, how it is read.

An issue that needs another key adds a row to `KEYS` and one to the table in
``docs/writing.md``; a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hiwar.content import corrections, offers
from hiwar.content.wording import read_wording
from hiwar.content.wrong import WrongValueError, WrongValuesError
from hiwar.dates import EXAMPLE, EXAMPLE_WITH_OFFSET, has_offset, parse_date
from hiwar.model.kinds import DATED, FOLDERS
from hiwar.slugs import better_slug, is_slug
from hiwar.text import did_you_mean, nfc, one_line
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from hiwar.content.corrections import TypedCorrection
    from hiwar.content.frontmatter import Entry
    from hiwar.errors import Faults
    from hiwar.model.offer import Price

_BRACKETED: Final = re.compile(r"\[.*\]")
_RELEASE: Final = frozenset({"release"})
_PRODUCT: Final = frozenset({"product"})
_ALL: Final = frozenset(FOLDERS)


@dataclass(frozen=True, slots=True)
class Known:
    """What a value may refer to."""

    timezone: ZoneInfo
    #: Ids in people.toml, and which of them can be reached.
    people: Mapping[str, bool]
    #: Slugs of products, in any language.
    products: frozenset[str]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the vocabulary."""

    #: Turns an entry into its value, or raises WrongValueError.
    read: Callable[[Entry, Known], Any]
    #: The kinds of pieces it may stand on.
    kinds: frozenset[str] = _ALL
    #: The kinds that need it.
    needed: frozenset[str] = frozenset()
    #: What to type when it is missing.
    example: str = ""
    #: Takes several values, as a YAML list or with separators between them.
    is_list: bool = False


def _text(entry: Entry, _known: Known) -> str:
    return one_line(nfc(entry.text))


def _title(entry: Entry, known: Known) -> str:
    title = _text(entry, known)
    if not title:
        raise WrongValueError("the title is empty", "write Title: …")
    return title


def _date(entry: Entry, known: Known) -> object:
    try:
        return parse_date(entry.text, known.timezone)
    except ValueError as error:
        raise WrongValueError(str(error), f"write it like {EXAMPLE}") from None


def _embargo(entry: Entry, known: Known) -> object:
    moment = _date(entry, known)
    if not has_offset(entry.text):
        raise WrongValueError("an embargo needs its offset from UTC", f"write it like {EXAMPLE_WITH_OFFSET}")
    return moment


def _list(entry: Entry, _known: Known) -> tuple[str, ...]:
    if not entry.is_list and _BRACKETED.fullmatch(entry.text.strip()):
        raise WrongValueError(f'"{entry.typed}" stands in brackets', f"write {entry.typed}: {entry.text.strip('[] ')}")
    return tuple(nfc(item) for item in entry.items)


def _people(entry: Entry, known: Known) -> tuple[str, ...]:
    ids = _list(entry, known)
    for person in ids:
        if person not in known.people:
            raise WrongValueError(f'nobody in people.toml has the id "{person}"', did_you_mean(person, known.people))
    return ids


def _contact(entry: Entry, known: Known) -> tuple[str, ...]:
    ids = _people(entry, known)
    for person in ids:
        if not known.people[person]:
            raise WrongValueError(f'"{person}" has neither phone nor email', "add one in people.toml")
    return ids


def _products(entry: Entry, known: Known) -> tuple[str, ...]:
    slugs = _list(entry, known)
    for slug in slugs:
        if slug not in known.products:
            raise WrongValueError(f'there is no product "{slug}"', did_you_mean(slug, known.products))
    return slugs


def _slugs(entry: Entry, known: Known) -> tuple[str, ...]:
    slugs = _list(entry, known)
    for slug in slugs:
        if not is_slug(slug):
            raise WrongValueError(f'"{slug}" is no former slug', f"write a name without slashes: {better_slug(slug)}")
    return slugs


def _addresses(entry: Entry, _known: Known) -> tuple[str, ...]:
    found = entry.values if entry.is_list else tuple(part.rstrip(",;،؛") for part in entry.text.split())
    for address in found:
        if not is_whole_address(address):
            raise WrongValueError(f'"{address}" is no whole address', "write https://…")
    return tuple(dict.fromkeys(found))


def _list_is_wrong(entry: Entry) -> None:
    if entry.is_list:
        raise WrongValueError(f'"{entry.typed}" is a list', f'write one text: {entry.typed}: "{entry.text}"')


def _one_of(*values: str) -> Callable[[Entry, Known], str]:
    def read(entry: Entry, _known: Known) -> str:
        value = entry.text.strip().lower()
        if value not in values:
            raise WrongValueError(f'unknown value "{entry.text}" of "{entry.typed}"', did_you_mean(value, values))
        return value

    return read


def _image(entry: Entry, _known: Known) -> tuple[str, str]:
    name, bar, alt = (part.strip() for part in entry.text.partition("|"))
    if not name:
        raise WrongValueError("the image has no file", "write Image: launch.jpg | what it shows")
    if not bar or not alt:
        raise WrongValueError("the image does not say what it shows", f"write {entry.typed}: {name} | what it shows")
    return name, nfc(one_line(alt))


def _corrections(entry: Entry, known: Known) -> tuple[TypedCorrection, ...]:
    return corrections.parse(entry.rows, known.timezone)


def _prices(entry: Entry, _known: Known) -> tuple[Price, ...]:
    return offers.parse_prices(entry.rows)


def _support(entry: Entry, known: Known) -> tuple[str, ...]:
    return offers.parse_support(_list(entry, known), known.people)


KEYS: Final[Mapping[str, Key]] = MappingProxyType(
    {
        "title": Key(_title, needed=_ALL, example='add a line "Title: …"'),
        "subtitle": Key(_text, kinds=DATED),
        "date": Key(_date, kinds=DATED, needed=DATED, example=f'add a line "Date: {EXAMPLE.split()[0]}"'),
        "modified": Key(_date),
        "summary": Key(_text),
        "tags": Key(_list, is_list=True),
        "authors": Key(_people, is_list=True),
        "series": Key(_text),
        "aliases": Key(_slugs, is_list=True),
        "image": Key(_image),
        "status": Key(_one_of("published", "draft")),
        "corrections": Key(_corrections, kinds=DATED, is_list=True),
        "embargo": Key(_embargo, kinds=_RELEASE),
        "voice": Key(_one_of("official", "fan"), kinds=DATED),
        "discussion": Key(_addresses, is_list=True),
        "announce": Key(read_wording, is_list=True),
        "about": Key(_products, kinds=DATED, is_list=True),
        "type": Key(_one_of("product", "service"), kinds=_PRODUCT),
        "audience": Key(_text, kinds=_PRODUCT),
        "price": Key(_prices, kinds=_PRODUCT, is_list=True),
        "support": Key(_support, kinds=_PRODUCT, is_list=True),
        "dateline": Key(_text, kinds=_RELEASE),
        "contact": Key(
            _contact,
            kinds=_RELEASE,
            needed=_RELEASE,
            example='add a line "Contact: ID", an id in people.toml',
            is_list=True,
        ),
    }
)


def read_values(entries: tuple[Entry, ...], kind: str, shown: str, known: Known, faults: Faults) -> dict[str, Any]:
    """Return the typed value of each key, noting every fault.

    Args:
        entries: the front matter.
        kind: of the piece.
        shown: its file, for messages.
        known: what values may refer to.
        faults: collects unknown, misplaced and missing keys and wrong values.
    """
    values: dict[str, Any] = {}
    for entry in entries:
        key = KEYS.get(entry.key)
        if key is None:
            faults.add(shown, entry.line, f'unknown key "{entry.typed}"', _nearest_key(entry, kind))
        elif kind not in key.kinds:
            where = " or ".join(sorted(key.kinds))
            faults.add(
                shown,
                entry.line,
                f'"{entry.typed}" is a key of a {where}, not of a {kind}',
                "delete the line",
            )
        elif entry.key not in values:
            _read_one(entry, key, shown, known, values, faults)
    return values


def _read_one(entry: Entry, key: Key, shown: str, known: Known, values: dict[str, Any], faults: Faults) -> None:
    try:
        if not key.is_list:
            _list_is_wrong(entry)
        values[entry.key] = key.read(entry, known)
    except WrongValueError as fault:
        values[entry.key] = None
        faults.add(shown, fault.line or entry.line, fault.problem, fault.fix)
    except WrongValuesError as error:
        values[entry.key] = None
        for wrong in error.wrong:
            faults.add(shown, wrong.line or entry.line, wrong.problem, wrong.fix)


def _nearest_key(entry: Entry, kind: str) -> str:
    names = [
        name.capitalize() if entry.typed[:1].isupper() else name for name, key in KEYS.items() if kind in key.kinds
    ]
    return did_you_mean(entry.typed, names)


def note_missing(values: Mapping[str, Any], kind: str, shown: str, faults: Faults) -> None:
    """Note each key that a piece of this kind needs and does not have."""
    for name, key in KEYS.items():
        if kind in key.needed and name not in values:
            faults.add(shown, 1, f"no {name.capitalize()}", key.example)
