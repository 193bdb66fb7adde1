"""A small project for deploys: its pages are files in content/, its build copies them."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hiwar.deploy.job import Hands, Job
from hiwar.deploy.publish import publish
from hiwar.deploy.settings import DeploySettings
from hiwar.model.deploy import Published
from hiwar.site.output import staged_output

if TYPE_CHECKING:
    from hiwar.deploy.job import Outcome

URL = "https://news.qatra.example"
PAGES = {f"blog/{number}/index.html": f"<h1>{number}</h1>" for number in range(9)}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(("git", *arguments), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def build(tree: Path, output: Path) -> Published:
    """Copy content/ and say which commit it is."""
    shutil.copytree(tree / "content", output, symlinks=True)
    made = {"version": "1", "source": git(tree, "rev-parse", "HEAD"), "dirty": False, "counts": {}}
    (output / "build.json").write_text(json.dumps(made))
    pages = sorted(str(path.relative_to(output)) for path in output.rglob("index.html"))
    return Published(addresses=tuple(pages), feed_ids=tuple(f"tag:{page}" for page in pages))


@dataclass
class Project:
    """One clone, its remote, and what its deploys said."""

    root: Path
    remote: Path
    said: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    @classmethod
    def make(cls, root: Path, remote: Path, branch: str = "main") -> Project:
        git(root.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
        git(root.parent, "init", "--quiet", f"--initial-branch={branch}", str(root))
        git(root, "remote", "add", "origin", str(remote))
        project = cls(root, remote)
        write(root, {".gitignore": ".cache/\n"})
        project.commit({"index.html": "<h1>قطرة</h1>", **PAGES})
        git(root, "push", "--quiet", "origin", branch)
        return project

    def clone(self, name: str) -> Project:
        """Return the same project on another machine."""
        root = self.root.with_name(name)
        git(self.root.parent, "clone", "--quiet", str(self.remote), str(root))
        return Project(root, self.remote)

    def commit(self, files: dict[str, str], *, push: bool = False) -> str:
        """Write pages, commit them and return the commit."""
        write(self.root / "content", files)
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "write")
        if push:
            git(self.root, "push", "--quiet", "origin", "main")
        return git(self.root, "rev-parse", "HEAD")

    def hands(self) -> Hands:
        return Hands(
            build=build,
            check=lambda site: None,
            fetch=lambda url: None,
            staged=staged_output,
            say=self.said.append,
            sleep=self.slept.append,
        )

    def job(self, settings: DeploySettings | None = None, hands: Hands | None = None, **flags: bool) -> Job:
        settings = settings or DeploySettings()
        return Job(self.root, self.root / ".cache", settings, URL, hands or self.hands(), **flags)

    def publish(self, settings: DeploySettings | None = None, hands: Hands | None = None, **flags: bool) -> Outcome:
        return publish(self.job(settings, hands, **flags))

    def with_hands(self, **other: object) -> Hands:
        return replace(self.hands(), **other)  # type: ignore[arg-type]

    @property
    def tip(self) -> str | None:
        """The commit that the remote serves."""
        done = subprocess.run(
            ("git", "rev-parse", "--verify", "--quiet", "refs/heads/gh-pages"),
            cwd=self.remote,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip() or None

    def served(self) -> dict[str, str]:
        """What the remote serves: text by path."""
        paths = git(self.remote, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "gh-pages")
        return {path: git(self.remote, "show", f"gh-pages:{path}") for path in paths.splitlines()}

    def history(self) -> list[str]:
        """Commits that the remote serves or served, newest first."""
        return git(self.remote, "rev-list", "gh-pages").splitlines()

    def deploy_elsewhere(self, files: dict[str, str], message: str = "by hand", *, keep: bool = True) -> str:
        """Push to the served branch as another machine would, without Hiwar."""
        other = self.root.with_name("elsewhere")
        shutil.rmtree(other, ignore_errors=True)
        git(self.root.parent, "clone", "--quiet", "--branch", "gh-pages", str(self.remote), str(other))
        if not keep:
            git(other, "rm", "-r", "--quiet", ".")
        write(other, files)
        git(other, "add", "--all")
        git(other, "commit", "--quiet", "--allow-empty", "--message", message)
        git(other, "push", "--quiet", "origin", "gh-pages")
        return git(other, "rev-parse", "HEAD")

    def local_state(self) -> tuple[str, str, str]:
        """What a deploy must not change here: branches, work trees and files."""
        refs = git(self.root, "for-each-ref", "refs/heads", "refs/remotes", "refs/tags")
        return refs, git(self.root, "worktree", "list"), git(self.root, "status", "--porcelain")
