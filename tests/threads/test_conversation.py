"""What a page shows of a thread, as values and as HTML."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader
from lxml import html as lxml_html

from hiwar import i18n
from hiwar.model.community import Community
from hiwar.model.company import Company
from hiwar.model.page import Page
from hiwar.model.thread import Attachment, Author
from hiwar.platforms import registry
from hiwar.platforms.adapter import Body
from hiwar.site.assets import read_assets
from hiwar.site.templates import ENVIRONMENT, equip
from hiwar.threads.anchors import anchor
from hiwar.threads.cleaning import clean
from hiwar.threads.conversation import compose, initials
from tests.browser import opened_browser
from tests.hostile import ALLOWED, payloads
from tests.threads.making import NOW, URL, comment, manner, said, source, thread

ROOT = Path(__file__).parent.parent.parent
RIYADH = ZoneInfo("Asia/Riyadh")
QATRA = Community("mastodon", "https://social.qatra.example", {"ar": "ساحة قطرة", "en": "Qatra Square"})
REF = registry.match(URL, [QATRA])
LAB = "https://social.qatra.example/@lab"


def composed(*sources, lang="en", voices=None):
    return compose(thread(*sources) if sources else None, (REF,), manner(lang, voices))


@pytest.fixture(scope="module")
def environment():
    """Templates as a build has them."""
    loader = ChoiceLoader(
        [
            DictLoader({"page.html": '<main>{% include "partials/conversation.html" %}</main>'}),
            FileSystemLoader(ROOT / "theme" / "templates"),
        ]
    )
    made = Environment(loader=loader, **ENVIRONMENT)
    company = Company("https://news.qatra.example", ("ar", "en"), RIYADH, {"ar": "قطرة", "en": "Qatra"}, "x,2026")
    catalogues = i18n.read_catalogues(ROOT / "theme" / "translations", company.languages)
    equip(made, company, catalogues, read_assets(ROOT / "theme" / "static"))
    return made


def rendered(environment, conversation, lang="en"):
    page = Page(f"/{lang}/blog/tank/", lang, "page", "Tank")
    return environment.get_template("page.html").render(conversation=conversation, lang=lang, page=page)


def test_no_discussion_is_no_section(environment):
    assert compose(None, (), manner("en")) is None
    page = environment.get_template("page.html")
    assert page.render(lang="en", conversation=None) == page.render(lang="en") == "<main></main>"


def test_a_discussion_without_a_word_says_so_and_invites(environment):
    text = rendered(environment, composed())
    assert "Nobody has said anything yet." in text
    assert f'href="{URL}"' in text
    assert "Qatra Square" in text


def test_moments_are_the_companys():
    conversation = composed(source(comment("a"), heard=NOW))
    assert conversation.heard.isoformat() == "2026-11-20T15:00:00+03:00"
    assert conversation.turns[0].published.isoformat() == "2026-11-02T12:00:00+03:00"


def test_the_count_is_of_what_is_shown():
    gone = replace(comment("a"), state="deleted", html="", author=Author())
    hidden = replace(comment("c"), state="hidden")
    conversation = composed(source(gone, comment("b", answers="a"), hidden))
    assert conversation.count == 1


def test_answers_nest_four_deep_and_fold_below():
    names = "abcdefg"
    chain = [comment(name, day=n + 2, **({"answers": names[n - 1]} if n else {})) for n, name in enumerate(names)]
    turn, depth = composed(source(*chain)).turns[0], 1
    while turn.answers:
        turn, depth = turn.answers[0], depth + 1
    assert depth == 4
    assert [one.comment.key for one in turn.folded] == ["e", "f", "g"]
    assert [one.answered.comment.key for one in turn.folded] == ["d", "e", "f"]


def test_both_twins_show_the_same_in_their_words(environment):
    conversation = source(comment("a", lang="ar", html="<p>كم يدوم؟</p>"))
    english = rendered(environment, composed(conversation))
    arabic = rendered(environment, composed(conversation, lang="ar"), "ar")
    for text in (english, arabic):
        assert '<div class="turn-text" lang="ar" dir="rtl" itemprop="text"><p>كم يدوم؟</p></div>' in text
    assert "1 comment" in english
    assert "Conversation" not in arabic
    assert "ساحة قطرة" in arabic


@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 100])
def test_arabic_counts_in_six_forms(environment, count):
    """No English is left in an Arabic page, whatever the count."""
    conversation = composed(source(*(comment(f"c{n}") for n in range(count))), lang="ar")
    words = lxml_html.fromstring(rendered(environment, conversation, "ar")).text_content()
    assert not re.search(r"[Cc]omment|Nobody|Heard|Join|Answer|At its|Conversation", words)


def test_marks_of_a_comment(environment):
    text = rendered(
        environment,
        composed(
            source(
                comment(
                    "a",
                    edited=NOW,
                    warning="prices <b>",
                    attachments=(Attachment("https://x.example/1.png", "a bill"),),
                ),
                replace(comment("b"), state="missing", absent_since=NOW),
                replace(comment("c"), state="deleted", html="", author=Author()),
                comment("d", answers="c"),
                comment("e", author=Author()),
            )
        ),
    )
    assert "<summary><bdi>prices &lt;b&gt;</bdi></summary>" in text
    assert ">edited</time>" in text
    assert "no longer at its source" in text
    assert "This comment was deleted." in text
    assert ">Somebody</bdi>" in text
    assert '<a href="https://x.example/1.png" rel="nofollow ugc noopener noreferrer"><bdi>a bill</bdi></a>' in text


def test_the_state_of_a_source_is_said(environment):
    for state, words in (("stale", "has not answered since"), ("gone", "is kept here")):
        text = rendered(environment, composed(source(comment("a"), state=state, since=NOW, why="answered 503")))
        assert words in text
        assert "answered 503" not in text
    assert "There may be more" in rendered(environment, composed(source(comment("a"), complete=False)))
    assert 'class="button"' not in rendered(environment, composed(source(comment("a"), state="gone", since=NOW)))


def test_the_company_speaks_by_its_accounts_only(environment):
    """A name is no proof: somebody may call themselves Qatra Lab."""
    ours = comment("a", author=Author("Qatra Lab", LAB))
    theirs = comment("b", author=Author("Qatra Lab", "https://evil.example/@lab"))
    conversation = composed(source(ours, theirs), voices={LAB: "official"})
    assert [turn.voice for turn in conversation.turns] == ["official", None]
    assert rendered(environment, conversation).count("Official answer") == 1


def test_a_forum_is_called_so_in_the_language_of_the_page(environment):
    """Names of platforms are their own; "Forum" is a word."""
    forum = Community("feed", "https://forum.baytak.example", {"ar": "منتدى بيتك", "en": "Baytak forum"})
    url = "https://forum.baytak.example/t/7"
    catalogues = i18n.read_catalogues(ROOT / "theme" / "translations", ("ar", "en"))
    for lang, word in (("ar", "منتدى"), ("en", "Forum")):
        heard = thread(source(comment("a"), platform="feed", url=url))
        words = partial(catalogues.gettext, lang)
        conversation = compose(heard, (registry.match(url, [forum]),), replace(manner(lang), translate=words))
        page = lxml_html.fromstring(rendered(environment, conversation, lang))
        assert [label.text for label in page.find_class("turn-venue")] == [word]
        assert f"({word})" in page.get_element_by_id("join").text_content()


@pytest.mark.parametrize(
    "listed", ["https://bsky.app/profile/did:plc:lab", "https://bsky.app/profile/lab.qatra.example"]
)
def test_a_bluesky_account_is_known_by_its_did_and_by_its_handle(listed):
    """People type the handle; the platform vouches for both."""
    lab = Author("Lab", "https://bsky.app/profile/did:plc:lab", "@lab.qatra.example")
    lost = Author("Lab", "https://bsky.app/profile/did:plc:lab")
    stranger = Author("Lab", "https://bsky.app/profile/did:plc:other", "@lab.example")
    comments = [comment(name, author=author) for name, author in (("a", lab), ("b", stranger), ("c", lost))]
    voices = [turn.voice for turn in composed(source(*comments), voices={listed: "official"}).turns]
    assert voices == ["official", None, "official" if "did:" in listed else None]


def test_an_enthusiast_has_another_voice(environment):
    text = rendered(environment, composed(source(comment("a", author=Author("Omar", LAB))), voices={LAB: "fan"}))
    assert "by-fan" in text
    assert "Fan voice" in text
    assert "Official answer" not in text


@pytest.mark.parametrize(
    ("waited", "english", "arabic"),
    [
        (timedelta(0), "after 1 minute", "بعد دقيقة واحدة"),
        (timedelta(minutes=59), "after 59 minutes", "بعد 59 دقيقة"),
        (timedelta(hours=3, minutes=50), "after 3 hours", "بعد 3 ساعات"),
        (timedelta(hours=47), "after 47 hours", "بعد 47 ساعة"),
        (timedelta(days=12), "after 12 days", "بعد 12 يومًا"),
    ],
)
def test_the_companys_answer_says_how_long_it_took(environment, waited, english, arabic):
    asked = comment("a", html="<p>How long does it last?</p>")
    answer = comment("b", answers="a", author=Author("Qatra Lab", LAB), published=asked.published + waited)
    for lang, words in (("en", f"Answered {english}<"), ("ar", f"جاء الجواب {arabic}<")):
        conversation = composed(source(asked, answer), lang=lang, voices={LAB: "official"})
        assert words in rendered(environment, conversation, lang)


def test_only_the_companys_answers_to_others_are_timed():
    lab = Author("Qatra Lab", LAB)
    gone = replace(comment("d"), state="deleted", html="", author=Author())
    said_by_lab = comment("a", author=lab)
    own, other = comment("b", answers="a", author=lab), comment("c", answers="a")
    late = comment("e", answers="d", author=lab)
    turns = composed(source(said_by_lab, own, other, gone, late), voices={LAB: "official"}).turns
    assert {turn.waited for top in turns for turn in (top, *top.answers)} == {None}


def test_the_places_are_those_where_something_was_said(environment):
    """One that is silent is invited to, and not counted."""
    elsewhere = "https://forum.example/t/1"
    quiet = source(platform="discourse", url=elsewhere)
    conversation = composed(source(comment("a"), comment("b")), quiet)
    assert [place.url for place in conversation.places] == [URL]
    assert "2 comments from 1 place<" in rendered(environment, conversation)
    loud = source(comment("c"), platform="discourse", url=elsewhere)
    text = rendered(environment, composed(source(comment("a")), loud, lang="ar"), "ar")
    assert "تعليقان من مكانين<" in text
    assert "<li><bdi>forum.example</bdi></li>" in text


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Lina Said", "LS"),
        ("omar", "O"),
        ("ليلى سعيد", "ل"),
        ("🌙 Fatima", "F"),
        ("<b>x</b>", "B"),
        ("🌙", ""),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_fragment_is_for_ever():
    """Links to comments lie in other people's pages."""
    assert anchor("https://social.example/users/lina/statuses/1") == "comment-3e67173f1b"


def hostile_conversation():
    comments = []
    for number, text in enumerate(payloads()):
        for kind in ("html", "plain"):
            author = Author(text, text, text)
            item = said(f"{number}{kind}", body=Body(text, kind), author=author, warning=text, lang=text, url=text)
            comments.append(clean(item))
    return composed(source(*comments))


def test_hostile_text_leaves_the_page_as_it_is(environment):
    """Every payload as name, address, warning, language and body: only our own elements come out."""
    page = lxml_html.fromstring(rendered(environment, hostile_conversation()))
    assert [child.tag for child in page] == ["section"]
    assert not page.xpath("//script")
    inside = {element.tag for element in page.xpath("//div[@class='turn-text']//*")}
    assert inside <= ALLOWED
    for element in page.iter():
        names = set(element.attrib)
        assert not {name for name in names if name.startswith("on")}, element
        assert "style" not in names
    schemes = {href.partition(":")[0] for href in page.xpath("//a/@href") if not href.startswith("#")}
    assert schemes <= {"http", "https"}
    assert not page.xpath("//img | //iframe | //object | //embed | //link | //base | //style | //svg | //math")


#: Touches everything once: what waits for a reader's hand shall run as well.
TOUCH = """() => {
  document.addEventListener("click", event => event.preventDefault(), true);
  for (const element of document.querySelectorAll("main *"))
    for (const kind of ["click", "mouseover", "focus", "toggle", "pointerdown", "error", "load"])
      element.dispatchEvent(new MouseEvent(kind, {bubbles: false, cancelable: true}));
  return window.trapped;
}"""
TRAP = "<script>window.trapped = 0; alert = confirm = prompt = print = () => { window.trapped += 1 }</script>"


def test_hostile_text_runs_nowhere_in_a_real_browser(environment):
    """Nothing runs, nothing is asked of anybody but our own script, whatever is touched."""
    body = rendered(environment, hostile_conversation())
    asked = []
    with opened_browser() as browser:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (asked.append("a dialog"), dialog.dismiss()))
        text = f'<!doctype html><meta charset="utf-8"><title>x</title>{TRAP}{body}'
        page.route("**/*", lambda route: route.fulfill(body=text, content_type="text/html"))
        page.goto("https://news.qatra.example/en/blog/tank/")
        assert page.evaluate(TOUCH) == 0
    hosts = {url for url in asked if not url.startswith("https://news.qatra.example/")}
    assert hosts == set()
    assert {url.rpartition("/")[2].partition(".")[0] for url in asked} <= {"", "fediverse"}


@pytest.mark.slow
def test_two_thousand_comments_render(environment, figures):
    """The figure of the issue; nested as talk nests."""
    comments = [
        comment(f"c{n}", published=NOW + timedelta(minutes=n), **({"answers": f"c{n // 3}"} if n % 4 else {}))
        for n in range(2000)
    ]
    heard = source(*comments)
    rendered(environment, composed(source(comment("warm"))))
    with figures.timed("2,000 comments composed and rendered", asked=0.5):
        text = rendered(environment, composed(heard))
    assert text.count('class="turn"') == 2000
