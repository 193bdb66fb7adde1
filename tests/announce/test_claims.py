"""Of two jobs that begin at once one goes on; the other has changed nothing."""

import pytest

from hiwar.deploy.errors import Conflict
from hiwar.deploy.keeping import keeper_for
from hiwar.deploy.settings import DeploySettings
from hiwar.errors import SetupError
from tests.conftest import git_environment
from tests.deploy.project import Project, git

NAME = "content/announced.json"


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name, value in git_environment(tmp_path).items():
        if name.startswith("GIT_") or name == "HOME":
            monkeypatch.setenv(name, value)
    return Project.make(tmp_path / "one", tmp_path / "remote")


def keeper(project, **settings):
    return keeper_for(project.root, DeploySettings(**settings), project.root / NAME)


def write(project, text):
    (project.root / NAME).write_text(text)


def test_of_two_jobs_one_goes_on(project):
    other = project.clone("two")
    mine, theirs = keeper(project), keeper(other)
    mine.check()
    theirs.check()
    write(project, "mine")
    write(other, "theirs")
    theirs.keep("Begin to announce")
    with pytest.raises(Conflict, match="somebody else pushed"):
        mine.keep("Begin to announce")
    assert not (project.root / NAME).exists()
    assert git(project.root, "status", "--porcelain") == ""
    with pytest.raises(Conflict, match="git pull"):
        mine.check()
    git(project.root, "pull", "--quiet", "origin", "main")
    mine.check()
    assert (project.root / NAME).read_text() == "theirs"


def test_a_lost_race_gives_back_the_file_of_before(project):
    mine = keeper(project)
    write(project, "before")
    mine.keep("Note")
    other = project.clone("two")
    write(other, "theirs")
    keeper(other).keep("Begin")
    write(project, "mine")
    with pytest.raises(Conflict):
        mine.keep("Begin")
    assert (project.root / NAME).read_text() == "before"
    assert git(project.root, "status", "--porcelain") == ""


def test_nothing_else_is_taken_along(project):
    """Neither another change, nor a commit that its author did not push."""
    mine = keeper(project)
    (project.root / "content" / "half.md").write_text("half")
    git(project.root, "add", "--all")
    write(project, "mine")
    mine.keep("Note")
    assert git(project.root, "status", "--porcelain") == "A  content/half.md"
    assert git(project.root, "show", "--name-only", "--format=", "origin/main") == NAME
    project.commit({"index.html": "later"})
    with pytest.raises(SetupError, match="git push origin main"):
        mine.check()


def test_what_did_not_change_makes_no_commit(project):
    mine = keeper(project)
    write(project, "mine")
    mine.keep("Note")
    tip = git(project.root, "rev-parse", "HEAD")
    mine.keep("Note")
    assert git(project.root, "rev-parse", "HEAD") == tip


def test_where_nothing_is_pushed_it_is_committed(project):
    mine = keeper(project, target="folder", folder="../www")
    before = git(project.root, "rev-parse", "origin/main")
    mine.check()
    write(project, "mine")
    mine.keep("Note")
    assert git(project.root, "status", "--porcelain") == ""
    assert git(project.remote, "rev-parse", "main") == before


def test_a_ledger_that_somebody_edits_is_not_overwritten(project):
    mine = keeper(project)
    write(project, "mine")
    mine.keep("Note")
    write(project, "being mended")
    with pytest.raises(SetupError, match="no commit has"):
        mine.check()
