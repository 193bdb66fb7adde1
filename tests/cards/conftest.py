"""How the cards of the tests look: as the theme has them."""

from pathlib import Path

import pytest

from hiwar.cards.spec import Look

THEME = Path(__file__).parents[2] / "theme"


@pytest.fixture(scope="session")
def look() -> Look:
    return Look(THEME / "cards/card.typ", (THEME / "cards/fonts",))
