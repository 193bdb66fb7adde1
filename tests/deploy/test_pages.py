"""Every row of what ghp-import does alone, with the right end; races, hooks and remotes that die."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from hiwar.deploy.errors import Conflict, Held, RemoteFailure, Unfit
from hiwar.deploy.rollback import rollback
from hiwar.deploy.settings import DeploySettings
from tests.deploy.project import Project, build, git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hiwar.deploy.job import Outcome


def publish_while(project: Project, act: Callable[[], object]) -> Outcome:
    """Publish, and let something happen after our look at the remote and before our push."""
    left = [act]

    def say(line: str) -> None:
        project.said.append(line)
        if left:
            left.pop()()

    return project.publish(hands=project.with_hands(say=say))


def hook(project: Project, name: str, script: str) -> None:
    path = project.remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def assert_as_it_was(project: Project, tip: str | None, state: tuple[str, str, str]) -> None:
    assert project.tip == tip
    assert project.local_state() == state


def test_arabic_spaced_and_hidden_names_go_out(project: Project) -> None:
    names = {
        "tags/ماء/index.html": "ماء",
        "media/two words.txt": "x",
        ".well-known/security.txt": "x",
        "a:b.txt": "x",
    }
    project.commit(names)
    project.publish()
    assert names.keys() <= project.served().keys()


def test_a_race_keeps_both_deploys_in_one_line(project: Project) -> None:
    first = project.publish().commit
    project.commit({"blog/ours/index.html": "ours"})
    theirs: list[str] = []
    outcome = publish_while(project, lambda: theirs.append(project.deploy_elsewhere({"theirs.html": "theirs"})))
    assert outcome.state == "published"
    assert project.history() == [outcome.commit, theirs[0], first]
    assert project.slept == [1.0]


def test_a_race_at_the_first_deploy_ends_in_one_line(project: Project) -> None:
    """The branch did not exist when we looked; theirs is the same tree."""
    other = project.clone("colleague")
    outcome = publish_while(project, other.publish)
    assert project.history() == [outcome.commit]


def test_a_race_lost_three_times_says_so(project: Project) -> None:
    """The branch moves while the remote takes our push."""
    project.publish()
    project.commit({"blog/ours/index.html": "ours"})
    move = "git update-ref refs/heads/gh-pages $(git commit-tree gh-pages^{tree} -p gh-pages -m theirs)"
    inside = "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES"
    hook(project, "pre-receive", f"{inside}; {move}")
    with pytest.raises(Conflict, match="came in between 3 times"):
        project.publish()
    assert len(project.history()) == 4
    git(project.remote, "fsck", "--strict")


def test_an_older_source_never_replaces_a_newer_one(project: Project) -> None:
    older = project.clone("older")
    project.commit({"blog/newer/index.html": "newer"})
    project.publish()
    tip, state = project.tip, older.local_state()
    with pytest.raises(Conflict, match="which this branch does not contain; pull"):
        older.publish()
    git(older.root, "fetch", "--quiet", str(project.root), "main")
    with pytest.raises(Conflict, match="what is live is newer: it was built from"):
        older.publish()
    assert_as_it_was(older, tip, state)


def test_an_older_source_stops_in_a_race_too(project: Project) -> None:
    project.publish()
    newer = project.clone("newer")
    newer.commit({"blog/newer/index.html": "newer"})
    project.commit({"blog/older/index.html": "older"})
    with pytest.raises(Conflict, match="does not contain"):
        publish_while(project, newer.publish)
    assert "blog/newer/index.html" in project.served()


def test_a_deploy_by_hand_on_top_does_not_hide_what_is_newer(project: Project) -> None:
    older = project.clone("older")
    project.commit({"blog/newer/index.html": "newer"}, push=True)
    project.publish()
    project.deploy_elsewhere({"by-hand.txt": "x"})
    git(older.root, "fetch", "--quiet")
    git(older.root, "remote", "set-url", "origin", str(project.remote))
    git(project.remote, "branch", "--delete", "--force", "main")
    with pytest.raises(Conflict, match="what is live is newer"):
        older.publish()


def test_a_source_beside_ours_may_be_replaced_when_told(project: Project) -> None:
    other = project.clone("other")
    other.commit({"blog/theirs/index.html": "theirs"})
    other.publish()
    project.commit({"blog/ours/index.html": "ours"})
    with pytest.raises(Conflict, match="or say --anyway to replace it"):
        project.publish()
    assert project.publish(anyway=True).state == "published"
    assert len(project.history()) == 2


def test_a_shallow_clone_that_cannot_tell_says_so(project: Project) -> None:
    project.publish()
    for number in range(3):
        project.commit({"index.html": str(number)}, push=True)
    shallow = project.root.with_name("shallow")
    git(project.root.parent, "clone", "--quiet", "--depth=1", f"file://{project.remote}", str(shallow))
    with pytest.raises(Conflict, match="git fetch --unshallow"):
        Project(shallow, project.remote).publish()
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert Project(shallow, project.remote).publish().state == "published"


def test_a_shallow_clone_can_make_the_first_deploy(project: Project) -> None:
    project.commit({"index.html": "second"}, push=True)
    shallow = project.root.with_name("shallow")
    git(project.root.parent, "clone", "--quiet", "--depth=1", f"file://{project.remote}", str(shallow))
    assert Project(shallow, project.remote).publish().state == "published"
    git(project.remote, "fsck", "--strict")


def test_a_domain_survives_whatever_a_deploy_by_hand_removed(project: Project) -> None:
    project.publish()
    project.deploy_elsewhere({"index.html": "x", "build.json": "{}"}, keep=False)
    project.publish()
    assert project.served()["CNAME"] == "news.qatra.example"


def test_nothing_is_forced_over_a_rewritten_branch(project: Project) -> None:
    """Somebody replaced the branch after our look: their commit stands below ours."""
    project.publish()
    project.commit({"index.html": "ours"})
    lone = git(project.remote, "commit-tree", "gh-pages^{tree}", "-m", "rewritten")
    publish_while(project, lambda: git(project.remote, "update-ref", "refs/heads/gh-pages", lone))
    assert project.history()[1:] == [lone]


def test_a_local_branch_of_that_name_is_the_users(project: Project) -> None:
    """Checked out or with commits of its own, it stays where it is."""
    project.publish()
    git(project.root, "branch", "gh-pages")
    git(project.root, "worktree", "add", "--quiet", str(project.root.with_name("pages")), "gh-pages")
    project.commit({"index.html": "new"})
    state = project.local_state()
    assert project.publish().state == "published"
    assert project.local_state() == state
    assert git(project.root.with_name("pages"), "status", "--porcelain") == ""


def test_a_hook_that_refuses_is_quoted(project: Project) -> None:
    project.publish()
    project.commit({"index.html": "new"})
    hook(project, "pre-receive", "echo 'only on Mondays'; exit 1")
    tip, state = project.tip, project.local_state()
    with pytest.raises(RemoteFailure, match=r"only on Mondays.*declined.*; what was live still is") as caught:
        project.publish()
    assert "\n" not in str(caught.value)
    assert_as_it_was(project, tip, state)
    (project.remote / "hooks" / "pre-receive").unlink()
    assert project.publish().state == "published"


def test_a_remote_that_dies_before_it_took_the_push(project: Project) -> None:
    project.publish()
    project.commit({"index.html": "new"})
    hook(project, "pre-receive", "kill -9 $PPID; sleep 1")
    tip, state = project.tip, project.local_state()
    with pytest.raises(RemoteFailure, match="what was live still is"):
        project.publish()
    assert_as_it_was(project, tip, state)


def test_a_remote_that_dies_after_it_took_the_push(project: Project) -> None:
    """The deploy counts, for it is there."""
    project.publish()
    project.commit({"index.html": "new"})
    hook(project, "post-receive", "kill -9 $PPID; sleep 1")
    outcome = project.publish()
    assert outcome.state == "published"
    assert outcome.commit == project.tip


def test_a_remote_that_vanishes_during_the_push(project: Project) -> None:
    project.publish()
    project.commit({"index.html": "new"})
    away = project.remote.with_name("away.git")
    state = project.local_state()
    with pytest.raises(RemoteFailure, match="broke off and does not answer"):
        publish_while(project, lambda: project.remote.rename(away))
    assert project.local_state() == state
    away.rename(project.remote)
    assert project.publish().state == "published"


def test_a_local_hook_has_no_say(project: Project) -> None:
    """Hooks of the clone are made for commits of people."""
    path = project.root / ".git" / "hooks"
    path.mkdir(exist_ok=True)
    for name in ("pre-push", "post-checkout", "pre-commit"):
        (path / name).write_text("#!/bin/sh\nexit 1\n")
        (path / name).chmod(0o755)
    assert project.publish().state == "published"


@pytest.mark.parametrize(
    "name", ['"quoted.html', "new\nline.html", "back\\slash.html", "bidi\u202e.html", " edge.html"]
)
def test_an_odd_name_is_refused_in_one_line(project: Project, name: str) -> None:
    def odd(tree: Path, output: Path) -> object:
        published = build(tree, output)
        (output / name).write_text("x")
        return published

    state = project.local_state()
    with pytest.raises(Unfit, match="rename it") as caught:
        project.publish(hands=project.with_hands(build=odd))
    assert "\n" not in str(caught.value)
    assert_as_it_was(project, None, state)
    assert not list((project.root / ".git").glob("fast_import_crash_*"))


@pytest.mark.parametrize("kind", ["link", "broken link", "folder link", "fifo"])
def test_what_is_no_plain_file_is_refused(project: Project, kind: str) -> None:
    def odd(tree: Path, output: Path) -> object:
        published = build(tree, output)
        {
            "link": lambda path: path.symlink_to(output / "index.html"),
            "broken link": lambda path: path.symlink_to("nowhere"),
            "folder link": lambda path: path.symlink_to(output / "blog"),
            "fifo": os.mkfifo,
        }[kind](output / "odd")
        return published

    with pytest.raises(Unfit, match=r"odd: it is a (symbolic link|named pipe); put a plain file"):
        project.publish(hands=project.with_hands(build=odd))
    assert project.tip is None


def test_an_empty_site_is_refused(project: Project) -> None:
    project.publish()
    tip = project.tip

    def empty(tree: Path, output: Path) -> object:
        output.mkdir()
        return build(tree, output.with_name("thrown away"))

    with pytest.raises(Unfit, match="the site is empty"):
        project.publish(hands=project.with_hands(build=empty), shrink=True)
    assert project.tip == tip


def test_a_remote_that_hangs_is_given_up(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and says nothing; nobody is asked for a password."""
    monkeypatch.setattr("hiwar.deploy.git.ANSWER", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        git(project.root, "remote", "set-url", "origin", f"git://127.0.0.1:{server.getsockname()[1]}/x.git")
        with pytest.raises(RemoteFailure, match="no answer within 1 seconds"):
            project.publish()


@pytest.fixture
def daemon(project: Project) -> Iterator[str]:
    """Serve the remote over git's own protocol on loopback; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        "git",
        "daemon",
        "--listen=127.0.0.1",
        f"--port={port}",
        "--export-all",
        "--enable=receive-pack",
    ]
    place = project.remote.parent
    with subprocess.Popen(
        [*command, f"--base-path={place}", "--reuseaddr", str(place)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        address = f"git://127.0.0.1:{port}/{project.remote.name}"
        for _ in range(100):
            if subprocess.run(("git", "ls-remote", address), capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.05)
        yield address
        os.killpg(process.pid, 9)


def test_a_deploy_over_the_network(project: Project, daemon: str) -> None:
    git(project.root, "remote", "set-url", "origin", daemon)
    assert project.publish().state == "published"
    assert project.publish().state == "unchanged"
    hook(project, "pre-receive", "kill -9 $PPID; sleep 1")
    project.commit({"index.html": "new"})
    tip = project.tip
    with pytest.raises(RemoteFailure, match="what was live still is"):
        project.publish()
    assert project.tip == tip


def test_two_publishers_at_once_lose_nothing(project: Project, daemon: str) -> None:
    """Two machines with the same source and different builds push at the same moment."""
    project.publish()
    project.commit({"index.html": "both"}, push=True)
    others = [project.clone(f"machine-{number}") for number in range(2)]
    gate, ends = threading.Barrier(2), []

    def go(other: Project, number: int) -> None:
        def differ(tree: Path, output: Path) -> object:
            published = build(tree, output)
            (output / "machine.txt").write_text(str(number))
            gate.wait()
            return published

        git(other.root, "remote", "set-url", "origin", daemon)
        ends.append(other.publish(hands=other.with_hands(build=differ, sleep=time.sleep)))

    threads = [threading.Thread(target=go, args=(other, number)) for number, other in enumerate(others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [end.state for end in ends] == ["published", "published"]
    assert {end.commit for end in ends} == set(project.history()[:2])
    assert len(project.history()) == 3


def test_a_remote_by_its_address(project: Project) -> None:
    assert project.publish(DeploySettings(remote=str(project.remote))).state == "published"


def test_odd_characters_in_the_path_of_the_project(tmp_path: Path) -> None:
    place = tmp_path / 'قطرة: "our" site'
    place.mkdir()
    project = Project.make(place / "company", place / "remote.git")
    assert project.publish().state == "published"


def test_a_rolled_back_source_is_held(project: Project) -> None:
    project.publish()
    project.commit({"index.html": "bad"})
    project.publish()
    rollback(project.job())
    with pytest.raises(Held, match=r"was rolled back on .*--anyway"):
        project.publish()
    assert project.served()["index.html"] == "<h1>قطرة</h1>"
    project.commit({"index.html": "mended"})
    assert project.publish().state == "published"
