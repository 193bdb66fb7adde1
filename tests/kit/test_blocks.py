"""A body becomes blocks of words."""

from __future__ import annotations

import pytest

from hiwar.kit.blocks import parse


def _told(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in parse(html, lambda href: f"https://dar.example{href}", {"photo-1"})]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>a <em>b</em>\n c</p>", [("paragraph", "a b c")]),
        (
            "loose <b>words</b><p>then</p>more",
            [("paragraph", "loose words"), ("paragraph", "then"), ("paragraph", "more")],
        ),
        ("<h2>x</h2><ul><li>a<ul><li>b</li></ul></li></ul>", [("heading", "x"), ("item", "a"), ("item", "b")]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", [("item", "a"), ("paragraph", "b")]),
        (
            '<figure id="quote-1"><blockquote><p>a</p><p>b</p></blockquote><figcaption>c</figcaption></figure>',
            [("quotation", "a"), ("quotation", "b"), ("by", "c")],
        ),
        ("<pre><code>a\n  b\n</code></pre>", [("code", "a\n  b")]),
        ('<p id="photo-1"><img src="x" alt="y"></p>', [("photo", "")]),
        ('<figure id="photo-1"><picture><img src="x"></picture><figcaption>c</figcaption></figure>', [("photo", "")]),
        ("<p>one<br>two</p><!-- three --><hr>", [("paragraph", "one two")]),
        ("<p>20\N{NO-BREAK SPACE}kg</p>", [("paragraph", "20\N{NO-BREAK SPACE}kg")]),
        ("<details><summary>a</summary><p>b</p></details>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<script>x</script><style>y</style>", []),
        ("", []),
    ],
)
def test_blocks(html: str, told: list[tuple[str, str]]) -> None:
    """Words in their order, each where it belongs."""
    assert _told(html) == told


def test_looks_and_links_are_kept() -> None:
    """Neighbours of one look are one run."""
    block = parse(
        '<p>a <a href="/x/">b <strong>c</strong></a><code>d</code></p>', lambda href: f"https://dar.example{href}"
    )[0]
    assert [(run.text, run.strong, run.code, bool(run.link)) for run in block.runs] == [
        ("a ", False, False, False),
        ("b ", False, False, True),
        ("c", True, False, True),
        ("d", False, True, False),
    ]


def test_rows_of_a_table_are_of_one_length() -> None:
    """A row that is too short is filled."""
    table = parse("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>", str)[0]
    assert [["".join(run.text for run in cell) for cell in row] for row in table.rows] == [["a", "b"], ["c", ""]]
