"""A text fits its place, ends with its whole address, and reads in its order."""

from dataclasses import replace

import pytest

from hiwar import lengths
from hiwar.announce import facets, preview, report
from hiwar.announce.compose import MANNERS, Quoted, compose, hashtag, marked, shown_address
from hiwar.announce.place import Picture
from hiwar.announce.plan import Task
from hiwar.bidi import LRM
from hiwar.communities import ANNOUNCED
from hiwar.model.announcement import Wording
from tests.announce.making import URL, community, message, said

FAMILY = "👨‍👩‍👧‍👦"
MARKED = "مَاءٌ صَافٍ"
LONG = "https://news.qatra.example/" + "a" * 473
EVERY = pytest.mark.parametrize("platform", ANNOUNCED)


@EVERY
@pytest.mark.parametrize(
    "text", [FAMILY * 600, f"{FAMILY} " * 600, f"{MARKED} " * 900, "water " * 2000, "م" * 5000, ""]
)
@pytest.mark.parametrize("url", [URL, LONG])
def test_it_fits_and_its_address_is_whole(platform, text, url):
    """Emoji families, vowelled letters and 500-character addresses at the limit."""
    one = message(title="ماء", summary="", url=url, lang="ar", wording=said(all=text) if text else Wording())
    draft = compose(one, community(platform))
    used, most = report.length(draft, platform)
    assert used <= most
    manner = MANNERS[platform]
    assert lengths.fits(draft.text, manner.rule)
    if manner.form != "carded":
        assert lengths.ADDRESS.findall(draft.text)[-1] == url
    if platform == "bluesky":
        assert draft.url == url
        assert len(draft.text.encode()) <= 3000
    words = set(draft.text.replace(url, "").replace("…", "").replace(LRM, "").split())
    assert all(word in text.split() or word.startswith("#") or word == "ماء" for word in words) or " " not in text


@EVERY
def test_a_writer_s_own_line_is_taken_whole(platform):
    own = message(wording=said(all="Ask us anything!", bluesky="Ask us, sky!"))
    text = compose(own, community(platform)).text
    assert text.startswith("Ask us, sky!" if platform == "bluesky" else "Ask us anything!")


def test_tags_go_before_words_do():
    """What a writer typed is not shortened for the sake of a hashtag."""
    text = "w" * 470
    draft = compose(message(wording=said(all=text)), community("mastodon"))
    assert draft.text == f"{text}\n\n{URL}"
    short = compose(message(wording=said(all="Water.")), community("mastodon"))
    assert short.text == f"Water.\n\n{URL}\n\n#Water_quality #Lab"


def test_a_warning_stands_before_the_text():
    """Where there is a place for it, there; elsewhere in the first line."""
    warned = message(wording=replace(said(all="Glass."), warning="broken glass"))
    assert compose(warned, community("mastodon")).warning == "broken glass"
    assert compose(warned, community("mastodon")).text.startswith("Glass.")
    assert compose(warned, community("bluesky")).text.startswith("⚠ broken glass\n\nGlass.")


def test_a_warning_takes_its_room():
    text = "w " * 400
    warned = message(wording=replace(said(all=text), warning="x" * 100))
    draft = compose(warned, community("mastodon"))
    assert lengths.measure(draft.text + draft.warning, lengths.MASTODON) <= 500


@pytest.mark.parametrize(("text", "shown"), [
    ("اكتبوا إلى @lab أو #hiwar", f"اكتبوا إلى {LRM}@lab أو {LRM}#hiwar"),
    ("في https://qatra.example/a/b?x=2026-01-01 هنا", "في https://qatra.example/a/b?x=2026-01-01 هنا"),
    ("موعدنا 2026-03-12", f"موعدنا {LRM}2026-03-12"),
])  # fmt: skip
def test_marks_keep_handles_and_tags_in_order_and_addresses_as_they_are(text, shown):
    assert marked(text, "ar") == shown


@pytest.mark.parametrize(("name", "tag"), [
    ("إعادة التدوير", "#إعادة_التدوير"), ("Water quality", "#Water_quality"), ("C++", "#C"), ("2026", ""), ("😀", ""),
])  # fmt: skip
def test_a_tag_becomes_a_hashtag(name, tag):
    assert hashtag(name) == tag


def test_facets_count_bytes():
    """Arabic letters are two bytes, an emoji four; what is cut out of the bytes is what was meant."""
    text = "💧 ماء #قطرة من @lab.qatra.example و @nobody في https://qatra.example/#x و qatra.example/blog…"
    found = facets.compose(text, {"lab.qatra.example": "did:plc:lab"}, {"qatra.example/blog…": URL})
    cut = [(text.encode()[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode(), f["features"][0]) for f in found]
    kind = "app.bsky.richtext.facet#"
    assert cut == [
        ("#قطرة", {"$type": f"{kind}tag", "tag": "قطرة"}),
        ("@lab.qatra.example", {"$type": f"{kind}mention", "did": "did:plc:lab"}),
        ("https://qatra.example/#x", {"$type": f"{kind}link", "uri": "https://qatra.example/#x"}),
        ("qatra.example/blog…", {"$type": f"{kind}link", "uri": URL}),
    ]


@pytest.mark.parametrize("platform", ["mastodon", "bluesky", "telegram", "x"])
def test_a_quotation_is_quoted_with_its_marks(platform):
    """Each language has its own marks, and the address leads to the quotation."""
    quoted = Quoted("الماء يكفي.", "مختبر قطرة", "quote-1", Picture(b"x", "اقتباس"))
    draft = compose(message(lang="ar", quoted=quoted), community(platform))
    assert draft.text.startswith("«الماء يكفي.»\n— مختبر قطرة")
    assert draft.url == f"{URL}#quote-1"
    assert draft.is_picture_told
    if platform == "bluesky":
        assert shown_address(draft.url) in draft.text


def test_a_thousand_previews(figures):
    """A hundred pieces at eleven places each."""
    places = [community(platform) for platform in ANNOUNCED]
    text = f"{MARKED} {FAMILY} نقيس كل دفعة وننشر الأرقام كما هي. " * 6
    with figures.timed("previews of 1,100 announcements", asked=2):
        tasks = [
            Task(compose(message(f"p{number}", "ar", summary=text, title=f"ماء {number}"), place), place)
            for number in range(100)
            for place in places
        ]
        page = preview.render(tasks)
    assert page.count("<article") == 1100
    assert 'dir="rtl" lang="ar"' in page
