"""Commands in the pages can be typed as they stand."""

from __future__ import annotations

import re
import shlex

import pytest
from invoke.collection import Collection
from invoke.parser import Parser, ParserContext
from invoke.program import Program

import tasks
from tests.docs.pages import PAGES, README, ROOT, Page

_SHELL = {"sh", "bash", "console", "shell"}
_INVOKE = re.compile(r"(?:^|[\s;&|({])(?:\.venv/bin/)?inv(?:oke)? (?!stands)(?P<rest>.+)$")
COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/invoke build",
    ".venv/bin/invoke test",
)


def invocations(page: Page) -> list[tuple[str, int]]:
    """Return what stands behind ``invoke`` in a page's code, each with its line."""
    typed = [
        (row, fence.line + at)
        for fence in page.fences
        if fence.language in _SHELL
        for at, row in enumerate(fence.text.split("\n"))
    ]
    typed += [(text, line) for text, line in page.codes if re.match(r"(?:\.venv/bin/)?invoke\s", text)]
    found = []
    for text, line in typed:
        for part in re.split(r"&&|\|\||;| \| ", text):
            match = _INVOKE.search(part)
            if match:
                found.append((match.group("rest").strip(), line))
    return found


def words_of(rest: str) -> list[str]:
    """Return the words of a command, the marks of what may be left out and comments dropped."""
    bare = re.sub(r"\[(--?[^\]]+)\]", r"\1", rest)
    return [word for word in shlex.split(bare, comments=True) if word not in {"…", "\\"}]


def parser() -> Parser:
    """Return Invoke's own parser, knowing all tasks."""
    program = Program()
    core = ParserContext(args=[*program.core_args(), *program.task_args()])
    return Parser(contexts=collection().to_contexts(), initial=core)


def collection() -> Collection:
    """Return the tasks as Invoke finds them."""
    return Collection.from_module(tasks)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_invocations_parse(page: Page) -> None:
    """Every ``invoke …`` is a task with options that it has."""
    known = set(collection().task_names)
    wrong = []
    for rest, line in invocations(page):
        words = words_of(rest)
        # "invoke publish" with the rest left out is a task's name, not a whole command.
        if len(words) == 1 and words[0] in known:
            continue
        try:
            parser().parse_argv(words)
        except Exception as error:  # noqa: BLE001 -- whatever Invoke refuses, the page is wrong
            wrong.append(f"{page.name}:{line}: invoke {rest}: {error}")
    assert not wrong


def test_readme_has_the_two_commands() -> None:
    """The README shows the two commands, alone in one block."""
    blocks = [fence.text.strip().split("\n") for fence in README.fences]
    assert list(COMMANDS) in blocks


@pytest.mark.parametrize("command", COMMANDS)
def test_continuous_integration_runs_the_readme(command: str) -> None:
    """What the README tells people to type is what is run for every change."""
    assert command in (ROOT / ".ci/run").read_text("utf-8").split("\n")


def test_every_task_of_a_writer_is_explained() -> None:
    """Every task stands in some page."""
    named = {words_of(rest)[0] for page in PAGES for rest, _ in invocations(page)}
    assert set(collection().task_names) <= named
