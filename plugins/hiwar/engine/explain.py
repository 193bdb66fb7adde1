"""Why a page was rendered: which of its inputs differ from those of the last time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.memory import Memory

#: The room of memory in which each page's inputs are named, in short.
WHYS: Final = "whys"
#: Hex digits: enough to say that something changed, never to decide it.
_SHORT: Final = 8


def reason(memory: Memory, address: str, parts: Mapping[str, str]) -> str:
    """Return why a page is rendered, and remember what it is made from for the next time.

    Args:
        memory: of the build.
        address: of the page.
        parts: a text for each of its inputs, by name.
    """
    now = {name: digest_of(text.encode("utf-8", "surrogatepass"))[:_SHORT] for name, text in parts.items()}
    before = _parsed(memory.recall(WHYS, address))
    memory.keep(WHYS, address, json.dumps(now))
    if "unknown" in parts:
        return f"it shows something that nobody can compare: {parts['unknown']}"
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
