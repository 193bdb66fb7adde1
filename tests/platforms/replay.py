"""Replay a recorded exchange through an adapter.

An exchange is a file ``cases/<platform>/<name>.exchange.json``:

    {"url": "…", "communities": [{"platform": "…", "url": "…"}],
     "prior": {"validator": {…}, "comments": [{"id": "…", "key": "…"}]},
     "answers": [{"url": "…", "variables": {…}, "after": 0, "status": 200, "headers": {…},
                  "json": …, "text": "…", "file": "…"}]}

What is heard stands beside it as ``<name>.expected.json``. An adapter has to
ask exactly for what was recorded, in that order. To see what a new exchange
gives: ``python tests/platforms/replay.py cases/<platform>/<name>.exchange.json``,
with ``plugins`` on PYTHONPATH; read it before you save it.
"""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from hiwar.model.community import Community
from hiwar.model.thread import Author, Comment, Source, Validator
from hiwar.platforms import registry
from hiwar.platforms.adapter import Answer, Gone, Unheard


def replay(path):
    """Return what is heard, as JSON values; "gone" or "unheard" with the reason otherwise."""
    case = json.loads(path.read_text(encoding="utf-8"))
    ref = registry.match(case["url"], [Community(**row) for row in case["communities"]])
    assert ref, f"no platform matches {case['url']}"
    hearing = registry.adapter(ref.platform).hear(ref, prior(ref, case.get("prior")))
    try:
        return as_json(drive(hearing, case["answers"], path.parent))
    except Gone as reason:
        return {"gone": str(reason)}
    except Unheard as reason:
        return {"unheard": str(reason)}


def drive(hearing, answers, folder):
    """Send the recorded answers in their order and return the outcome."""
    waiting = list(answers)
    request = next(hearing)
    while True:
        assert waiting, f"one request more than recorded: {request.url}"
        recorded = waiting.pop(0)
        assert request.url == recorded["url"]
        # What is posted is GraphQL, of which the variables say what is asked.
        asked = json.loads(request.query)["variables"] if request.query else None
        assert asked == recorded.get("variables")
        assert request.after == recorded.get("after", 0)
        if "validator" in recorded:
            assert request.validator == Validator(**recorded["validator"])
        try:
            request = hearing.send(answer_of(recorded, folder))
        except StopIteration as end:
            assert not waiting, f"never asked for: {waiting[0]['url']}"
            return end.value


def answer_of(recorded, folder):
    headers = {"content-type": "application/json; charset=utf-8", **recorded.get("headers", {})}
    if "file" in recorded:
        body = (folder / recorded["file"]).read_bytes()
    elif "text" in recorded:
        body = recorded["text"].encode()
    else:
        body = json.dumps(recorded.get("json")).encode()
    return Answer(recorded["url"], recorded.get("status", 200), headers, body)


def prior(ref, raw):
    """Return the source as heard before; only what adapters look at has to be given."""
    if raw is None:
        return None
    epoch = datetime(2026, 1, 1, tzinfo=UTC)
    blank = {"parent": "", "url": "", "author": Author(), "published": epoch, "html": ""}
    comments = tuple(Comment(**{"key": "", **blank, **row}) for row in raw.get("comments", ()))
    validator = Validator(**raw["validator"]) if raw.get("validator") else None
    return Source(ref.platform, ref.url, heard=epoch, validator=validator, comments=comments)


def as_json(heard):
    if heard is None:
        return None
    rows = sorted((asdict(said) for said in heard.comments), key=lambda row: row["id"])
    return {
        "comments": [{name: plain(value) for name, value in row.items() if value} for row in rows],
        "deleted": sorted(heard.deleted),
        **({"hidden": sorted(heard.hidden)} if heard.hidden else {}),
        "complete": heard.complete,
        **({"kept": heard.kept.days} if heard.kept else {}),
        "validator": asdict(heard.validator) if heard.validator else None,
    }


def plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items() if part}
    return [plain(part) for part in value] if isinstance(value, tuple) else value


if __name__ == "__main__":
    sys.stdout.write(json.dumps(replay(Path(sys.argv[1])), ensure_ascii=False, indent=1) + "\n")
