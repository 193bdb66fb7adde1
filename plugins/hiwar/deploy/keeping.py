"""One file of the source kept in git and pushed: what several jobs must agree on before they act.

A push that is not a fast-forward means that somebody was quicker. So what is
pushed before an act is a claim: of two jobs that begin the same, one goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.deploy.errors import Conflict, RemoteFailure
from hiwar.deploy.git import TRANSFER
from hiwar.deploy.source import opened
from hiwar.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.deploy.git import Repository
    from hiwar.deploy.settings import DeploySettings

#: Hooks belong to the people who commit texts; this is a machine's note.
_QUIET: Final = ("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false")
#: Who commits where git does not know anybody.
_SOMEBODY: Final = ("-c", "user.name=Hiwar", "-c", "user.email=hiwar@localhost")


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps one file on the source's branch, here and, where the project is pushed, at the remote."""

    repository: Repository
    settings: DeploySettings
    #: The file, absolute.
    path: Path

    def check(self) -> None:
        """Refuse to go on where a push would take more along than the file, or could not be one.

        Raises:
            SetupError: another branch, commits that are not pushed, or changes in the file itself.
            Conflict: the remote has commits that are not here.
            RemoteFailure: it does not answer.
        """
        run, branch = self.repository.run, self.settings.source_branch
        here = run("symbolic-ref", "--short", "HEAD").text
        if here != branch:
            raise SetupError(f"on {f'branch {here}' if here else 'no branch'}; say git switch {branch}")
        if run("status", "--porcelain", "--", str(self.path)).text:
            raise SetupError(f"{self.path.name} has changes that no commit has; look at them, and commit them")
        if not self._is_pushed:
            return
        tip = self.repository.heads(self.settings.remote, branch).get(branch, "")
        head = run("rev-parse", "--verify", "HEAD").text
        if tip and tip != head:
            if self.repository.knows(tip) and self.repository.contains(head, tip):
                raise SetupError(f"commits that are not pushed; say git push {self.settings.remote} {branch}")
            raise Conflict(f"the remote has commits that are not here; say git pull {self.settings.remote} {branch}")

    def keep(self, message: str) -> None:
        """Commit the file as it is, and push it; nothing happens when it did not change.

        Raises:
            Conflict: somebody else pushed meanwhile; the commit is taken back, the file as it was before.
            RemoteFailure: the remote refused or broke off; the commit stays.
        """
        ask, path = self.repository.ask, str(self.path)
        ask("add", "--intent-to-add", "--", path)
        if not self.repository.run("status", "--porcelain", "--", path).text:
            return
        identity = () if self.repository.run("var", "GIT_COMMITTER_IDENT").code == 0 else _SOMEBODY
        ask(*_QUIET, *identity, "commit", "--quiet", "--message", message, "--only", "--", path)
        if self._is_pushed:
            self._push()

    @property
    def _is_pushed(self) -> bool:
        return self.settings.target == "github-pages"

    def _push(self) -> None:
        branch, remote = self.settings.source_branch, self.settings.remote
        done = self.repository.run("push", "--quiet", remote, f"HEAD:refs/heads/{branch}", seconds=TRANSFER)
        head = self.repository.run("rev-parse", "HEAD").text
        if done.code == 0 or self.repository.heads(remote, branch).get(branch) == head:
            return  # a connection that dies tells nothing, so the remote was asked
        if "non-fast-forward" in done.err or "fetch first" in done.err:
            self._take_back()
            raise Conflict(
                f"somebody else pushed meanwhile, perhaps the same; say git pull {remote} {branch}, then again"
            )
        raise RemoteFailure(f'the remote "{remote}" did not take {self.path.name}: {done.reason}')

    def _take_back(self) -> None:
        path = str(self.path)
        self.repository.ask("reset", "--quiet", "--soft", "HEAD~1")
        self.repository.ask("reset", "--quiet", "--", path)
        if self.repository.run("checkout", "--quiet", "--", path).code:
            self.path.unlink(missing_ok=True)  # it was not there before


def keeper_for(root: Path, settings: DeploySettings, path: Path) -> Keeper:
    """Return what keeps a file of the project.

    Raises:
        SetupError: it is no git repository, or the remote of the settings is not there.
    """
    return Keeper(opened(root, settings), settings, path)
