"""What templates may call: pure functions of the page's language and the company."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape as escape_html
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import BytecodeCache, StrictUndefined, pass_context
from markupsafe import Markup, escape
from typogrify import filters

from hiwar import arabic, i18n, urls
from hiwar.site import policy
from hiwar.text import direction

if TYPE_CHECKING:
    from datetime import datetime
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context

    from hiwar.model.company import Company
    from hiwar.site.assets import Assets

#: For Pelican's JINJA_ENVIRONMENT: everything is escaped, and a value that a page does not have is an error.
ENVIRONMENT: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    # Each build has an environment of its own, so no template changes under it.
    "auto_reload": False,
    "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
}


class Compiled(BytecodeCache):
    """Templates compiled once a process, for whoever builds again and again; nothing of it lies on a disk."""

    _code: ClassVar[dict[tuple[str, str, str], CodeType]] = {}

    def __init__(self, url: str) -> None:
        #: The site's: Jinja computes what a template writes as a constant, addresses too, when it compiles.
        self._url = url

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its very text was compiled before."""
        bucket.code = self._code.get((self._url, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        if bucket.code is not None:
            self._code[self._url, bucket.key, bucket.checksum] = bucket.code


def equip(environment: Environment, company: Company, catalogues: i18n.Catalogues, assets: Assets) -> None:
    """Give an environment its filters and functions."""
    environment.bytecode_cache = Compiled(company.url)
    environment.install_gettext_callables(  # type: ignore[attr-defined] # comes with jinja2.ext.i18n
        pass_context(lambda context, message: catalogues.gettext(_lang(context), message)),
        pass_context(lambda context, one, many, count: catalogues.ngettext(_lang(context), one, many, count)),
        newstyle=True,
    )
    environment.filters.update(
        {
            "href": lambda address: urls.href(company, address),
            "absolute": lambda address: urls.absolute(company, address),
            "date": pass_context(lambda context, moment: _time(moment, i18n.long_date(moment, _lang(context)))),
            "clock": pass_context(lambda context, moment: i18n.clock_time(moment, _lang(context))),
            "typeset": pass_context(_typeset),
            "direction": i18n.direction,
            "language_name": i18n.language_name,
            "text_direction": direction,
            "boxed": boxed,
            # Made of our own words alone, and its quotation marks are single.
            "policy": lambda page: Markup(policy.compose(page)),  # noqa: S704 -- as said above
            "phone_link": lambda number: "tel:" + re.sub(r"[^\d+]", "", number),
        }
    )
    environment.globals["asset"] = lambda name: urls.href(company, assets.address(name))


def boxed(html: str, table: str, code: str) -> Markup:
    """Return a body whose tables, code blocks and formulas scroll in boxes of their own, also by keyboard.

    Args:
        html: a converted body.
        table: what a screen reader calls a table's box.
        code: what it calls a code block.
    """
    box = Markup('<div class="scroll" role="group" aria-label="{}" tabindex="0"><table').format(table)
    html = str(html).replace("<table", box).replace("</table>", "</table></div>")
    html = html.replace('<math display="block"', '<math display="block" tabindex="0"')
    block = Markup('<pre role="group" aria-label="{}" tabindex="0">').format(code)
    return Markup(html.replace("<pre>", block))  # noqa: S704 -- the body was checked where it was read


def _lang(context: Context) -> str:
    return str(context["lang"])


def _time(moment: datetime, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), text)


def _typeset(context: Context, text: str, lang: str = "") -> Markup:
    return typeset(text, lang or _lang(context))


@lru_cache(maxsize=4096)
def typeset(text: str, lang: str) -> Markup:
    """Return plain text as HTML with the marks of its language, in which handles and numbers keep their order."""
    if lang.startswith("ar"):
        return Markup(arabic.isolated(text))  # noqa: S704 -- escaped there
    if lang.startswith("en"):
        return Markup(filters.smartypants(escape_html(text, quote=False)))  # noqa: S704 -- escaped here
    return escape(text)
