"""End to end with the real thing: a thread on Bluesky grows, is moderated, and loses a branch."""

from dataclasses import replace

import pytest

from hiwar.model.community import Community
from tests.threads.bluesky_server import Bluesky
from tests.threads.test_isso import House, words
from tests.threads.test_listen import piece

FRONT = "https://bsky.app"


@pytest.mark.slow
def test_a_real_thread(tmp_path):
    """Twelve deep, one hidden by its gate, one deleted from the middle: the rest of the branch stays."""
    with Bluesky() as sky:
        for who, name in (("qatra", "قطرة"), ("lina", "ليلى <b>"), ("omar", "Omar"), ("troll", "x")):
            sky.join(who=who, name=name)
        root = sky.say(who="qatra", text="قطرة ٢")
        first = sky.say(who="lina", text="كم يدوم المرشّح؟ 💧 <script>alert(1)</script>", to=root)
        second = sky.say(who="omar", text="Nine months.", to=first)
        deep = second
        for number in range(10):
            deep = sky.say(who=("lina", "omar")[number % 2], text=f"level {number}", to=deep)
        insult = sky.say(who="troll", text="Only fools pay for water.", to=root)
        sky.hide(who="qatra", uris=[insult])

        house = House(sky, tmp_path)
        house.company = replace(house.company, communities=(Community("bluesky", FRONT, api=sky.url),))
        key = root.removeprefix("at://").replace("app.bsky.feed.post", "post")
        house.pieces = (piece("tank", "ar", f"{FRONT}/profile/{key}"),)

        assert house.listen().exit_code == 0
        conversation = house.conversation()
        assert conversation.count == 12
        ((name, html, _),) = words(conversation.turns)
        assert name == "ليلى <b>"
        assert html == "<p>كم يدوم المرشّح؟ 💧 &lt;script&gt;alert(1)&lt;/script&gt;</p>"
        (source,) = house.threads()[house.pieces[0].id].sources
        assert {comment.id: comment.state for comment in source.comments}[insult] == "hidden"
        assert house.listen().written == 0

        sky.remove(who="omar", uri=second)
        assert house.listen().exit_code == 0
        (source,) = house.threads()[house.pieces[0].id].sources
        states = {comment.id: comment.state for comment in source.comments}
        assert states[second] == "deleted"
        assert list(states.values()).count("visible") == 11
        assert house.conversation().count == 11

        sky.remove(who="qatra", uri=root)
        assert house.listen().exit_code == 0
        assert house.conversation().count == 11
        assert house.conversation().venues[0].state == "gone"
