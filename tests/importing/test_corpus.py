"""The main job on real input: hundreds of posts of two companies, and real Arabic pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hiwar.content.read import read_site
from hiwar.importing.blog import Summary, import_blog
from hiwar.importing.options import Options
from hiwar.importing.report import What
from hiwar.media.library import Library
from tests.importing.accounting import lost_words

#: Real posts lie beside the checkout where the project is worked on; they are
#: others' texts and no part of it. Elsewhere the cases of our own say the same.
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ON_THEIR_LINE = {
    What.LINK_OUT, What.LINK_BASE, What.LINK_PIECE, What.COMMENT, What.COMPONENT, What.EXPRESSION, What.KEY, What.CODE,
}  # fmt: skip
NOW = datetime(2026, 11, 23, tzinfo=UTC)
BLOGS = (
    ("helm-blog", 59, {"base": "https://helm.sh", "lang": "en"}),
    ("nodejs-blog", 399, {"base": "https://nodejs.org/en", "lang": "en"}),
    ("nodejs-ar", 13, {"kind": "page"}),
)


def test_every_real_text_arrives(tmp_path: Path) -> None:
    """Each text is a piece, passes the reader, and every word of it is on its page or in the report."""
    for name, count, options in BLOGS:
        # One loop, not a parameter: where the posts are not there, nothing is skipped.
        if (CORPUS / name).is_dir():
            _check_blog(name, count, options, tmp_path / name / "content")


def _check_blog(name: str, count: int, options: dict[str, str], content: Path) -> None:
    summary = import_blog(CORPUS / name, content, Options.parse(**options), NOW, Library())
    texts = {path.relative_to(CORPUS / name).as_posix() for path in (CORPUS / name).rglob("*.md*")}
    assert len(texts) == count
    assert set(summary.targets) == texts
    assert not summary.faults
    site, warnings = read_site(content, NOW, Library(), review=True)
    assert (len(site.pieces), warnings) == (count, ())
    assert lost_words(CORPUS / name, content, summary, site) == {}

    _check_lines(CORPUS / name, summary)


def _check_lines(source: Path, summary: Summary) -> None:
    """A link, comment or component of the report begins on the line that its row names."""
    for row in summary.rows:
        if row.what in ON_THEIR_LINE and row.file in summary.targets:
            line = (source / row.file).read_text("utf-8").split("\n")[row.line - 1]
            # What Markdown was made of HTML begins otherwise: "[text](" for "<a".
            assert row.value.split()[0].rstrip(":>").partition("]")[0].lstrip("[!") in line, row
