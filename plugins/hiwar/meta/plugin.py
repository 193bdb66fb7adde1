"""Gives every page what machines read about it, and the site its icons and manifest."""

from __future__ import annotations

import os
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar import i18n
from hiwar.errors import ContentError, Fault
from hiwar.meta import icons, manifest, security
from hiwar.model.memory import digest_of
from hiwar.model.palette import PALETTE
from hiwar.model.sketch import Draft
from hiwar.model.values import Later
from hiwar.pictures import PictureError
from hiwar.site.stage import Stage
from hiwar.site.views import Views, section_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hiwar.meta.head import Head
    from hiwar.model.build import Build
    from hiwar.model.page import Page
    from hiwar.model.sketch import Sketch

#: Templates of pages that are not to be shared or found.
_BARE: Final = frozenset({"redirect"})


class DescribePages(Stage):
    """Adds ``meta`` to the values of every page, and the icons to the site's files."""

    def generate_context(self) -> None:
        """Add the icons, and what else machines read beside pages.

        Raises:
            ContentError: the logo cannot be shown.
        """
        build, company = self.build, self.build.site.company
        colors = {**PALETTE, **company.colors}
        paper, color = colors["paper"], colors["official"]
        logo, where = _logo(build, colors)
        build.drafts += _icons(logo, paper, where)
        contact = security.render(company)
        if contact:
            build.files[security.ADDRESS] = contact
        build.files[manifest.ADDRESS] = manifest.render(company, paper, color)
        self._color, self._has_svg = color, icons.SVG in icons.names(logo)
        build.rests_on.append(f"icons {self._has_svg}")

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Describe pages, by their own values, the company and the theme."""
        build, company = self.build, self.build.site.company
        views = Views(build.site, section_names(build.catalogues, company.languages))

        def described(page: Page) -> Head:
            # What heads are made with takes 5 ms to import, and most builds render few pages.
            from hiwar.meta import subject
            from hiwar.meta.head import Head

            return Head(subject.compose(page, company, views.section_name), company, self._color, self._has_svg)

        for sketch in sketches:
            if sketch.template not in _BARE:
                sketch.add(meta=Later(str(self._has_svg), partial(described, sketch.page)))


def _logo(build: Build, colors: Mapping[str, str]) -> tuple[bytes, Callable[[str], ContentError]]:
    """Return the company's logo or its stand-in, and what makes a fault of what is wrong with it."""
    company = build.site.company
    shown = os.path.relpath(build.request.content / "company.toml", build.request.cwd)

    def wrong(problem: str) -> ContentError:
        return ContentError([Fault(shown, 1, f'the logo "{company.logo}": {problem}', "save it as SVG or PNG")])

    if not company.logo:
        return icons.stand_in(colors["accent"], i18n.direction(company.default_language)), wrong
    try:
        return (build.request.content / "media" / company.logo).read_bytes(), wrong
    except OSError:
        fault = Fault(shown, 1, f'there is no logo "{company.logo}"', "put it into content/media/")
        raise ContentError([fault]) from None


def _icons(logo: bytes, ground: str, wrong: Callable[[str], ContentError]) -> Iterator[Draft]:
    """Yield the icons, which are drawn together when the first of them has to be."""

    @cache
    def drawn() -> Mapping[str, bytes]:
        try:
            return icons.compose(logo, ground).files
        except PictureError as error:
            raise wrong(str(error)) from None

    rests_on = [digest_of(logo), ground]
    for address in icons.names(logo):
        yield Draft(address, partial(lambda name: drawn()[name], address), rests_on)


def _stages(_pelican: object) -> type:
    return DescribePages


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
