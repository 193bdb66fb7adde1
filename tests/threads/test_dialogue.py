"""The dialogue of a site: numbers, months, promises, and a fair choice of voices."""

from datetime import UTC, datetime, timedelta

import pytest

from hiwar.model.moderation import Hide, Moderation, Promote
from hiwar.model.page import Anchor
from hiwar.model.piece import PieceId
from hiwar.model.thread import Author, Thread
from hiwar.threads import dialogue, likeness, numbers, promoting, waiting
from hiwar.threads.exchanges import Exchange
from hiwar.threads.ledgers import Ledger, Ledgers, Spoken
from hiwar.threads.ledgers import compose as ledger_of
from hiwar.threads.mixing import mix
from tests.threads.making import NOW, RIYADH, comment, law, manner, source

LAB = "https://social.qatra.example/@lab"
VOICES = {LAB: "official"}
NOBODY = likeness.Names(())
PROMISE = timedelta(hours=48)
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


def exchange(name, asked=START, waited=None):
    return Exchange(name, "a" if waited is not None else "", asked, waited)


def test_rate_median_and_promise():
    rows = [
        exchange("a", waited=timedelta(hours=1)),
        exchange("b", waited=timedelta(hours=3)),
        exchange("c", waited=timedelta(hours=99)),
        exchange("d"),
        exchange("e", asked=NOW - timedelta(hours=1)),
    ]
    found = numbers.count(rows, PROMISE, NOW)
    assert (found.asked, found.answered, found.open, found.rate) == (5, 3, 2, 60)
    assert found.median == timedelta(hours=3)
    # The youngest question may still be answered in time: nobody can say.
    assert (found.kept, found.judged, found.kept_rate) == (2, 4, 50)


def test_an_answer_whose_clock_lies_counts_as_answered_and_in_no_time():
    (one,) = [Exchange("q", "a", START, None)]
    found = numbers.count([one], PROMISE, NOW)
    assert (found.answered, found.median, found.judged) == (1, None, 0)


def test_nothing_asked_is_no_rate():
    found = numbers.count([], PROMISE, None)
    assert (found.rate, found.median, found.kept_rate) == (None, None, None)


def test_months_are_the_companys_and_quiet_ones_are_there():
    late_evening = datetime(2026, 8, 31, 22, 30, tzinfo=UTC)  # September in Riyadh
    months = numbers.by_month([exchange("a", late_evening), exchange("b")], PROMISE, NOW, RIYADH, is_rtl=False)
    assert [(month.first.month, month.asked) for month in months] == [(9, 1), (10, 0), (11, 1)]


@pytest.mark.parametrize("is_rtl", [True, False])
def test_bars_begin_where_reading_begins(is_rtl):
    rows = [exchange("a", waited=timedelta(hours=1)), exchange("b", waited=timedelta(hours=99)), exchange("c")]
    (month,) = numbers.by_month(rows, PROMISE, NOW, RIYADH, is_rtl=is_rtl)
    assert [bar.kind for bar in month.bars] == ["answered", "late", "open"]
    assert sum(bar.width for bar in month.bars) == pytest.approx(100, abs=0.1)
    starts = [bar.x for bar in month.bars]
    assert starts == sorted(starts, reverse=is_rtl)
    assert all(0 <= bar.x <= 100 for bar in month.bars)


def loud(name, count, way="ltr", author=None, hours=0):
    spoken = (Spoken(f"{name}{n}", NOW - timedelta(hours=hours + n), way, author or f"{name}{n}") for n in range(count))
    return PieceId("post", name), Ledger(newest=tuple(spoken))


def test_one_loud_thread_drowns_nobody():
    ledgers = dict([loud("storm", 2), loud("quiet", 1, hours=500), loud("other", 1, hours=300)])
    picked = [pick.spoken.id for pick in mix(ledgers, 3)]
    assert picked == ["storm0", "other0", "quiet0"]


def test_both_languages_speak_by_turns_as_long_as_both_have_something_to_say():
    ledgers = dict([*(loud(f"en{n}", 1) for n in range(6)), *(loud(f"ar{n}", 1, "rtl", hours=900) for n in range(2))])
    picked = [pick.spoken.direction for pick in mix(ledgers, 6)]
    assert (picked.count("rtl"), picked.count("ltr")) == (2, 4)


def test_one_person_in_many_threads_leaves_room():
    ledgers = dict(
        [*(loud(f"a{n}", 1, author="omar") for n in range(6)), *(loud(f"b{n}", 1, hours=99) for n in range(2))]
    )
    assert {"b00", "b10"} <= {pick.spoken.id for pick in mix(ledgers, 4)}


def test_there_is_no_gap_when_only_one_speaks():
    assert len(mix(dict([loud("only", 2, author="omar")]), 3)) == 2


def site(*threads, moderation=None, pieces=None):
    rules = law(VOICES, moderation)
    by_piece = {one.piece: one for one in threads}
    ledgers = {piece: ledger_of(one, rules, NOBODY) for piece, one in by_piece.items() if not pieces or piece in pieces}
    affairs = dialogue.gather(by_piece, ledgers, PROMISE)
    topics = {piece: Anchor(f"About {piece.slug}", f"/en/blog/{piece.slug}/") for piece in by_piece}
    return dialogue.Teller(affairs, topics, manner("en", VOICES, moderation)), by_piece


def asked(slug, number=0, **more):
    said = comment(f"{slug}{number}", html="<p>How long?</p>", **more)
    return Thread(PieceId("post", slug), (source(said, heard=NOW),))


def answered(slug):
    question = comment(f"{slug}q", html="<p>How long?</p>")
    answer = comment(f"{slug}a", answers=f"{slug}q", author=Author("x", LAB), published=question.published + PROMISE)
    return Thread(PieceId("post", slug), (source(question, answer, heard=NOW),))


def test_the_page_tells_who_waits_longest_and_who_was_answered_last():
    teller, _ = site(asked("b", day=5), asked("a", day=3), answered("c"))
    found = teller.dialogue()
    assert [row.asked.about.text for row in found.open] == ["About a", "About b"]
    assert [(row.asked.about.text, row.waited) for row in found.answered] == [("About c", PROMISE)]
    assert found.answered[0].answer.speaker.name == "Qatra Lab"
    assert [row.is_late for row in found.open] == [True, True]
    assert found.heard == NOW


def test_a_thread_that_readers_may_not_see_is_in_no_number():
    teller, _ = site(asked("secret"), asked("open"), pieces={PieceId("post", "open")})
    found = teller.dialogue()
    assert found.numbers.asked == 1
    assert [row.about.text for row in found.newest] == ["About open"]
    assert "secret" not in repr(found)


def test_what_is_hidden_is_counted_by_reason_and_nowhere_else():
    rules = Moderation(hides=(Hide("comment", "https://social.example/a0", "spam", 1),))
    found = site(asked("a"), asked("b"), moderation=rules)[0].dialogue()
    assert found.hidden == (("spam", 1),)
    assert found.hidden_count == found.count == 1
    assert [row.asked.about.text for row in found.open] == ["About b"]


def test_the_page_has_bounds_and_the_numbers_have_none():
    teller, _ = site(*(asked(f"p{n}", day=2 + n % 9) for n in range(dialogue.MAX_OPEN + 7)))
    found = teller.dialogue()
    assert (len(found.open), found.numbers.open) == (dialogue.MAX_OPEN, dialogue.MAX_OPEN + 7)


def test_a_warning_stands_in_for_what_it_warns_of():
    row = site(asked("a", warning="spiders"))[0].dialogue().open[0].asked
    assert (row.text, row.is_warned) == ("spiders", True)


PROMOTED = Moderation(
    promotes=(Promote("https://social.example/ca", PieceId("product", "tap"), {"en": "How long does it last?"}, 1),)
)


def test_an_answer_becomes_a_question_of_a_product():
    teller, threads = site(answered("c"), moderation=PROMOTED)
    (item,) = promoting.compose(threads, teller.topics, manner("en", VOICES, PROMOTED))[PieceId("product", "tap")]
    assert (item.question, item.answer, item.asker) == ("How long does it last?", "<p>ca</p>", "Lina")
    assert item.about.text == "About c"
    assert promoting.compose(threads, teller.topics, manner("ar", VOICES, PROMOTED)) == {}


def test_who_asked_is_not_credited_when_erased_or_hidden():
    hidden = Moderation(hides=(Hide("comment", "https://social.example/cq", "private", 2),), promotes=PROMOTED.promotes)
    teller, threads = site(answered("c"), moderation=hidden)
    (item,) = promoting.compose(threads, teller.topics, manner("en", VOICES, hidden))[PieceId("product", "tap")]
    assert item.asker == ""


def test_what_strangers_say_is_promoted_nowhere():
    teller, threads = site(answered("c"), moderation=PROMOTED)
    assert promoting.compose(threads, teller.topics, manner("en", {}, PROMOTED)) == {}


def test_what_waits_is_told_oldest_first_with_the_way_to_it():
    _, threads = site(asked("b", day=12), asked("a", day=3))
    desk = waiting.gather(threads, law(VOICES), NOBODY)
    text = waiting.render(desk, PROMISE, NOW)
    first, second = text.index("blog/a"), text.index("blog/b")
    assert first < second
    assert "questions that wait for an answer: 2, late: 2" in text
    assert "https://social.example/@lina/a0" in text
    assert "and 1 more" in waiting.render(desk, PROMISE, NOW, 1)
    assert waiting.render(waiting.Desk(), PROMISE, NOW) == "nothing waits for an answer\n"


def test_names_that_look_like_ours_and_mentions_are_told_to_the_moderator():
    names = likeness.Names(((("qatra",), "Qatra"),))
    alike = Thread(PieceId("post", "a"), (source(comment("a", author=Author("Qаtra", "https://evil.example/@x"))),))
    queued = Thread(PieceId("post", "b"), (source(comment("m", state="queued")),))
    text = waiting.render(waiting.gather({one.piece: one for one in (alike, queued)}, law(VOICES), names), None, NOW)
    assert "names that may be taken for yours: 1" in text
    assert "like “Qatra”" in text
    assert 'mention = "https://social.example/m"' in text
    assert "seal = " in text


def test_a_build_reads_only_threads_that_changed(tmp_path):
    """A thousand pieces, ten comments each, in small: counted, not timed."""
    threads = {one.piece: one for one in (asked(f"p{n}") for n in range(30))}

    def gather(rules=None):
        shelf = Ledgers(tmp_path, rules or law(VOICES), NOBODY)
        return shelf.gather(threads), shelf.read

    first, read = gather()
    assert read == 30
    assert gather() == (first, 0)
    threads[PieceId("post", "p7")] = answered("p7")
    changed, read = gather()
    assert read == 1
    assert [piece for piece in threads if changed[piece] != first[piece]] == [PieceId("post", "p7")]
    assert gather(law({}))[1] == 30


@pytest.mark.parametrize("damage", ["", "[1, 2]", "{", '{"a": 1}', "null"])
def test_a_lost_or_damaged_cache_costs_time_only(tmp_path, damage):
    threads = {one.piece: one for one in (asked("a"), answered("b"))}
    first = Ledgers(tmp_path, law(VOICES), NOBODY).gather(threads)
    (tmp_path / "ledgers.json").write_text(damage)
    shelf = Ledgers(tmp_path, law(VOICES), NOBODY)
    assert shelf.gather(threads) == first
    assert shelf.read == 2


def test_a_cache_that_cannot_be_written_is_none(tmp_path):
    (tmp_path / "file").write_text("")
    threads = {one.piece: one for one in (asked("a"),)}
    assert len(Ledgers(tmp_path / "file" / "x", law(VOICES), NOBODY).gather(threads)) == 1
