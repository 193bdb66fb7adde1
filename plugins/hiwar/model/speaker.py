"""Who speaks for the company on a platform, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiwar.model.kinds import Voice
    from hiwar.model.media import MediaFile


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, a team or the company itself, in the page's language."""

    #: By our own files, whatever the account is called today.
    name: str
    voice: Voice
    #: Empty when our files give none.
    role: str = ""
    #: Where the site tells of them.
    address: str = ""
    #: From our own files; None when they hold none.
    photo: MediaFile | None = None
