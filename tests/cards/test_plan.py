"""Every page has a card that says what the page is."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from hiwar.cards.plan import Plan
from hiwar.model.company import Company
from hiwar.model.media import MediaFile
from hiwar.model.page import Anchor, Page, Profile, Teaser
from hiwar.model.part import Fact, Quotation
from hiwar.model.piece import Illustration, Piece

RIYADH = ZoneInfo("Asia/Riyadh")
COMPANY = Company(
    "https://news.qatra.example", ("ar", "en"), RIYADH, {"ar": "قطرة", "en": "Qatra"}, "qatra.example,2026",
    tagline={"ar": "ماء أصفى", "en": "Clearer water"},
)  # fmt: skip
ARABIC = {
    "Press release": "بيان صحفي",
    "Fan voice": "صوت محبّ",
    "Official voice": "صوت رسمي",
    "%(place)s, %(date)s": "%(place)s، %(date)s",
    "Key fact": "حقيقة",
    "Tag": "وسم",
    "Blog": "المدوّنة",
}
PICTURE = MediaFile(Path("lab.png"), "/media/lab.1f3a.png", 1600, 1000)
LAB = Profile("lab", "مختبر قطرة", "فحص الدفعات", "", "", "", "official", "/people/lab/", PICTURE)


@pytest.fixture
def plan() -> Plan:
    return Plan(COMPANY, lambda lang, message: ARABIC.get(message, message) if lang == "ar" else message)


def piece(kind: str, lang: str = "ar", **values) -> Piece:
    common = {
        "slug": "open",
        "source": "s",
        "shown": "content/ar/open.md",
        "title": "نفتح",
        "summary": "ملخّص",
        "body": Markup(""),
    }
    return Piece(kind=kind, lang=lang, date=datetime(2026, 3, 12, tzinfo=RIYADH), **{**common, **values})


def page_of(item: Piece, **values) -> Page:
    teaser = Teaser(
        item.kind, item.lang, item.title, item.summary, "/x/", item.date, (Anchor("فريق العناية", "/people/care/"),),
        values.get("voice", "official"), item.illustration,
    )  # fmt: skip
    return Page("/x/", item.lang, item.kind, item.title, values={"piece": item, "teaser": teaser})


def test_a_release_says_so_with_place_and_date(plan):
    card = plan.card(page_of(piece("release", dateline="الرياض")))
    assert (card.layout, card.kicker, card.line) == ("release", "بيان صحفي", "الرياض، 12 مارس 2026")


def test_a_post_says_when_and_by_whom(plan):
    card = plan.card(page_of(piece("post")))
    assert (card.layout, card.kicker, card.line) == ("post", "المدوّنة", "12 مارس 2026 · فريق العناية")


def test_a_fan_is_named_in_words_too(plan):
    card = plan.card(page_of(piece("post"), voice="fan"))
    assert (card.voice, card.kicker) == ("fan", "صوت محبّ")


def test_a_product_says_what_it_does(plan):
    card = plan.card(page_of(piece("product", lang="en", title="Qatra One", summary="A filter.")))
    assert (card.layout, card.kicker, card.line) == ("product", "Product", "A filter.")


def test_a_page_is_its_title_alone(plan):
    card = plan.card(page_of(piece("page")))
    assert (card.layout, card.kicker, card.line) == ("post", "", "")


def test_the_picture_of_a_piece_is_on_its_card(plan):
    card = plan.card(page_of(piece("post", illustration=Illustration(PICTURE, "المختبر"))))
    assert card.picture.source == PICTURE.source
    assert "1f3a" in card.picture.digest


def test_a_person_is_shown_with_portrait_voice_and_role(plan):
    card = plan.card(Page("/people/lab/", "ar", "person", LAB.name, values={"profile": LAB}))
    assert (card.layout, card.kicker, card.line) == ("person", "صوت رسمي", "فحص الدفعات")
    assert card.picture.source == PICTURE.source


@pytest.mark.parametrize(
    ("template", "values", "title", "kicker"),
    [
        ("home", {}, "ماء أصفى", ""),
        ("section", {}, "عنوان", ""),
        ("tag", {}, "عنوان", "وسم"),
        ("archive", {"parts": ()}, "عنوان", ""),
        ("archive", {"parts": ("2026",)}, "عنوان", "Archive"),
        ("people", {}, "عنوان", ""),
        ("404", {}, "عنوان", ""),
    ],
)
def test_every_list_has_a_card(plan, template, values, title, kicker):
    card = plan.card(Page("/x/", "ar", template, "عنوان", values=values))
    assert (card.layout, card.title, card.kicker, card.brand) == ("list", title, kicker, "قطرة")


def test_faults_of_lists_are_named_in_the_company_s_file(plan):
    assert plan.card(Page("/x/", "ar", "tag", "🫨")).shown == "content/company.toml"


def test_a_page_that_forwards_has_none(plan):
    assert plan.cards([Page("/old/", "ar", "redirect", "قديم")]) == {}


def test_all_pages_of_a_list_share_one_card(plan):
    pages = [Page(f"/blog/{part}", "ar", "section", "المدوّنة") for part in ("", "page/1/", "page/2/")]
    assert len(set(plan.cards(pages).values())) == 1


def test_a_quotation_says_who_speaks_in_which_voice(plan):
    card = plan.quotation(piece("release"), "من حقّكم أن تعرفوا.", LAB)
    assert (card.layout, card.title, card.speaker) == ("quotation", "«من حقّكم أن تعرفوا.»", "مختبر قطرة")
    assert card.role == "صوت رسمي · فحص الدفعات"
    assert card.shown == "content/ar/open.md"


def test_a_key_fact_says_which_release_it_is_from(plan):
    card = plan.fact(piece("release"), "99.4% من الرصاص")
    assert (card.layout, card.kicker, card.line) == ("fact", "حقيقة", "نفتح")


def test_the_page_of_a_part_has_the_card_of_the_part(plan):
    fact, said = (
        Fact("fact-1", "99.4%", Markup("99.4%")),
        Quotation("quote-1", "نعم.", Markup("نعم."), "lab", "official"),
    )
    of_fact, of_said = (
        plan.card(Page("/x/", "ar", "part", "نفتح", values={"part": part, "part_of": piece("release"), "speaker": who}))
        for part, who in ((fact, None), (said, LAB))
    )
    assert (of_fact.layout, of_fact.title) == ("fact", "99.4%")
    assert (of_said.layout, of_said.speaker) == ("quotation", "مختبر قطرة")
