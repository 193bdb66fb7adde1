"""Rows that are written in portions are the JSON that they would be at once."""

import json

import pytest

from hiwar.engine.portions import dumped


@pytest.mark.parametrize("count", [0, 1, 500, 501, 1_234])
def test_all_rows_are_there_in_their_order(count: int) -> None:
    rows = {f'صفحة "{number}"\ud800': ["x", number, None] for number in range(count)}
    assert list(json.loads(dumped(rows.items())).items()) == list(rows.items())
