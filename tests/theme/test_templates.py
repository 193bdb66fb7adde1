"""Templates: what each is given, nothing inline, nothing unescaped, nothing from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.theme.sources import PARTIALS, TEMPLATES, THEME, name

if TYPE_CHECKING:
    from pathlib import Path

#: Slots that other rooms fill; they may be missing.
SLOT = re.compile(r'include "(partials/[\w-]+\.html)" ignore missing')
INCLUDED = re.compile(r'(?:include|extends) "([\w/.-]+\.html)"(?! ignore missing)')
#: A block of data (HTML, 4.12.1) runs nothing.
DATA = '<script type="application/ld+json">'
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", re.IGNORECASE)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_says_first_what_it_is_given(template: Path) -> None:
    """Its first comment names its inputs."""
    text = template.read_text("utf-8")
    assert text.startswith("{# ")
    assert "Inputs:" in text.partition("#}")[0]


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_everything_is_escaped(template: Path) -> None:
    """HTML comes as Markup from where it was checked; no template trusts a text."""
    text = template.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_nothing_is_inline_or_from_elsewhere(template: Path) -> None:
    """The pages' policy allows no inline style or script, and no third party."""
    text = template.read_text("utf-8").replace(DATA, "")
    assert not INLINE.search(text)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_what_is_included_is_there(template: Path) -> None:
    """Only slots may be missing."""
    names = INCLUDED.findall(template.read_text("utf-8"))
    assert [included for included in names if not (THEME / "templates" / included).is_file()] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_text_is_translated(template: Path) -> None:
    """No word stands between tags without gettext."""
    text = re.sub(
        r"\{#.*?#\}|\{%\s*trans.*?endtrans\s*%\}|\{\{.*?\}\}|\{%.*?%\}",
        "",
        template.read_text("utf-8"),
        flags=re.DOTALL,
    )
    words = re.findall(r">([^<>]*[A-Za-z]{2,}[^<>]*)<", text)
    assert words == []
    assert not re.search(r'(?:aria-label|title|alt|placeholder)="(?![\w.]+\.example")[A-Za-z]', text)


def test_every_partial_is_used() -> None:
    """No partial is left over."""
    texts = [template.read_text("utf-8") for template in TEMPLATES]
    used = {included for text in texts for included in (*INCLUDED.findall(text), *SLOT.findall(text))}
    assert {f"partials/{partial.name}" for partial in PARTIALS} - used == set()
