"""Names under the quotations of an old blog do not become ids of this company's people."""

from __future__ import annotations

import pytest

from hiwar.importing.quotations import name_strangers
from hiwar.importing.report import BodyNotes, Notes
from hiwar.importing.rewriting import Context


class Nowhere:
    """Knows no address; none is asked for."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("> Yes.\n> — @jane\n", "> Yes.\n> — jane\n"),
        ("> Yes. -- @jane_d\n", "> Yes. -- jane_d\n"),
        ("  > — @jane", "  > — jane"),
        ("> Write to @jane\n", "> Write to @jane\n"),
        ("— @jane\n", "— @jane\n"),
        ("> `— @jane`\n", "> `— @jane`\n"),
        ("> — @jane@social.example\n", "> — @jane@social.example\n"),
    ],
)
def test_a_handle_that_signs_a_quotation_becomes_a_name(old: str, new: str) -> None:
    """And nothing else changes."""
    context = Context(BodyNotes(Notes(""), 1), Nowhere(), "en")  # type: ignore[arg-type] # as it says
    assert name_strangers(old, context) == new
