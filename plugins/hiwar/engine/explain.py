"""Why a page was rendered: which of its inputs differ from those of the last time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.memory import Memory

#: The room of memory in which each page's inputs are named, in short.
WHYS: Final = "whys"


def shortened(parts: Mapping[str, str]) -> dict[str, str]:
    """Return a short text for each input of a page, by name: enough to say that it changed, never to decide it."""
    return {name: f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}" for name, text in parts.items()}


def reason(memory: Memory, address: str, now: Mapping[str, str], unknown: str = "") -> str:
    """Return why a page is rendered, and remember what it is made from for the next time.

    Args:
        memory: of the build.
        address: of the page.
        now: what it is made from, shortened.
        unknown: what in it nobody can compare.
    """
    before = _parsed(memory.recall(WHYS, address))
    memory.keep(WHYS, address, json.dumps(now))
    if unknown:
        return f"it shows something that nobody can compare: {unknown}"
    if not before:
        return "no build before this one made it"
    changed = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
    return f"changed: {', '.join(changed)}" if changed else "its file was gone, or was changed by hand"


def _parsed(text: str | None) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
