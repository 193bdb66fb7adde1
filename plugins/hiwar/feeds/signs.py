"""Which feeds the head of a page names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.feeds import follow
from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from hiwar.feeds.follow import FeedLink
    from hiwar.feeds.lists import FeedList
    from hiwar.feeds.publication import Publication


class Signs:
    """The feeds of one language, as its pages name them."""

    def __init__(self, publication: Publication) -> None:
        self._lists = {one.address: one for one in publication.lists}
        self._home = publication.lists[0]
        self._conversations = publication.links()
        self._stamps = {
            address: digest_of(repr(follow.feed_links(one)).encode()) for address, one in self._lists.items()
        }
        #: The list on which pages stand, by the folder that they lie in.
        self._of_folder: dict[str, FeedList] = {}

    def links(self, address: str) -> tuple[FeedLink, ...]:
        """Return the feeds that a page names: its own list first, then those of what is said about it and of all."""
        own = self._nearest(address)
        about = (self._conversations[address],) if address in self._conversations else ()
        everything = follow.feed_links(self._home)[:1] if own is not self._home else ()
        return (*follow.feed_links(own), *about, *everything)

    def stamp(self, address: str) -> str:
        """Return a text that changes with them."""
        about = repr(self._conversations[address]) if address in self._conversations else ""
        return self._stamps[self._nearest(address).address] + about + self._stamps[self._home.address]

    def _nearest(self, address: str) -> FeedList:
        """Return the list on which a page stands, or the home."""
        if address in self._lists:
            return self._lists[address]
        folder = address[: address.rstrip("/").rfind("/") + 1]
        if folder not in self._of_folder:
            self._of_folder[folder] = self._nearest(folder) if folder else self._home
        return self._of_folder[folder]
