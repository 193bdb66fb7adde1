"""The company's colours and letters as a style sheet, which comes after the theme's own tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar.model.palette import DARK, LIGHT, TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiwar.model.company import Company
    from hiwar.site.lettering import OwnFont

#: The token that stands before the theme's own families, by the role of a font in company.toml.
_FAMILY_TOKENS: Final = {"text": "--own-text", "heading": "--own-heading"}


def render_tokens(company: Company, fonts: Iterable[OwnFont]) -> str:
    """Return the style sheet; empty when the company looks as the theme does."""
    fonts = tuple(fonts)
    rows = [*_colors(company), *_families(fonts)]
    faces = "".join(_face(font) for font in fonts)
    rules = ":root {\n" + "".join(f"{name}: {value};\n" for name, value in rows) + "}\n" if rows else ""
    return f"@layer tokens {{\n{faces}{rules}}}\n" if rules else ""


def _colors(company: Company) -> Iterator[tuple[str, str]]:
    """Yield a token for each colour that is the company's on light or dark pages."""
    for name in sorted(company.colors.keys() | company.dark_colors.keys()):
        light = company.colors.get(name, LIGHT[name])
        dark = company.dark_colors.get(name, DARK[name])
        yield f"--{TOKENS.get(name, name)}", f"light-dark({light}, {dark})"


def _families(fonts: Iterable[OwnFont]) -> Iterator[tuple[str, str]]:
    for role in sorted({font.role for font in fonts} & _FAMILY_TOKENS.keys()):
        # With its comma: the theme's families follow, and draw what this one lacks.
        yield _FAMILY_TOKENS[role], f'"{_family(role)}",'


def _family(role: str) -> str:
    return "Own Heading" if role == "heading" else "Own Text"


def _face(font: OwnFont) -> str:
    rows = [
        ("font-family", f'"{_family(font.role)}"'),
        ("font-weight", font.weight),
        ("font-display", "optional"),
        ("src", f'url("../{font.name}") format("woff2")'),
        *([("unicode-range", font.unicode_range)] if font.unicode_range else []),
    ]
    return "@font-face {\n" + "".join(f"{name}: {value};\n" for name, value in rows) + "}\n"
