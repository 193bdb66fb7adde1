"""Every text of the theme is there in Arabic, with a form for each of its numbers."""

from __future__ import annotations

import ast
import re
from gettext import c2py
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from hiwar import i18n
from hiwar.site.views import PURPOSES, SECTIONS
from tests.conftest import ROOT
from tests.theme.sources import TEMPLATES, THEME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

CATALOGUE = THEME / "translations" / "ar.po"
#: 0, 1, 2, 3 to 10, 11 to 99, 100 to 102 and the rest (CLDR's forms for Arabic).
FORMS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 1000: 5}
ARABIC = re.compile(r"[\u0600-\u06ff]")
PLACE = re.compile(r"%\((\w+)\)s")


def _of_templates() -> Iterator[str | tuple[str, ...]]:
    options = {"trim_blocks": "true", "silent": "false"}
    for template in TEMPLATES:
        with template.open("rb") as source:
            for _, function, message, _ in babel_extract(source, ["_", "gettext", "ngettext"], [], options):
                parts = message if isinstance(message, tuple) else (message,)
                yield tuple(part for part in parts[:2] if part) if function == "ngettext" else parts[0]


def _of_modules(*, all_texts: bool = False) -> Iterator[str]:
    """Yield the texts that modules ask a catalogue for by name, or all their texts."""
    for module in (ROOT / "plugins" / "hiwar").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            asks = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {
                "gettext",
                "ngettext",
                "_",
            }
            parts = node.args if asks else [node] if all_texts else []
            yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def _asked(node: ast.AST) -> list[ast.expr]:
    """Return the arguments of a call of gettext, by whatever name."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"gettext", "ngettext", "_"}:
        return node.args
    return []


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="ar")


def test_the_plural_rule_is_the_one_of_arabic(catalogue: Catalog) -> None:
    """Six forms, each for its numbers."""
    rule = c2py(re.search(r"plural=(.*?);?$", catalogue.plural_forms).group(1))  # type: ignore[union-attr]
    assert catalogue.num_plurals == 6
    assert {number: rule(number) for number in FORMS} == FORMS


def test_all_texts_of_templates_are_translated(catalogue: Catalog) -> None:
    """A reader of Arabic meets no English by omission."""
    missing = []
    for message in set(_of_templates()):
        singular = message if isinstance(message, str) else message[0]
        found = catalogue.get(singular)
        forms = found.string if found and isinstance(found.string, tuple) else (found.string,) if found else ()
        expected = 1 if isinstance(message, str) else 6
        if len(forms) != expected or not all(forms):
            missing.append(message)
    assert missing == []


def test_all_texts_of_modules_are_translated(catalogue: Catalog) -> None:
    """Names of sections and titles of pages too."""
    missing = [
        text
        for text in {*SECTIONS.values(), *PURPOSES.values(), *_of_modules()}
        if text and not _is_translated(catalogue, text)
    ]
    assert missing == []


def _is_translated(catalogue: Catalog, text: str) -> bool:
    found = catalogue.get(text)
    return bool(found and found.string)


def test_no_translation_is_left_over(catalogue: Catalog) -> None:
    """What no page says any more is deleted."""
    used = {message if isinstance(message, str) else message[0] for message in _of_templates()}
    used |= set(_of_modules(all_texts=True))
    assert [message.id for message in catalogue if message.id and _singular(message.id) not in used] == []


def _singular(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def test_translations_are_arabic_and_keep_their_values(catalogue: Catalog) -> None:
    """Each is in Arabic letters, names no value that it is not given, and loses none but a number said in words."""
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        values = set(PLACE.findall(_singular(message.id)))
        for number, form in enumerate(forms):
            assert ARABIC.search(form) or not PLACE.sub("", form).strip(" ،:"), form
            assert set(PLACE.findall(form)) <= values
            assert set(PLACE.findall(form)) == values or (len(forms) == 6 and number < 3), form
            assert '"' not in form
            assert not re.search(r"[\u0600-\u06ff][,;?]", form), f"Latin punctuation in {form}"


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "نص واحد"), (2, "نصّان"), (3, "3 نصوص"), (10, "10 نصوص"), (11, "11 نصًّا"), (100, "100 نص"), (103, "103 نصوص")],
)
def test_a_count_has_its_form(count: int, text: str) -> None:
    """As a page says how many pieces have a tag."""
    catalogues = i18n.read_catalogues(THEME / "translations", ("ar",))
    assert catalogues.ngettext("ar", "%(count)s piece", "%(count)s pieces", count) % {"count": count} == text
