"""JSON Feed 1.1 (jsonfeed.org/version/1.1): every key that it knows, and how it may be filled."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.feeds.rules import common

Check = Callable[[Any], list[str]]
VERSION = "https://jsonfeed.org/version/1.1"


def _text(value: Any) -> list[str]:
    return common.plain(value, "text") if isinstance(value, str) else [f"NotText: {value!r}"]


def _size(value: Any) -> list[str]:
    return [] if isinstance(value, int) and value > 0 else [f"NotPositive: {value!r}"]


def _each(check: Check) -> Check:
    def checked(values: Any) -> list[str]:
        if not isinstance(values, list):
            return [f"NotAList: {values!r}"]
        return [fault for value in values for fault in check(value)]

    return checked


def _object(known: dict[str, Check], *needed: str) -> Check:
    def checked(value: Any) -> list[str]:
        if not isinstance(value, dict):
            return [f"NotAnObject: {value!r}"]
        found = [f"Missing: {key}" for key in needed if key not in value]
        found += [f"UnknownKey: {key}" for key in value if key not in known and not key.startswith("_")]
        return found + [fault for key, check in known.items() if key in value for fault in check(value[key])]

    return checked


AUTHOR = _object({"name": _text, "url": common.uri, "avatar": common.web})
ATTACHMENT = _object(
    {"url": common.web, "mime_type": common.mime, "title": _text, "size_in_bytes": _size, "duration_in_seconds": _size},
    "url",
    "mime_type",
)
ITEM = _object(
    {
        "id": common.uri,
        "url": common.uri,
        "title": _text,
        "content_html": common.html,
        "summary": lambda value: [] if value else ["NotBlank: summary"],
        "image": common.web,
        "date_published": common.rfc3339,
        "date_modified": common.rfc3339,
        "authors": _each(AUTHOR),
        "tags": _each(_text),
        "language": common.language,
        "attachments": _each(ATTACHMENT),
    },
    "id",
    "url",
    "content_html",
    "date_published",
)
FEED = _object(
    {
        "version": lambda value: [] if value == VERSION else [f"Version: {value}"],
        "title": _text,
        "home_page_url": common.uri,
        "feed_url": common.uri,
        "description": _text,
        "icon": common.web,
        "authors": _each(AUTHOR),
        "language": common.language,
        "hubs": _each(_object({"type": _text, "url": common.uri}, "type", "url")),
        "items": _each(ITEM),
    },
    "version",
    "title",
    "feed_url",
    "items",
)


def faults(document: bytes, at: str) -> list[str]:
    """Return what is wrong with a JSON Feed that stands at an address."""
    feed = json.loads(document)
    found = FEED(feed) + ([] if feed.get("feed_url") == at else ["SelfDoesntMatchLocation"])
    ids = [item.get("id") for item in feed.get("items", ())]
    return found + ([] if len(ids) == len(set(ids)) else ["DuplicateIds"])
