"""A real thread on Bluesky grows, is moderated and loses branches; what was said stands in the page."""

import pytest

from tests.servers.bluesky import Bluesky
from tests.servers.newsroom import Newsroom
from tests.servers.processes import LOOPBACK, listening

FRONT = "https://bsky.app"
QUESTION = "كم يدوم المرشّح؟ 💧 <script>alert(1)</script>"


@pytest.fixture
def sky():
    with Bluesky() as running:
        assert [listening(process) for process in running.started] == [{LOOPBACK}] * 3
        for who, name in (("qatra", "قطرة"), ("lina", "ليلى <b>"), ("omar", "Omar"), ("troll", "x")):
            running.join(who, name)
        running.join("shy", "Shy", labels=["!no-unauthenticated"])
        yield running


def newsroom(sky, folder, root):
    key = root.removeprefix("at://").replace("app.bsky.feed.post", "post")
    return Newsroom(folder / "newsroom", "bluesky", FRONT, sky.url, f"{FRONT}/profile/{key}")


def deep(sky, post, levels):
    """Let two talk below a post."""
    for number in range(levels):
        post = sky.say(("lina", "omar")[number % 2], f"level {number}", post)
    return post


@pytest.mark.slow
def test_a_real_thread(sky, tmp_path):
    """Deep answers, a link among Arabic, one hidden by the gate, one edited; a branch outlives what it answers."""
    root = sky.say("qatra", "قطرة ٢ وصلت", lang="ar")
    first = sky.say("lina", QUESTION, root, lang="ar")
    link = {"text": "الصفحة", "uri": "https://qatra.example/tank"}
    second = sky.say("omar", "Nine months 👍🏽 انظر الصفحة here", first, link=link)
    deep(sky, second, 10)
    insult = sky.say("troll", "Only fools pay for water.", root)
    sky.say("shy", "not for all the world", root)
    sky.hide("qatra", root, [insult])
    room = newsroom(sky, tmp_path, root)

    assert room.listen()[0]
    assert not room.listen()[0]
    assert "not for all the world" not in room.text
    assert room.states()[insult] == "hidden"
    page = room.page("ar")
    assert len(page.turns) == 12
    assert page.turns[0] == ("ليلى <b>", QUESTION, 0)
    (anchor,) = page.turn("Nine months 👍🏽 انظر الصفحة here").xpath(".//a")
    assert (anchor.text, anchor.get("href")) == ("الصفحة", link["uri"])
    words = page.turn(QUESTION)
    assert (words.get("lang"), words.get("dir")) == ("ar", "rtl")

    sky.remove("omar", second)
    sky.edit("lina", first, "كم شهرًا يدوم؟")
    sky.hide("qatra", root, [])
    assert room.listen()[0]
    assert not room.listen()[0]
    states = room.states()
    assert (states[second], states[insult]) == ("deleted", "visible")
    assert "Nine months" not in room.text
    assert "كم يدوم" not in room.text
    page = room.page("en")
    assert {"كم شهرًا يدوم؟", "level 0", "level 9", "Only fools pay for water."} <= set(page.texts)
    assert len(page.texts) == 12

    sky.remove("qatra", root)
    assert room.listen()[0]
    assert room.source["state"] == "gone"
    page = room.page("en")
    assert len(page.texts) == 12
    assert page.note


@pytest.mark.slow
def test_an_author_who_is_blocked(sky, tmp_path):
    """What the company's account blocks off is no longer shown, nor is it lost; unblocked, it is back."""
    root = sky.say("qatra", "قطرة ٢")
    insult = sky.say("troll", "Only fools pay for water.", root)
    below = sky.say("lina", "بل العقلاء", insult)
    kind = [sky.say("omar", f"Thank you {number}", root) for number in range(8)]
    room = newsroom(sky, tmp_path, root)
    room.listen()
    assert len(room.page("ar").turns) == 10

    sky.block("qatra", "troll")
    assert room.listen()[0]
    states = room.states()
    assert states[insult] == "hidden"
    assert below in states
    assert set(kind) <= {key for key, state in states.items() if state == "visible"}
    assert room.page("ar").texts == [f"Thank you {number}" for number in range(8)]

    sky.unblock("qatra", "troll")
    assert room.listen()[0]
    assert len(room.page("ar").turns) == 10
