"""Bluesky: a record in the account's own repository.

Facts: docs.bsky.app/docs/api (``com.atproto.server.createSession``,
``com.atproto.repo.createRecord``, ``getRecord``, ``deleteRecord``,
``uploadBlob``), the lexicons of bluesky-social/atproto, and a real PDS in
``tests/servers/``. The key of a record is ours to choose: made from what the
post is about, it is the same at each try and in each job, and a repository
holds a key once ("There is already a value at key"). Keys of posts have to be
TIDs (atproto.com/specs/tid): 53 bits of microseconds, 10 bits of a clock.
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from hiwar.announce import facets
from hiwar.announce.compose import shown_address
from hiwar.announce.place import Call, Draft, Seat, Sent, Steps, Unclear, Unsaid, json_call, needed, text_within, within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.announce.place import Answer, Picture

PLATFORM: Final = "bluesky"
NAME: Final = "Bluesky"
#: Where accounts of bsky.app log in; it finds their own server.
ENTRYWAY: Final = "https://bsky.social"
_FRONT: Final = "https://bsky.app"
_POSTS: Final = "app.bsky.feed.post"
_TID: Final = "234567abcdefghijklmnopqrstuvwxyz"


def find(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    """Ask for the record of its key."""
    session = yield from _log_in(seat)
    return (yield from _look(draft, session, seat))


def send(draft: Draft, seat: Seat) -> Steps[Sent]:
    """Create the record, unless it is there."""
    session = yield from _log_in(seat)
    record = yield from _record(draft, session, seat)
    values = {"repo": session.did, "collection": _POSTS, "rkey": record_key(draft), "record": record}
    answer = yield json_call(_xrpc(seat, "com.atproto.repo.createRecord"), values, session.headers)
    if not answer.is_done:
        # Another job may have been quicker: a key is taken once, with an error that has no name.
        there = yield from _look(draft, session, seat)
        if there:
            return there
    uri = needed(answer, seat, "message").text("uri")
    if not uri:
        raise Unclear("answered without the post")
    return _sent(uri, seat)


def withdraw(sent: Sent, seat: Seat) -> Steps[None]:
    """Delete the record; one that is gone is no error there."""
    session = yield from _log_in(seat)
    values = {"repo": session.did, "collection": _POSTS, "rkey": sent.key.rpartition("/")[2]}
    needed((yield json_call(_xrpc(seat, "com.atproto.repo.deleteRecord"), values, session.headers)), seat, "message")


def record_key(draft: Draft) -> str:
    """Return the key of a draft's record: a TID of what it is about, the same at each try."""
    digest = int.from_bytes(hashlib.sha256(repr(draft.id).encode()).digest()[:8])
    number = (draft.epoch * 1_000_000 + digest % 1_000_000) << 10 | digest // 1_000_000 % 1024
    return "".join(_TID[number >> shift & 31] for shift in range(60, -1, -5))


class _Session:
    """A login: who we are there, and what proves it."""

    __slots__ = ("did", "headers")

    def __init__(self, did: str, token: str) -> None:
        self.did = did
        self.headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}


def _log_in(seat: Seat) -> Steps[_Session]:
    values = {"identifier": seat.account.lstrip("@"), "password": seat.token}
    answer: Answer = yield json_call(_xrpc(seat, "com.atproto.server.createSession"), values, {})
    session = _Session(needed(answer, seat, "message").text("did"), answer.text("accessJwt"))
    if not session.did:
        raise Unsaid("answered a login without saying whose it is")
    return session


def _look(draft: Draft, session: _Session, seat: Seat) -> Steps[Sent | None]:
    query = urlencode({"repo": session.did, "collection": _POSTS, "rkey": record_key(draft)})
    answer: Answer = yield Call(f"{_xrpc(seat, 'com.atproto.repo.getRecord')}?{query}", headers=session.headers)
    if answer.status in {400, 404} and answer.text("error") in {"RecordNotFound", "InvalidRequest"}:
        return None
    return _sent(needed(answer, seat, "message").text("uri"), seat)


def _record(draft: Draft, session: _Session, seat: Seat) -> Steps[dict[str, object]]:
    dids = yield from _resolve(facets.handles(draft.text), session, seat)
    shown = {shown_address(draft.url): draft.url} if draft.url else {}
    record: dict[str, object] = {
        "$type": _POSTS,
        "text": draft.text,
        "langs": [draft.id.lang],
        "createdAt": draft.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }
    links = facets.compose(draft.text, dids, shown)
    if links:
        record["facets"] = links
    if draft.reply:
        record["reply"] = yield from _thread(draft.reply.key, session, seat)
    elif draft.url:
        record["embed"] = yield from _embed(draft, session, seat)
    return record


def _resolve(handles: tuple[str, ...], session: _Session, seat: Seat) -> Steps[Mapping[str, str]]:
    found = {}
    for handle in handles:
        url = f"{_xrpc(seat, 'com.atproto.identity.resolveHandle')}?handle={quote(handle)}"
        answer: Answer = yield Call(url, headers=session.headers)
        if answer.is_done and answer.text("did"):
            found[handle] = answer.text("did")
    return found


def _thread(uri: str, session: _Session, seat: Seat) -> Steps[dict[str, object]]:
    """Return what an answer points at: the post it answers, and the first of the thread."""
    url = f"{_xrpc(seat, 'app.bsky.feed.getPosts')}?{urlencode({'uris': uri})}"
    answer = needed((yield Call(url, headers=session.headers)), seat, "message")
    parent = {"uri": answer.text("posts", 0, "uri"), "cid": answer.text("posts", 0, "cid")}
    if not parent["cid"]:
        raise Unsaid("what is answered is no longer there")
    root = within(answer.parsed(), "posts", 0, "record", "reply", "root")
    first = {"uri": text_within(root, "uri"), "cid": text_within(root, "cid")}
    return {"root": first if first["cid"] else parent, "parent": parent}


def _embed(draft: Draft, session: _Session, seat: Seat) -> Steps[dict[str, object]]:
    """Return the card of the link, or the picture of a quotation: Bluesky fetches neither."""
    blob = (yield from _upload(draft.picture, session, seat)) if draft.picture else None
    if draft.picture and draft.is_picture_told:
        ratio = {"width": draft.picture.width, "height": draft.picture.height}
        image = {"image": blob, "alt": draft.picture.alt, "aspectRatio": ratio}
        return {"$type": "app.bsky.embed.images", "images": [image]}
    external: dict[str, object] = {"uri": draft.url, "title": draft.title, "description": draft.summary}
    if blob:
        external["thumb"] = blob
    return {"$type": "app.bsky.embed.external", "external": external}


def _upload(picture: Picture, session: _Session, seat: Seat) -> Steps[object]:
    headers = {**session.headers, "Content-Type": picture.type}
    answer: Answer = yield Call(_xrpc(seat, "com.atproto.repo.uploadBlob"), "POST", headers, picture.content)
    return needed(answer, seat, "message").value("blob")


def _sent(uri: str, seat: Seat) -> Sent:
    did, _, key = uri.removeprefix("at://").partition(f"/{_POSTS}/")
    return Sent(f"{seat.community.url}/profile/{did}/post/{key}", uri)


def _xrpc(seat: Seat, name: str) -> str:
    community = seat.community
    server = community.server or (ENTRYWAY if community.url == _FRONT else community.interface)
    return f"{server}/xrpc/{name}"
