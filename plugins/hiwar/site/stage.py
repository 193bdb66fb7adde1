"""What every room's step in the pipeline is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.model.build import Build
    from hiwar.model.sketch import Sketch

#: The key of Pelican's context under which the build lies.
BUILD = "hiwar_build"
#: The same of what is to be made.
PLAN = "hiwar_plan"


class Stage:
    """A step of the pipeline, in the form of one of Pelican's generators.

    It has none of `pelican.generators.Generator`, whose instances each set up
    readers and templates of their own; only `WriteSite` needs templates.
    """

    def __init__(self, context: dict[str, Any], **_settings: object) -> None:
        self.build: Build = context[BUILD]

    def generate_context(self) -> None:
        """Read or compute values for the stages that follow, in the order of PLUGINS."""

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Add values to pages that have to be made, when all stages have said what pages rest on."""

    def generate_output(self, _writer: object) -> None:
        """Write files, when all values are known."""
