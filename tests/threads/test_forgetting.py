"""Whoever is forgotten is nowhere, not even as a guess, and is not heard again."""

import json
from datetime import timedelta

import pytest

from hiwar.errors import Faults, SetupError
from hiwar.model.thread import Author
from hiwar.platforms.adapter import Heard
from hiwar.threads import archive, forgetting, forgotten
from hiwar.threads.merging import merge
from tests.threads.making import NOW, PIECE, comment, said, source, thread

KEY = "a key that nobody guesses"
LINA = Author("Lina", "https://social.example/@lina", "@lina@social.example")
OMAR = Author("Omar", "https://social.example/@omar", "@omar@social.example")
TALK = thread(
    source(
        comment("a", author=LINA, html="<p>secret</p>"),
        comment("b", author=OMAR, answers="a", url="https://social.example/@omar/b"),
        comment("c", author=LINA, answers="b"),
        comment("d", author=OMAR, url="https://social.example/@omar/d"),
    )
)


def erased(target, talk=TALK, known=None):
    return forgetting.erase({PIECE: talk}, target, known or forgotten.Forgotten(KEY))


@pytest.mark.parametrize(
    "target", ["https://social.example/@lina", "HTTPS://SOCIAL.example/@lina/", "@lina@social.example"]
)
def test_an_account_leaves_with_its_words_its_name_and_its_addresses(target):
    """Its place stays where answers hang on it; nothing in it leads to a person."""
    (after,) = erased(target).threads
    text = archive.render(after)
    for trace in ("Lina", "lina", "secret", '/a"', '/c"'):
        assert trace not in text, trace
    place, below, other = after.sources[0].comments
    assert place.state == "deleted"
    assert (place.url, place.key) == ("", "")
    assert place.published.time().isoformat() == "00:00:00"
    assert below.parent == place.id
    assert other.id.endswith("/d")


def test_what_is_left_is_an_archive_that_reads():
    (after,) = erased("@lina@social.example").threads
    again, faults = archive.parse(archive.render(after), "x.json", PIECE)
    assert faults == ()
    assert again == after


def test_one_comment_can_be_forgotten_alone():
    found = erased("https://social.example/a")
    assert found.count == 1
    assert [one.author.name for one in found.threads[0].sources[0].comments] == ["", "Omar", "Lina", "Omar"]


def test_what_is_forgotten_is_not_heard_again():
    """Neither what was there nor what is said anew; answers keep their place."""
    found = erased("https://social.example/@lina")
    prior = found.threads[0].sources[0]
    new = said("e", author=LINA, published=NOW)
    answer = said("f", author=OMAR, parent="https://social.example/a", published=NOW)
    heard = Heard((said("a", author=LINA), said("c", author=LINA), said("d", author=OMAR), new, answer))
    after = merge(prior, found.forgotten.filtered(heard), NOW)
    names = [one.author.name for one in after.comments]
    assert "Lina" not in names
    place = next(one for one in after.comments if one.state == "deleted")
    assert next(one for one in after.comments if one.key == "f").parent == place.id


def test_a_hearing_without_news_changes_no_file():
    """A forgotten comment is not news each half hour."""
    found = erased("https://social.example/@lina")
    prior = found.threads[0].sources[0]
    heard = Heard(
        (
            said("a", author=LINA),
            said("b", author=OMAR, parent="https://social.example/a"),
            said("c", author=LINA, parent="https://social.example/b"),
            said("d", author=OMAR),
        )
    )
    once = merge(prior, found.forgotten.filtered(heard), NOW)
    assert merge(once, found.forgotten.filtered(heard), NOW + timedelta(hours=1)) is once


def test_a_second_erasure_keeps_the_first():
    first = erased("https://social.example/@lina")
    second = erased("https://social.example/@omar", first.threads[0], first.forgotten)
    assert first.forgotten.marks < second.forgotten.marks
    assert [one.author.name for one in second.threads[0].sources[0].comments] == []


def test_nobody_is_nobody():
    with pytest.raises(SetupError, match="nothing that was heard"):
        erased("https://social.example/@nobody")


def test_marks_cannot_be_guessed_without_the_key():
    """Who knows all accounts of a server still cannot see which one is in the list."""
    ours, theirs = forgotten.Forgotten(KEY), forgotten.Forgotten("another key, as long as ours")
    assert ours.mark("social.example/@lina") != theirs.mark("social.example/@lina")
    assert "lina" not in "".join(erased("https://social.example/@lina").forgotten.marks)


def written(tmp_path):
    forgotten.write_forgotten(tmp_path, erased("https://social.example/@lina").forgotten)
    return tmp_path / "threads" / "forgotten.json"


def read(tmp_path, key):
    faults = Faults()
    found = forgotten.read_forgotten(tmp_path, {forgotten.VARIABLE: key} if key else {}, "forgotten.json", faults)
    faults.raise_if_any()
    return found


def test_the_list_reads_again_and_holds_no_key(tmp_path):
    path = written(tmp_path)
    assert KEY not in path.read_text()
    assert read(tmp_path, KEY) == erased("https://social.example/@lina").forgotten


@pytest.mark.parametrize(("key", "words"), [("", "is not set"), ("another key, as long as ours", "another key")])
def test_nobody_listens_without_the_right_key(tmp_path, key, words):
    """A job that lacks it would hear everybody again."""
    written(tmp_path)
    with pytest.raises(SetupError, match=words):
        read(tmp_path, key)


def test_without_a_list_no_key_is_needed(tmp_path):
    assert read(tmp_path, "").marks == frozenset()
    with pytest.raises(SetupError, match="HIWAR_FORGET_KEY"):
        forgotten.needs_key(read(tmp_path, ""))


@pytest.mark.parametrize("text", ["", "[]", "{", json.dumps({"version": 2, "marks": [], "check": ""})])
def test_a_damaged_list_is_a_fault(tmp_path, text):
    written(tmp_path).write_text(text)
    faults = Faults()
    forgotten.read_forgotten(tmp_path, {forgotten.VARIABLE: KEY}, "forgotten.json", faults)
    assert [fault.path for fault in faults] == ["forgotten.json"]


def test_where_somebody_is_still_named_is_said(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "x.md").write_text("Thanks,\n[Lina](https://social.example/@lina)!\n")
    (tmp_path / "threads").mkdir()
    (tmp_path / "threads" / "moderation.toml").write_text('[[hide]]\nauthor = "@lina@social.example"\n')
    traces = erased("https://social.example/@lina").traces
    assert list(forgetting.mentions(tmp_path, traces, tmp_path)) == ["en/x.md:2", "threads/moderation.toml:2"]
