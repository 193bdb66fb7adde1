"""Typography by language: Typogrify for English, our own for Arabic."""

from __future__ import annotations

from hiwar import arabic


def typeset(html: str, lang: str) -> str:
    """Return a converted body with the marks of its language."""
    if lang.startswith("ar"):
        return arabic.typeset(html)
    if lang.startswith("en"):
        from hiwar import english

        return english.typeset(html)
    return html
