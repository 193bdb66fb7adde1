"""Whatever the bytes: values, or faults; never another exception, and never a text that loses words."""

from __future__ import annotations

import re
import string
from contextlib import suppress
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hiwar import arabic
from hiwar.content import frontmatter, rawhtml
from hiwar.content.files import PieceFile
from hiwar.content.links import Index, Resolver
from hiwar.content.markdown import Converter
from hiwar.content.schema import Known, note_missing, read_values
from hiwar.dates import parse_date
from hiwar.decode import decode
from hiwar.errors import Faults
from hiwar.media.library import Library
from hiwar.model.company import Company
from hiwar.toml import read_toml
from tests.content.test_values import KNOWN

MARKUP = st.sampled_from(
    [
        "Title", "title: ", "---\n", "tags:", "date: 2026-01-01", "- ", "\n", "\n\n", "> ", "1. ", "`", "```",
        "~~~", "[", "](", ")", "![", "{", "}", "{:", "|", "<", ">", "</", "<a href=", "<p>", "<div>",
        "</div>", "<!--", "-->", "<![", '"', "'", "&", "&amp;", "&#", "*", "**", "_", "\\", "[^1]", "[^1]:",
        ":   ", "*[a]:", "#", "====", "http://", "@a", "javascript:", "ماء", "قال", "«", " ", "  ", "\t", "a",
        "1", "-", "--", "...", "\u200f", "😀", "{filename}", "|-|", "x.png", "a.md", "<script>", "<svg>",
        "onclick=", "style=", "[TOC]", "::", "=", ";", "،",
    ]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=60), st.lists(MARKUP, max_size=40).map("".join))
COMPANY = Company("https://a.example", ("ar", "en"), ZoneInfo("UTC"), {"ar": "a", "en": "a"}, "a.example,2026")
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(st.one_of(st.binary(max_size=80), TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_bytes_are_decoded_or_named(raw: bytes) -> None:
    faults = Faults()
    text = decode(raw, "a.md", faults)
    assert (text is None) == bool(faults.errors)


@FUZZ
@given(TEXT)
def test_front_matter_is_read_or_named(text: str) -> None:
    for start in ("", "---\n", "Title: a\n", "---\ntitle: a\n"):
        faults = Faults()
        front = frontmatter.parse(start + text, "a.md", faults)
        assert front is not None or faults.errors
        if front:
            values = read_values(front.entries, "post", "a.md", KNOWN, faults)
            note_missing(values, "post", "a.md", faults)
            assert all(1 <= fault.line <= (start + text).count("\n") + 1 for fault in faults)
            assert (start + text).endswith(front.body)


@FUZZ
@given(st.dictionaries(st.sampled_from(["title", "tags", "image", "aliases", "discussion", "date", "embargo"]), TEXT))
def test_values_are_read_or_named(typed: dict[str, str]) -> None:
    faults = Faults()
    entries = tuple(frontmatter.Entry(key, key, (value,), 1) for key, value in typed.items())
    read_values(entries, "release", "a.md", Known(ZoneInfo("UTC"), {}, frozenset()), faults)


@FUZZ
@given(TEXT)
def test_toml_is_read_or_named(text: str) -> None:
    path = Path("fuzz.toml")
    for start in ("", "[tags]\n", "a = "):
        path.write_bytes((start + text).encode("utf-8", "surrogatepass"))
        faults = Faults()
        assert (read_toml(path, "company.toml", faults) is None) == bool(faults.errors)


@FUZZ
@given(TEXT, st.sampled_from(["ar", "en"]))
def test_markdown_is_converted_or_named(text: str, lang: str) -> None:
    """What comes out without a fault has only tags with a partner, and no attribute that runs."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "", text)
    origin = PieceFile(Path("en/blog/a.md"), "en/blog/a.md", "a.md", lang, "post", "a", "")
    index = Index(Path(), COMPANY, {origin.source: origin}, frozenset(), Library())
    Path("en/blog").mkdir(parents=True, exist_ok=True)
    faults = Faults()
    body = Converter(lang).convert(Resolver(index, origin, text, 1, faults))
    if not faults.errors:
        html = str(body.html)
        assert not re.search(r"<[^>]*\son\w+=|<script|<style|javascript:[^<]*\">", re.sub(r">[^<]*<", "><", html))
        assert rawhtml.unbalanced(html) == [] or "<" not in text
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in faults)


@FUZZ
@given(TEXT)
@example("&#<SCRIPT>;")
def test_raw_html_written_anew_stays_as_it_is(text: str) -> None:
    """What was cleaned once is not changed by cleaning it again."""
    once, _ = rawhtml.clean(text, lambda tag, values: values)
    twice, _ = rawhtml.clean(once, lambda tag, values: values)
    assert twice == once


def plain(html: str) -> str:
    """Return a text without tags, and without what typography may change."""
    text = unescape(re.sub(r"<[^>]*>", "", html))
    return re.sub(r"[\"«»‹›]", '"', text.replace("…", "...").replace("—", "---")).replace("---", "--").replace("-", "")


@FUZZ
@given(st.text(alphabet=string.printable + "ماءقال«»…—@#+\u200f", max_size=60))
def test_arabic_typography_loses_no_text(text: str) -> None:
    """Only quotation marks, dots and dashes change, and tags come to it."""
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for around in ("{}", "<p>{}</p>", "<p>a <em>{}</em> <code>x</code></p>"):
        typed = around.replace("{}", html)
        assert plain(arabic.typeset(typed)) == plain(typed)
    assert plain(str(arabic.isolated(text))) == plain(html)


@FUZZ
@given(TEXT)
def test_dates_are_moments_or_named(text: str) -> None:
    with suppress(ValueError):
        assert parse_date(text, ZoneInfo("Asia/Riyadh")).tzinfo is not None
