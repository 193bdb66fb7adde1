"""Words as the index keeps them: Arabic as people type it, English without its plurals.

The search page does the same in ``theme/static/js/search.js``; both are held
together by ``tests/search/words.json``, which is run through each.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from hiwar.lasting import lasting
from hiwar.text import western_digits

#: Letters that people type for each other, and their Persian forms.
_FOLDED: Final = str.maketrans("أإآٱؤئىیةھہک", "ااااءءييههه" + "ك")
#: Accents, vowel marks and tatweel, and characters that only steer joining and direction.
_MARKS: Final = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_POSSESSIVE: Final = re.compile(r"['’]s\b", re.ASCII)
_ARABIC: Final = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff"
#: Scripts written without spaces: each character is a word.
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: An Arabic word ends where another script begins: وGitHub.
_WORD: Final = re.compile(rf"[{_ARABIC}]+|[{_UNSPACED}]|[^\W_{_ARABIC}{_UNSPACED}]+")
_IS_ARABIC: Final = re.compile(rf"[{_ARABIC}]")
_PARTICLES: Final = frozenset("وفبكل")
#: The article with what is written together with it; what is left must be a word.
_ARTICLE: Final = re.compile(r"^(?:(?:[وف]?[بك]?ال|[وف]?لل)(?=.{3})|ال(?=.{2}))")
_ENDING: Final = re.compile(r"(?<=..)(?:ات|ه)$|(?<=...)(?:ون|ين|وا|ا)$")
_PRONOUN: Final = re.compile(r"(?<=...)(?:ت?(?:هما|ها|هم|هن|كم|نا)|ته|تي)$")


def fold(text: str) -> str:
    """Return a text in small letters without marks, letters typed for each other made one, digits as 0 to 9."""
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return western_digits(_POSSESSIVE.sub("", text)).lower()


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded; single Arabic particles are none."""
    return [word for word in _WORD.findall(fold(text)) if word not in _PARTICLES]


@lasting(65_536)
def forms(word: str) -> tuple[str, ...]:
    """Return what a folded word is found by: its own form first, then shorter ones that it may be made of."""
    if not _IS_ARABIC.match(word):
        return (_singular(word),)
    found = {_base(word): None}
    if word[0] in _PARTICLES and len(word) > 3:
        found.update(dict.fromkeys(forms(word[1:])))
    bare = _PRONOUN.sub("", word)
    if bare != word:
        found.update(dict.fromkeys(forms(bare)))
    if word.startswith("ال") and _ARTICLE.match(word):
        found.update(dict.fromkeys(forms(word[2:])))
    return tuple(found)


def _base(word: str) -> str:
    """Return an Arabic word without article and ending."""
    return _ENDING.sub("", _ARTICLE.sub("", word))


def _singular(word: str) -> str:
    """Return an English word without its plural, after D. Harman's "S stemmer" (1991)."""
    if len(word) <= 3 or not word.isascii() or not word.endswith("s"):
        return word
    if word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word if word.endswith(("us", "ss", "aes", "ees", "oes")) else word[:-1]
