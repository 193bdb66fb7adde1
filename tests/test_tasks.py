"""The tasks at the command line: exit codes, messages, and never a traceback."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.conftest import COMPANY, PEOPLE, ROOT, write
from tests.project import copy_project, invoke, run

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = {"en/blog/2026-01-01-a.md": "Title: A\nStatsu: draft\n\nText.\n", "ar/pages/b.md": "Titel: ب\n\nنص.\n"}
SOUND = {"en/blog/2026-01-01-a.md": "Title: A\n\nText.\n", "ar/pages/b.md": "Title: ب\n\nنص.\n"}
NOW = "--now=2026-06-01T12:00:00+03:00"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with three content folders."""
    folder = copy_project(tmp_path_factory.mktemp("project") / "site", content=False)
    for name, files in {"faulty": FAULTY, "sound": SOUND, "empty": {}}.items():
        write(folder / name, {"company.toml": COMPANY, "people.toml": PEOPLE, **files})
    write(folder / "foreign", {"thesis.txt": "years of work"})
    return folder


CODES = [
    (("build", "--content=sound", "--output=out", NOW), 0, "Built 2 pieces"),
    (("build", "--content=faulty", "--output=out"), 1, 'unknown key "Statsu"\n  fix: did you mean "Status"?'),
    (("build", "--content=empty", "--output=out"), 1, "empty:1: there is no piece in it"),
    (("build", "--content=nowhere"), 2, "there is no such content folder"),
    (("build", "--content=pelicanconf.py"), 2, "there is no such content folder"),
    (("build", "--content=foreign"), 1, "foreign/company.toml:1: there is no such file\n  fix: run: invoke init"),
    (("build", "--content=sound", "--output=foreign"), 2, "Hiwar did not make it"),
    (("build", "--content=sound", "--output=."), 2, "Hiwar did not make it"),
    (("build", "--content=sound", "--output=pelicanconf.py"), 2, "a file stands where the output should"),
    (("build", "--content=sound", "--output=out", "--now=yesterday"), 2, "--now"),
    (("build", "--content=sound", "--output=out", "--now=2026-06-01"), 2, "has no offset from UTC"),
    (("build", "--content=sound", "--output=out", "--now=2026-13-01T00:00:00Z"), 2, "there is no such date"),
    (("check", "--content=faulty"), 1, "faulty/en/blog/2026-01-01-a.md:2"),
    (("check", "--content=faulty", "--format=json"), 1, '"problem": "unknown key \\"Statsu\\""'),
    (("check", "--content=faulty", "--format=github"), 1, "::error file=faulty/en/blog/2026-01-01-a.md,line=2::"),
    (("check", "--content=sound", "--format=yaml"), 2, 'unknown "yaml"'),
    (("check", "--content=sound", "--output=nowhere"), 2, "there is no such folder"),
    (("check", "--content=sound", "--output=foreign"), 1, "foreign/index.html:1: every site has this file"),
    (("new", "pots", "Title", "--content=sound"), 2, 'did you mean "post"?'),
    (("new", "post", "", "--content=sound"), 2, "the title is empty"),
    (("new", "post", "Title", "--lang=fr", "--content=sound"), 2, 'unknown language "fr"'),
    (("new", "post", "Title", "--slug=a/b", "--content=sound"), 2, "would not survive as an address"),
    (("new", "post", "A", "--content=sound"), 2, "sound/en/blog/2026-01-01-a.md has this address already"),
    (("new", "page", "Blog", "--content=sound"), 2, "is taken by the site itself"),
    (("new", "page", "en", "--content=sound"), 2, "is taken by the site itself"),
    (("new", "post", "Title", "--content=nowhere"), 2, "there is no such content folder"),
    (("serve", "--content=nowhere"), 2, "there is no such content folder"),
    (("serve", "--content=sound", "--port=99999"), 2, "ports go from 1 to 65535"),
    (("init", "--content=sound", "--name=X", "--languages=ar", "--url=https://x.example", "--timezone=UTC"), 2, "not"),
    (("init",), 2, "nobody is here to ask"),
    (("no-such-task",), 1, "No idea what 'no-such-task' is"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "words"), CODES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else None
)
def test_exit_codes(project: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    """Each task ends with the code that the design names, and says why."""
    done = invoke(project, *arguments)
    assert (done.code, words in done.said) == (code, True), done
    assert (project / "foreign/thesis.txt").read_text() == "years of work"
    assert sorted(path.name for path in project.iterdir() if path.name.startswith(".o")) == []


def test_all_faults_are_said_at_once_and_the_output_is_kept(project: Path) -> None:
    """Sorted by file and line, on standard error, and the last good site stands."""
    assert invoke(project, "build", "--content=sound", "--output=kept", NOW).code == 0
    before = {path: path.read_bytes() for path in (project / "kept").rglob("*.html")}
    done = invoke(project, "build", "--content=faulty", "--output=kept", NOW)
    assert done.code == 1
    assert done.out == ""
    assert done.err == (
        'faulty/ar/pages/b.md:1: no Title\n  fix: add a line "Title: …"\n'
        'faulty/ar/pages/b.md:1: unknown key "Titel"\n  fix: did you mean "Title"?\n'
        'faulty/en/blog/2026-01-01-a.md:2: unknown key "Statsu"\n  fix: did you mean "Status"?\n'
    )
    assert {path: path.read_bytes() for path in (project / "kept").rglob("*.html")} == before


def test_pelican_builds_the_same_bytes(project: Path) -> None:
    """With its own command, for the same moment; and reports the same faults with exit code 1."""
    assert invoke(project, "build", "--content=sound", "--output=ours", NOW).code == 0
    moment = 'HIWAR_NOW="2026-06-01T12:00:00+03:00"'
    done = run(project, "pelican", "sound", "-s", "pelicanconf.py", "-o", "theirs", "-e", moment)
    assert done.code == 0
    ours, theirs = (
        {path.relative_to(project / name): path.read_bytes() for path in (project / name).rglob("*") if path.is_file()}
        for name in ("ours", "theirs")
    )
    assert ours == theirs
    done = run(project, "pelican", "faulty", "-s", "pelicanconf.py", "-o", "theirs")
    assert (done.code, done.err) == (1, invoke(project, "build", "--content=faulty", "--output=ours").err)
    assert run(project, "pelican", "sound", "-s", "pelicanconf.py", "-o", "foreign").code == 1
    assert run(project, "pelican", "sound", "-s", "pelicanconf.py", "-o", "theirs", "-e", "HIWAR_NOW=2026").code == 1


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("templates/partials/masthead.html", "{{ foo( }}", "masthead.html:1: the template cannot be read"),
        ("templates/partials/masthead.html", "\n{{ nosuch.x }}", "masthead.html:2: 'nosuch' is undefined"),
        ("templates/partials/masthead.html", "{{ 1|nofilter }}", "masthead.html:1: the template cannot be read"),
        ("templates/partials/masthead.html", '{% include "nope.html" %}', "masthead.html:1: there is no template nope"),
        ("templates/partials/masthead.html", '{{ asset("nope.js") }}', "the theme has no static/nope.js"),
        ("templates/post.html", None, "unable to load post"),
        ("static/css/zz.css", b"a { b: \xff }", "zz.css: the style sheet is not UTF-8"),
        ("static/css/zz.css", b'a { b: url("../nope.png") }', "names static/nope.png, which is not there"),
        ("translations/ar.po", b'msgid "\xff', "ar.po: the translations cannot be read"),
    ],
)
def test_a_broken_theme_is_one_line(project: Path, name: str, text: str | bytes | None, words: str) -> None:
    """With the file and the line; the output is kept."""
    path = project / "theme" / name
    before = path.read_bytes() if path.exists() else None
    try:
        write(project / "theme", {name: text}) if text is not None else path.unlink()
        done = invoke(project, "build", "--content=sound", "--output=themed", NOW)
    finally:
        path.unlink(missing_ok=True) if before is None else path.write_bytes(before)
    assert (done.code, words in done.err, done.err.count("\n")) == (2, True, 1), done
    assert not (project / "themed").exists()


def test_a_missing_theme_is_one_line(project: Path) -> None:
    """And the remedy."""
    (project / "theme").rename(project / "away")
    try:
        done = invoke(project, "build", "--content=sound", "--output=themed")
    finally:
        (project / "away").rename(project / "theme")
    assert (done.code, "there is no theme" in done.err) == (2, True)


def test_two_clones_build_the_same_bytes(tmp_path: Path) -> None:
    """In other places, with other hash seeds, time zones, locales and file times."""
    trees = []
    origin = copy_project(tmp_path / "origin")
    for name, more in {
        "one": {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        "deeper/two": {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    }.items():
        # Two commits of their own would have other ids, which build.json tells.
        folder = tmp_path / name
        shutil.copytree(origin, folder)
        for path in folder.rglob("*.*"):
            if ".git" not in path.parts:
                path.touch()
        done = run(folder, "invoke", "build", "--now=2026-11-23T12:00:00+03:00", more=more)
        assert done.code == 0, done
        trees.append(
            {path.relative_to(folder): path.read_bytes() for path in (folder / "output").rglob("*") if path.is_file()}
        )
    assert [name for name in trees[0].keys() | trees[1].keys() if trees[0].get(name) != trees[1].get(name)] == []


def test_the_demo_can_go_out(tmp_path: Path) -> None:
    """The content that comes with the project passes its own check."""
    done = invoke(ROOT, "check", "--now=2026-11-23T12:00:00+03:00")
    assert (done.code, "\nThis can go out." in f"\n{done.out}") == (0, True), done
