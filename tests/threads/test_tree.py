"""One tree from all sources: each comment once, where it belongs, and nothing that is not to be shown."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hiwar.model.thread import Author
from hiwar.threads.tree import grow
from tests.threads.making import comment, source

OTHER = "https://other.example/t/1"


def shape(tree, parent=""):
    """Return a tree as nested pairs of keys and answers."""
    ids = tree.answers.get(parent, ())
    return [(tree.comments[id_].key, shape(tree, id_)) for id_ in ids]


def test_answers_stand_below_what_they_answer_oldest_first():
    tree = grow([source(comment("c", day=4), comment("b", day=3, answers="a"), comment("a", day=2))])
    assert shape(tree) == [("a", [("b", [])]), ("c", [])]


def test_an_orphan_stands_at_the_top():
    """Its parent was never heard: on real servers that is common."""
    assert shape(grow([source(comment("b", answers="lost"))])) == [("b", [])]


def test_one_comment_of_two_sources_is_one():
    mine, theirs = source(comment("a")), source(comment("a"), comment("b", answers="a"), url=OTHER)
    tree = grow([mine, theirs])
    assert shape(tree) == [("a", [("b", [])])]
    assert tree.heard_at[comment("a").id] == (mine.url, OTHER)


def test_one_permalink_under_two_ids_is_one_comment():
    """As when a feed names a post by its address and an interface by its number."""
    copy = comment("copy", url=comment("a").url)
    tree = grow([source(comment("a")), source(copy, comment("b", answers="copy"), url=OTHER)])
    assert shape(tree) == [("a", [("b", [])])]


def test_a_permalink_that_all_share_merges_nothing():
    """Some platforms have only the address of the thread."""
    shared = [comment(name, url=OTHER) for name in "abc"]
    assert len(grow([source(*shared), source(*shared[:1], url=OTHER)]).comments) == 3


def test_what_is_deleted_in_one_place_is_not_shown_because_of_another():
    gone = replace(comment("a"), state="deleted", html="")
    tree = grow([source(comment("a"), comment("b", answers="a")), source(gone, url=OTHER)])
    assert tree.comments[comment("a").id].html == ""
    assert shape(tree) == [("a", [("b", [])])]


def test_an_empty_place_without_answers_is_not_shown():
    gone = replace(comment("a"), state="deleted", html="")
    below = replace(comment("b", answers="a"), state="deleted", html="")
    assert shape(grow([source(gone, below)])) == []


def test_below_a_hidden_comment_all_is_hidden():
    hidden = replace(comment("a"), state="hidden")
    assert shape(grow([source(hidden, comment("b", answers="a"), comment("c"))])) == [("c", [])]


def test_a_queued_comment_is_not_shown_nor_what_answers_it():
    queued = replace(comment("a"), state="queued")
    assert shape(grow([source(queued, comment("b", answers="a"), comment("c"))])) == [("c", [])]


def test_what_was_heard_natively_needs_no_release_of_its_copy():
    """Bridgy sends a copy of each reply on Mastodon; it is one comment, and was heard in one place."""
    copy = comment("copy", url=comment("a").url, state="queued")
    for sources in ([source(comment("a")), source(copy, url=OTHER)], [source(copy, url=OTHER), source(comment("a"))]):
        tree = grow(sources)
        (only,) = tree.comments.values()
        assert (only.state, only.html) == ("visible", comment("a").html)
        assert tree.heard_at[only.id] == (source().url,)


def test_a_bluesky_post_is_one_by_did_and_by_handle():
    """The platform's own permalink names the DID; people and Bridgy name the handle."""
    lina = Author("Lina", "https://bsky.app/profile/did:plc:abc", "@Lina.example")
    native = comment("a", author=lina, url=f"{lina.url}/post/3kx")
    by_handle = Author("Lina", "https://bsky.app/profile/lina.example")
    copy = comment("copy", author=by_handle, url=f"{by_handle.url}/post/3kx")
    other = comment("other", author=by_handle, url=f"{by_handle.url}/post/3ky")
    assert len(grow([source(native), source(copy, other, url=OTHER)]).comments) == 2


def test_rings_are_opened():
    """Only a hand or a hostile server makes them."""
    tree = grow([source(comment("a", answers="b"), comment("b", answers="a"), comment("c", answers="c"))])
    assert sorted(tree.comments) == sorted(comment(name).id for name in "abc")
    assert shape(tree) == [("a", [("b", [])]), ("c", [])]


def test_a_chain_of_thousands_is_no_trouble():
    names = [f"n{n}" for n in range(5000)]
    chain = [comment(name, answers=before) for before, name in zip(["x", *names], names, strict=False)]
    assert len(grow([source(*chain)]).comments) == 5000


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdefgh"),
            st.sampled_from("abcdefgh"),
            st.sampled_from(["visible", "hidden", "deleted", "missing", "queued"]),
        )
    )
)
def test_every_shown_comment_stands_exactly_once(rows):
    """Whatever the parents and states are."""
    unique = {name: replace(comment(name, answers=parent), state=state) for name, parent, state in rows}
    tree = grow([source(*unique.values())])
    listed = [id_ for ids in tree.answers.values() for id_ in ids]
    assert sorted(listed) == sorted(tree.comments)
    assert all(one.state not in {"hidden", "queued"} for one in tree.comments.values())
