"""The moderator's file: every mistake with its line, all at once; two files a case would be one too many."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hiwar.errors import Faults
from hiwar.model.company import Company
from hiwar.model.moderation import REASONS, Close, Hide, Mark, Pin, Promote, Release, Withdraw
from hiwar.model.piece import PieceId
from hiwar.threads.rules import FILE, read_moderation
from tests.threads.making import RIYADH

CASES = sorted((Path(__file__).parent / "cases" / "moderation").glob("*.txt"))
COMPANY = Company("https://q.example", ("ar", "en"), RIYADH, {"ar": "قطرة", "en": "Qatra"}, "q.example,2026")
WHOLE = """
[[hide]]
comment = "https://social.example/a"
reason = "insult"
note = "seen twice"

[[hide]]
domain = "spam.example"
reason = "spam"

[[pin]]
comment = "#comment-1234567890"

[[question]]
comment = "https://social.example/b"
answer = "https://social.example/c"

[[close]]
piece = "blog/launch"
from = 2026-11-20

[[release]]
mention = "https://blog.example/1"
seal = "0123456789ab"

[[promote]]
answer = "https://social.example/c"
piece = "products/tap"
question = { en = "How long?" }

[withdrawn]
"https://social.example/@lab" = 2026-11-20T09:00:00Z
"""


def read(tmp_path, text):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    faults = Faults()
    return read_moderation(tmp_path, COMPANY, tmp_path, faults), faults


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_mistake_is_named_with_its_line(tmp_path, case):
    text, _, expected = case.read_text(encoding="utf-8").partition("---\n")
    _, faults = read(tmp_path, text)
    assert [str(fault).partition("\n")[0] for fault in faults] == expected.splitlines()
    assert all(fault.fix and fault.severity == "error" for fault in faults)


def test_every_rule_reads(tmp_path):
    rules, faults = read(tmp_path, WHOLE)
    assert list(faults) == []
    day = datetime(2026, 11, 20, tzinfo=RIYADH)
    assert rules.hides == (
        Hide("comment", "https://social.example/a", "insult", 2),
        Hide("domain", "spam.example", "spam", 7),
    )
    assert rules.pins == (Pin("#comment-1234567890", 11),)
    assert rules.marks == (Mark("https://social.example/b", True, "https://social.example/c", 14),)
    assert rules.closes == (Close(PieceId("post", "launch"), day, 18),)
    assert rules.releases == (Release("https://blog.example/1", "0123456789ab", 22),)
    assert [type(rule) for rule in rules.promotes] == [Promote]
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert rules.withdraws == (Withdraw("https://social.example/@lab", moment, 32),)


def test_no_file_is_no_rule(tmp_path):
    faults = Faults()
    assert read_moderation(tmp_path, COMPANY, tmp_path, faults).hides == ()
    assert list(faults) == []


def test_criticism_is_no_reason():
    assert REASONS == ("insult", "spam", "private", "off-topic", "impersonation", "unlawful")
