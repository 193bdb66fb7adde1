"""No thread of Pelican's goes on beside a build."""

from __future__ import annotations

import io
import threading

from rich.console import Console

from hiwar.site import spinner


def test_the_spinner_ends_and_may_be_ended_again() -> None:
    before = threading.active_count()
    with Console(file=io.StringIO(), force_terminal=True).status("Generating..."):
        assert threading.active_count() == before + 1
        spinner.stop()
        assert threading.active_count() == before
        spinner.stop()
    assert threading.active_count() == before
