"""How far the pictures are is said to who sits at a terminal, and to nobody else."""

from __future__ import annotations

import io
import sys

import pytest

from hiwar.media.progress import shown_progress


class Terminal(io.StringIO):
    """A terminal that keeps what it shows."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("kind", "is_shown"), [(Terminal, True), (io.StringIO, False)], ids=["terminal", "pipe"])
def test_a_terminal_shows_how_many_are_done(
    kind: type[io.StringIO], is_shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of how many; a log stays free of it."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", kind())
    with shown_progress() as progress:
        progress(1, 2)
        progress(2, 2)
    shown = sys.stderr.getvalue()  # type: ignore[attr-defined] # it is one of ours
    assert ("2/2" in shown) is is_shown
