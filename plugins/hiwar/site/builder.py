"""The class that Pelican runs: one build, both languages, whole or not at all."""

from __future__ import annotations

import hashlib
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pelican import Pelican
from pelican.plugins import signals

from hiwar import git
from hiwar.dates import EXAMPLE_WITH_OFFSET, has_offset, parse_date
from hiwar.engine import house, standing
from hiwar.engine.crew import Workers
from hiwar.engine.garbage import leave, seldom_collected
from hiwar.engine.memory import SPARE, place_of
from hiwar.engine.plan import Plan
from hiwar.engine.session import begun
from hiwar.engine.tree import Tree
from hiwar.errors import HiwarError, SetupError
from hiwar.model.build import Build, Outcome, Request
from hiwar.model.effort import Effort
from hiwar.model.memory import ForgottenError
from hiwar.site import galleys, spinner
from hiwar.site.generators import WriteSite
from hiwar.site.output import staged_output
from hiwar.site.stage import BUILD, PLAN, Stage
from hiwar.site.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hiwar.engine.files import Look

#: Settings of ours that a command line may set with ``-e``.
NOW: Final = "HIWAR_NOW"
REVIEW: Final = "HIWAR_REVIEW"
CWD: Final = "HIWAR_CWD"
CACHE: Final = "HIWAR_CACHE"
CLEAN: Final = "HIWAR_CLEAN"


class Builder(Pelican):  # type: ignore[misc] # Pelican ships no types
    """Pelican with our generators, whose output is switched when it is whole."""

    #: Whether anybody still waits for the build; where not, it is given up, and what stands is as it was.
    is_wanted: Callable[[], bool] = staticmethod(lambda: True)

    def run(self) -> None:
        """Build; on any fault say it on standard error and exit with 1, as ``pelican`` does."""
        spinner.stop()
        try:
            with seldom_collected():
                sys.stdout.write(f"Done: {self.refresh().effort}\n")
                leave(self._built)
        except HiwarError as error:
            sys.stderr.write(f"{error}\n")
            raise SystemExit(1) from None

    def init_plugins(self) -> None:
        """Leave our plugins for when there is something to do: importing them costs more than finding out."""
        self.plugins: list[object] = []
        self._as_set = house.environment(self.settings)
        self._built: Build | None = None
        if not house.are_ours(self.settings["PLUGINS"]):
            super().init_plugins()

    @seldom_collected()
    def refresh(self) -> Outcome:
        """Build the site if anything happened to it since the last build, and say what there was to do.

        Raises:
            ContentError: the content is at fault; the output stands as it was.
            SetupError: the environment is, or a setting.
        """
        request = self._request()
        if request.is_clean or not house.are_ours(self.settings["PLUGINS"]):
            return self.build(request).outcome
        begun_at = time.monotonic()
        output, place = Path(self.settings["OUTPUT_PATH"]), place_of(request.cache, Path(self.settings["OUTPUT_PATH"]))
        seen = standing.look_over(request.folders, [*self._as_set, *request.said])
        row = standing.recall(place) if seen.digest else None
        if row and row.inputs == seen.digest and row.holds(request.now) and row.is_whole(output):
            _say(row.notes)
            effort = Effort(seconds=time.monotonic() - begun_at)
            return Outcome(row.pieces, row.pages, effort, row.notes, row.coming)
        build = self.build(request, seen.looks)
        standing.keep(place, standing.of(seen.digest, build, self._made) if seen.digest else None)
        return build.outcome

    @seldom_collected()
    def build(self, request: Request | None = None, looks: dict[str, Look] | None = None) -> Build:
        """Build the site and return what was built.

        Args:
            request: what was asked for; None takes it from the settings.
            looks: how files looked that the build will read, if they were looked at just now.

        Raises:
            ContentError: the content is at fault; the output stands as it was.
            SetupError: the environment is, or a setting.
        """
        request = request or self._request()
        if not self.plugins:
            super().init_plugins()
        try:
            return self._build(request, looks or {})
        except ForgottenError:
            # Found out too late to go on: what stands is as it was, and this time nothing is believed.
            return self._build(replace(request, is_clean=True), {})

    def galleys(self, changed: Iterable[Path]) -> Mapping[str, bytes]:
        """Return the pages of pieces that were edited since `build`, by the names of their files; see `galleys`."""
        return galleys.pull(self._site, changed)

    def _build(self, request: Request, looks: dict[str, Look]) -> Build:
        begun_at = time.monotonic()
        output = Path(self.settings["OUTPUT_PATH"])
        build = self._built = Build(request, is_wanted=self.is_wanted)
        # A company's template stands before the theme's; that one is "!theme/NAME.html" to it.
        own = str(request.own_theme / "templates")
        self.settings["THEME_TEMPLATES_OVERRIDES"] = [own, *self.settings["THEME_TEMPLATES_OVERRIDES"]]
        stages = self._get_generator_classes()
        place = None if request.is_clean or _are_foreign(stages) else place_of(request.cache, output)
        with begun(place, output, looks) as session:
            locks, spare = Path(self.settings["CACHE_PATH"]) / "locks", place / SPARE if place else None
            with staged_output(output, locks, spare) as stage:
                self.output_path = str(stage)
                build.memory, build.crew = session.memory, Workers(session.memory.apart)
                build.memory.house = house.programs(build.memory, self.settings["PLUGINS"])
                with closing(Tree(stage, output, session.ledger, spare)) as tree:
                    plan = Plan(session.known if house.are_ours(self.settings["PLUGINS"]) else {}, tree)
                    self._generate(build, stages, plan)
                    tree.finish()
            session.made, session.plan = tree.made, plan.render
            self._made = tree.made
        effort = build.effort
        effort.written, effort.removed, effort.seconds = tree.written, tree.removed, time.monotonic() - begun_at
        _say(build.notes)
        return build

    def _request(self) -> Request:
        content = Path(self.settings["PATH"])
        head = git.head(content)
        return Request(
            content=content,
            theme=Path(self.settings["THEME"]),
            cache=Path(self.settings.get(CACHE) or Path(self.settings["CACHE_PATH"], cache_name(content))),
            cwd=Path(self.settings.get(CWD) or Path.cwd()),
            now=parse_now(self.settings.get(NOW)),
            review=bool(self.settings.get(REVIEW)),
            is_clean=bool(self.settings.get(CLEAN)),
            commit=head.commit if head else None,
            is_dirty=head.is_dirty if head else False,
        )

    def _generate(self, build: Build, stages: list[type], plan: Plan) -> None:
        """Do what `Pelican.run` does, which cannot end without articles of Pelican's own."""
        context = {**self.settings, BUILD: build, PLAN: plan}
        generators = [
            cls(
                context=context,
                settings=self.settings,
                path=self.path,
                theme=self.theme,
                output_path=self.output_path,
            )
            for cls in stages
        ]
        self._site = generators[-1]
        build.dressers = [generator.dress for generator in generators if isinstance(generator, Stage)]
        for generator in generators:
            if hasattr(generator, "generate_context"):
                build.go_on()
                generator.generate_context()
        signals.all_generators_finalized.send(generators)
        writer = Writer(self.output_path, plan.tree, settings=self.settings)
        for generator in generators:
            if hasattr(generator, "generate_output"):
                build.go_on()
                generator.generate_output(writer)
        signals.finalized.send(self)

    def _get_generator_classes(self) -> list[type]:
        """Return the plugins' stages in the order of PLUGINS; signals keep none of their own."""
        found = [
            (receiver.__module__, stages if isinstance(stages, tuple) else (stages,))
            for receiver, stages in signals.get_generators.send(self)
            # Signals are global: another build of this process may have connected more.
            if receiver.__module__ in self.settings["PLUGINS"]
        ]
        order: Callable[[tuple[str, Any]], int] = lambda row: self.settings["PLUGINS"].index(row[0])  # noqa: E731 -- it needs its type
        return [*(stage for _, stages in sorted(found, key=order) for stage in stages), WriteSite]


def _say(notes: Iterable[str]) -> None:
    for note in notes:
        sys.stderr.write(f"{note}\n")


def _are_foreign(stages: list[type]) -> bool:
    """Tell whether somebody else's code may write into the tree, where nobody can say what it depends on."""
    return bool(signals.finalized.receivers) or not all(issubclass(stage, (Stage, WriteSite)) for stage in stages)


def parse_now(text: object) -> datetime:
    """Return the moment of a build: as given, else the clock's.

    Raises:
        SetupError: the text is no whole date with an offset.
    """
    if not text:
        return datetime.now(UTC)
    text = str(text)  # Pelican's -e reads JSON: 2026 is a number
    try:
        if has_offset(text):
            return parse_date(text, UTC)
        problem = f'"{text}" has no offset from UTC'
    except ValueError as error:
        problem = str(error)
    raise SetupError(f"--now: {problem}; write it like {EXAMPLE_WITH_OFFSET}")


def cache_name(content: Path) -> str:
    """Return the name of a content folder's place in ``.cache/``."""
    return f"{content.name}-{hashlib.sha256(str(content.resolve()).encode()).hexdigest()[:8]}"
