"""Publishing from the command line: real git, a web on loopback, and every way it ends."""

from __future__ import annotations

import pytest

from hiwar.commands import publishing
from hiwar.commands.publishing import publish, rollback, schedule, status
from tests.commands.conftest import Run
from tests.commands.project import POSTS, Project, git
from tests.loopback import Loopback, Says

NEW: dict[str, str | bytes] = {"en/blog/2026-05-20-new.md": "Title: New\n\nNews.\n"}
GONE = tuple(f"en/blog/2026-05-{number:02}-post-{number}.md" for number in range(1, POSTS + 1))


def test_dry_first_unchanged_changed(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """The way that every company goes: look, publish, publish again, write, publish."""
    assert run(publish, dry_run=True) == 0
    assert "Not published: this was a dry run." in capfd.readouterr().out
    assert project.deploys() == []
    assert run(publish) == 0
    assert "Published." in capfd.readouterr().out
    assert len(project.deploys()) == 1
    assert all(
        project.serves(path) for path in ("index.html", "404.html", ".nojekyll", ".published.json", "build.json")
    )
    assert run(publish) == 0
    assert "Unchanged: nothing to publish." in capfd.readouterr().out
    project.commit(NEW)
    assert run(publish) == 0
    assert "/blog/new/" in capfd.readouterr().out
    assert len(project.deploys()) == 2
    assert project.serves("blog/new/index.html")


def test_cards_are_drawn_once(project: Project, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The private copy of the sources is gone after a publish; what it drew is kept for the next."""
    monkeypatch.setattr(publishing, "cache_name", lambda content: f"{content.name}-here")
    assert run(publish, dry_run=True) == 0
    kept = project.root / ".cache/content-here/cards"
    first = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert run(publish, dry_run=True) == 0
    assert first
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == first
    assert list((project.root / ".cache/publish").iterdir()) == []


def test_it_waits_until_the_web_shows_it(project: Project, run: Run) -> None:
    """A web that is late is asked again, each time past its cache."""
    assert run(publish) == 0
    project.commit(NEW)
    project.web.asked.clear()
    project.web.lag = 1
    assert run(publish) == 0
    assert len(set(project.web.asked)) == 2


def test_a_web_that_never_shows_it_is_code_3(project: Project, run: Run) -> None:
    """Pushed, and said so: the hub is not told of feeds that nobody sees."""
    assert run(publish) == 0
    (project.root / "publishconf.py").write_text("PATIENCE = 1\n")
    project.commit(NEW)
    project.web.lag = 100
    assert run(publish) == 3
    assert len(project.deploys()) == 2


def test_the_hub_is_told_once_of_each_changed_feed(
    project: Project, hub: Loopback, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    """After the web shows them, and not of the first deploy, to which nobody has subscribed."""
    hub.on("/hub", Says(204, body=b""))
    assert run(publish) == 0
    assert hub.posted == []
    project.commit(NEW)
    assert run(publish) == 0
    topics = [body.partition("hub.url=")[2] for _, body in hub.posted]
    assert len(topics) == len(set(topics)) >= 6
    assert all(body.startswith("hub.mode=publish&") for _, body in hub.posted)
    assert run(publish) == 0
    assert len(hub.posted) == len(topics)
    assert f"Told {hub.url}/hub of new feeds: {len(topics)}" in capfd.readouterr().out


def test_a_hub_that_is_ill_loses_nothing(
    project: Project, hub: Loopback, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is a warning, once, and the deploy stands."""
    hub.on("/hub", Says(400))
    assert run(publish) == 0
    project.commit(NEW)
    assert run(publish) == 0
    assert capfd.readouterr().err.count("the hub answers 400") == 1


def test_faults_of_the_content_are_code_1(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """The writer's file and line, relative to the project, whatever private copy was built."""
    project.commit({"en/blog/2026-05-20-new.md": "Title: New\nStatsu: draft\n\nNews.\n"})
    assert run(publish) == 1
    assert 'content/en/blog/2026-05-20-new.md:2: unknown key "Statsu"' in capfd.readouterr().err
    assert project.deploys() == []


def test_a_failed_check_is_code_1(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """What only the check finds stops a deploy as well: here a key that was pasted into a text."""
    project.commit({"en/blog/2026-05-20-new.md": f"Title: New\n\nOur token is ghp_{'a' * 36}.\n"})
    assert run(publish) == 1
    assert "content/en/blog/2026-05-20-new.md:3: " in capfd.readouterr().err
    assert project.deploys() == []


def test_what_is_not_committed_is_code_2(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """A dirty tree is named, and nothing is built."""
    (project.root / "content/en/blog/2026-05-20-new.md").write_text("Title: New\n\nNews.\n")
    assert run(publish) == 2
    assert "changes that no commit has" in capfd.readouterr().err


def test_content_from_elsewhere_is_code_2(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """Only what the commit has can go out."""
    assert run(publish, content="..") == 2
    assert "only a content folder inside of the project" in capfd.readouterr().err


def test_a_fifth_gone_is_code_5(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """One line with the remedy; told so, it goes out, with a warning for nothing that was meant."""
    assert run(publish) == 0
    project.commit({}, *GONE[:10])
    assert run(publish) == 5
    said = capfd.readouterr().err.strip().splitlines()[-1]
    assert "pages that were live are gone" in said
    assert "--shrink" in said
    assert run(publish, shrink=True) == 0
    assert not project.serves("blog/post-1/index.html")


def test_a_page_that_vanished_is_code_1(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """A former slug keeps its address; without it nothing goes out."""
    assert run(publish) == 0
    text = (project.root / "content" / GONE[0]).read_text("utf-8")
    project.commit({"en/blog/2026-05-01-renamed.md": text}, GONE[0])
    assert run(publish) == 1
    assert '"/blog/post-1/" was live and is gone' in capfd.readouterr().err
    project.commit({"en/blog/2026-05-01-renamed.md": text.replace("\n\n", "\nAliases: post-1\n\n", 1)})
    assert run(publish) == 0


def test_a_site_without_pieces_is_refused(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """All pieces gone is a mistake of the content, whatever one says."""
    assert run(publish) == 0
    project.commit({}, *GONE)
    assert run(publish, shrink=True) == 1
    assert "there is no piece in it" in capfd.readouterr().err
    assert len(project.deploys()) == 1


def test_back_and_held(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """A rollback is a new deploy; the bad source is held, and the next commit goes out."""
    first = git(project.root, "rev-parse", "HEAD")
    assert run(publish) == 0
    project.commit(NEW)
    assert run(publish) == 0
    assert run(rollback, dry_run=True) == 0
    assert len(project.deploys()) == 2
    assert run(rollback) == 0
    assert f"Live again: {first}" in capfd.readouterr().out
    assert not project.serves("blog/new/index.html")
    assert run(publish) == 7
    project.commit({"en/blog/2026-05-20-new.md": "Title: New\n\nBetter news.\n"})
    assert run(publish) == 0
    assert run(rollback, to="nonsense") == 4


def test_status_and_schedule(project: Project, run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    """What is live, what is not, how long the blog has been silent, and what comes by itself."""
    assert run(status) == 0
    said = capfd.readouterr().out
    assert "nothing is published yet" in said
    assert "days since the last piece: " in said
    commit = git(project.root, "rev-parse", "HEAD")
    assert run(publish) == 0
    project.commit({"en/blog/2099-05-09-later.md": "Title: Later\n\nNews.\n"})
    capfd.readouterr()
    assert run(status) == 0
    said = capfd.readouterr().out
    assert f"live: {commit[:10]}" in said
    assert "commits not live: 1" in said
    assert "2099-05-09 00:00 +03  content/en/blog/2099-05-09-later.md" in said
    assert run(schedule, now="2026-06-01T00:00:00Z") == 0
    assert capfd.readouterr().out == "2099-05-09 00:00 +03  content/en/blog/2099-05-09-later.md\n"
    assert run(schedule, now="soon") == 2
