"""The colours by their names, as they are when the company names none."""

from types import MappingProxyType
from typing import Final

from hiwar.colors import SHAPE, TEXT

#: Of share cards. Two voices, two colours; ``-soft`` is the ground of a voice.
PALETTE: Final = MappingProxyType(
    {
        "ink": "#14213a",
        "paper": "#fbfaf6",
        "surface": "#ffffff",
        "quiet": "#566074",
        "line": "#dfe1e6",
        "line-strong": "#7d8698",
        "official": "#0b6e6e",
        "official-soft": "#e3f3f1",
        "fan": "#b4510e",
        "fan-soft": "#fdeedd",
        "accent": "#d8432f",
    }
)
#: Of light pages, whose small text stands on softer grounds than that of a card. ``code-paper`` is the theme's alone.
LIGHT: Final = MappingProxyType({**PALETTE, "quiet": "#4b566d", "fan": "#a2480b", "code-paper": "#f2f1ea"})
#: Of dark pages.
DARK: Final = MappingProxyType(
    {
        "ink": "#eef1f6",
        "paper": "#0e1526",
        "surface": "#151e34",
        "quiet": "#abb5c9",
        "line": "#26314a",
        "line-strong": "#7784a0",
        "official": "#6fd6cc",
        "official-soft": "#10302f",
        "fan": "#f3b27a",
        "fan-soft": "#3a2412",
        "accent": "#ff8a73",
        "code-paper": "#0a101e",
    }
)
#: Names that tokens of the theme have otherwise: ``--ink-soft`` is what a company calls quiet.
TOKENS: Final = MappingProxyType({"quiet": "ink-soft"})
#: What stands on what, each with the contrast that WCAG AA asks for.
PAIRS: Final = tuple(
    (front, back, least)
    for front, backs, least in (
        ("ink", ("paper", "surface", "official-soft", "fan-soft", "line", "code-paper"), TEXT),
        ("quiet", ("paper", "surface", "official-soft", "fan-soft"), TEXT),
        ("official", ("paper", "surface", "official-soft", "fan-soft"), TEXT),
        ("fan", ("paper", "surface", "fan-soft"), TEXT),
        ("accent", ("paper",), SHAPE),
        ("line-strong", ("paper",), SHAPE),
    )
    for back in backs
)
