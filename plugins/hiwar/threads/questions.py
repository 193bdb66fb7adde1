"""Does a comment ask something? Rules as data; a moderator corrects them by hand.

Two ways of asking are known. A sentence ends in a mark; or, since many people
write none, a sentence begins with words that only a question begins with.
What is quoted, what is code and what is an address asks nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from hiwar.html import text_of
from hiwar.text import without_marks

#: Ends a question, in any script that our readers write.
MARKS: Final = "?؟⸮？⁇⁈‽"
#: Ends any other sentence. The Arabic comma does not.
_STOPS: Final = ".!…\n؛;"
#: Words with which only a question begins, though nobody wrote its mark. ``*`` stands for one word.
OPENINGS: Final = (
    # Arabic, written and spoken: each region asks in its own words.
    "هل", "هل *", "كيف", "متى", "أين", "اين", "وين", "فين", "لماذا", "ليش", "ليه", "ماذا", "ايش", "إيش", "شو", "شنو",
    "وش", "كم", "بكم", "أيهما", "ايهما", "أليس", "الا يوجد", "ألا يوجد", "ما هو", "ما هي", "ما الفرق", "ما السبب",
    "ما سبب", "ما رأيكم", "ما معنى", "من أين", "من اين", "إلى متى", "الى متى", "لو سمحت كيف", "عندي سؤال", "لدي سؤال",
    "سؤالي", "سؤال", "ممكن أعرف", "ممكن اعرف", "هو ممكن", "إزاي", "ازاي", "امتى", "قديش", "شلون", "علاش", "واش", "فاش",
    # English
    "how do *", "how does *", "how did *", "how can *", "how could *", "how should *", "how is *", "how are *",
    "how many *", "how much *", "how long *", "how often *", "how come *", "when do *", "when does *", "when did *",
    "when is *", "when are *", "when will *", "when can *", "where do *", "where does *", "where is *", "where are *",
    "where can *", "why do *", "why does *", "why did *", "why is *", "why are *", "why not *", "who is *", "who are *",
    "who do *", "what is *", "what are *", "what does *", "what do *", "what about *", "what happens *", "what if *",
    "which one *", "which of *", "can i *", "can you *", "can we *", "can it *", "could you *", "could i *", "do i *",
    "do you *", "do we *", "does it *", "does this *", "does anyone *", "does anybody *", "did you *", "is it *",
    "is there *", "is this *", "are there *", "are you *", "will it *", "will there *", "will you *", "would it *",
    "would you *", "should i *", "should we *", "has anyone *", "has anybody *", "have you *", "any idea *",
    "any chance *", "any news *", "any plans *", "i wonder if *", "i wonder whether *", "i was wondering *",
    "my question is *", "question about *", "quick question",
)  # fmt: skip
#: Said before one asks: skipped to find the opening.
COURTESIES: Final = (
    "السلام عليكم", "السلام عليكم ورحمة الله وبركاته", "مرحبا", "أهلا", "اهلا", "صباح الخير", "مساء الخير", "لو سمحتم",
    "لو سمحت", "من فضلكم", "من فضلك", "طيب", "يعني", "و", "بس", "شكرا", "يا جماعة", "يا إخوان", "يا اخوان", "تحية طيبة",
    "hi", "hello", "hey", "hi all", "hi there", "hello there", "good morning", "good evening", "please", "so", "and",
    "but", "ok", "okay", "well", "thanks", "sorry", "excuse me", "just curious", "also",
)  # fmt: skip

_QUOTED: Final = re.compile(r"<(blockquote|pre|code)>(?:(?!<\1>).)*?</\1>", re.DOTALL)
_BREAK: Final = re.compile(r"</(?:p|li)>|<br>")
_ADDRESS: Final = re.compile(r"\S+://\S+|\bwww\.\S+|\S+@\S+\.\S+")
_MENTION: Final = re.compile(r"(?<!\w)@[\w.@-]+:?")
_ASKING: Final = re.compile(rf"[^\W_][^{re.escape(MARKS)}]*[{re.escape(MARKS)}](?![\w/=&%])")
_SENTENCES: Final = re.compile(rf"[{re.escape(_STOPS + MARKS)}]+(?=\s|$)|\n")
_WORDS: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def asks(html: str) -> bool:
    """Tell whether a comment asks something.

    Args:
        html: cleaned, as the archive keeps it.
    """
    text = without_marks(_own_words(html))
    if any(mark in text for mark in MARKS) and _ASKING.search(text):
        return True
    return any(_opens_a_question(sentence) for sentence in _sentences(text))


def _own_words(html: str) -> str:
    """Return what the author says, without what they quote, show or link to."""
    before = ""
    while before != html:
        before, html = html, _QUOTED.sub(" ", html)
    return _MENTION.sub(" ", _ADDRESS.sub(" ", text_of(_BREAK.sub("\n", html))))


def _sentences(text: str) -> list[str]:
    """Return the sentences that are not exclaimed: "how kind of you!" asks nothing."""
    found, start = [], 0
    for stop in _SENTENCES.finditer(text):
        if "!" not in stop[0]:
            found.append(text[start : stop.start()])
        start = stop.end()
    return [*found, text[start:]]


def _opens_a_question(sentence: str) -> bool:
    words = tuple(_fold(word) for word in _WORDS.findall(sentence))
    while words:
        if any(_begins(words, opening) for opening in _by_first().get(words[0], ())):
            return True
        length = next((len(courtesy) for courtesy in _polite() if words[: len(courtesy)] == courtesy), 0)
        if not length:
            return False
        words = words[length:]
    return False


def _begins(words: tuple[str, ...], opening: tuple[str, ...]) -> bool:
    """Tell whether words begin with an opening; its ``*`` asks for one more."""
    fixed = tuple(word for word in opening if word != "*")
    return words[: len(fixed)] == fixed and len(words) >= max(len(opening), 2)


def _fold(word: str) -> str:
    return without_marks(word).casefold().replace("’", "'").translate(_HAMZA)


_HAMZA: Final = str.maketrans("أإآ", "ااا")


def _split(texts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    parted = (tuple(word if word == "*" else _fold(word) for word in text.split()) for text in texts)
    return tuple(sorted(set(parted), key=len, reverse=True))


# Both take 2 ms, and most builds find in the ledgers who asks.
@cache
def _polite() -> tuple[tuple[str, ...], ...]:
    return _split(COURTESIES)


@cache
def _by_first() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for opening in _split(OPENINGS):
        found[opening[0]] = (*found.get(opening[0], ()), opening)
    return found
