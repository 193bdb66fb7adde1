"""What the caller of an import chose, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from hiwar.errors import SetupError
from hiwar.model.kinds import Kind
from hiwar.text import did_you_mean

if TYPE_CHECKING:
    from typing import Self


@dataclass(frozen=True, slots=True)
class Options:
    """How a folder is imported."""

    kind: Kind = "post"
    #: The language of all texts; empty to find out for each.
    lang: str = ""
    #: Where the old site stands, without a slash at its end; empty when it is gone.
    base: str = ""

    @classmethod
    def parse(cls, kind: str = "", lang: str = "", base: str = "") -> Self:
        """Return the options as typed on a command line.

        Raises:
            SetupError: a value is not one.
        """
        kinds: dict[str, Kind] = {name: name for name in get_args(Kind)}
        wanted = kind or "post"
        if wanted not in kinds:
            raise SetupError(f'there is no kind "{kind}": {did_you_mean(kind, kinds)}')
        return cls(kinds[wanted], lang, base.strip().rstrip("/"))


def check_options(options: Options, languages: tuple[str, ...]) -> None:
    """Check the options against the languages of the site; it has none when it is new.

    Raises:
        SetupError: an unknown language, or a base that is no address.
    """
    if options.lang and languages and options.lang not in languages:
        listed = ", ".join(languages)
        raise SetupError(f'"{options.lang}" is not one of the languages in company.toml: {listed}')
    if options.lang and not languages and not _is_language(options.lang):
        raise SetupError(f'"{options.lang}" is no language\'s code; write one like "ar" or "en"')
    if options.base and not _is_address(options.base):
        raise SetupError(f'"{options.base}" is no address; write one like https://blog.example.org')


def _is_language(code: str) -> bool:
    try:
        return code == code.lower() and bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def _is_address(base: str) -> bool:
    try:
        parts = urlsplit(base)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
