"""``[navigation]`` of company.toml: what stands in the menus, and in which order."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hiwar.content import fitting
from hiwar.model.navigation import PLACES, Link, Navigation
from hiwar.text import did_you_mean, nfc
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hiwar.errors import Faults
    from hiwar.toml import TomlFile

_MENUS: Final = ("header", "footer", "pages")
_LINKS: Final = "links"
_LINK_KEYS: Final = frozenset({"name", "url"})


def problem_of(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    if not isinstance(value, dict):
        return "write a table: [navigation]"
    unknown = next((key for key in value if key not in {*_MENUS, _LINKS}), None)
    if unknown is not None:
        return f'"{unknown}" is no menu; {did_you_mean(unknown, (*_MENUS, _LINKS))}'
    wrong = next((menu for menu in _MENUS if menu in value and fitting.is_list(value[menu])), None)
    if wrong:
        return f'write a list: {wrong} = ["press", "blog"]'
    links = value.get(_LINKS, {})
    right = isinstance(links, dict) and all(map(_is_link, links.values()))
    return "" if right else 'write links like shop = { name = { ar = "…", en = "…" }, url = "https://…" }'


def _is_link(value: object) -> bool:
    if not isinstance(value, dict) or value.keys() != _LINK_KEYS:
        return False
    return (
        not fitting.is_by_language(value["name"]) and isinstance(value["url"], str) and is_whole_address(value["url"])
    )


def parse(file: TomlFile, languages: tuple[str, ...], faults: Faults) -> Navigation:
    """Return the menus; the form of the values is right already, and languages of links are looked at here."""
    table: Mapping[str, Any] = file.values.get("navigation", {})
    links = {}
    for name, value in table.get(_LINKS, {}).items():
        line = file.line("navigation", _LINKS, name)
        if set(value["name"]) != set(languages):
            fix = "give it one in " + " and ".join(f'"{lang}"' for lang in languages)
            faults.add(file.shown, line, f'the link "{name}" has no name in each language of the site', fix)
        if name in PLACES:
            faults.add(file.shown, line, f'"{name}" is a place of the site itself', "give the link another id")
        links[name] = Link(
            MappingProxyType({lang: nfc(text.strip()) for lang, text in value["name"].items()}), value["url"]
        )
    menus = {menu: tuple(table[menu]) for menu in _MENUS if menu in table}
    return Navigation(**menus, links=MappingProxyType(links))


def note_unknown(file: TomlFile, navigation: Navigation, pages: Collection[str], faults: Faults) -> None:
    """Note the names in menus that lead nowhere.

    Args:
        file: company.toml.
        navigation: what it says.
        pages: slugs of all pages, also of those that are not public yet.
        faults: takes what is wrong.
    """
    known = (*PLACES, *navigation.links, *sorted(pages))
    for menu in _MENUS:
        for name in getattr(navigation, menu) or ():
            if name not in (pages if menu == "pages" else known):
                line = file.line("navigation", menu)
                fix = did_you_mean(name, sorted(pages) if menu == "pages" else known)
                faults.add(file.shown, line, f'nothing on the site has the name "{name}"', fix)
