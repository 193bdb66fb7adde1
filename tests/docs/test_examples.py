"""Every example in the pages is read by the real readers without a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from hiwar.deploy import settings
from tests.docs.examples import (
    company_faults,
    coverage_faults,
    has_header,
    moderation_faults,
    people_faults,
    read_example,
)
from tests.docs.pages import PAGES, Fence, Page


def fences(*languages: str) -> list[object]:
    """Return the fenced blocks of all pages in some languages, as parameters."""
    return [
        pytest.param(fence, id=f"{page.name}:{fence.line}")
        for page in PAGES
        for fence in page.fences
        if fence.language in languages
    ]


@pytest.mark.parametrize("fence", fences("markdown", "md", "yaml"))
def test_piece_is_read(fence: Fence, tmp_path: Path) -> None:
    """An example of a piece has no fault; one without front matter gets a title."""
    text = fence.text if has_header(fence.text) else f"Title: Example\n\n{fence.text}"
    piece, problem = read_example(tmp_path / "content", text, fence.title)
    assert not problem
    assert piece


@pytest.mark.parametrize("fence", fences("toml"))
def test_settings_are_read(fence: Fence, tmp_path: Path) -> None:
    """An example of TOML is valid as a company, or as people."""
    readers = {
        "company.toml": company_faults,
        "people.toml": people_faults,
        "coverage.toml": coverage_faults,
        "moderation.toml": moderation_faults,
    }
    name = fence.title.rpartition("/")[2]
    tried = {file: read(tmp_path, fence.text) for file, read in readers.items() if name in {"", file}}
    assert tried, f'"{fence.title}" is no file of settings; write title=company.toml, say'
    assert [] in tried.values(), "\n".join(fault for faults in tried.values() for fault in faults)


@pytest.mark.parametrize("fence", fences("python", "py"))
def test_python_runs(fence: Fence, tmp_path: Path) -> None:
    """An example of Python is publishconf.py, valid, or a plugin that Pelican could load."""
    path = tmp_path / "example.py"
    path.write_text(fence.text, "utf-8")
    if fence.title.endswith("plugin.py"):
        names: dict[str, object] = {"__name__": "example"}
        exec(compile(fence.text, fence.title, "exec"), names)
        assert callable(names["register"])
    elif fence.title in {"", "publishconf.py"}:
        settings.load(path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_titles_of_examples_are_places(page: Page) -> None:
    """An example of a piece says where it lies as a path of the content folder."""
    wrong = [
        fence.title
        for fence in page.fences
        if fence.language == "markdown" and fence.title and not fence.title.endswith(".md")
    ]
    assert not wrong
