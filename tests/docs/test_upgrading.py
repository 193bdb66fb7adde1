"""The commands of the page on upgrading do what it says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hiwar.starting.init import is_replaceable
from tests.conftest import git_environment, write
from tests.docs.pages import ROOT, UPGRADING, codes_in

DEMO = {
    "content/company.toml": "demo\n",
    "content/en/blog/2026-01-01-demo.md": "demo\n",
    "publishconf.py": "TARGET = 'github-pages'\n",
    "theme/base.css": "old\n",
}
COMPANY = {
    "content/company.toml": "company\n",
    "content/en/blog/2026-02-01-own.md": "own\n",
    "publishconf.py": "mine\n",
}
NEWER = {
    "content/company.toml": "demo, newer\n",
    "content/en/blog/2026-01-01-demo.md": "demo, newer\n",
    "content/en/blog/2026-03-01-more-demo.md": "demo\n",
    "publishconf.py": "TARGET = 'folder'\n",
    "theme/base.css": "new\n",
}


def typed() -> list[str]:
    """Return the git commands of the page, in order."""
    rows = [row for fence in UPGRADING.fences if fence.language == "sh" for row in fence.text.split("\n")]
    return [row for row in rows if row.startswith("git ")]


class Clone:
    """A repository in which the page's commands are typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = git_environment(folder.parent)
        folder.mkdir()
        self.git("git init --quiet --initial-branch=main")

    def git(self, command: str) -> int:
        """Run a command as a shell would; returns its exit code."""
        done = subprocess.run(
            ("bash", "-c", command), cwd=self.folder, env=self.environment, check=False, capture_output=True
        )
        return done.returncode

    def commit(self, files: dict[str, str]) -> None:
        """Commit files on top of those that are there."""
        write(self.folder, files)
        assert self.git("git add --all && git commit --quiet --message x") == 0

    def tree(self) -> dict[str, str]:
        """Return what is committed, by path."""
        names = subprocess.check_output(
            ("git", "ls-tree", "-r", "--name-only", "HEAD"), cwd=self.folder, encoding="utf-8"
        )
        return {name: (self.folder / name).read_text("utf-8") for name in names.split()}


@pytest.fixture
def ours(tmp_path: Path) -> Clone:
    """Return the project, with the demo in it."""
    clone = Clone(tmp_path / "ours")
    clone.commit(DEMO)
    return clone


@pytest.fixture
def company(tmp_path: Path, ours: Clone) -> Clone:
    """Return a clone that became a company's own, after ours went on."""
    clone = Clone(tmp_path / "company")
    assert clone.git(f"git pull --quiet {ours.folder} main") == 0
    (clone.folder / "content/en/blog/2026-01-01-demo.md").unlink()
    clone.commit(COMPANY)
    ours.commit(NEWER)
    return clone


def test_a_new_version_leaves_the_company_as_it_is(company: Clone, ours: Clone) -> None:
    """After the page's commands the company's files are as before, and ours are new."""
    upgrade = [command for command in typed() if "Begin our own site" not in command and "add --all" not in command]
    for command in upgrade:
        code = company.git(command.replace("ADDRESS", str(ours.folder)))
        # The page says that the merge may name conflicts in content/.
        assert code == 0 or command.startswith("git merge")
    assert company.tree() == {**COMPANY, "theme/base.css": "new\n"}
    assert company.git("git diff --quiet HEAD") == 0
    assert company.git("git merge-base --is-ancestor hiwar/main HEAD") == 0


def test_every_file_at_the_top_belongs_to_somebody() -> None:
    """The table on whose files are whose leaves out nothing of ours; a company may add what it likes."""
    rows = UPGRADING.tables("The company's", "Ours")
    named = {name.rstrip("/") for row in rows for cell in row for name in codes_in(cell)}
    there = subprocess.check_output(("git", "ls-files", "-z"), cwd=ROOT, encoding="utf-8").split("\0")
    top = {name.partition("/")[0] for name in there if name}
    added = set() if is_replaceable(ROOT / "content") else top - named
    assert named == top - added
