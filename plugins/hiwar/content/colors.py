"""``[colors]`` of company.toml: completed, and held to what can be read."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hiwar.colors import contrast, fitted, mixed
from hiwar.model.palette import DARK, LIGHT, PAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.errors import Faults
    from hiwar.toml import TomlFile

#: Colours that draw and write; a company that names one for light pages gets a lighter one for dark pages.
_DRAWN: Final = ("official", "fan", "accent")
#: Of the lighter one: enough to stay readable on grounds made of it, too.
_DARK_CONTRAST: Final = 7.0
#: The ground of a voice, which follows the voice where it is not named.
_SOFT: Final = MappingProxyType({"official-soft": "official", "fan-soft": "fan"})
#: How much of the voice lies in its ground, the most first.
_SHARES: Final = (0.12, 0.09, 0.06, 0.03)


@dataclass(frozen=True, slots=True)
class Colors:
    """A company's colours by name, as ``#rrggbb``: those it named, and what follows from them."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


def parse(file: TomlFile, faults: Faults) -> Colors:
    """Return the colours, noting each pair that cannot be read; the form of the values is right already."""
    named: Mapping[str, Any] = file.values.get("colors", {})
    light = {name: value if isinstance(value, str) else value["light"] for name, value in named.items()}
    dark = {name: value["dark"] for name, value in named.items() if not isinstance(value, str)}
    for name in _DRAWN:
        if name in light and name not in dark:
            dark[name] = fitted(light[name], [(DARK["paper"], _DARK_CONTRAST)])
    _add_grounds(light, LIGHT)
    _add_grounds(dark, DARK)
    for scheme, colors, defaults in (("light", light, LIGHT), ("dark", dark, DARK)):
        for fault in _unreadable({**defaults, **colors}, frozenset(named), frozenset(colors), scheme):
            faults.add(file.shown, file.line("colors", fault.name), fault.problem, fault.fix)
    return Colors(MappingProxyType(light), MappingProxyType(dark))


def _add_grounds(colors: dict[str, str], defaults: Mapping[str, str]) -> None:
    """Give each voice that has a colour of its own a ground of that colour on which it can be read."""
    paper = colors.get("paper", defaults["paper"])
    for soft, voice in _SOFT.items():
        if voice in colors and soft not in colors:
            grounds = (mixed(colors[voice], paper, share) for share in _SHARES)
            needs = [front for front, back, _ in PAIRS if back == soft]
            every = {**defaults, **colors}
            fits = (ground for ground in grounds if all(contrast(every[front], ground) >= 4.5 for front in needs))
            colors[soft] = next(fits, paper)


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """A pair that cannot be read."""

    #: The colour that the company can change.
    name: str
    problem: str
    fix: str


def _unreadable(
    colors: Mapping[str, str], named: frozenset[str], changed: frozenset[str], scheme: str
) -> Iterator[_Unreadable]:
    """Yield the pairs below WCAG AA in which the company changed a colour."""
    for front, back, least in PAIRS:
        if not {front, back} & changed:
            continue
        ratio = contrast(colors[front], colors[back])
        if ratio < least:
            said = (
                f'"{front}" {colors[front]} on "{back}" {colors[back]} has a contrast of {ratio:.1f} on {scheme} pages'
            )
            name, fix = _remedy(front, back, colors, named, scheme)
            yield _Unreadable(name, f"{said}; WCAG AA asks for {least:g}", fix)


def _remedy(front: str, back: str, colors: Mapping[str, str], named: frozenset[str], scheme: str) -> tuple[str, str]:
    """Return which of two colours to change, and what to write for it."""
    candidates = [name for name in (front, back) if name in named] or [_SOFT.get(back, front)]
    for name in candidates:
        shade = fitted(colors[name], _needs(name, colors))
        if shade:
            return name, f'write "{shade}" for "{name}" on {scheme} pages'
    return candidates[0], "choose two colours that are further apart, one dark and one light"


def _needs(name: str, colors: Mapping[str, str]) -> list[tuple[str, float]]:
    """Return what stands on a colour, and on what it stands, with the contrast that each asks for."""
    pairs = ((back if front == name else front, least) for front, back, least in PAIRS if name in {front, back})
    return [(colors[other], least) for other, least in pairs]
