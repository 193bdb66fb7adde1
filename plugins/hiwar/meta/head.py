"""Everything that the theme's ``partials/meta.html`` writes into the head of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from hiwar.meta import icons, jsonld, tags

if TYPE_CHECKING:
    from hiwar.meta.subject import Subject
    from hiwar.meta.tags import HeadTag
    from hiwar.model.company import Company


@dataclass(frozen=True, slots=True)
class Head:
    """What the template writes, each as it stands."""

    tags: tuple[HeadTag, ...]
    #: Addresses for ``rel="me"``: they point back here and are verified by it.
    accounts: tuple[str, ...]
    #: JSON-LD, escaped for its script element.
    data: Markup
    #: Of the browser's frame: ``#0b6e6e``.
    color: str
    has_svg_icon: bool


def compose(subject: Subject, company: Company, color: str, *, has_svg_icon: bool) -> Head:
    """Return the head of a page."""
    own = subject.person.accounts if subject.person else company.accounts if subject.sort == "home" else ()
    data = jsonld.render(subject, company, icons.LARGE)
    return Head(
        tags=tags.compose(subject, company),
        accounts=own,
        data=Markup(data),  # noqa: S704 -- render() leaves no character that could end the element
        color=color,
        has_svg_icon=has_svg_icon,
    )
