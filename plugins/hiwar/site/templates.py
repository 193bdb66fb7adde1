"""What templates may call: pure functions of the page's language and the company."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape as escape_html
from typing import TYPE_CHECKING, Any, ClassVar, Final

from jinja2 import BytecodeCache, StrictUndefined, TemplateError, pass_context
from markupsafe import Markup, escape

from hiwar import arabic, i18n, renditions, urls
from hiwar.lasting import lasting
from hiwar.model.media import PLAYED
from hiwar.site import policy
from hiwar.text import direction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from jinja2.runtime import Context

    from hiwar.model.company import Company
    from hiwar.model.style import Style
    from hiwar.site.assets import Assets

_EMPTY_HEADER: Final = re.compile(r"<th( [^>]*)?></th>")
#: A template that another names.
_NAMED: Final = re.compile(r"""\{%-?\s*(?:include|extends|import|from)\s*["']([^"']+)["']""")
#: For Pelican's JINJA_ENVIRONMENT: everything is escaped, and a value that a page does not have is an error.
ENVIRONMENT: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    # Each build has an environment of its own, so no template changes under it.
    "auto_reload": False,
    # All templates are kept: there are some eighty, and pages look them up fifty times each.
    "cache_size": -1,
    "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
}


class Compiled(BytecodeCache):
    """Templates compiled once a process, for whoever builds again and again; nothing of it lies on a disk."""

    _code: ClassVar[dict[tuple[str, str, str], CodeType]] = {}

    def __init__(self, company: str) -> None:
        #: Jinja computes what a template writes as a constant when it compiles: addresses, too, and digits.
        self._company = company

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its very text was compiled before."""
        bucket.code = self._code.get((self._company, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        if bucket.code is not None:
            self._code[self._company, bucket.key, bucket.checksum] = bucket.code


def equip(environment: Environment, company: Company, catalogues: i18n.Catalogues, assets: Assets) -> None:
    """Give an environment its filters and functions."""
    environment.bytecode_cache = Compiled(repr(company))
    style = company.style
    words = _Words(catalogues, style)
    environment.install_gettext_callables(  # type: ignore[attr-defined] # comes with jinja2.ext.i18n
        words.gettext, words.ngettext, newstyle=False
    )
    # Jinja's own alias asks for the function by its name at every text.
    environment.globals["_"] = environment.globals["gettext"]
    # The form that hands over what a text names; ours writes its numbers in the digits of the page.
    environment.newstyle_gettext = True  # type: ignore[attr-defined] # the same
    environment.filters.update(
        {
            "href": lambda address: urls.href(company, address),
            "absolute": lambda address: urls.absolute(company, address),
            "date": pass_context(lambda context, moment: _date(moment, moment.isoformat(), _lang(context), style)),
            "full_date": pass_context(lambda context, moment: _full_date(moment, _lang(context), style)),
            "clock": pass_context(lambda context, moment: i18n.clock_time(moment, _lang(context), style)),
            "number": pass_context(lambda context, value: i18n.number(value, _lang(context), style)),
            "numerals": lambda lang: i18n.numerals(lang, style),
            "money": pass_context(
                lambda context, price: i18n.money(price.amount, price.currency, _lang(context), style)
            ),
            "month": pass_context(lambda context, moment: i18n.month_and_year(moment, _lang(context), style)),
            "typeset": pass_context(_typeset),
            "renditions": renditions.by_type,
            "srcset": lambda candidates: renditions.srcset(company, candidates),
            "shown": renditions.shown,
            "poster": lambda file: renditions.shown(file, renditions.POSTER_WIDTH),
            "media_type": lambda file: PLAYED[file.suffix],
            "tint": renditions.tint,
            "size": pass_context(lambda context, size: i18n.file_size(size, _lang(context), style)),
            "breaks": lambda text: Markup("<br>").join(str(text).split("\n")),
            "direction": i18n.direction,
            "language_name": i18n.language_name,
            "text_direction": direction,
            "boxed": boxed,
            # Made of our own words alone, and its quotation marks are single.
            "policy": lambda page: Markup(policy.compose(page)),  # noqa: S704 -- as said above
            "phone_link": lambda number: "tel:" + re.sub(r"[^\d+]", "", number),
        }
    )
    environment.globals["text_sizes"] = renditions.TEXT_SIZES
    environment.globals["asset"] = lambda name: urls.href(company, assets.address(name))
    environment.globals["first_fonts"] = lambda lang: tuple(
        urls.href(company, address) for address in assets.first_fonts(lang)
    )


def warm(environment: Environment, pages: Iterable[str]) -> None:
    """Compile the templates of pages and all that they name, before others come to help who would each do it."""
    waiting, known = [f"{name}.html" for name in pages], set[str]()
    while waiting:
        name = waiting.pop()
        # What is wrong with one comes out when a page is rendered with it.
        with suppress(TemplateError):
            environment.get_template(name)
            source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
            named = set(_NAMED.findall(source)) - known
            known |= named
            waiting += named


@dataclass(frozen=True, slots=True)
class _Words:
    """The theme's texts, with their numbers in the digits of the page."""

    catalogues: i18n.Catalogues
    style: Style
    #: Texts that name nothing, by language and as written: each stands on thousands of pages.
    said: dict[tuple[str, str], Markup] = field(default_factory=dict)

    @pass_context
    def gettext(self, context: Context, message: str, /, **named: object) -> Markup:
        """Return a text in the language of the page."""
        lang = _lang(context)
        found = None if named else self.said.get((lang, message))
        if found is None:
            found = Markup(self.catalogues.gettext(lang, message)) % self._written(named, lang)  # noqa: S704 -- ours
            if not named:
                self.said[lang, message] = found
        return found

    @pass_context
    def ngettext(self, context: Context, one: str, many: str, count: int, /, **named: object) -> Markup:
        """Return the form of a text for a count."""
        lang = _lang(context)
        named.setdefault("num", count)
        return Markup(self.catalogues.ngettext(lang, one, many, count)) % self._written(named, lang)  # noqa: S704 -- ours

    def _written(self, named: dict[str, object], lang: str) -> dict[str, object]:
        return {
            name: i18n.number(value, lang, self.style) if isinstance(value, int) else value
            for name, value in named.items()
        }


def boxed(html: str, table: str, code: str) -> Markup:
    """Return a body whose tables, code blocks and formulas scroll in boxes of their own, also by keyboard.

    Args:
        html: a converted body.
        table: what a screen reader calls a table's box.
        code: what it calls a code block.
    """
    box = Markup('<div class="scroll" role="group" aria-label="{}" tabindex="0"><table').format(table)
    html = str(html).replace("<table", box).replace("</table>", "</table></div>")
    # An empty corner heads nothing: a screen reader would announce it at every row.
    html = _EMPTY_HEADER.sub(r"<td\1></td>", html)
    html = html.replace('<math display="block"', '<math display="block" tabindex="0"')
    block = Markup('<pre role="group" aria-label="{}" tabindex="0">').format(code)
    return Markup(html.replace("<pre>", block))  # noqa: S704 -- the body was checked where it was read


def _lang(context: Context) -> str:
    return str(context["lang"])


@lasting(4_096)
def _date(moment: datetime, _written: str, lang: str, style: Style) -> Markup:
    """Return a day in words; moments that are equal may be written with other offsets, and are other days then."""
    return _time(moment, i18n.long_date(moment, lang, style))


def _time(moment: datetime, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), text)


def _full_date(moment: datetime, lang: str, style: Style) -> Markup:
    """Return a day with the Hijri one beside it, where the company asks for it."""
    day = _date(moment, moment.isoformat(), lang, style)
    hijri = i18n.hijri_date(moment, lang, style)
    return day + Markup(' <span class="hijri">({})</span>').format(hijri) if hijri else day


def _typeset(context: Context, text: str, lang: str = "") -> Markup:
    return typeset(text, lang or _lang(context))


@lasting(16_384)
def typeset(text: str, lang: str) -> Markup:
    """Return plain text as HTML with the marks of its language, in which handles and numbers keep their order."""
    if lang.startswith("ar"):
        return Markup(arabic.isolated(text))  # noqa: S704 -- escaped there
    if lang.startswith("en"):
        # It takes 2 ms to import, and most builds render few pages.
        from hiwar import english

        return Markup(english.smart(escape_html(text, quote=False)))  # noqa: S704 -- escaped here
    return escape(text)
