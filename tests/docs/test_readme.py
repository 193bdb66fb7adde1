"""The README keeps what it promises in one screen."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.docs.draw_screenshot import LIMIT, TARGET
from tests.docs.pages import README, ROOT

COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/invoke build",
    ".venv/bin/invoke test",
)


def test_readme_has_the_two_commands() -> None:
    """The README shows the two commands, alone in one block."""
    blocks = [fence.text.strip().split("\n") for fence in README.fences]
    assert list(COMMANDS) in blocks


@pytest.mark.parametrize("command", COMMANDS)
def test_continuous_integration_runs_the_readme(command: str) -> None:
    """What the README tells people to type is what is run for every change."""
    assert command in (ROOT / ".ci/run").read_text("utf-8").split("\n")


def test_the_picture_is_light_and_shows_both_directions() -> None:
    """The picture of the result stands in the README, wide enough for two pages, and loads fast."""
    assert TARGET.relative_to(ROOT).as_posix() in [address for address, _ in README.links]
    assert TARGET.stat().st_size <= LIMIT
    with Image.open(TARGET) as picture:
        assert picture.width > picture.height


def test_it_is_short() -> None:
    """Nobody has to scroll far."""
    assert len(README.text.split("\n")) <= 70
