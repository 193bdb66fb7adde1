"""What is to be said of the moderator's rules once all threads are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.errors import Fault
from hiwar.threads.accounts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiwar.model.piece import PieceId
    from hiwar.threads.judging import Law
    from hiwar.threads.ledgers import Ledger


def faults(law: Law, ledgers: Mapping[PieceId, Ledger], pieces: Iterable[PieceId]) -> tuple[Fault, ...]:
    """Return a warning for each rule that means nothing, and an error for each that silences the company.

    Args:
        law: the rules.
        ledgers: of all threads, whether or not readers may see their pieces.
        pieces: all that there are.
    """
    used = {line for ledger in ledgers.values() for line in ledger.used}
    wrong = {line for ledger in ledgers.values() for line in ledger.wrong}
    return tuple(sorted({*_wrong(law, wrong), *_unused(law, used), *_lost(law, frozenset(pieces))}))


def _wrong(law: Law, lines: set[int]) -> Iterator[Fault]:
    rules = law.moderation
    for hide in rules.hides:
        if hide.line in lines:
            problem = f'this would hide an official answer ({hide.target} = "{hide.value}")'
            yield Fault(rules.shown, hide.line, problem, "name what is meant more closely, or answer in public")
    named = [
        *((rule.line, rule.answer) for rule in rules.promotes),
        *((rule.line, rule.answer) for rule in rules.marks),
    ]
    for line, answer in named:
        if line in lines:
            fix = "name a comment of an account in people.toml or company.toml"
            yield Fault(rules.shown, line, f'"{answer}" is no official answer', fix)


def _unused(law: Law, used: set[int]) -> Iterator[Fault]:
    rules = law.moderation
    named = [
        *((rule.line, rule.value) for rule in rules.hides),
        *((rule.line, rule.comment) for rule in rules.pins),
        *((rule.line, rule.comment) for rule in rules.marks),
        *((rule.line, f"{rule.piece.kind} {rule.piece.slug}") for rule in rules.closes),
        *((rule.line, rule.mention) for rule in rules.releases),
        *((rule.line, rule.answer) for rule in rules.promotes),
    ]
    named += [(rule.line, rule.account) for rule in rules.withdraws if plain(rule.account) not in law.accounts.known]
    for line, value in named:
        if line not in used:
            problem = f'nothing that was heard matches "{value}"'
            yield Fault(rules.shown, line, problem, "delete the rule, or mend what it names", "warning")


def _lost(law: Law, pieces: frozenset[PieceId]) -> Iterator[Fault]:
    rules = law.moderation
    for rule in rules.promotes:
        if rule.piece not in pieces:
            problem = f'there is no {rule.piece.kind} "{rule.piece.slug}" to put the question on'
            yield Fault(rules.shown, rule.line, problem, "name a piece that there is", "warning")
