"""Groups are heard from the files that their owners export, when there are any."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from hiwar.commands.community import _exported
from hiwar.errors import SetupError
from hiwar.http import Unreachable
from hiwar.model.community import Community
from hiwar.threads import report
from hiwar.threads.exports import Exports, find
from hiwar.threads.listen import Means, Place, listen
from tests.threads.making import NOW
from tests.threads.test_listen import company, kept, piece

GROUP = Community("telegram", "https://t.me/qatra_talk", {"ar": "حديث قطرة"})
CASE = Path(__file__).parent.parent / "platforms/cases/telegram/answers-of-answers.exchange.json"


class Nowhere:
    """No network: whoever opens a way to a host has not understood."""

    url = "https://social.qatra.example"


def hear(folder, *files):
    firm = replace(company(Nowhere), communities=(GROUP,))
    place = Place(folder / "content", folder / "cache", folder, files)
    means = Means({"HIWAR_TOKEN_T_ME": "s3cret"}, report.Bar(io.StringIO()), None)
    return listen([piece("tank", "ar", "https://t.me/qatra_talk/120")], firm, place, means, NOW, everything=True)


def export(folder, name="exports/ChatExport_2026-11-20/result.json"):
    path = folder / name
    path.parent.mkdir(parents=True)
    raw = json.loads(CASE.read_text(encoding="utf-8"))["answers"][0]["json"]
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return path


def test_an_export_becomes_a_conversation(tmp_path):
    result = hear(tmp_path, export(tmp_path))
    assert (result.exit_code, result.written) == (0, 1)
    first = kept(tmp_path)["sources"][0]["comments"][0]
    assert first["url"] == "https://t.me/qatra_talk/121"
    assert '<a href="https://qatra.example/lab"' in first["html"]
    written = (tmp_path / "content/threads/blog/tank.json").read_text(encoding="utf-8")
    assert not any(secret in written for secret in ("+966", "photos/", "user77", "Not about it"))


def test_without_an_export_nothing_is_asked_and_nothing_is_lost(tmp_path):
    """As in a job of every half hour, which has no exports."""
    path = export(tmp_path)
    hear(tmp_path, path)
    before = kept(tmp_path)
    result = hear(tmp_path)
    assert (result.exit_code, result.resting, result.outcomes) == (0, 1, ())
    assert kept(tmp_path) == before


def test_the_same_export_again_changes_nothing(tmp_path):
    path = export(tmp_path)
    hear(tmp_path, path)
    assert hear(tmp_path, path).written == 0


def test_files_answer_by_number(tmp_path):
    first, second = export(tmp_path, "exports/a.json"), tmp_path / "exports/b/result.json"
    second.parent.mkdir()
    second.write_text("{}")
    assert find(tmp_path / "exports") == (first, second)
    with Exports((first, second)) as door:
        assert door.get("export:telegram/1", {}).body == b"{}"
        assert door.get("export:telegram/2", {}).status == 404
    assert find(tmp_path / "nowhere") == ()


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with Exports((tmp_path / "lost.json",)) as door, pytest.raises(Unreachable, match=r"lost\.json"):
        door.get("export:telegram/0", {})


def test_an_export_that_is_not_there_is_said_before_anything_is_asked(tmp_path):
    with pytest.raises(SetupError, match="is no file"):
        _exported(str(tmp_path / "lost.json"))
    assert _exported(str(export(tmp_path))).name == "result.json"
