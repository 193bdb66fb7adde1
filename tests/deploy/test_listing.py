"""How two trees differ, in numbers and lines."""

from __future__ import annotations

import pytest

from hiwar.deploy.errors import Unfit
from hiwar.deploy.listing import Difference, Entry, compare, refuse_shrinking, render
from hiwar.model.deploy import Published


def tree(*pages: str, blob: str = "a", size: int = 1000) -> dict[str, Entry]:
    return {page: Entry(blob, size) for page in pages}


def test_a_difference_names_what_is_new_changed_and_gone() -> None:
    old = tree("index.html", "gone/index.html", "same/index.html") | tree("feed.xml")
    new = tree("index.html", "feed.xml", blob="b", size=1500) | tree("same/index.html", "blog/ماء/index.html", "x.png")
    difference = compare(old, new, Published(feed_ids=("1",)), Published(feed_ids=("1", "2")))
    assert render(difference).splitlines() == [
        "pages: 1 new, 1 changed, 1 gone; other files: 2; feed entries: 1 new; 6.0 kB (+2.0 kB)",
        "  new      /blog/ماء/",
        "  changed  /",
        "  gone     /gone/",
        "  entry    2",
    ]


def test_the_same_tree_is_no_difference() -> None:
    assert Difference(tree("index.html"), tree("index.html")).is_empty


def test_long_lists_are_counted() -> None:
    told = render(Difference({}, tree(*(f"{number}.html" for number in range(25)), size=10**6)))
    assert told.splitlines()[-1] == "  new      and 5 more"
    assert "25.0 MB (+25.0 MB)" in told


@pytest.mark.parametrize(("before", "gone", "refused"), [(10, 2, True), (10, 1, False), (11, 2, False), (1, 1, True)])
def test_a_fifth_is_the_limit(before: int, gone: int, refused: bool) -> None:
    pages = [f"{number}.html" for number in range(before)]
    difference = Difference(tree(*pages), tree(*pages[gone:]))
    if refused:
        with pytest.raises(Unfit, match=f"{gone} of {before} pages would be gone"):
            refuse_shrinking(difference)
    else:
        refuse_shrinking(difference)


def test_pages_that_moved_count_as_gone() -> None:
    """A redirect in the old place is a page that stays."""
    with pytest.raises(Unfit):
        refuse_shrinking(Difference(tree("a.html", "b.html"), tree("c.html", "d.html")))


def test_other_files_may_go() -> None:
    refuse_shrinking(Difference(tree("a.html", "b.png"), tree("a.html")))
