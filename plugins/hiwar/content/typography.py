"""Typography by language: Typogrify for English, our own for Arabic."""

from __future__ import annotations

from typogrify import filters

from hiwar import arabic


def typeset(html: str, lang: str) -> str:
    """Return a converted body with the marks of its language.

    Typogrify runs without ``caps``: it splits ``AT&amp;T`` in the middle.
    """
    if lang.startswith("ar"):
        return arabic.typeset(html)
    if lang.startswith("en"):
        result: str = filters.typogrify(html, caps=False)
        return result
    return html
