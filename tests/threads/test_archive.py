"""The archive is read as it was written, and checked when a hand was in it."""

import difflib
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.model.thread import Attachment, Author, Thread, Validator
from hiwar.platforms.adapter import Body
from hiwar.threads.archive import parse, render
from hiwar.threads.cleaning import clean
from tests.hostile import payloads
from tests.threads.making import NOW, PIECE, comment, said, source, thread

FULL = thread(
    source(
        comment(
            "a",
            lang="ar",
            warning="ماء",
            edited=NOW,
            attachments=(Attachment("https://x.example/1.png", "مرشّح"),),
        ),
        comment("b", answers="a", day=3, state="missing", absent_since=NOW),
        state="stale",
        since=NOW,
        why="answered 503",
        complete=False,
        validator=Validator("https://social.qatra.example/api", 'W/"a1"'),
    ),
    source(platform="bluesky", url="https://bsky.app/profile/qatra.example/post/1", heard=None),
)


def test_what_is_written_is_read():
    found, faults = parse(render(FULL), "x.json", PIECE)
    assert faults == ()
    assert found == Thread(PIECE, tuple(reversed(FULL.sources)))
    assert render(found) == render(FULL)


def test_the_order_of_what_came_in_leaves_no_trace():
    """Sorted, so that a diff shows what was said."""
    one, two = comment("a"), comment("b", day=1)
    assert render(thread(source(one, two))) == render(thread(source(two, one)))


def test_a_new_comment_is_lines_added_only():
    before = render(thread(source(comment("a"), comment("c", day=4)))).splitlines()
    after = render(thread(source(comment("a"), comment("b", day=3), comment("c", day=4)))).splitlines()
    assert not [line for line in difflib.ndiff(before, after) if line.startswith(("-", "?"))]


def test_hostile_text_that_was_cleaned_is_no_fault_of_the_file():
    """Cleaning once is enough: what the archive holds is what the page shows."""
    comments = []
    for number, text in enumerate(payloads()):
        for kind in ("html", "plain"):
            item = said(
                f"{number}{kind}",
                body=Body(text, kind),
                author=Author(text, text, text),
                warning=text,
                lang=text,
            )
            comments.append(clean(item))
    _, faults = parse(render(thread(source(*comments))), "x.json", PIECE)
    assert faults == ()


CASES = [
    ("\n\n{", 3, "is no JSON"),
    ('{"version": 2}', 1, "version 2"),
    ("[]", 1, "version None"),
    ("[" * 20_000, 1, "nested too deep"),
    ('{"version": 1,\n"sorces": []}', 2, 'unknown key "sorces"'),
    ('{"version": 1,\n"sources": {}}', 2, "has to be a list"),
    ('{"version": 1, "sources": [\n{"platform": "isso",\n"url": "isso"}]}', 3, "no address"),
    ('{"version": 1, "sources": [\n{"url": "https://x.example/"}]}', 2, '"platform" is missing'),
    (
        '{"version": 1, "sources": [{"platform": "isso", "url": "https://x.example/",\n"state": "liv"}]}',
        2,
        '"liv"',
    ),
]


@pytest.mark.parametrize(("text", "line", "problem"), CASES)
def test_a_mistake_is_named_with_its_line(text, line, problem):
    _, faults = parse(text, "content/threads/blog/x.json", PIECE)
    assert [(fault.line, problem in fault.problem) for fault in faults] == [(line, True)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<p>b</p>", "<p onclick=x>b</p>", '"html" holds more'),
        ("2026-11-03T09:00:00Z", "yesterday", "no moment"),
        ("2026-11-03T09:00:00Z", "2026-11-03T09:00:00", "no moment"),
        ('"state": "missing"', '"state": "lost"', "unknown state"),
        ('"id": "https://social.example/b"', '"id": "https://social.example/a"', "twice"),
        ('"id": "https://social.example/b"', '"id": ""', "missing"),
        ('"id": "https://social.example/b"', '"id": 7', "has to be text"),
        ("https://social.example/@lina/b", "javascript:alert(1)", "no address"),
        ('"key": "b"', '"key": "b\\u202e"', "hidden characters"),
    ],
)
def test_a_hand_edited_comment_is_checked(old, new, problem):
    """The line is the one a hand touched."""
    text = render(FULL)
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    _, faults = parse(text.replace(old, new), "x.json", PIECE)
    assert [(fault.line, problem in fault.problem) for fault in faults] == [(line, True)]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["version", "sources", "comments", "author", "url", "id"]), inner)
        ),
    )
)
def test_any_json_is_read_or_refused(value):
    """No JSON that a hand could leave there ends in a traceback."""
    sources = value if isinstance(value, list) else [value]
    parse(json.dumps({"version": 1, "sources": sources}), "x.json", PIECE)
    parse(json.dumps(value), "x.json", PIECE)


@pytest.mark.slow
def test_reading_two_thousand_comments(figures):
    text = render(thread(source(*(comment(f"c{n}", published=NOW + timedelta(seconds=n)) for n in range(2000)))))
    with figures.timed("2,000 comments read", asked=0.5):
        assert parse(text, "x.json", PIECE)
