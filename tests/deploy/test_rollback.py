"""Rolling back is a new commit with an old tree, and can itself be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hiwar.deploy.errors import Conflict, NotLive, RemoteFailure
from hiwar.deploy.rollback import rollback
from hiwar.deploy.settings import DeploySettings
from hiwar.errors import SetupError
from tests.deploy.project import Project, git


def deploys(project: Project, *texts: str) -> list[str]:
    """Publish a site for each text; return the deploys' commits."""
    made = []
    for text in texts:
        project.commit({"index.html": text})
        made.append(project.publish().commit or "")
    return made


def test_back_is_a_new_commit_with_the_old_tree(project: Project) -> None:
    first, second = deploys(project, "good", "bad")
    state = project.local_state()
    assert rollback(project.job()).commit == first
    assert project.served()["index.html"] == "good"
    assert project.history()[1:] == [second, first]
    assert git(project.remote, "rev-parse", "gh-pages^{tree}") == git(project.remote, "rev-parse", f"{first}^{{tree}}")
    assert project.local_state() == state


def test_back_twice_goes_two_deploys_back(project: Project) -> None:
    deploys(project, "one", "two", "three")
    rollback(project.job())
    rollback(project.job())
    assert project.served()["index.html"] == "one"
    with pytest.raises(Conflict, match="no deploy before this one"):
        rollback(project.job())


def test_back_to_a_deploy_or_its_source(project: Project) -> None:
    first, second, _ = deploys(project, "one", "two", "three")
    rollback(project.job(), to=first[:8])
    assert project.served()["index.html"] == "one"
    source = git(project.root, "rev-parse", "HEAD~1")
    assert rollback(project.job(), to=source).commit == second
    assert project.served()["index.html"] == "two"


def test_forth_again_frees_the_source(project: Project) -> None:
    """Going back to what was rolled back leaves nothing to hold."""
    _, second = deploys(project, "one", "two")
    rollback(project.job())
    rollback(project.job(), to=second)
    assert project.publish().state == "unchanged"


def test_a_dry_run_shows_and_does_nothing(project: Project) -> None:
    _, second = deploys(project, "one", "two")
    project.said.clear()
    rollback(project.job(dry_run=True))
    assert project.tip == second
    assert project.said[0].startswith("pages: 0 new, 1 changed")


def test_where_there_is_no_way_back_it_says_so(project: Project) -> None:
    with pytest.raises(Conflict, match="nothing is published yet"):
        rollback(project.job())
    (only,) = deploys(project, "one")
    with pytest.raises(Conflict, match="no deploy before this one"):
        rollback(project.job())
    with pytest.raises(Conflict, match="no deploy has the commit or source abcdef"):
        rollback(project.job(), to="abcdef")
    with pytest.raises(Conflict, match="is what is live"):
        rollback(project.job(), to=only)
    with pytest.raises(SetupError, match="keeps no earlier deploys"):
        rollback(project.job(DeploySettings(target="archive", archive="../a.zip")))


def test_a_deploy_in_between_stops_it(project: Project) -> None:
    deploys(project, "one", "two")
    hands = project.with_hands(say=lambda line: project.deploy_elsewhere({"theirs.txt": "theirs"}))
    with pytest.raises(Conflict, match="came in between; look at invoke status"):
        rollback(project.job(hands=hands))
    assert "theirs.txt" in project.served()


def test_a_remote_that_refuses_is_said(project: Project) -> None:
    deploys(project, "one", "two")
    hook = project.remote / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(RemoteFailure, match="hook declined"):
        rollback(project.job())
    assert project.served()["index.html"] == "two"


def test_it_waits_until_the_web_shows_the_old_build(project: Project) -> None:
    deploys(project, "one", "two")
    job = replace(project.job(DeploySettings(patience=5)), url="https://news.qatra.co")
    with pytest.raises(NotLive, match="does not show it after 5 seconds"):
        rollback(job)
    assert project.served()["index.html"] == "one"
