"""The parts of HTML that feeds keep, and those that they leave out."""

from __future__ import annotations

from typing import Final

#: Elements that readers keep; any other gives its children to its parent. They
#: are those that the W3C Feed Validation Service takes for safe, without forms.
KEPT: Final = frozenset(
    {
        "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "blockquote", "br", "caption",
        "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i",
        "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt",
        "ruby", "s", "samp", "section", "small", "source", "span", "strong", "sub", "summary", "sup",
        "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "track", "u", "ul", "var", "video",
    }
)  # fmt: skip
#: Elements that go with all they hold.
REMOVED: Final = frozenset(
    {
        "base", "button", "datalist", "dialog", "head", "input", "link", "map", "meta", "optgroup",
        "option", "script", "select", "style", "svg", "template", "textarea",
    }
)  # fmt: skip
#: Attributes that mean something outside the site's own pages.
ATTRIBUTES: Final = frozenset(
    {
        "abbr", "alt", "cite", "colspan", "controls", "datetime", "dir", "download", "height", "href",
        "hreflang", "id", "kind", "label", "lang", "media", "open", "poster", "preload", "reversed",
        "rowspan", "scope", "span", "src", "srclang", "start", "title", "type", "value",
        "width",
    }
)  # fmt: skip
#: Attributes that hold one address.
ADDRESSES: Final = frozenset({"href", "src", "poster", "cite"})
#: Schemes that a reader may follow; ``javascript:`` and ``data:`` are none.
SCHEMES: Final = frozenset(
    {
        "ftp", "ftps", "geo", "http", "https", "irc", "ircs", "magnet", "mailto", "matrix", "sip", "sips",
        "sms", "tel", "urn", "webcal", "xmpp",
    }
)  # fmt: skip
#: What may not stand in a paragraph (HTML, 4.4.1): a parser would end it early.
BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "details", "div", "dl", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "nav", "ol", "p",
        "pre", "section", "table", "ul",
    }
)  # fmt: skip
