"""Pieces for tests, made from what matters in them."""

from __future__ import annotations

from markupsafe import Markup

from hiwar.model.piece import Piece, Tag


def piece(slug: str, body: str = "", lang: str = "en", summary: str = "", **tags: tuple[str, ...]) -> Piece:
    """Return a post; `tags` and `about` are tuples of slugs."""
    return Piece(
        kind="post",
        slug=slug,
        lang=lang,
        source=f"{lang}/blog/{slug}.md",
        shown=f"content/{lang}/blog/{slug}.md",
        title=slug,
        summary=summary,
        body=Markup(body),
        tags=tuple(Tag(tag, tag) for tag in tags.get("tags", ())),
        about=tags.get("about", ()),
    )
