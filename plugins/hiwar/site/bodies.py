"""A body cut into passages, so that a quotation can be shown with who said it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiwar.model.page import Profile

_QUOTATION: Final = re.compile(r"<blockquote>\n(.*?)\n</blockquote>", re.DOTALL)
_PARAGRAPH_END: Final = re.compile(r"(?<=</p>)\n")
#: The last line of a quotation: ``— @lab``, as Markdown and both typographies leave it.
_SPEAKER: Final = re.compile(r"(?:\n|<br ?/?>\s*|<p>)(?:—|--)(?:\s|&nbsp;)*(?:<bdi[^>]*>)?@([\w-]+)(?:</bdi>)?\s*</p>$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a body: text as it is, or what somebody said."""

    html: Markup
    #: Who said it; None when it is no quotation of a person.
    speaker: Profile | None = None


def split_body(html: str, find: Callable[[str], Profile | None]) -> tuple[Passage, ...]:
    """Return the body in passages; quotations that name nobody stay in the text.

    Args:
        html: a converted body.
        find: returns the person of an id, or None.
    """
    passages: list[Passage] = []
    position = 0
    for match in _QUOTATION.finditer(html):
        quoted = tuple(_quotations(match.group(1), find))
        if "<blockquote" in match.group(1) or not any(passage.speaker for passage in quoted):
            continue
        passages += [Passage(Markup(html[position : match.start()])), *quoted]  # noqa: S704 -- a part of a body
        position = match.end()
    return (*passages, Passage(Markup(html[position:])))  # noqa: S704 -- a part of a body


def _quotations(html: str, find: Callable[[str], Profile | None]) -> Iterator[Passage]:
    """Yield each quotation of a block: Markdown joins those with only an empty line between them."""
    said: list[str] = []
    for paragraph in _PARAGRAPH_END.split(html):
        match = _SPEAKER.search(paragraph)
        speaker = find(match.group(1)) if match else None
        text = f"{paragraph[: match.start()]}</p>" if match and speaker else paragraph
        said += [] if text == "</p>" else [text]
        if speaker:
            yield Passage(Markup("\n".join(said)), speaker)  # noqa: S704 -- a part of a body
            said = []
    if said:
        rest = "\n".join(said)
        yield Passage(Markup(f"<blockquote>\n{rest}\n</blockquote>"))  # noqa: S704 -- a part of a body
