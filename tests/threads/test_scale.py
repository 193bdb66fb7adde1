"""Ten thousand comments over a thousand pieces: what is read is counted, how long it takes is told."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from hiwar.model.page import Anchor
from hiwar.model.piece import PieceId
from hiwar.model.thread import Author, Thread
from hiwar.threads import archive, dialogue, likeness
from hiwar.threads.ledgers import Ledgers
from tests.threads.making import NOW, comment, law, manner, source

LAB = "https://social.qatra.example/@lab"
PIECES = 1000
EACH = 10
TEXTS = dict.fromkeys((0, 3), "كم يدوم المرشّح الواحد؟") | dict.fromkeys((1, 4), "How long does it last?")


def talk(number):
    """Return ten comments: four questions, three of them answered, in two languages."""
    rows = []
    for n in range(EACH):
        text = (
            "كم يدوم المرشّح الواحد؟" if n in {0, 3} else "How long does it last?" if n in {1, 4} else "Thank you all."
        )
        ours = n in {6, 7, 8}
        rows.append(
            comment(
                f"{number}-{n}",
                html=f"<p>{text}</p>",
                published=NOW - timedelta(hours=number % 900, minutes=EACH - n),
                author=Author("Lab", LAB) if ours else Author(f"P{n}", f"https://social.example/@p{number % 50}-{n}"),
                **({"answers": f"{number}-{n - 6 if n < 8 else 3}"} if ours else {}),
            )
        )
    return signed(Thread(PieceId("post", f"piece-{number}"), (source(*rows, heard=NOW),)))


def signed(thread):
    """Return a thread as a build reads it: it knows the hash of its file."""
    return replace(thread, digest=str(hash(archive.render(thread))))


def told(threads, cache):
    """Return how many threads were read and how many seconds of the processor all numbers of both languages took."""
    topics = {piece: Anchor(piece.slug, f"/blog/{piece.slug}/") for piece in threads}
    start = time.process_time()
    rules = law({LAB: "official"})
    shelf = Ledgers(cache, rules, likeness.Names(((("qatra",), "Qatra"),)))
    affairs = dialogue.gather(threads, shelf.gather(threads), timedelta(hours=48))
    for lang in ("ar", "en"):
        teller = dialogue.Teller(affairs, topics, manner(lang, {LAB: "official"}))
        assert teller.dialogue().count == sum(len(one.sources[0].comments) for one in threads.values())
        teller.talk("/dialogue/")
    return shelf.read, time.process_time() - start


@pytest.mark.slow
def test_one_new_comment_reads_one_thread(tmp_path, record_property, capsys):
    """Asked: under a second, and under 50 ms when one comment was added."""
    threads = {one.piece: one for one in map(talk, range(PIECES))}
    read, cold = told(threads, tmp_path)
    assert read == PIECES
    piece = PieceId("post", "piece-7")
    (heard,) = threads[piece].sources
    new = comment("new", html="<p>And in summer?</p>", published=NOW)
    threads[piece] = signed(Thread(piece, (replace(heard, comments=(*heard.comments, new)),)))
    read, warm = told(threads, tmp_path)
    assert read == 1
    for name, seconds in (("cold", cold), ("one comment more", warm)):
        record_property(name, seconds)
        with capsys.disabled():
            print(f"\n{name}: {seconds * 1000:.0f} ms", end="")  # noqa: T201 -- the figure is what this test is for
