"""The colours by their names, as they are when the company names none."""

from types import MappingProxyType
from typing import Final

#: Two voices, two colours; ``-soft`` is the ground of a voice.
PALETTE: Final = MappingProxyType(
    {
        "ink": "#14213a",
        "paper": "#fbfaf6",
        "quiet": "#566074",
        "official": "#0b6e6e",
        "official-soft": "#e3f3f1",
        "fan": "#b4510e",
        "fan-soft": "#fdeedd",
        "accent": "#d8432f",
    }
)
