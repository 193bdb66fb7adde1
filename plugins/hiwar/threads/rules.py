"""``content/threads/moderation.toml``, written by hand: read whole, every mistake named at once.

    [[hide]]      comment | author | domain | word = "…", reason = "insult", note = "…"
    [[pin]]       comment = "…"
    [[question]]  comment = "…", asks = true, answer = "…"
    [[close]]     piece = "blog/launch", from = 2026-11-20T12:00:00+03:00
    [[release]]   mention = "…", seal = "…"
    [[promote]]   answer = "…", piece = "products/tap", question = { ar = "…", en = "…" }
    [withdrawn]   "ADDRESS OF AN ACCOUNT" = 2026-11-20T12:00:00+03:00

With one mistake in the file no rule counts and nothing is built: a rule that
is left out would show what it hides.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hiwar.model.kinds import KINDS
from hiwar.model.moderation import (
    REASONS,
    TARGETS,
    Close,
    Hide,
    Mark,
    Moderation,
    Pin,
    Promote,
    Reason,
    Release,
    Target,
    Withdraw,
)
from hiwar.model.piece import PieceId
from hiwar.skeletons import words
from hiwar.text import did_you_mean, nfc
from hiwar.toml import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from hiwar.errors import Faults
    from hiwar.model.company import Company
    from hiwar.toml import TomlFile

FILE: Final = "moderation.toml"
#: Kinds of pieces that have a place for questions.
_WITH_QUESTIONS: Final = ("product", "release")
_FIX_TEXT: Final = 'write it in quotes: "…"'
_FIX_MOMENT: Final = "write it without quotes: 2026-11-20T12:00:00+03:00"
_FIX_PIECE: Final = 'write its folder and slug: "blog/launch"'


def read_moderation(folder: Path, company: Company, cwd: Path, faults: Faults) -> Moderation:
    """Return the rules of a folder of threads, noting every mistake; none when there is no file.

    Args:
        folder: ``content/threads``.
        company: whose time zone counts where a rule names none, and whose languages questions have.
        cwd: where one stands, for the paths of messages.
        faults: collects what is wrong.
    """
    path = folder / FILE
    shown = os.path.relpath(path, cwd)
    try:
        file = read_toml(path, shown, faults)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return Moderation(shown)
    except OSError as error:
        faults.add(shown, 1, f"it cannot be read: {error.strerror}", "let the build read it")
        return Moderation(shown)
    return parse(file, company, faults, digest) if file else Moderation(shown)


def parse(file: TomlFile, company: Company, faults: Faults, digest: str = "") -> Moderation:
    """Return the rules of a file that is TOML, noting every mistake."""
    known = (*_TABLES, "withdrawn")
    for key in file.values:
        if key not in known:
            faults.add(file.shown, file.line(key), f'unknown table "{key}"', did_you_mean(key, known))
    found: dict[str, list[Any]] = {name: [] for name in _TABLES}
    for name, make in _TABLES.items():
        for row in _rows(file, name, company, faults):
            rule = make(row)
            if rule is not None:
                found[name].append(rule)
    return Moderation(
        shown=file.shown,
        hides=tuple(found["hide"]),
        pins=tuple(found["pin"]),
        marks=tuple(found["question"]),
        closes=tuple(found["close"]),
        releases=tuple(found["release"]),
        promotes=tuple(found["promote"]),
        withdraws=tuple(_withdraws(file, company, faults)),
        digest=digest,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One table of the file, which notes what is wrong in it."""

    file: TomlFile
    name: str
    index: int
    values: Mapping[str, Any]
    company: Company
    faults: Faults

    @property
    def line(self) -> int:
        """Where the table begins."""
        return self.file.line(self.name, str(self.index))

    def fault(self, key: str, problem: str, fix: str = "") -> None:
        """Note a mistake at a key, or at the table when it lacks that key."""
        self.faults.add(self.file.shown, self.file.line(self.name, str(self.index), key), problem, fix)

    def only(self, *known: str) -> None:
        """Note every key that means nothing here."""
        for key in self.values:
            if key not in known:
                self.fault(key, f'unknown key "{key}" in [[{self.name}]]', did_you_mean(key, known))

    def text(self, key: str, *, is_needed: bool = True) -> str:
        """Return text that has to be there, or may be."""
        value = self.values.get(key, "")
        if not isinstance(value, str) or (is_needed and not value.strip()):
            problem = f'the value of "{key}" is not one' if key in self.values else f'[[{self.name}]] has no "{key}"'
            self.fault(key, problem, _FIX_TEXT if key in self.values else f'add {key} = "…"')
            return ""
        return nfc(value.strip())

    def moment(self, key: str) -> datetime | None:
        """Return an aware moment that has to be there."""
        found = _moment(self.values.get(key), self.company)
        if found is None:
            problem = f'the value of "{key}" is no moment' if key in self.values else f'[[{self.name}]] has no "{key}"'
            self.fault(key, problem, _FIX_MOMENT)
        return found

    def piece(self) -> PieceId | None:
        """Return the piece that has to be named."""
        value = self.text("piece")
        folder, _, slug = value.strip("/").partition("/")
        kind = KINDS.get(folder)
        if value and (kind is None or not slug):
            self.fault("piece", f'"{value}" is no piece', _FIX_PIECE)
            return None
        return PieceId(kind, slug) if kind else None


def _rows(file: TomlFile, name: str, company: Company, faults: Faults) -> Iterator[_Row]:
    listed = file.values.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        faults.add(file.shown, file.line(name), f'"{name}" is no list of tables', f"write [[{name}]] above its keys")
        return
    for index, values in enumerate(listed):
        yield _Row(file, name, index, values, company, faults)


def _hide(row: _Row) -> Hide | None:
    row.only(*TARGETS, "reason", "note")
    row.text("note", is_needed=False)
    reason = _reason(row)
    named: list[Target] = [target for target in TARGETS if target in row.values]
    if len(named) != 1:
        problem = "[[hide]] says nothing to hide" if not named else "[[hide]] names several things to hide"
        row.fault(named[-1] if named else "", problem, "name one of: " + ", ".join(TARGETS))
        return None
    value = row.text(named[0])
    if named[0] == "word" and value and not words(value):
        row.fault("word", f'"{value}" has neither letter nor digit', "write a word, or hide the comment by its address")
        return None
    return Hide(named[0], value, reason, row.line) if value and reason else None


def _reason(row: _Row) -> Reason | None:
    value = row.text("reason")
    found = next((reason for reason in REASONS if reason == value), None)
    if value and found is None:
        row.fault("reason", f'"{value}" is no reason to hide anything', did_you_mean(value, REASONS))
    return found


def _pin(row: _Row) -> Pin | None:
    row.only("comment")
    comment = row.text("comment")
    return Pin(comment, row.line) if comment else None


def _question(row: _Row) -> Mark | None:
    row.only("comment", "asks", "answer")
    comment, answer, asks = row.text("comment"), row.text("answer", is_needed=False), row.values.get("asks")
    if asks is not None and not isinstance(asks, bool):
        row.fault("asks", 'the value of "asks" is not one', "write true or false, without quotes")
    elif asks is None and not answer:
        row.fault("", "[[question]] says nothing about the comment", "add asks = true, asks = false or an answer")
    elif asks is False and answer:
        row.fault("answer", "what does not ask has no answer", "delete one of the two")
    elif comment:
        return Mark(comment, True if answer else asks, answer, row.line)
    return None


def _close(row: _Row) -> Close | None:
    row.only("piece", "from")
    piece, start = row.piece(), row.moment("from")
    return Close(piece, start, row.line) if piece and start else None


def _release(row: _Row) -> Release | None:
    row.only("mention", "seal")
    mention, seal = row.text("mention"), row.text("seal")
    return Release(mention, seal, row.line) if mention and seal else None


def _promote(row: _Row) -> Promote | None:
    row.only("answer", "piece", "question")
    answer, piece, question = row.text("answer"), row.piece(), row.values.get("question")
    languages = row.company.languages
    if piece and piece.kind not in _WITH_QUESTIONS:
        row.fault("piece", "only products and releases have questions", 'write "products/…" or "press/…"')
        piece = None
    right = (
        isinstance(question, dict)
        and question
        and all(isinstance(text, str) and text.strip() for text in question.values())
    )
    if not right or not isinstance(question, dict) or not set(question) <= set(languages):
        example = ", ".join(f'{lang} = "…"' for lang in languages)
        row.fault("question", "a promoted answer needs its question", f"question = {{ {example} }}")
        return None
    texts = MappingProxyType({lang: nfc(text.strip()) for lang, text in question.items()})
    return Promote(answer, piece, texts, row.line) if answer and piece else None


def _withdraws(file: TomlFile, company: Company, faults: Faults) -> Iterator[Withdraw]:
    table = file.values.get("withdrawn", {})
    if not isinstance(table, dict):
        faults.add(file.shown, file.line("withdrawn"), '"withdrawn" is no table', "write [withdrawn] above its lines")
        return
    for account, value in table.items():
        line, start = file.line("withdrawn", account), _moment(value, company)
        if start is None:
            faults.add(file.shown, line, f'"{account}" is withdrawn from no moment', _FIX_MOMENT)
        elif "://" not in account:
            fix = 'write its address: "https://social.example/@lab"'
            faults.add(file.shown, line, f'"{account}" is no address of an account', fix)
        else:
            yield Withdraw(account, start, line)


def _moment(value: object, company: Company) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=company.timezone)
    return datetime.combine(value, time(), company.timezone) if isinstance(value, date) else None


_TABLES: Final[Mapping[str, Callable[[_Row], Any]]] = MappingProxyType(
    {
        "hide": _hide,
        "pin": _pin,
        "question": _question,
        "close": _close,
        "release": _release,
        "promote": _promote,
    }
)
