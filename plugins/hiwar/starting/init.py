"""A clone becomes a company's own: the demo goes out, the company comes in."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.errors import SetupError
from hiwar.starting.wording import hello
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

#: By its tagging entity the demo is known; a company has another.
DEMO_AUTHORITY: Final = "qatra.example,2026"
_CODE: Final = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
_TEAM: Final = {"ar": "فريق التحرير", "en": "The editors"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a company says of itself at the start."""

    #: By language.
    name: Mapping[str, str]
    languages: tuple[str, ...]
    url: str
    timezone: str


def compose_content(answers: Answers, now: datetime) -> dict[str, str]:
    """Return path and text of each file of a new content folder.

    Raises:
        SetupError: the address or a language is none.
    """
    if not is_whole_address(answers.url):
        raise SetupError(f'"{answers.url}" is no whole address; write one like https://news.example.org')
    wrong = [code for code in answers.languages if not _CODE.fullmatch(code)]
    if wrong or not answers.languages:
        raise SetupError(f'"{", ".join(wrong)}" is no language\'s code; write some like ar,en')
    host = _ascii(urlsplit(answers.url).hostname or "example.org")
    files = {
        "company.toml": _company(answers, f"{host},{now.year}"),
        "people.toml": _people(answers, host),
        "media/.gitkeep": "",
    }
    for lang in answers.languages:
        title, text = hello(lang)
        files[f"{lang}/blog/{now:%Y-%m-%d}-hello.md"] = f"Title: {title}\nAuthors: editors\n\n{text}"
    return files


def _ascii(host: str) -> str:
    """Return a host as it stands in ids and in addresses of mail (RFC 3490)."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise SetupError(f'"{host}" is no host; write one like news.example.org') from error


def _company(answers: Answers, authority: str) -> str:
    languages = ", ".join(_quoted(lang) for lang in answers.languages)
    return f"""# Who speaks here. Every key stands in a table in docs/settings.md.
url = {_quoted(answers.url)}
languages = [{languages}]  # the first stands at the root of the site
timezone = {_quoted(answers.timezone)}  # for dates without an offset
name = {_by_language(answers.name)}
feed_authority = {_quoted(authority)}  # in the ids of feeds: never change it
"""


def _people(answers: Answers, host: str) -> str:
    name = _by_language({lang: _TEAM.get(lang, _TEAM["en"]) for lang in answers.languages})
    email = _quoted(f"editors@{host}")
    return f"""# Authors and spokespeople: one table an id. A team is as good as a person.
[editors]
name = {name}
email = {email}
voice = "official"
"""


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string (TOML 1.0, "String") but for DEL, which no name has.
    return json.dumps(text, ensure_ascii=False)


def _by_language(texts: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{lang} = {_quoted(text)}" for lang, text in texts.items()) + " }"


def is_replaceable(content: Path) -> bool:
    """Tell whether a content folder is the demo, or nothing yet."""
    company = content / "company.toml"
    if not company.is_file():
        return not content.exists() or not any(content.iterdir())
    try:
        return tomllib.loads(company.read_text("utf-8")).get("feed_authority") == DEMO_AUTHORITY
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        return False


def replace_content(content: Path, files: Mapping[str, str]) -> None:
    """Empty the demo and write a company's own beginning in its place.

    Raises:
        SetupError: the folder holds somebody's work, or cannot be written.
    """
    if not is_replaceable(content):
        raise SetupError(f"{content} is not the demo but somebody's content; name an empty folder with --content DIR")
    try:
        for path in content.iterdir() if content.is_dir() else ():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name, text in files.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    except OSError as error:
        raise SetupError(f"{error.filename} cannot be written: {error.strerror}") from error
