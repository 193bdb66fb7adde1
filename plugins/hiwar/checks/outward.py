"""Links that lead out of the site: which there are, which to ask about, what an answer means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urlsplit

from hiwar.errors import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hiwar.checks.rule import Subject

#: RFC 6761: names that nobody on the web can open.
_RESERVED: Final = (".example", ".test", ".invalid", ".localhost", ".example.com", ".example.net", ".example.org")
#: How long an answer is believed: a page that stood last week stands, one that failed may be back tomorrow.
_GOOD_FOR: Final = timedelta(days=7)
_BAD_FOR: Final = timedelta(days=1)
#: As ``docs/checks.md`` names it.
RULE: Final = "external-links"
#: RFC 9110, 15.5.5 and 15.5.11: not found, gone.
_DEAD: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said when it was asked for a page."""

    day: date
    #: 0 when no answer came.
    status: int
    #: Why none came; empty when one did.
    reason: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the page stands."""
        return 200 <= self.status < 400

    def is_fresh(self, today: date) -> bool:
        """Tell whether it may still be believed."""
        return timedelta(0) <= today - self.day < (_GOOD_FOR if self.is_good else _BAD_FOR)


def outward_links(subject: Subject) -> dict[str, Fault]:
    """Return the addresses of other sites that pages link to, each with a fault where it stands first.

    What strangers wrote in comments is theirs to mend.
    """
    found: dict[str, Fault] = {}
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if tag.name != "a" or "ugc" in tag.attributes.get("rel", "").split():
                continue
            for href in tag.element.addresses:
                url = urldefrag(href).url
                if url not in found and is_askable(url) and subject.tree.find(href, page.address) is None:
                    found[url] = subject.in_page(page, tag.place, "", "", href)
    return found


def is_askable(url: str) -> bool:
    """Tell whether somebody on the web could answer at an address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in host and not f".{host}".endswith(_RESERVED)


def by_host(urls: Iterable[str]) -> dict[str, list[str]]:
    """Return addresses by the host that answers for them, both sorted."""
    found: dict[str, list[str]] = {}
    for url in sorted(urls):
        found.setdefault(urlsplit(url).netloc.rpartition("@")[2].lower(), []).append(url)
    return found


def judge(places: Mapping[str, Fault], answers: Mapping[str, Answer]) -> Iterator[Fault]:
    """Yield what is wrong: a page that is gone is an error, one that does not answer today a warning."""
    for url, place in places.items():
        answer = answers.get(url)
        if answer is None or answer.is_good:
            continue
        said = f"answers {answer.status}" if answer.status else f"does not answer: {answer.reason}"
        is_dead = answer.status in _DEAD
        fix = "link to where it is now, or delete the link" if is_dead else "open it, and look"
        severity: Severity = "error" if is_dead else "warning"
        yield Fault(place.path, place.line, f'"{url}" {said}', fix, severity, RULE)


def read_answers(path: Path) -> dict[str, Answer]:
    """Return the answers kept from earlier checks; none when there are none that can be read."""
    try:
        rows = json.loads(path.read_bytes())
        return {
            url: Answer(date.fromisoformat(row["day"]), int(row["status"]), str(row["reason"]))
            for url, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # A cache: what it lacks is asked again.
        return {}


def write_answers(path: Path, answers: Mapping[str, Answer]) -> None:
    """Keep answers for the next check, whole or not at all."""
    rows = {
        url: {"day": answer.day.isoformat(), "status": answer.status, "reason": answer.reason}
        for url, answer in sorted(answers.items())
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    half.replace(path)
