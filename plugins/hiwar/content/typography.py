"""Typography by language: Typogrify for English, our own for Arabic."""

from __future__ import annotations

from hiwar import arabic


def typeset(html: str, lang: str) -> str:
    """Return a converted body with the marks of its language.

    Typogrify runs without ``caps``: it splits ``AT&amp;T`` in the middle.
    """
    if lang.startswith("ar"):
        return arabic.typeset(html)
    if lang.startswith("en"):
        from typogrify import filters

        result: str = filters.typogrify(html, caps=False)
        return result
    return html
