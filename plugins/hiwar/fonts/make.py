"""Everything in the theme's folders of fonts, from the packages it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.fonts.faces import Face, compose, without_drawings
from hiwar.fonts.scripts import ARABIC, LATIN, SCRIPTS
from hiwar.fonts.sheet import HEAD, Stopgap, render_face, render_stopgap

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.fonts.scripts import Script

#: npm packages as ``npm pack`` brings them, all under the SIL Open Font License 1.1.
#: The first is IBM's own release, the second Google's as Fontsource builds it; the
#: others hold the same families as TTF, and Noto Color Emoji.
PACKAGES: Final = (
    "@ibm/plex-sans-arabic@1.1.0",
    "@fontsource-variable/readex-pro@5.3.0",
    "@expo-google-fonts/ibm-plex-sans-arabic@0.4.2",
    "@expo-google-fonts/readex-pro@0.4.1",
    "@expo-google-fonts/noto-color-emoji@0.4.6",
)
_FOLDERS: Final = tuple(name[1:].replace("/", "-").replace("@", "-") for name in PACKAGES)
_PLEX, _READEX, _PLEX_TTF, _READEX_TTF, _EMOJI = _FOLDERS
_PLEX_WOFF2: Final = f"{_PLEX}/fonts/complete/woff2/IBMPlexSansArabic"
#: Each web font with its source; ``{}`` takes the script where sources are split by it.
FACES: Final = (
    (Face("Hiwar Text", "text-400", (400,)), f"{_PLEX_WOFF2}-Regular.woff2"),
    (
        Face("Hiwar Text", "text-600", (600,)),
        f"{_PLEX_WOFF2}-SemiBold.woff2",
    ),
    (Face("Hiwar Heading", "heading", (400, 700)), f"{_READEX}/files/readex-pro-{{}}-wght-normal.woff2"),
)
#: Fonts of the cards, whole: a title may hold what no page's text does.
CARD_FONTS: Final = (
    (f"{_PLEX_TTF}/400Regular/IBMPlexSansArabic_400Regular.ttf", "text-400.ttf"),
    (f"{_PLEX_TTF}/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf", "text-600.ttf"),
    (f"{_READEX_TTF}/600SemiBold/ReadexPro_600SemiBold.ttf", "heading-600.ttf"),
)
LICENCES: Final = (
    (f"{_PLEX_TTF}/LICENSE_FONT", "OFL-IBM-Plex.txt"),
    (f"{_READEX_TTF}/LICENSE_FONT", "OFL-Readex-Pro.txt"),
    (f"{_EMOJI}/LICENSE_FONT", "OFL-Noto-Color-Emoji.txt"),
)
_ARABIC_LOCALS: Final = (
    "Noto Sans Arabic",
    "NotoSansArabic-Regular",
    "SFArabic-Regular",
    "GeezaPro",
    "Segoe UI",
    "Tahoma",
)
_LATIN_LOCALS: Final = ("Arial", "Roboto", "Roboto-Regular", "Liberation Sans", "Helvetica Neue")
#: The scales are widths of one sentence measured by Chromium 156: Noto Sans Arabic
#: for Arabic, Liberation Sans (as wide as Arial) for Latin; headings at 600.
STOPGAPS: Final = (
    (Stopgap("Hiwar Text", ARABIC, _ARABIC_LOCALS, 0.929), FACES[0][0]),
    (Stopgap("Hiwar Text", LATIN, _LATIN_LOCALS, 1.007), FACES[0][0]),
    (Stopgap("Hiwar Heading", ARABIC, _ARABIC_LOCALS, 1.048), FACES[2][0]),
    (Stopgap("Hiwar Heading", LATIN, _LATIN_LOCALS, 1.051), FACES[2][0]),
)


def make(sources: Path, theme: Path) -> None:
    """Write the fonts, their licences and their style sheet into the theme.

    Web fonts stand in ``static/``, which the site serves; the fonts of the cards,
    six megabytes, stand in ``cards/``, which it does not.

    Args:
        sources: a folder with each of `PACKAGES` unpacked in a folder named as
            ``npm pack`` names it, less ``.tgz``.
        theme: the theme's folder.

    Raises:
        SetupError: a package is not there.
    """
    _check(sources)
    fonts, css, cards = theme / "static/fonts", theme / "static/css", theme / "cards/fonts"
    for folder in (fonts, css, cards):
        folder.mkdir(parents=True, exist_ok=True)
    made = {
        (face, script): compose(sources / source.format(script.name), face, script)
        for face, source in FACES
        for script in SCRIPTS
    }
    for (face, script), content in made.items():
        (fonts / face.file_name(script)).write_bytes(content)
    for source, name in CARD_FONTS:
        (cards / name).write_bytes((sources / source).read_bytes())
    emoji = sources / _EMOJI / "400Regular/NotoColorEmoji_400Regular.ttf"
    (cards / "emoji.ttf").write_bytes(without_drawings(emoji))
    for source, name in LICENCES:
        for folder in (fonts, cards):
            (folder / name).write_bytes((sources / source).read_bytes())
    (css / "fonts.css").write_text(_render(made), "utf-8", newline="\n")


def _check(sources: Path) -> None:
    missing = [name for name in _FOLDERS if not (sources / name).is_dir()]
    if missing:
        raise SetupError(f"no folder {', '.join(missing)} in {sources}: run `npm pack` for {', '.join(PACKAGES)}")


def _render(made: dict[tuple[Face, Script], bytes]) -> str:
    rules = [render_face(face, script) for face, script in made]
    rules += [render_stopgap(stopgap, made[face, stopgap.script]) for stopgap, face in STOPGAPS]
    return HEAD + "\n" + "\n".join(rules)
