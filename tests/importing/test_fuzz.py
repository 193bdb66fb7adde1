"""No input gives a traceback, and whatever is written passes the reader.

The examples are the same in each run, so that no run fails by chance; to hunt
for new ones, raise ``max_examples`` and take ``derandomize`` away.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiwar.content.read import read_site
from hiwar.importing.blog import Summary, import_blog
from hiwar.importing.options import Options
from hiwar.media.library import Library

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
#: What old texts are made of, whole and torn.
TOKENS = (
    "water", "ماء", "1986.", "\n", "\n\n", "\n\n", " ", "    ", "  ", "\t", "- ", "* ", "1. ", "2) ", "> ",
    "# ", "## A ", "```", "```js\n", "~~~", "`", "``", "*", "**", "_", "__", "[", "]", "(", ")", "![", "](",
    "](a.md)", "](/x)", "](#a)", "](https://a.example/b)", "[a]: b.md\n", "[a][b]", "[^1]", "[^1]: note\n",
    "<", ">", "</", "/>", "<b>", "</b>", "<i>", "</i>", "<div>", "</div>", "<p>", "</p>", "<ul><li>",
    "</li></ul>", "<table><tr><td>", "</table>", "<pre>", "</pre>", "<script>", "</script>", "<style>",
    "<iframe src='https://a.example'>", "</iframe>", "<img src=a.png>", "<br>", "<a href='b.md'>", "</a>",
    "<T>", "<span style='x'>", "</span>", "<!--", "-->", "<!-- more -->", "<![CDATA[", "<?x", "<!x", "<math>",
    "</math>", "<details>", "<summary>", "</summary>", "</details>", "<h2>", "</h2>", "<Tabs>", "</Tabs>",
    "<Link href='/a'>", "</Link>", "<X a={b}>", "</X>", "<>", "</>", "{", "}", "{a}", "{'b'}", "{/* c */}",
    "{: .d}", "{#e}", "import a from 'b'\n", "export const a = 1\n", ":::note\n", ":::\n", ":::",
    "> [!NOTE]\n", "{% raw %}", "{% endraw %}", "{% highlight js %}\n", "{% endhighlight %}\n",
    "{% post_url a %}", "{% comment %}", "{% endcomment %}", "{{ site.url }}", "{{ x }}",
    '{{< figure src="a.png" >}}', "{{% x %}}", "{{< /x >}}", "|", "| a | b |\n|---|---|\n", "---\n", "===\n",
    "\\", "\\[", "&lt;", "&", '"', "'", "=", ":", "*[HTML]: x\n", ": b\n", "\x00", "\x07", "\u202e", "😀",
    "\x01", "\u2028", "\x0b", "title: a\n", "date: 2020-01-02\n", "tags: [a, 'b c']\n", "authors: x\n",
    "+++\n", "'a'\n",
)  # fmt: skip
BODIES = st.lists(st.sampled_from(TOKENS), max_size=30).map("".join) | st.text(max_size=80)
HEADERS = st.sampled_from(
    (
        "", "---\ntitle: Water\ndate: 2020-01-02\n---\n", "+++\ntitle = 'ماء'\ndate = 2020-01-02\n+++\n",
        "Title: Water\nDate: 2020-01-02\n\n", "---\n", "+++\n",
        "---\ndate: 2020-01-02\nslug: ../x\ntags: [C++, c++, '#']\n---\n",
    )
)  # fmt: skip
NAMES = st.sampled_from(
    ("2020-01-02-a.md", "a.mdx", "page.md", "en.md", "b/index.md", "_posts/2019-13-45-c.markdown", "ماء.md")
)


def _run(files: dict[str, bytes], folder: Path, **options: str) -> Summary:
    for name, content in files.items():
        path = folder / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    content = folder / "site" / "content"
    first = import_blog(folder / "blog", content, Options.parse(**options), NOW, Library())
    if first.written:
        read_site(content, NOW, Library(), review=True)
    again = import_blog(folder / "blog", content, Options.parse(**options), NOW, Library())
    assert (again.written, again.files, again.edited) == (0, 0, 0)
    return first


def _check_lines(summary: Summary, files: dict[str, bytes]) -> None:
    for row in summary.rows:
        if row.file in files:
            assert 1 <= row.line <= files[row.file].count(b"\n") + files[row.file].count(b"\r") + 1


@given(st.dictionaries(NAMES, st.tuples(HEADERS, BODIES), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_imported_and_read(texts: dict[str, tuple[str, str]]) -> None:
    """Torn Markdown, HTML, JSX and templates become pieces that the reader takes."""
    files = {name: (header + body).encode("utf-8", "replace") for name, (header, body) in texts.items()}
    folder = Path(tempfile.mkdtemp())
    try:
        summary = _run(files, folder, base="https://old.example/blog")
        _check_lines(summary, files)
        # Every source is a piece, or a row says why not.
        assert set(files) <= set(summary.targets) | {row.file for row in summary.rows}
        assert not [target for target, times in Counter(summary.targets.values()).items() if times > 1]
    finally:
        shutil.rmtree(folder)


@given(NAMES, st.binary(max_size=200))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_imported_or_named(name: str, raw: bytes) -> None:
    """Bytes of whatever encoding become a piece or a row."""
    folder = Path(tempfile.mkdtemp())
    try:
        summary = _run({name: raw}, folder)
        assert summary.targets or [row for row in summary.rows if row.file == name]
    finally:
        shutil.rmtree(folder)
