"""What readers see of feeds is there in Arabic, with every name in its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from hiwar.i18n import read_catalogues
from tests.conftest import ROOT

CATALOGUES = read_catalogues(ROOT / "theme" / "translations", ("ar",))
TEMPLATES = (
    "follow.html",
    "partials/follow-accounts.html",
    "partials/follow-communities.html",
    "partials/follow-links.html",
)
_ASKS = {"_", "translate", "said"}


def in_code() -> Iterator[str]:
    for path in sorted((ROOT / "plugins/hiwar/feeds").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in _ASKS and isinstance(node.args[0].value, str):
                    yield node.args[0].value


def in_templates() -> Iterator[str]:
    for name in TEMPLATES:
        yield from re.findall(r'_\("(.+?)"\)', (ROOT / "theme/templates" / name).read_text("utf-8"))


def test_every_sentence_has_its_arabic_with_the_same_names() -> None:
    asked = {*in_code(), *in_templates()}
    assert len(asked) > 30
    for sentence in asked:
        translated = CATALOGUES.gettext("ar", sentence)
        assert translated != sentence or not re.search(r"[A-Za-z]", re.sub(r"%\(\w+\)s", "", sentence)), sentence
        assert re.findall(r"%\(\w+\)s", translated) == re.findall(r"%\(\w+\)s", sentence)
