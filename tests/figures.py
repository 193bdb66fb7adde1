"""Seconds are reported and never asserted: machines are shared, and noisy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

#: The name under which a test's figures travel from its process to the report.
PROPERTY = "figure"


@dataclass(frozen=True)
class Figures:
    """Takes the time of a part of a test, for the end of the run."""

    node: pytest.Item

    @contextmanager
    def timed(self, what: str, asked: float) -> Iterator[None]:
        """Report the processor's seconds that a block takes, beside those that were asked for."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        self.node.user_properties.append((PROPERTY, f"{what}: {cpu:.3f} s CPU, {wall:.3f} s; asked: {asked:g} s"))


def said(reports: list[pytest.TestReport]) -> list[str]:
    """Return the figures of tests, each once."""
    found = (str(text) for report in reports for name, text in report.user_properties if name == PROPERTY)
    return sorted(dict.fromkeys(found))
