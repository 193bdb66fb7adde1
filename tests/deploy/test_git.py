"""Git never asks, never hangs, and tells in one line what it refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from hiwar.deploy.git import Done, Repository, run
from hiwar.errors import SetupError
from tests.deploy.project import git

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("err", "reason"),
    [
        ("", "no reason given"),
        ("fatal: repository 'x' not found\n", "repository 'x' not found"),
        ("warning: x\nhint: y\nerror: failed\n", "failed"),
        ("Connection closed\nfatal: Could not read\n", "Could not read"),
        ("something\nelse\n", "something"),
        ("hint: only this\n", "hint: only this"),
        ("fatal: unable to access 'https://me:secret@host/x'", "unable to access 'https://host/x'"),
    ],
)
def test_the_line_that_says_most_is_told(err: str, reason: str) -> None:
    assert Done(1, b"", err).reason == reason


def test_a_command_that_hangs_ends_with_its_children(tmp_path: Path) -> None:
    began = time.monotonic()
    done = run(("sh", "-c", "sleep 60 & sleep 60"), tmp_path, 1, {})
    assert done.code == -1
    assert done.reason == "no answer within 1 seconds"
    assert time.monotonic() - began < 5


def test_a_command_cannot_ask_the_terminal(tmp_path: Path) -> None:
    done = run(("sh", "-c", "cat; exec < /dev/tty"), tmp_path, 5, {})
    assert done.code != 0


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="nosuchgit is not installed"):
        run(("nosuchgit",), tmp_path, 1, {})


def test_a_hooks_environment_does_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        git(tmp_path, "init", "--quiet", name)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "one" / ".git"))
    found = Repository(tmp_path / "two").ask("rev-parse", "--absolute-git-dir")
    assert found == str(tmp_path / "two" / ".git")


def test_ssh_is_told_not_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet", "x")
    ssh = tmp_path / "ssh"
    ssh.write_text('#!/bin/sh\necho "$@" >&2\nexit 255\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    done = Repository(tmp_path / "x").run("ls-remote", "git@host.invalid:x.git")
    assert "-o BatchMode=yes -o ConnectTimeout=10" in done.err


def test_a_command_that_fails_is_a_line(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"^git refused: .*; mend it"):
        Repository(tmp_path).ask("-c", "x.y=z", "rev-parse", "HEAD")
