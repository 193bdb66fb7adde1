"""Skeletons of names: what looks the same has the same one.

The method is that of Unicode Technical Standard 39, section 4 (revision 31,
read 2026-11-23): decompose, drop what cannot be seen, replace each letter by
the one it looks like. The letters are those of its ``confusables.txt`` that look
like small Latin ones, for the scripts with which names are forged, Arabic
letters that are taken for each other, and digits typed for letters. It
compares; a skeleton is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Seen as the letter in front. Capitals come first: lowering them loses the likeness.
_CAPITALS: Final = {
    "a": "АΑ", "b": "ВΒ", "c": "СϹ", "e": "ЕΕ", "h": "НΗ", "i": "ІΙӀ", "j": "ЈͿ", "k": "КΚ", "m": "МΜϺ", "n": "ΝՈ",
    "o": "ОΟՕ", "p": "РΡ", "q": "Ԛ", "s": "ЅՏ", "t": "ТΤ", "u": "Ս", "w": "Ԝ", "x": "ХΧ", "y": "УҮΥ", "z": "Ζ",
}  # fmt: skip
_SMALL: Final = {
    "a": "ɑαаᎪꓮ", "b": "ᏏᏴꓐьЬ", "c": "сᏟᴄⲥꓚ", "d": "ԁᎠᏧꓒꓓđ", "e": "еҽᎬꓰꬲєε", "f": "քẝꓝꞙꬵƒ", "g": "ƍɡցᏀᏳᶃꓖ",
    "h": "һհᎻᏂꓧħн", "i": "ıɩɪιіӏᎥꙇ", "j": "ϳјᎫꓙ", "k": "ᏦꓗкκĸҚқ", "l": "ǀᏞꓡꓲł", "m": "ᎷꓟмМ", "n": "ոռꓠηп",
    "o": "οσоօᴏᴑⲟꓳꬽø", "p": "ρрᏢⲣꓑ", "q": "ԛգզ", "r": "гᎡᏒᴦⲅꓣꭇꭈ", "s": "ƽѕᏕᏚꓢꜱ", "t": "Ꭲꓔтτŧ", "u": "ʋυսᴜꓴꞟꭎꭒц",
    "v": "νѵᏙᴠꓦ", "w": "ɯѡԝաᎳᏔᴡꓪω", "x": "хꓫχ×", "y": "ɣʏγуүᎩᎽᶌỿꓬꭚ", "z": "Ꮓᴢꓜ",
}  # fmt: skip
#: Not in the standard's list: letters of one shape but for dots or a hamza, and the letters of
#: Persian, Urdu and Uyghur keyboards that stand where Arabic has another.
_ARABIC: Final = {
    "ا": "أإآٱٲٳ", "ى": "يیېےۍئ", "ه": "ةهہھەۀۃۂ", "ك": "کڪګگ", "و": "ؤۆۇۈۋ", "ق": "ڨٯ", "ف": "ڤڡ", "ب": "پٮٻ",
    "ن": "ںڻ", "ر": "ڑړڕ", "ط": "ڟ", "ت": "ٿټ", "ج": "چڃ", "ص": "ڝڞ", "ل": "ڵ", "م": "۾", "د": "ڈډڊ",
}  # fmt: skip
#: As people write to be read and not to be found.
_DIGITS: Final = {"o": "0", "l": "1iI", "e": "3", "a": "4", "s": "5", "t": "7", "b": "8"}
#: Signs that are letters only between letters.
_SIGNS: Final = {"@": "a", "$": "s", "!": "l", "|": "l"}
_ALIKE: Final = str.maketrans(
    {
        char: letter
        for table in (_CAPITALS, _SMALL, _ARABIC)
        for letter, chars in table.items()
        for char in chars
        if char != letter
    }
)
_TYPED: Final = str.maketrans({char: letter for letter, chars in _DIGITS.items() for char in chars})
#: One letter that is drawn like two.
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_TATWEEL: Final = "\u0640"
#: Drawn as nothing (DerivedCoreProperties.txt, Default_Ignorable_Code_Point), though no format character.
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_SIGN: Final = re.compile(r"(?<=[^\W_])[@$!|](?=[^\W_])")
_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """Return the skeletons of a text's words, in their order."""
    return tuple(_WORD.findall(_drawn(text)))


def skeleton(text: str) -> str:
    """Return one skeleton of a whole text, without spaces and signs."""
    return "".join(words(text))


def _drawn(text: str) -> str:
    """Return a text as the eye takes it: small letters without marks, look-alikes made one."""
    plain = _visible(unicodedata.normalize("NFKC", text)).translate(_ALIKE).casefold().translate(_ALIKE)
    bare = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    folded = _SIGN.sub(lambda sign: _SIGNS[sign[0]], bare.translate(_ALIKE)).translate(_TYPED)
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    return folded


def _visible(text: str) -> str:
    """Return the text without what is drawn as nothing: format characters, fillers, tatweel."""
    return "".join(
        char
        for char in text
        if char != _TATWEEL and char not in _BLANK and unicodedata.category(char) not in {"Cf", "Cc"}
    )
