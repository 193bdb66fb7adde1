"""Whose voice: by address, never by name; until it is withdrawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from hiwar.model.community import Community
from hiwar.model.company import Company, Person
from hiwar.model.moderation import Moderation, Withdraw
from hiwar.model.thread import Author
from hiwar.threads import accounts, likeness
from tests.threads.making import RIYADH, comment

LAB = "https://social.qatra.example/@lab"
COMPANY = Company(
    "https://news.qatra.example",
    ("ar", "en"),
    RIYADH,
    MappingProxyType({"ar": "قطرة", "en": "Qatra"}),
    "qatra.example,2026",
    accounts=("https://social.qatra.example/@qatra",),
    communities=(Community("mastodon", "https://social.qatra.example", account="@qatra_news"),),
)
PEOPLE = (
    Person("lab", {"ar": "مختبر قطرة", "en": "Qatra Lab"}, accounts=(LAB,)),
    Person("friends", {"ar": "الأصدقاء", "en": "The friends"}, voice="fan", accounts=("https://fedi.example/@mona",)),
)
TAKEN = datetime(2026, 11, 10, tzinfo=UTC)
WITHDRAWN = Moderation(withdraws=(Withdraw(LAB, TAKEN, 1),))


def by(url, name="x", **more):
    return comment("a", author=Author(name, url), **more)


def known(moderation=None):
    return accounts.gather(COMPANY, PEOPLE, moderation or Moderation())


@pytest.mark.parametrize(
    ("url", "voice"),
    [
        (LAB, "official"),
        ("https://SOCIAL.qatra.example/@lab/", "official"),
        ("https://social.qatra.example/@qatra", "official"),
        ("https://fedi.example/@mona", "fan"),
        ("https://evil.example/@lab", None),
        ("https://social.qatra.example/@Lab", None),
        ("https://social.qatra.example/@lab?x=1", None),
        ("https://social.qatra.example.evil.example/@lab", None),
        ("", None),
    ],
)
def test_an_account_is_known_by_its_address(url, voice):
    """People and company alike; the name that stands there proves nothing."""
    assert known().voice(by(url, "Qatra Lab")) == voice


def test_a_person_counts_before_the_company():
    both = replace(COMPANY, accounts=(LAB,))
    assert accounts.gather(both, PEOPLE, Moderation()).speaking(by(LAB)).person == "lab"


def test_a_hijacked_account_is_nobodys_from_then_on():
    """One line withdraws it for all: what it said before stays the company's."""
    before, after = TAKEN - timedelta(seconds=1), TAKEN
    found = known(WITHDRAWN)
    assert found.voice(by(LAB, published=before)) == "official"
    assert found.voice(by(LAB, published=after)) is None
    assert found.is_hijacked(by(LAB, published=after))
    assert not found.is_hijacked(by("https://evil.example/@lab", published=after))


def test_who_hijacks_an_account_cannot_put_words_into_old_comments():
    changed = by(LAB, published=TAKEN - timedelta(days=9), edited=TAKEN + timedelta(hours=1))
    assert known(WITHDRAWN).voice(changed) is None


@pytest.mark.parametrize(
    ("name", "handle", "ours"),
    [
        ("Qatra", "", "Qatra"),
        ("Qаtrа Suppоrt", "", "Qatra"),  # Cyrillic letters
        ("Q\u200ba\u2060tra", "", "Qatra"),
        ("Qatra 😀 Official", "", "Qatra"),
        ("Quatra", "", "Qatra"),
        ("Qarta", "", "Qatra"),
        ("q a t r a", "", "Qatra"),
        ("قطره الرسمي", "", "قطرة"),
        ("مُختَبر قـطرة", "", "قطرة"),
        ("Omar", "@qatra@evil.example", "Qatra"),
        ("Omar", "@qatra_news@evil.example", "Qatra"),
        ("Omar", "@omar@qatra.example", ""),
        ("Qatar Airways", "", ""),
        ("نقطة", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_that_is_taken_for_ours_is_told(name, handle, ours):
    """Homoglyphs, invisible characters, marks, one letter more or less."""
    names = likeness.gather(COMPANY, PEOPLE)
    assert names.resembling(Author(name, "https://x.example/", handle)) == ours
