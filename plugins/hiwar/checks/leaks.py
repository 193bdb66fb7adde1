"""Rules on what must not go out: secrets, e-mail addresses that nobody shows, paths of this machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Subject

#: Forms of keys that their makers document, so that scanners find them.
_SECRETS: Final = re.compile(
    r"-----BEGIN (?:RSA |EC |OPENSSH |DSA |ENCRYPTED |)PRIVATE KEY-----"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{22,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bxox[abposr]-[A-Za-z0-9-]{10,}|\bglpat-[A-Za-z0-9_-]{20}|\bsk_live_[A-Za-z0-9]{16,}"
)
#: Each secret has one of these; looking for them first is ten times as fast.
_HINT: Final = re.compile(r"PRIVATE KEY|AKIA|xox|glpat-|sk_live_|gh[pousr]_|github_pat_")
#: Under which people's files lie, on the systems that people write and build on.
_LOCAL_PATH: Final = re.compile(
    r"(?:file:/*)?(?:/home/[^/\s]+/|/Users/[^/\s]+/|/root/|/tmp/|/private/var/|[A-Za-z]:\\)"
)


def secrets(subject: Subject) -> Iterator[Fault]:
    """Yield keys and tokens in any text of the site."""
    for address, text in subject.tree.texts():
        if not _HINT.search(text):
            continue
        for match in _SECRETS.finditer(text):
            problem = f'"{match.group()[:8]}…" looks like a key'
            fix = "delete it, and have it revoked: it may have been read"
            page = subject.tree.pages.get(address)
            if page:
                yield subject.in_page(page, match.start(), problem, fix, match.group())
            else:
                yield Fault(subject.tree.show(address), text.count("\n", 0, match.start()) + 1, problem, fix)


def shown_emails(subject: Subject) -> Iterator[Fault]:
    """Yield e-mail addresses of people that stand in the site though no page offers them to readers."""
    if subject.sources is None:
        return
    people = subject.sources.site.people.values()
    emails = {person.email for person in people if person.email} - {subject.sources.site.company.email}
    if not emails:
        return
    found: dict[str, str] = {}
    for address, text in subject.tree.texts():
        for email in emails:
            if email in text:
                found.setdefault(email, address)
    if found:
        offered = _offered(subject)
        for email, address in found.items():
            if email not in offered:
                problem = f'"{email}" of people.toml stands in it, though no page offers it to readers'
                yield Fault(subject.tree.show(address), 1, problem, "do not publish; report it as a bug")


def _offered(subject: Subject) -> set[str]:
    hrefs = (href for page in subject.tree.pages.values() for tag in page.tags for href in tag.element.addresses)
    return {href.removeprefix("mailto:").partition("?")[0] for href in hrefs if href.startswith("mailto:")}


def local_paths(subject: Subject) -> Iterator[Fault]:
    """Yield paths of somebody's machine where a page names an address.

    A text may name one: how-to texts say ``/home/you/``.
    """
    for page in subject.tree.pages.values():
        for tag in page.tags:
            for href in tag.element.addresses:
                match = _LOCAL_PATH.match(href)
                if match and not subject.tree.base_path.startswith(match.group().rstrip("/")):
                    problem = f'"{href}" is a path of somebody\'s machine'
                    yield subject.in_page(page, tag.place, problem, "name a file of the site", href)
