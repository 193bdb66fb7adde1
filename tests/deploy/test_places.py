"""A folder and an archive, by the same path as Pages."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from hiwar.deploy.errors import Conflict, Unfit
from hiwar.deploy.publish import last_published
from hiwar.deploy.settings import DeploySettings
from hiwar.errors import SetupError
from tests.deploy.project import git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.deploy.project import Project

FOLDER = DeploySettings(target="folder", folder="../www")
ARCHIVE = DeploySettings(target="archive", archive="../site.zip")


def place(project: Project, settings: DeploySettings) -> Path:
    return project.root.parent / ("www" if settings is FOLDER else "site.zip")


def names(path: Path) -> set[str]:
    if path.is_dir():
        return {str(found.relative_to(path)) for found in path.rglob("*") if found.is_file()}
    return set(zipfile.ZipFile(path).namelist())


both = pytest.mark.parametrize("settings", [FOLDER, ARCHIVE], ids=["folder", "archive"])


@both
def test_a_deploy_holds_the_site_and_what_other_hosts_read(project: Project, settings: DeploySettings) -> None:
    outcome = project.publish(settings)
    assert outcome.state == "published"
    assert {"index.html", "404.html", "_headers", "_redirects", ".published.json"} <= names(place(project, settings))
    assert not {"CNAME", ".nojekyll"} & names(place(project, settings))
    said = last_published(project.job(settings))
    assert said is not None
    assert said.source == outcome.source
    assert {path.name for path in project.root.parent.iterdir()} >= {"company", "home", "remote.git"}
    assert not [path for path in project.root.parent.iterdir() if path.name.endswith(".next")]


@both
def test_the_same_again_writes_nothing(project: Project, settings: DeploySettings) -> None:
    project.publish(settings)
    target = place(project, settings)
    before = (target.stat().st_ino, target.stat().st_mtime_ns)
    assert project.publish(settings).state == "unchanged"
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == before


@both
def test_a_dry_run_writes_nothing(project: Project, settings: DeploySettings) -> None:
    assert project.publish(settings, dry_run=True).state == "dry run"
    assert not place(project, settings).exists()


@both
def test_an_older_source_is_refused(project: Project, settings: DeploySettings) -> None:
    project.commit({"index.html": "new"})
    project.publish(settings)
    git(project.root, "reset", "--quiet", "--hard", "HEAD~1")
    with pytest.raises(Conflict, match="what is live is newer"):
        project.publish(settings)
    assert project.publish(settings, anyway=True).state == "published"


@both
def test_a_tree_that_shrank_is_refused(project: Project, settings: DeploySettings) -> None:
    project.publish(settings)
    before = names(place(project, settings))
    for number in range(3):
        (project.root / "content" / "blog" / str(number) / "index.html").unlink()
    project.commit({})
    with pytest.raises(Unfit, match="3 of 11 pages would be gone"):
        project.publish(settings)
    assert names(place(project, settings)) == before
    assert project.publish(settings, shrink=True).state == "published"


def test_a_folder_that_is_not_a_site_is_refused(project: Project) -> None:
    folder = project.root.parent / "www"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(SetupError, match="Hiwar did not make it"):
        project.publish(FOLDER)
    assert names(folder) == {"thesis.txt"}


def test_a_file_that_is_no_archive_of_a_site_is_refused(project: Project) -> None:
    archive = project.root.parent / "site.zip"
    archive.write_text("mine")
    with pytest.raises(SetupError, match="it is no zip file"):
        project.publish(ARCHIVE)
    archive.unlink()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("thesis.txt", "mine")
    with pytest.raises(SetupError, match="Hiwar did not make it"):
        project.publish(ARCHIVE)
    assert names(archive) == {"thesis.txt"}


def test_an_archive_is_the_same_bytes_for_the_same_tree(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.publish(ARCHIVE)
    archive = project.root.parent / "site.zip"
    first = archive.read_bytes()
    archive.unlink()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    project.publish(ARCHIVE)
    assert archive.read_bytes() == first
    with zipfile.ZipFile(archive) as found:
        assert found.testzip() is None
        assert found.namelist() == sorted(found.namelist())
        assert json.loads(found.read("build.json"))["dirty"] is False


def test_a_folder_that_cannot_be_written_is_named(project: Project) -> None:
    (project.root.parent / "file").write_text("x")
    with pytest.raises(SetupError, match="move it away"):
        project.publish(DeploySettings(target="folder", folder="../file/www"))
