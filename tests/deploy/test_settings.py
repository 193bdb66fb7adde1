"""publishconf.py: typed, checked at once, and every mistake with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from hiwar.deploy.settings import DeploySettings, load, parse
from hiwar.errors import SetupError


def test_the_projects_own_file_is_right() -> None:
    assert load(Path(__file__).parents[2] / "publishconf.py").target == "github-pages"


def test_without_a_file_the_usual_settings_hold(tmp_path: Path) -> None:
    assert load(tmp_path / "publishconf.py") == DeploySettings()


def test_small_names_and_imports_are_the_files_own(tmp_path: Path) -> None:
    path = tmp_path / "publishconf.py"
    path.write_text("import os\nwhere = 'www'\nTARGET = 'folder'\nFOLDER = where\n")
    assert load(path) == DeploySettings(target="folder", folder="www")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"TARGET": "github"}, 'TARGET is "github"; did you mean "github-pages"'),
        ({"REMOT": "x"}, 'unknown setting REMOT; did you mean "REMOTE"'),
        ({"SITEURL": "https://x"}, r"SITEURL; the address stands in content/company\.toml"),
        ({"BRANCH": 3}, "BRANCH is 3; give a text in quotes"),
        ({"BRANCH": "main"}, "a deploy would replace the source"),
        ({"BRANCH": "--delete"}, "no name of a branch"),
        ({"BRANCH": "a..b"}, "no name of a branch"),
        ({"SOURCE_BRANCH": ""}, "no name of a branch"),
        ({"REMOTE": "--upload-pack=x"}, "REMOTE is"),
        ({"REMOTE": ""}, "REMOTE is"),
        ({"PATIENCE": "long"}, "PATIENCE is 'long'; give whole seconds"),
        ({"PATIENCE": True}, "PATIENCE is True"),
        ({"TARGET": "folder"}, "FOLDER is missing"),
        ({"TARGET": "archive", "ARCHIVE": "site.tar"}, "ARCHIVE names no zip file"),
    ],
)
def test_a_mistake_says_its_remedy(values: dict[str, object], words: str) -> None:
    with pytest.raises(SetupError, match=words):
        parse(values)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(SetupError) as caught:
        parse({"TARGT": "x", "BRANCH": 1, "PATIENCE": -1})
    assert len(str(caught.value).splitlines()) == 3
    assert all(line.startswith("publishconf.py: ") for line in str(caught.value).splitlines())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TARGET = 'x", r"publishconf\.py:1: .*; write it as NAME = value"),
        ("TARGET = folder", "'folder' is not defined"),
    ],
)
def test_what_is_no_python_is_said_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "publishconf.py").write_text(text)
    with pytest.raises(SetupError, match=words) as caught:
        load(tmp_path / "publishconf.py")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["gh-pages", "pages/site", "v1.0", "_x"])
def test_common_names_of_branches_pass(name: str) -> None:
    assert parse({"BRANCH": name}).branch == name
