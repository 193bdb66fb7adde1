"""A clone becomes a company's own, and nothing is lost on the way."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import git_environment, write
from tests.project import copy_project, invoke

if TYPE_CHECKING:
    from pathlib import Path

#: Makes standard input the terminal of the session, so that its keys become signals.
AT_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "invoke", "init"])
"""
ANSWERS = ("--name=Dar", "--languages=en,ar", "--url=https://dar.example/news", "--timezone=Asia/Dubai")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that nobody has made theirs yet, with the demo cut short."""
    folder = tmp_path_factory.mktemp("clone") / "site"
    copy_project(folder)
    return folder


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("--url=dar.example", "is no whole address"),
        ("--url=https://[dar", "is no whole address"),
        ("--url=https://dar.example/?a", 'the value of "url" is not right'),
        ("--languages=english", 'the value of "languages" is not right'),
        ("--languages=../../x", "is no language's code"),
        ("--languages=ar,ar", 'the value of "languages" is not right'),
        ("--timezone=Asia/Ryadh", 'did you mean "Asia/Riyadh"'),
    ],
)
def test_wrong_answers_lose_nothing(clone: Path, wrong: str, words: str) -> None:
    """The demo stands as it was, and the answer is named."""
    before = content_of(clone / "content")
    done = invoke(
        clone, "init", *(answer for answer in ANSWERS if not answer.startswith(wrong.partition("=")[0])), wrong
    )
    assert (done.code, words in done.err) == (2, True), done
    assert content_of(clone / "content") == before


def test_work_that_git_does_not_have_is_not_emptied(clone: Path) -> None:
    """A first post written into the demo would be gone for good."""
    mine = clone / "content/en/blog/2026-11-20-mine.md"
    mine.write_text("Title: Mine\n\nText.\n", "utf-8")
    try:
        done = invoke(clone, "init", *ANSWERS)
        assert (done.code, "not committed" in done.err) == (2, True), done
        assert mine.exists()
    finally:
        mine.unlink()


def test_somebodys_content_is_refused(clone: Path) -> None:
    """A company that is there already, or any other folder with something in it."""
    for name, files in {
        "company": {"company.toml": 'feed_authority = "x.example,2026"\n'},
        "broken": {"company.toml": "feed_authority = \n"},
        "thesis": {"thesis.md": "years"},
    }.items():
        write(clone.parent / name, files)
        done = invoke(clone, "init", *ANSWERS, f"--content={clone.parent / name}")
        assert (done.code, "is not the demo but somebody's content" in done.err) == (2, True), done
        assert content_of(clone.parent / name) == {key: text.encode() for key, text in files.items()}


def test_init_by_options_then_check_and_write(tmp_path: Path) -> None:
    """The demo is out; what came in passes the check, also with a new piece of each kind."""
    folder = copy_project(tmp_path / "site")
    done = invoke(folder, "init", *ANSWERS)
    assert done.code == 0, done
    made = content_of(folder / "content")
    assert {name.rpartition("/")[0] for name in made} == {"", "media", "ar/blog", "en/blog"}
    assert "qatra" not in b"".join(made.values()).decode().casefold()
    assert 'url = "https://dar.example/news"' in made["company.toml"].decode()
    assert 'languages = ["en", "ar"]' in made["company.toml"].decode()
    assert invoke(folder, "check").code == 0
    assert invoke(folder, "new", "release", "We open").code == 0
    assert invoke(folder, "check").code == 0
    again = invoke(folder, "init", *ANSWERS)
    assert again.code == 2
    assert content_of(folder / "content").keys() > made.keys()


def test_init_asks_at_a_terminal(tmp_path: Path) -> None:
    """Each question with its usual answer; an address in Arabic is one, too."""
    folder = copy_project(tmp_path / "site", content=False)
    code, said = typed(folder, "ar\nدار الماء\nhttps://دار.example\n\n")
    assert code == 0, said
    assert "Languages [ar,en]: " in said
    company = (folder / "content/company.toml").read_text("utf-8")
    assert 'name = { ar = "دار الماء" }' in company
    assert 'timezone = "Asia/Riyadh"' in company
    assert 'feed_authority = "xn--' in company


def test_leaving_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    """Ctrl+D and Ctrl+C."""
    folder = copy_project(tmp_path / "site", content=False)
    for keys in ("ar\n\x04", "ar\n\x03"):
        code, said = typed(folder, keys)
        assert code
        assert "Traceback" not in said
        assert not (folder / "content").exists()


def typed(folder: Path, keys: str) -> tuple[int, str]:
    """Run ``invoke init`` at a terminal; return its exit code and what the terminal showed."""
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        (sys.executable, "-c", AT_TERMINAL),
        cwd=folder,
        env=git_environment(folder),
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    said = b""
    answers = keys.encode().splitlines(keepends=True)
    try:
        while select.select([terminal], [], [], 60)[0] and (chunk := os.read(terminal, 4096)):
            said += chunk
            # Of all that was said: a question may come in two parts.
            if said.rstrip().endswith(b"]:") and answers:
                os.write(terminal, answers.pop(0))
    except OSError:  # the terminal is closed when the task ends
        pass
    os.close(terminal)
    return process.wait(timeout=60), said.decode("utf-8", "replace")
