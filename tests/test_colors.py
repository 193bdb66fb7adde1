"""Colours: contrast as WCAG counts it, and shades that have it."""

from __future__ import annotations

import re

import pytest

from hiwar.colors import contrast, fitted, mixed
from hiwar.model.palette import DARK, LIGHT, PAIRS, TOKENS
from tests.theme.sources import THEME

PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")


def test_contrast_is_that_of_wcag() -> None:
    """From none to black on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("color", ["#ffee00", "#0b6e6e", "#ff0000", "#777777", "#000000"])
def test_a_better_shade_is_near_and_reads_on_all(color: str) -> None:
    """It has the contrast that each ground asks for."""
    grounds = [("#ffffff", 4.5), ("#e3f3f1", 4.5)]
    shade = fitted(color, grounds)
    assert all(contrast(shade, ground) >= least for ground, least in grounds)


def test_what_fits_is_left_as_it_is() -> None:
    """And what cannot fit is said."""
    assert fitted("#0b6e6e", [("#ffffff", 4.5)]) == "#0b6e6e"
    assert fitted("#0b6e6e", [("#777777", 7)]) == ""


def test_a_colour_over_a_ground() -> None:
    """From the ground to the colour."""
    assert mixed("#000000", "#ffffff", 0) == "#ffffff"
    assert mixed("#000000", "#ffffff", 1) == "#000000"


@pytest.mark.parametrize(("scheme", "place"), [(LIGHT, 1), (DARK, 2)])
def test_the_theme_has_these_colours(scheme: dict[str, str], place: int) -> None:
    """What is checked against a company's colour is what its page shows."""
    css = (THEME / "static/css/tokens.css").read_text("utf-8")
    shown = {match[1]: match[place + 1] for match in PAIR.finditer(css)}
    assert {name: shown[TOKENS.get(name, name)] for name in scheme} == dict(scheme)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_theme_s_own_pairs_can_be_read(scheme: dict[str, str]) -> None:
    """Otherwise a company would be told of colours that are not its own."""
    assert [(front, back) for front, back, least in PAIRS if contrast(scheme[front], scheme[back]) < least] == []
