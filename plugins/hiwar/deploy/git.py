"""Git as a process that never asks, never hangs, and says in one line what it refused."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.deploy.errors import RemoteFailure
from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: Seconds in which a remote must answer that it is there.
ANSWER: Final = 10
#: Seconds for moving a whole site over a slow line.
TRANSFER: Final = 900
#: Seconds for work on this machine.
LOCAL: Final = 300
#: A hook runs git with these; they would turn our commands to another repository.
_INHERITED: Final = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})
#: Git's own prompts, helpers and translations, all off: gitcredentials(7), git(1).
_SILENT: Final = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "GCM_INTERACTIVE": "never",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
#: A name or token in an address must not reach a log.
_CREDENTIALS: Final = re.compile(r"://[^/@\s]+@")
_NOISE: Final = ("warning:", "hint:", "remote: Enumerating", "remote: Counting", "remote: Compressing")


@dataclass(frozen=True, slots=True)
class Done:
    """How a process ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it wrote, without the line end."""
        return self.out.decode("utf-8", "replace").strip()

    @property
    def reason(self) -> str:
        """The line of its complaint that says most."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        telling = [line for line in lines if not line.startswith(_NOISE)] or lines
        blamed = [line for line in telling if line.startswith(("fatal:", "error:", "remote:", "!", "ssh:"))]
        line = (blamed or telling or ["no reason given"])[0].removeprefix("fatal: ").removeprefix("error: ")
        return _CREDENTIALS.sub("://", line)


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository on this machine; every command runs in its folder."""

    folder: Path

    def run(self, *arguments: str, seconds: int = LOCAL, env: Mapping[str, str] | None = None) -> Done:
        """Run git and return how it ended, whatever the end."""
        return run(("git", *arguments), self.folder, seconds, {"GIT_SSH_COMMAND": _ssh(self.folder), **(env or {})})

    def ask(self, *arguments: str) -> str:
        """Run git and return what it wrote.

        Raises:
            SetupError: git refused.
        """
        done = self.run(*arguments)
        if done.code:
            raise SetupError(f"git refused: {done.reason}; mend it, then run it again")
        return done.text

    def knows(self, revision: str) -> bool:
        """Tell whether a commit is here."""
        return self.run("cat-file", "-e", f"{revision}^{{commit}}").code == 0

    def contains(self, commit: str, other: str) -> bool:
        """Tell whether a commit is another, or comes after it; both must be here."""
        return self.run("merge-base", "--is-ancestor", other, commit).code == 0

    def heads(self, remote: str, *branches: str) -> dict[str, str]:
        """Return the commit of each branch that the remote has, asking it now.

        Raises:
            RemoteFailure: it does not answer within ten seconds, or not at all.
        """
        refs = [f"refs/heads/{branch}" for branch in branches]
        done = self.run("ls-remote", remote, *refs, seconds=ANSWER)
        if done.code:
            raise RemoteFailure(f'the remote "{remote}" did not answer: {done.reason}; look at: git ls-remote {remote}')
        rows = (line.split("\t") for line in done.text.splitlines())
        return {ref.removeprefix("refs/heads/"): commit for commit, ref in rows}


def run(command: Sequence[str], folder: Path, seconds: int, env: Mapping[str, str]) -> Done:
    """Run a command in a session of its own, so that neither it nor its children can ask a person.

    Raises:
        SetupError: there is no such program.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in _INHERITED}
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**inherited, **_SILENT, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise SetupError(f"{command[0]} is not installed, or {folder} is gone; install or restore it") from error
    with process:
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            return Done(-1, out, f"fatal: no answer within {seconds} seconds")
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return Done(process.returncode, out, err.decode("utf-8", "replace"))


def _ssh(folder: Path) -> str:
    """Return the ssh command of this repository, told never to ask (ssh_config(5))."""
    own = os.environ.get("GIT_SSH_COMMAND") or run(("git", "config", "core.sshCommand"), folder, LOCAL, {}).text
    return f"{own or 'ssh'} -o BatchMode=yes -o ConnectTimeout={ANSWER}"
