"""End to end with the real thing: visitors talk on Isso, we listen, the page shows it."""

import io
from dataclasses import replace
from functools import partial

import pytest

from hiwar.errors import Faults
from hiwar.http import Client
from hiwar.model.community import Community
from hiwar.threads import files, report
from hiwar.threads.asking import policy_for
from hiwar.threads.conversation import Manner, compose
from hiwar.threads.listen import Means, Place, listen
from hiwar.threads.reading import read
from tests.threads.isso_server import Isso
from tests.threads.making import NOW
from tests.threads.test_listen import company, piece

SITE = "https://blog.qatra.example"
PAGE = "/p/خزان/"


@pytest.fixture
def isso():
    with Isso() as running:
        yield running


class House:
    """A content folder that listens to this server."""

    def __init__(self, isso, folder):
        self.company = replace(company(isso), communities=(Community("isso", SITE, api=isso.url),))
        self.place = Place(folder / "content", folder / "cache", folder)
        self.pieces = (piece("tank", "ar", SITE + PAGE),)
        self.means = Means({}, report.Bar(io.StringIO()))

    def listen(self):
        return listen(self.pieces, self.company, self.place, self.means, NOW, everything=True)

    def threads(self):
        return read(self.pieces, self.company, self.place.content, self.place.cwd, Faults())[1]

    def conversation(self):
        faults = Faults()
        subjects, threads = read(self.pieces, self.company, self.place.content, self.place.cwd, faults)
        assert list(faults) == []
        subject = subjects[self.pieces[0].id]
        return compose(threads.get(subject.piece), subject.refs, Manner("ar", self.company.timezone, {}))


def words(turns):
    return [(turn.comment.author.name, turn.comment.html, words(turn.answers)) for turn in turns]


def test_a_conversation_on_a_real_server(isso, tmp_path):
    """Said, answered, edited, deleted, and the server switched off: nothing is lost but what its author took back."""
    house = House(isso, tmp_path)
    first = isso.write(PAGE, "كم يدوم المرشّح؟ <script>alert(1)</script>", "ليلى")
    answer = isso.write(PAGE, "*Nine months* at [ours](https://qatra.example)", "Sam", parent=first)
    lonely = isso.write(PAGE, "oops", "Omar")

    assert house.listen().exit_code == 0
    ((name, html, answers), (omar, *_)) = words(house.conversation().turns)
    assert (name, omar) == ("ليلى", "Omar")
    assert html.startswith("<p>كم يدوم المرشّح؟")
    assert "<script" not in html
    assert answers[0][1].startswith("<p><em>Nine months</em> at <a href=")

    assert house.listen().written == 0

    isso.edit(answer, "Twelve months")
    isso.delete(first)
    isso.delete(lonely)
    assert house.listen().exit_code == 0
    conversation = house.conversation()
    assert words(conversation.turns) == [("", "", [("Sam", "<p>Twelve months</p>", [])])]
    assert conversation.turns[0].answers[0].edited
    kept = files.path_of(house.place.content, house.pieces[0].id).read_text(encoding="utf-8")
    assert "oops" not in kept
    assert "ليلى" not in kept
    assert "Omar" not in kept


def test_a_server_that_is_switched_off_loses_nothing(tmp_path):
    with Isso() as isso:
        house = House(isso, tmp_path)
        isso.write(PAGE, "شكرًا", "ليلى")
        house.listen()
    door = partial(Client, "Hiwar/test", policy_for(house.company.communities), sleep=lambda _seconds: None)
    house.means = replace(house.means, door=door)
    done = house.listen()
    assert done.exit_code == 3
    assert "cannot be reached" in report.render(done)
    conversation = house.conversation()
    assert words(conversation.turns) == [("ليلى", "<p>شكرًا</p>", [])]
    assert conversation.venues[0].state == "stale"
