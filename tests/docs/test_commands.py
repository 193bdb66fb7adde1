"""Commands in the pages can be typed as they stand."""

from __future__ import annotations

import re
import shlex

import pytest
from invoke.collection import Collection
from invoke.parser import Parser, ParserContext
from invoke.program import Program

import tasks
from tests.docs.pages import PAGES, Page

_SHELL = {"sh", "bash", "console", "shell"}
_INVOKE = re.compile(r"(?:^|[\s;&|({])(?:\.venv/bin/)?inv(?:oke)? (?!stands)(?P<rest>.+)$")

#: Options that a sentence may name without the value that they take.
VALUED = {"--output", "--content", "--now"}


def invocations(page: Page) -> list[tuple[str, int]]:
    """Return what stands behind ``invoke`` in a page's code, each with its line."""
    typed = [
        (row, fence.line + at)
        for fence in page.fences
        if fence.language in _SHELL
        for at, row in enumerate(fence.text.split("\n"))
    ]
    typed += [(text, line) for text, line in page.codes if re.match(r"(?:\.venv/bin/)?invoke\s", text)]
    typed += [
        (row, number)
        for number, row in enumerate(page.prose.split("\n"), 1)
        if re.match(r" {4,}(?:\.venv/bin/)?invoke ", row)
    ]
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


def parse(words: list[str]) -> None:
    """Parse a command in Invoke's two steps: its own options, then tasks with theirs.

    Raises:
        ParseError: Invoke would refuse it.
    """
    program = Program()
    initial = ParserContext(args=[*program.core_args(), *program.task_args()])
    core = Parser(initial=initial, ignore_unknown=True).parse_argv(words)
    helped = core[0].args.help.value
    Parser(contexts=collection().to_contexts()).parse_argv([helped] if helped else core.unparsed)


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
        # "invoke new" in a sentence is a task's name, "invoke check --output" an option's: no whole commands.
        if len(words) == 1 and words[0] in known:
            continue
        try:
            parse([*words, "value"] if words[-1] in VALUED else words)
        except Exception as error:  # noqa: BLE001 -- whatever Invoke refuses, the page is wrong
            wrong.append(f"{page.name}:{line}: invoke {rest}: {error}")
    assert not wrong


def test_every_task_of_a_writer_is_explained() -> None:
    """Every task stands in some page."""
    named = {words_of(rest)[0] for page in PAGES for rest, _ in invocations(page)}
    assert set(collection().task_names) <= named
