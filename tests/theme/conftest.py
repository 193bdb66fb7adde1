"""What tests of pages share: the demo, built once for all processes, where it answers, and a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import opened_browser
from tests.served import served
from tests.theme.built import build_demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.theme.built import Built


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the demo, built."""
    return build_demo(tmp_path_factory)


@pytest.fixture(scope="module")
def host(demo: Built) -> Iterator[str]:
    """Give its address."""
    with served(demo.output) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with opened_browser() as opened:
        yield opened
