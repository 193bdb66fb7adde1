"""Composes the pages, when the values that they show are known."""

from __future__ import annotations

from pelican.plugins import signals

from hiwar.site.generators import ComposePages


def _stages(_pelican: object) -> type:
    return ComposePages


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
