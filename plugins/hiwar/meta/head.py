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
    """What a head is made from; the texts are composed when a page is rendered, and not before."""

    subject: Subject
    company: Company
    #: Of the browser's frame: ``#0b6e6e``.
    color: str
    has_svg_icon: bool

    @property
    def tags(self) -> tuple[HeadTag, ...]:
        """Each ``<meta>`` that platforms read."""
        return tags.compose(self.subject, self.company)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Addresses for ``rel="me"``: they point back here and are verified by it."""
        if self.subject.person:
            return self.subject.person.accounts
        return self.company.accounts if self.subject.sort == "home" else ()

    @property
    def data(self) -> Markup:
        """JSON-LD, escaped for its script element."""
        # render() leaves no character that could end the element.
        return Markup(jsonld.render(self.subject, self.company, icons.LARGE))  # noqa: S704 -- see above
