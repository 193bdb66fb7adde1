"""Gives every page what machines read about it, and the site its icons and manifest."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar import i18n
from hiwar.errors import ContentError, Fault
from hiwar.meta import icons, manifest, security
from hiwar.model.palette import PALETTE
from hiwar.model.values import Later
from hiwar.pictures import PictureError
from hiwar.site.stage import Stage
from hiwar.site.views import Views, section_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiwar.meta.head import Head
    from hiwar.meta.icons import Icons
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
        made = _icons(build, colors)
        build.files.update(made.files)
        contact = security.render(company)
        if contact:
            build.files[security.ADDRESS] = contact
        build.files[manifest.ADDRESS] = manifest.render(company, paper, color)
        self._color, self._has_svg = color, made.has_svg
        build.rests_on.append(f"icons {made.has_svg}")

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


def _icons(build: Build, colors: Mapping[str, str]) -> Icons:
    company = build.site.company
    if not company.logo:
        stand_in = icons.stand_in(colors["accent"], i18n.direction(company.default_language))
        return icons.compose(stand_in, colors["paper"])
    path = build.request.content / "media" / company.logo
    shown = os.path.relpath(build.request.content / "company.toml", build.request.cwd)
    try:
        return icons.compose(path.read_bytes(), colors["paper"])
    except OSError:
        fault = Fault(shown, 1, f'there is no logo "{company.logo}"', "put it into content/media/")
    except PictureError as error:
        fault = Fault(shown, 1, f'the logo "{company.logo}": {error}', "save it as SVG or PNG")
    raise ContentError([fault])


def _stages(_pelican: object) -> type:
    return DescribePages


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
