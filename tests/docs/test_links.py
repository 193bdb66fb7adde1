"""Links and paths in the pages lead somewhere."""

from __future__ import annotations

import itertools
import re
from urllib.parse import unquote

import pytest

from tests.docs.pages import PAGES, ROOT, Page, fragment_of

#: Files and folders of ours; what lies in ``content/`` is an example, but for these.
_OURS = re.compile(
    r"(?:plugins|theme|tests|docs|\.ci|\.github)/[\w./-]*|content/(?:company\.toml|people\.toml|media/)?"
    r"|[A-Za-z_][\w-]*\.(?:py|md|toml)|requirements\.txt|LICENSE"
)
#: Names of other files that look like ours at the top: those of a content folder, and examples.
_ELSEWHERE = {"company.toml", "people.toml", "moderation.toml", "about.md", "plugin.py"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Page) -> None:
    """Every relative address is a file, and every fragment a heading in it."""
    lost = [f"{page.name}:{line}: {address}" for address, line in page.links if not leads_somewhere(page, address)]
    assert not lost


def leads_somewhere(page: Page, address: str) -> bool:
    """Tell whether a link leads to a file of the project, and to a heading in it."""
    if re.match(r"https?:|mailto:", address):
        return True
    path, _, fragment = unquote(address).partition("#")
    target = (page.path.parent / path).resolve() if path else page.path
    if not target.exists() or ROOT not in target.parents:
        return False
    return not fragment or (target.suffix == ".md" and fragment in Page(target).fragments)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_exist(page: Page) -> None:
    """Every file or folder of ours that a page names is there."""
    lost = [f"{page.name}:{line}: {path}" for path, line in page.codes if is_ours(path) and not (ROOT / path).exists()]
    assert not lost


def is_ours(path: str) -> bool:
    """Tell whether a text between backticks is the path of a file or folder of the project."""
    is_example = any(word in path for word in ("LANG", "XX", "<", "*", "…", "/example"))
    return bool(_OURS.fullmatch(path)) and path not in _ELSEWHERE and not is_example


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_can_be_read_by_everybody(page: Page) -> None:
    """A page has one first heading, jumps over no level, and describes its pictures."""
    levels = [len(match.group(1)) for match in re.finditer(r"^(#{1,6}) ", page.prose, re.MULTILINE)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert "![](" not in re.sub(r"`[^`]*`", "", page.prose)


def test_fragments_are_made_as_on_github() -> None:
    """Marks go, letters of any script stay, spaces become hyphens."""
    assert fragment_of("company.toml") == "companytoml"
    assert fragment_of("ماذا بعد؟") == "ماذا-بعد"
    assert fragment_of("Beginning: `invoke init`") == "beginning-invoke-init"
