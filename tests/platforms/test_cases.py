"""Every recorded exchange is heard as the file beside it says."""

import json
from pathlib import Path

import pytest

from hiwar.platforms import registry
from tests.platforms.replay import replay

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.exchange.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name.split('.')[0]}")
def test_case(path):
    """Add an exchange and what is heard, and it is a test."""
    expected = path.with_name(path.name.replace(".exchange.", ".expected."))
    assert replay(path) == json.loads(expected.read_text(encoding="utf-8"))


def test_every_platform_has_cases():
    """No adapter stands here without a recorded exchange."""
    assert {path.parent.name for path in CASES} == set(registry.NAMES)
