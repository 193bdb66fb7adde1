"""The exit codes that the pages give are those of the code."""

from __future__ import annotations

import importlib
import pkgutil

import hiwar
from hiwar.errors import HiwarError
from tests.docs.pages import DEVELOPING, PAGES, codes_in, read_tables


def exit_codes() -> dict[int, set[str]]:
    """Return the classes that say an exit code of their own, by code."""
    for module in pkgutil.walk_packages(hiwar.__path__, "hiwar."):
        importlib.import_module(module.name)
    found: dict[int, set[str]] = {}
    waiting = [HiwarError]
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        if "exit_code" in vars(cls) and cls is not HiwarError:
            found.setdefault(cls.exit_code, set()).add(cls.__name__)
    return found


def test_exit_codes_are_those_of_the_code() -> None:
    """The table names each exit code with its class, and no other."""
    rows = DEVELOPING.tables("Code", "Class", "Means")
    documented = {int(row[0]): set(codes_in(row[1])) for row in rows}
    assert documented == {0: set(), **exit_codes()}


def test_every_page_gives_the_same_codes() -> None:
    """Wherever a table puts an exit code beside a class, the code is that class's."""
    known = {(code, name) for code, names in exit_codes().items() for name in names}
    tables = [table for page in PAGES for table in read_tables(page.prose) if table[0][0].lower() == "code"]
    said = {(int(row[0]), name) for table in tables for row in table[1:] for name in codes_in(row[1])}
    assert said <= known
