"""A company's clone with a bare remote, and a web that shows what the remote's branch holds."""

from __future__ import annotations

import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from tests.conftest import ROOT, write

POSTS = 12
PEOPLE = '[desk]\nname = { en = "The desk" }\nemail = "desk@dar.example"\n'


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it wrote."""
    done = subprocess.run(("git", *arguments), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class Web:
    """Serves the branch of a bare repository as GitHub Pages does, some questions late."""

    def __init__(self, repository: Path) -> None:
        self.repository = repository
        #: So many questions are still answered with what stood there before.
        self.lag = 0
        self.asked: list[str] = []

    def answer(self, path: str) -> bytes | None:
        """Return the file at an address; None when there is none."""
        self.asked.append(path)
        ref, self.lag = ("gh-pages~1", self.lag - 1) if self.lag else ("gh-pages", 0)
        name = unquote(urlsplit(path).path).removeprefix("/")
        name = f"{name}index.html" if not name or name.endswith("/") else name
        done = subprocess.run(("git", "show", f"{ref}:{name}"), cwd=self.repository, capture_output=True, check=False)
        return None if done.returncode else done.stdout

    def __enter__(self) -> Self:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = outer.answer(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: object) -> None:  # type: ignore[override] # it says nothing
                """Keep quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@dataclass
class Project:
    """One clone."""

    root: Path
    remote: Path
    web: Web
    hub: str = ""
    files: dict[str, str | bytes] = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path, web: Web, hub: str = "") -> Project:
        """Make a clone of a project with a dozen posts, pushed and not published."""
        root, remote = folder / "company", web.repository
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
        git(folder, "init", "--quiet", "--initial-branch=main", str(root))
        git(root, "remote", "add", "origin", str(remote))
        project = cls(root, remote, web, hub)
        shutil.copy(ROOT / "pelicanconf.py", root)
        shutil.copytree(ROOT / "theme", root / "theme")
        write(root, {".gitignore": ".cache/\noutput/\n", "publishconf.py": "PATIENCE = 20\n"})
        posts: dict[str, str | bytes] = {
            f"en/blog/2026-05-{number:02}-post-{number}.md": f"Title: Post {number}\n\nText {number}.\n"
            for number in range(1, POSTS + 1)
        }
        project.commit({"company.toml": project.company(), "people.toml": PEOPLE, **posts})
        return project

    def company(self) -> str:
        """Return who speaks."""
        hub = f'hub = "{self.hub}"\n' if self.hub else ""
        return (
            f'url = "{self.web.url}"\nlanguages = ["en"]\ntimezone = "Asia/Riyadh"\nname = {{ en = "Dar" }}\n'
            f'feed_authority = "dar.example,2026"\n{hub}'
        )

    def commit(self, files: dict[str, str | bytes], *gone: str) -> str:
        """Write pieces, take others away, commit, push, and return the commit."""
        write(self.root / "content", files)
        for name in gone:
            (self.root / "content" / name).unlink()
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", "write")
        git(self.root, "push", "--quiet", "origin", "main")
        return git(self.root, "rev-parse", "HEAD")

    def deploys(self) -> list[str]:
        """Return the commits that were served, newest first."""
        done = subprocess.run(
            ("git", "rev-list", "gh-pages"), cwd=self.remote, capture_output=True, text=True, check=False
        )
        return done.stdout.split() if done.returncode == 0 else []

    def serves(self, path: str) -> bool:
        """Tell whether the branch holds a file."""
        return path in git(self.remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
