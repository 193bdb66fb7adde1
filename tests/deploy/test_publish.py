"""The way of a deploy: what is refused before, what goes out, what stays as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hiwar.deploy.errors import Conflict, RemoteFailure, Unfit
from hiwar.deploy.publish import last_published, publish
from hiwar.deploy.rollback import rollback
from hiwar.deploy.settings import DeploySettings
from hiwar.deploy.status import look
from hiwar.errors import ContentError, Fault, SetupError
from hiwar.locks import held
from tests.deploy.project import PAGES, Project, build, git


def refused(project: Project, error: type[Exception], words: str, **flags: bool) -> None:
    """Publishing is refused in these words, in one line, and nothing changes anywhere."""
    tip, state = project.tip, project.local_state()
    with pytest.raises(error, match=words) as caught:
        project.publish(**flags)
    assert "\n" not in str(caught.value)
    assert project.tip == tip
    assert project.local_state() == state
    assert not any((project.root / ".cache" / "publish").glob("*"))


def test_a_first_deploy_is_the_commit_and_what_pages_needs(project: Project) -> None:
    outcome = project.publish()
    served = project.served()
    source = git(project.root, "rev-parse", "HEAD")
    assert outcome.state == "published"
    assert outcome.commit == project.tip
    assert outcome.source == source
    assert served["CNAME"] == "news.qatra.example"
    assert served[".nojekyll"] == ""
    assert "404" in served["404.html"]
    assert served["index.html"] == "<h1>قطرة</h1>"
    assert json.loads(served[".published.json"])["source"] == source
    assert json.loads(served["build.json"])["source"] == source
    assert PAGES.keys() <= served.keys()
    assert f"Source: {source}" in git(project.remote, "log", "-1", "--format=%B", "gh-pages")


def test_a_deploy_touches_nothing_here(project: Project) -> None:
    state = project.local_state()
    project.publish()
    assert project.local_state() == state
    project.commit({"blog/new/index.html": "new"})
    state = project.local_state()
    project.publish()
    assert project.local_state() == state
    assert not list((project.root / ".cache" / "publish").iterdir())


def test_the_difference_is_told(project: Project) -> None:
    project.publish()
    project.commit({"blog/new/index.html": "new", "blog/0/index.html": "changed"})
    project.said.clear()
    project.publish()
    told = project.said[0]
    assert told.startswith("pages: 1 new, 1 changed, 0 gone; other files: 2; feed entries: 1 new;")
    assert "  new      /blog/new/" in told
    assert "  changed  /blog/0/" in told
    assert "tag:blog/new/index.html" in told


def test_the_same_tree_again_is_no_commit(project: Project) -> None:
    first = project.publish()
    again = project.publish()
    assert again.state == "unchanged"
    assert project.tip == first.commit


def test_a_dry_run_does_all_but_the_push(project: Project) -> None:
    state = project.local_state()
    outcome = project.publish(dry_run=True)
    assert outcome.state == "dry run"
    assert project.said[0].startswith("pages: 11 new")
    assert project.tip is None
    assert project.local_state() == state


def test_what_is_not_committed_stops_it(project: Project) -> None:
    (project.root / "content" / "مسودة.html").write_text("x")
    refused(project, SetupError, "changes that no commit has: content/مسودة.html; commit them")


def test_only_the_source_branch_is_published(project: Project) -> None:
    git(project.root, "switch", "--quiet", "--create", "try")
    refused(project, SetupError, 'on branch "try", and only "main" is published; say git switch main')
    git(project.root, "checkout", "--quiet", "--detach")
    refused(project, SetupError, "on no branch")


def test_a_branch_that_lacks_commits_of_the_remote_is_not_published(project: Project) -> None:
    project.clone("colleague").commit({"blog/theirs/index.html": "theirs"}, push=True)
    refused(project, SetupError, 'the remote "origin" has; say git pull origin main')


def test_commits_that_were_not_pushed_may_be_published(project: Project) -> None:
    project.commit({"blog/mine/index.html": "mine"})
    assert project.publish().state == "published"


def test_a_folder_without_git_is_named(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(SetupError, match="not a git repository; say git init"):
        Project(tmp_path / "plain", tmp_path).publish()


def test_a_folder_without_git_has_nothing_to_ask(tmp_path: Path) -> None:
    job = Project(tmp_path, tmp_path).job()
    for ask in (last_published, rollback, look):
        with pytest.raises(SetupError, match="not a git repository"):
            ask(job)


def test_the_clones_own_settings_change_nothing(project: Project) -> None:
    """A person may have set anything."""
    project.publish()
    project.commit({"two-lines.txt": "one\ntwo\n"})
    for key, value in {
        "fetch.prune": "true",
        "fetch.pruneTags": "true",
        "log.showSignature": "true",
        "color.ui": "always",
        "push.followTags": "true",
        "commit.gpgSign": "true",
        "safe.bareRepository": "explicit",
        "remote.origin.prune": "true",
        "core.autocrlf": "true",
        "status.showUntrackedFiles": "no",
    }.items():
        git(project.root, "config", "--global", key, value)
    git(project.root, "tag", "mine")
    state = project.local_state()
    assert project.publish().state == "published"
    assert project.local_state() == state
    git(project.root, "config", "--global", "--unset", "safe.bareRepository")
    assert git(project.remote, "tag") == ""
    assert "\r" not in git(project.remote, "show", "gh-pages:two-lines.txt")
    assert look(project.job()).waiting == 0


def test_a_repository_without_a_commit_is_named(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    git(tmp_path / "new", "init", "--quiet", "--initial-branch=main")
    git(tmp_path / "new", "remote", "add", "origin", str(tmp_path))
    with pytest.raises(SetupError, match="nothing is committed yet"):
        Project(tmp_path / "new", tmp_path).publish()


def test_a_missing_remote_is_named(project: Project) -> None:
    git(project.root, "remote", "remove", "origin")
    refused(project, SetupError, "say git remote add origin ADDRESS")


def test_a_remote_that_does_not_answer_is_one_line(project: Project) -> None:
    project.remote.rename(project.remote.with_name("away.git"))
    with pytest.raises(RemoteFailure, match=r'^the remote "origin" did not answer: .*; look at: git ls-remote origin$'):
        project.publish()


def test_two_deploys_of_one_project_do_not_mix(project: Project) -> None:
    with held(project.root / ".cache" / "locks" / "publish.lock", "x"):
        refused(project, SetupError, "^the site is being published by process")


@pytest.mark.parametrize("url", ["http://news.qatra.example", "ftp://a.example", "news.qatra.example"])
def test_an_address_without_https_is_refused(project: Project, url: str) -> None:
    with pytest.raises(SetupError, match="needs an https:// address"):
        publish(replace(project.job(), url=url))


def test_faults_of_the_content_stop_it(project: Project) -> None:
    def check(site: Path) -> None:
        raise ContentError([Fault("content/ar/blog/x.md", 1, "no title")])

    with pytest.raises(ContentError, match="no title"):
        project.publish(hands=project.with_hands(check=check))
    assert project.tip is None
    assert git(project.root, "worktree", "list").count("\n") == 0


def test_the_build_sees_the_commit_and_not_the_folder(project: Project) -> None:
    """Ignored files of the writer's folder do not reach the build."""
    (project.root / ".cache" / "x").parent.mkdir(exist_ok=True)
    seen = []

    def look(tree: Path, output: Path) -> object:
        seen.append(sorted(path.name for path in tree.iterdir()))
        return build(tree, output)

    project.publish(hands=project.with_hands(build=look))
    assert seen == [[".git", ".gitignore", "content"]]


def test_a_project_below_the_top_of_its_repository(tmp_path: Path) -> None:
    project = Project.make(tmp_path / "company", tmp_path / "remote.git")
    (project.root / "site").mkdir()
    (project.root / "content").rename(project.root / "site" / "content")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "-m", "move")
    inside = Project(project.root / "site", project.remote)
    assert inside.publish().state == "published"
    assert "index.html" in project.served()


def test_a_fifth_of_the_pages_gone_is_refused_unless_told(project: Project) -> None:
    project.publish()
    for number in range(3):
        (project.root / "content" / "blog" / str(number) / "index.html").unlink()
    project.commit({})
    refused(project, Unfit, r"3 of 11 pages would be gone \(/blog/0/, /blog/1/, /blog/2/\); .*--shrink")
    assert project.publish(shrink=True).state == "published"
    assert "blog/0/index.html" not in project.served()


def test_less_than_a_fifth_gone_goes_out(project: Project) -> None:
    project.publish()
    for number in range(2):
        (project.root / "content" / "blog" / str(number) / "index.html").unlink()
    project.commit({})
    assert project.publish().state == "published"


def test_a_branch_that_holds_no_site_is_not_overwritten(project: Project) -> None:
    git(project.root, "push", "--quiet", "origin", "main:refs/heads/develop")
    with pytest.raises(Conflict, match='the branch "develop" of the remote holds no site; set BRANCH'):
        project.publish(DeploySettings(branch="develop"))
    assert project.publish(DeploySettings(branch="develop"), anyway=True, shrink=True).state == "published"


def test_what_the_last_deploy_said_can_be_asked(project: Project) -> None:
    assert last_published(project.job()) is None
    outcome = project.publish()
    said = last_published(project.job())
    assert said is not None
    assert said.source == outcome.source
    assert "blog/0/index.html" in said.addresses


def test_a_person_without_a_git_identity_can_publish(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    git(project.root, "config", "user.useConfigOnly", "true")
    project.publish()
    assert git(project.remote, "log", "-1", "--format=%cn", "gh-pages") == "Hiwar"
