"""What all tests share: a small content folder, and a build of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.figures import Figures, said

ROOT = Path(__file__).resolve().parent.parent
#: The moment at which tests build the demo.
NOW = "2026-11-23T12:00:00+03:00"

# What fails is to be what was changed: new examples are searched by `invoke test --slow` alone.
settings.register_profile("steady", derandomize=True)
settings.register_profile("searching", derandomize=False)
settings.load_profile(os.environ.get("HIWAR_FUZZ", "steady"))

COMPANY = """\
url = "https://news.dar.example"
languages = ["ar", "en"]
timezone = "Asia/Riyadh"
name = { ar = "دار", en = "Dar" }
feed_authority = "dar.example,2026"
"""
PEOPLE = """\
[desk]
name = { ar = "المكتب", en = "The desk" }
email = "desk@dar.example"

[mute]
name = { ar = "صامت", en = "Mute" }
"""


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Return what reports seconds at the end of the run."""
    return Figures(request.node)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say every figure that was taken."""
    found = said([report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)])
    if found:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(found))


@pytest.fixture(autouse=True)
def _anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in an empty folder, so that no test depends on where it was started."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder that says who speaks, and nothing else."""
    folder = tmp_path / "content"
    write(folder, {"company.toml": COMPANY, "people.toml": PEOPLE})
    return folder


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def git_environment(home: Path) -> dict[str, str]:
    """Return an environment in which git has an identity and none of the machine's settings."""
    return {
        **os.environ,
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Desk",
        "GIT_AUTHOR_EMAIL": "desk@dar.example",
        "GIT_COMMITTER_NAME": "Desk",
        "GIT_COMMITTER_EMAIL": "desk@dar.example",
    }
