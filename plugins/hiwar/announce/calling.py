"""The way to the places: calls become requests, and what comes back becomes answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.announce.bluesky import ENTRYWAY
from hiwar.announce.place import Answer, Seat
from hiwar.announce.telegram import API
from hiwar.http import Limits, Policy, origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.announce.place import Call
    from hiwar.http import Client
    from hiwar.model.community import Community

#: A place that does not answer in this time is asked later whether it obeyed.
LIMITS: Final = Limits(attempts=2, seconds=45.0, silence=20.0)
#: Fixed hosts that no community declares.
FIXED: Final = (ENTRYWAY, API)


@dataclass(frozen=True, slots=True)
class Network:
    """Makes calls with a client, which has to be open."""

    client: Client

    def __call__(self, call: Call) -> Answer:
        """Return the answer to a call; one that only reads may be made again.

        Raises:
            Refused, Unreachable: as `hiwar.http.Client` says.
        """
        if call.method == "GET":
            reply = self.client.get(call.url, call.headers)
        else:
            reply = self.client.send(call.method, call.url, call.headers, call.body)
        return Answer(reply.status, reply.headers, reply.body, reply.url)


def policy_for(communities: Iterable[Community]) -> Policy:
    """Return where calls may go besides https and public addresses: as declared, and no further."""
    private = {origin(url) for one in communities for url in (one.api, one.server) if url}
    return Policy(frozenset(private))


def seat_for(community: Community, environ: Mapping[str, str], who: str = "", account: str = "") -> Seat | None:
    """Return who speaks at a community; None when the environment holds no token for it.

    Args:
        community: where.
        environ: the process's.
        who: id of a person; empty for the company itself.
        account: the person's there; empty for the company's.
    """
    for name in community.write_names(who):
        token = environ.get(name, "").strip()
        if token:
            return Seat(community, token, name, account or community.account)
    return None
