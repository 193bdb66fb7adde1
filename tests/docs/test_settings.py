"""The tables of settings are the settings themselves."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG  # noqa: TID251 -- its names are what the page has to account for

from hiwar import communities
from hiwar.content.company import COMPANY_KEYS, COMPANY_NEEDED, PERSON_KEYS
from hiwar.deploy import settings
from hiwar.model.company import Company, Person
from hiwar.model.palette import PALETTE
from tests.docs.examples import company_faults, people_faults
from tests.docs.pages import PAGES, SETTINGS, code, codes_in, read_tables

_COLUMNS = ["Type", "Default", "What it says", "Example"]


def table(section: str, first: str) -> dict[str, list[str]]:
    """Return the rows of the table of keys in a section of the page, by key."""
    tables = [rows for rows in read_tables(SETTINGS.section(section)) if rows[0] == [first, *_COLUMNS]]
    assert len(tables) == 1, f'the section "{section}" should have one table headed {first}, {", ".join(_COLUMNS)}'
    return {code(row[0]): row for row in tables[0][1:]}


def assert_same(documented: set[str], known: set[str], file: str) -> None:
    """Fail with the keys that the page lacks, and those it has too many."""
    missing, unknown = sorted(known - documented), sorted(documented - known)
    assert not missing, f"docs/settings.md has no row for {', '.join(missing)} of {file}; write one for each"
    assert not unknown, f"docs/settings.md has rows for {', '.join(unknown)}, which {file} does not know; delete them"


def test_company_keys() -> None:
    """Every key of company.toml has its row."""
    assert_same(set(table("company.toml", "Key")), set(COMPANY_KEYS), "company.toml")


def test_person_keys() -> None:
    """Every key of a table in people.toml has its row."""
    assert_same(set(table("people.toml", "Key")), set(PERSON_KEYS), "people.toml")


def test_deploy_settings() -> None:
    """Every name of publishconf.py has its row."""
    assert_same(set(table("publishconf.py", "Name")), set(settings._KEYS), "publishconf.py")


@pytest.mark.parametrize("key", COMPANY_KEYS)
def test_company_example_is_read(key: str, tmp_path: Path) -> None:
    """The example of a key of company.toml is valid, and about that key."""
    typed = code(table("company.toml", "Key")[key][4])
    assert typed.startswith((f"{key} = ", f"[[{key}]]"))
    assert not company_faults(tmp_path, f"{typed}\n")


@pytest.mark.parametrize("key", PERSON_KEYS)
def test_person_example_is_read(key: str, tmp_path: Path) -> None:
    """The example of a key of people.toml is valid, and about that key."""
    typed = code(table("people.toml", "Key")[key][4])
    assert typed.startswith(f"{key} = ")
    name = "" if key == "name" else 'name = { ar = "م", en = "L" }\n'
    assert not people_faults(tmp_path, f"[lab]\n{name}{typed}\n")


@pytest.mark.parametrize("key", settings._KEYS)
def test_deploy_example_and_default(key: str, tmp_path: Path) -> None:
    """The example of a name in publishconf.py is valid, and its default is the code's."""
    row = table("publishconf.py", "Name")[key]
    default = getattr(settings.DeploySettings(), settings._KEYS[key])
    assert code(row[2]) == str(default if isinstance(default, int) else f'"{default}"')
    path = tmp_path / "publishconf.py"
    needs = {'TARGET = "archive"': 'ARCHIVE = "site.zip"'}.get(code(row[4]), "")
    path.write_text(f"{code(row[4])}\n{needs}\n", "utf-8")
    assert getattr(settings.load(path), settings._KEYS[key]) != default


def test_every_page_gives_the_same_defaults() -> None:
    """Wherever a table puts a default beside a name of publishconf.py, it is the code's."""
    fields = settings.DeploySettings()
    rows = [row for page in PAGES if page is not SETTINGS for table in read_tables(page.prose) for row in table[1:]]
    named = [(codes_in(row[0])[0], codes_in(row[1])) for row in rows if len(row) == 3 and codes_in(row[0])]
    for name, said in named:
        if name in settings._KEYS and said:
            default = getattr(fields, settings._KEYS[name])
            assert said[0] == str(default if isinstance(default, int) else f'"{default}"')


def default_of(cls: type, key: str) -> object:
    """Return the default of a field; None when it is empty, or the code makes it up."""
    field = next((field for field in dataclasses.fields(cls) if field.name == key), None)
    if field is None or field.default is dataclasses.MISSING:
        return None
    return field.default or None


@pytest.mark.parametrize(("section", "cls", "needed"), [
    ("company.toml", Company, COMPANY_NEEDED),
    ("people.toml", Person, ("name",)),
])  # fmt: skip
def test_defaults(section: str, cls: type, needed: tuple[str, ...]) -> None:
    """The third column is "needed", the code's default, or words where the code has none."""
    for key, row in table(section, "Key").items():
        default = default_of(cls, key)
        if key in needed:
            assert row[2] == "needed"
        elif default is not None:
            assert code(row[2]) == (f'"{default}"' if isinstance(default, str) else str(default))
        else:
            assert row[2] != "needed"
            assert "`" not in row[2]


def test_every_color_is_named() -> None:
    """The names of ``[colors]`` are those of the code."""
    assert_same({code(row[0]) for row in SETTINGS.tables("Name", "Where")}, set(PALETTE), "[colors]")


def test_community_keys() -> None:
    """Every key of ``[[communities]]`` has its row, and those needed say so."""
    rows = {code(row[0]): row[1] for row in SETTINGS.tables("Key", "Needed", "What it says")}
    assert_same(set(rows), set(communities._KEYS), "[[communities]]")
    needed = {problem.problem.split('"')[1] for problem in communities.parse([{}])[1]}
    assert {key for key, said in rows.items() if said == "yes"} == needed


def test_every_setting_of_pelican_is_accounted_for() -> None:
    """Whoever knows Pelican finds each of its settings, and each once."""
    rows = SETTINGS.tables("Pelican's settings", "Here")
    named = [name for row in rows for name in codes_in(row[0])]
    assert len(named) == len(set(named))
    known = set(DEFAULT_CONFIG) | set(settings._ELSEWHERE) | {"TIMEZONE"}
    assert_same(set(named), known, "Pelican")
