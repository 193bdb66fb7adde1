"""The body of an old text to Markdown that the site reads: the steps, in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiwar.importing.admonitions import convert_admonitions
from hiwar.importing.bounds import escape_brackets, mend_code
from hiwar.importing.comments import before_mark, drop_comments, summary_of
from hiwar.importing.jsx import drop_modules, unwrap_components
from hiwar.importing.links import resolve_links
from hiwar.importing.liquid import convert_liquid
from hiwar.importing.markup import clean_markup
from hiwar.importing.quotations import name_strangers
from hiwar.importing.report import BodyNotes, Notes
from hiwar.importing.shape import shape
from hiwar.importing.shortcodes import convert_shortcodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiwar.importing.rewriting import Context

    Step = Callable[[str, Context], str]

#: Templates write Markdown and HTML, components write HTML, HTML writes links.
_BEFORE_SUMMARY: Final[tuple[Step, ...]] = (
    escape_brackets,
    mend_code,
    drop_modules,
    convert_liquid,
    convert_shortcodes,
)
_AFTER_SUMMARY: Final[tuple[Step, ...]] = (convert_admonitions, unwrap_components)
_LAST: Final[tuple[Step, ...]] = (clean_markup, name_strangers, resolve_links, mend_code, escape_brackets)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A body whose templates are Markdown, and whose links still lead where they led."""

    text: str
    #: Plain text; empty without a mark that ends a summary.
    summary: str


def prepare(text: str, context: Context) -> Prepared:
    """Return the body without what its old engine did, each change noted."""
    for step in _BEFORE_SUMMARY:
        text = step(text, context)
    head = before_mark(text, context)
    text = drop_comments(text, context)
    quiet = replace(context, notes=BodyNotes(Notes(""), 1))
    for step in _AFTER_SUMMARY:
        text = step(text, context)
        head = step(head, quiet)
    return Prepared(text, summary_of(head))


def finish(prepared: str, context: Context) -> str:
    """Return the body as it is written, its links and pictures resolved."""
    for step in _LAST:
        prepared = step(prepared, context)
    return shape(prepared, indented=not context.is_mdx)
