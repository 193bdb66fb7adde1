"""Style sheets: sides by writing direction, colours by tokens, one component a file, contrast that can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.theme.sources import SHEETS, TEMPLATES, THEME, name, without_comments

if TYPE_CHECKING:
    from pathlib import Path

#: Sheets about all pages; every other is named after the partial, or the page, that it dresses.
FOUNDATION = {"layers", "tokens", "tints", "reset", "base", "layout", "utilities", "print", "highlight"}
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right|top|bottom)[\w-]*\s*:"
    r"|(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
    r"|(?:float|clear|text-align|caption-side|justify-[a-z]+|align-[a-z]+)\s*:[^;]*\b(?:left|right)\b"
    r")"
)
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    r"|:[^;{}]*\b(?:white|black|red|green|blue|gray|grey|silver|orange|teal|navy|purple)\b"
)
DECLARED = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);")
PAIR = re.compile(r"light-dark\((?P<light>#\w+), (?P<dark>#\w+)\)")

AA = 4.5


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_sides_follow_the_writing_direction(sheet: Path) -> None:
    """Arabic is not mirrored afterwards: no sheet knows left and right."""
    css = without_comments(sheet.read_text("utf-8"))
    assert PHYSICAL.findall(css) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1px; }",
        "a { left: 0; }",
        "a { padding-right: 1px; }",
        "a { text-align: right; }",
        "a { border-top-left-radius: 0; }",
        "a { max-width: 3rem; }",
        "a { float: left; }",
        "a { border-bottom: 1px solid; }",
    ],
)
def test_physical_sides_are_seen(css: str) -> None:
    """The test above would find them."""
    assert PHYSICAL.search(css)


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_rules_can_be_overridden(sheet: Path) -> None:
    """No !important and no ids: what comes in a later layer wins."""
    css = without_comments(sheet.read_text("utf-8"))
    assert "!important" not in css
    selectors = re.findall(r"([^{}]+)\{", css)
    assert [selector for selector in selectors if "#" in selector] == []


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.stem not in {"tokens", "tints"}], ids=name)
def test_colours_stand_in_the_tokens(sheet: Path) -> None:
    """One place to change a colour."""
    css = without_comments(sheet.read_text("utf-8"))
    assert COLOUR.findall(css) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_every_rule_stands_in_a_layer(sheet: Path) -> None:
    """Nothing escapes the order of the cascade."""
    css = without_comments(sheet.read_text("utf-8")).strip()
    assert re.match(r"@layer (?:tokens|reset|base|layout|components|utilities)\b", css)
    outside = re.sub(r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}", "", css)
    assert re.fullmatch(r"(?:\s*@layer [\w, ]+;?)+\s*", outside)


def test_layers_are_declared_once() -> None:
    """The order is the one of the design."""
    layers = (THEME / "static" / "css" / "layers.css").read_text("utf-8")
    assert "@layer tokens, reset, base, layout, components, utilities;" in layers


def test_a_component_has_the_name_of_its_partial() -> None:
    """Who looks for the look of a thing finds it by name."""
    assert {sheet.stem for sheet in SHEETS} - FOUNDATION - {template.stem for template in TEMPLATES} == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_tokens_that_are_used_are_declared(sheet: Path) -> None:
    """A token mistyped is a value lost in silence."""
    tokens = dict(DECLARED.findall((THEME / "static" / "css" / "tokens.css").read_text("utf-8")))
    own = dict(DECLARED.findall(sheet.read_text("utf-8")))
    used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text("utf-8")))
    assert used - tokens.keys() - own.keys() == set()


def test_nothing_comes_from_elsewhere() -> None:
    """Neither fonts nor pictures nor sheets of a third party."""
    for sheet in (THEME / "static" / "css").glob("*.css"):
        assert not re.search(r"@import|https?://|url\(\s*[\"']?//", without_comments(sheet.read_text("utf-8")))


def test_arabic_letters_are_neither_spaced_nor_slanted() -> None:
    """Spacing tears Arabic letters apart, and they have no italics."""
    for sheet in SHEETS:
        css = without_comments(sheet.read_text("utf-8"))
        assert "letter-spacing" not in css
        assert "text-transform" not in css
        assert "italic" not in css
        assert "justify;" not in css


def _schemes() -> dict[str, dict[str, str]]:
    css = without_comments((THEME / "static" / "css" / "tokens.css").read_text("utf-8"))
    pairs = {name: PAIR.fullmatch(value) for name, value in DECLARED.findall(css)}
    return {
        scheme: {name: pair[scheme] if pair else dict(DECLARED.findall(css))[name] for name, pair in pairs.items()}
        for scheme in ("light", "dark")
    }


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("--ink", "--paper", AA),
        ("--ink", "--surface", AA),
        ("--ink", "--official-soft", AA),
        ("--ink", "--fan-soft", AA),
        ("--ink-soft", "--paper", AA),
        ("--ink-soft", "--surface", AA),
        ("--ink-soft", "--official-soft", AA),
        ("--ink-soft", "--fan-soft", AA),
        ("--official", "--paper", AA),
        ("--official", "--surface", AA),
        ("--official", "--official-soft", AA),
        ("--official", "--fan-soft", AA),
        ("--fan", "--surface", AA),
        ("--fan", "--fan-soft", AA),
        ("--paper", "--ink", AA),
        ("--paper", "--official", AA),
        ("--paper", "--fan", AA),
        ("--ink", "--line", AA),
        ("--ink", "--code-paper", AA),
        ("--code-quiet", "--code-paper", AA),
        ("--code-word", "--code-paper", AA),
        ("--code-text", "--code-paper", AA),
        ("--code-number", "--code-paper", AA),
        ("--code-name", "--code-paper", AA),
        ("--code-wrong", "--code-paper", AA),
        # What is no text but must be seen: WCAG 1.4.11.
        ("--accent", "--paper", 3),
        ("--line-strong", "--paper", 3),
    ],
)
def test_colours_can_be_read(scheme: str, front: str, back: str, least: float) -> None:
    """Each pair that the theme uses has the contrast that WCAG AA asks for."""
    tokens = _schemes()[scheme]
    lights = sorted((_luminance(tokens[front]), _luminance(tokens[back])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= least
