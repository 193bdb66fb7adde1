"""Reads who speaks: ``company.toml`` and ``people.toml`` of a content folder."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.content.company import note_press, parse_company, parse_people
from hiwar.content.files import shown_path
from hiwar.errors import Faults, SetupError
from hiwar.toml import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiwar.model.company import Company, Person
    from hiwar.toml import TomlFile

COMPANY: Final = "company.toml"
PEOPLE: Final = "people.toml"


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks on a site."""

    company: Company
    #: By id.
    people: Mapping[str, Person]
    #: company.toml as it was read, for the lines of what is found to be wrong later.
    file: TomlFile
    #: Line of people.toml on which the picture of each is named.
    photo_lines: Mapping[str, int]


def read_company(folder: Path, cwd: Path) -> Who:
    """Read only who speaks.

    Raises:
        ContentError: one of the two files is at fault.
        SetupError: there is no such folder.
    """
    if not folder.is_dir():
        raise SetupError(f"{folder}: there is no such content folder; name one with --content DIR")
    faults = Faults()
    found = read_who(folder, cwd, faults)
    faults.raise_if_any()
    return found


def read_who(folder: Path, cwd: Path, faults: Faults) -> Who:
    """Read who speaks, collecting faults.

    Raises:
        ContentError: there is no company to go on with.
    """
    file = _toml(folder / COMPANY, cwd, faults)
    company = parse_company(file, faults) if file else None
    people: dict[str, Person] = {}
    lines: dict[str, int] = {}
    if company and (folder / PEOPLE).exists():
        listed = _toml(folder / PEOPLE, cwd, faults)
        if listed:
            people = parse_people(listed, company.languages, faults)
            lines = {person: listed.line(person, "photo") for person in people}
    if company and file:
        note_press(file, company, people, faults)
    if company is None or file is None:
        faults.raise_if_any()
        raise AssertionError("a company that cannot be read has a fault")
    return Who(company, MappingProxyType(people), file, MappingProxyType(lines))


def _toml(path: Path, cwd: Path, faults: Faults) -> TomlFile | None:
    shown = shown_path(path, cwd)
    try:
        return read_toml(path, shown, faults)
    except FileNotFoundError:
        faults.add(shown, 1, "there is no such file", "run: invoke init")
    except OSError as error:
        faults.add(shown, 1, f"it cannot be read: {error.strerror}", "let the build read it")
    return None
