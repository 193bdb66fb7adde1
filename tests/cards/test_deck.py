"""An unchanged site draws nothing; a changed one draws what changed."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from hiwar.cards.deck import deal, too_small
from hiwar.cards.spec import CardSpec, Picture

ROOT = Path(__file__).parents[2]
SPECS = tuple(CardSpec("post", lang, "قطرة", f"عنوان {number}") for number in range(2) for lang in ("ar", "en"))


def test_an_unchanged_site_draws_no_card(look, tmp_path):
    assert deal(SPECS, look, tmp_path).drawn == 4
    again = deal(SPECS, look, tmp_path)
    assert again.drawn == 0
    assert len(again.cards) == 4


def test_a_changed_title_draws_one_card_and_a_new_logo_all(look, tmp_path):
    deal(SPECS, look, tmp_path)
    assert deal((*SPECS[1:], replace(SPECS[0], title="آخر")), look, tmp_path).drawn == 1
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
    assert deal(SPECS, replace(look, logo=logo), tmp_path).drawn == 4


def test_an_address_holds_a_hash_of_the_bytes(look, tmp_path):
    deck = deal(SPECS[:1], look, tmp_path)
    ((address, source),) = deck.files.items()
    assert address == f"/cards/{hashlib.sha256(source.read_bytes()).hexdigest()[:20]}.jpg"
    assert deck.cards[SPECS[0]].address == address


def test_a_card_says_in_words_what_it_shows(look, tmp_path):
    spec = CardSpec("release", "en", "Qatra", "The lab opens", "Press release", "Riyadh")
    assert deal([spec], look, tmp_path).cards[spec].alt == "Press release — The lab opens — Riyadh — Qatra"


def test_the_warning_of_a_tiny_picture_comes_back_when_the_card_is_not_drawn(look, tmp_path):
    Image.new("RGB", (9, 9)).save(tmp_path / "dot.png")
    spec = replace(SPECS[0], picture=Picture(tmp_path / "dot.png", "dot"), shown="a.md")
    first, second = (deal([spec], look, tmp_path / "cards") for _ in range(2))
    assert second.drawn == 0
    assert first.bare == second.bare == {spec}
    assert too_small(spec).severity == "warning"


def test_a_card_with_a_fault_is_not_kept(look, tmp_path):
    spec = replace(SPECS[0], title="水")
    for _ in range(2):
        deck = deal([spec], look, tmp_path)
        assert (deck.drawn, len(deck.faults), len(deck.cards)) == (1, 1, 0)


def test_several_processes_draw_the_same_cards_as_one(look, tmp_path):
    specs = [replace(SPECS[0], title=f"عنوان {number}") for number in range(24)]
    one, two = (deal(specs, look, tmp_path / str(count), processes=count) for count in (1, 2))
    assert one.files.keys() == two.files.keys()


def test_when_a_process_is_killed_the_cards_are_drawn_all_the_same(look, tmp_path, monkeypatch):
    class Killed(ProcessPoolExecutor):
        def map(self, *args, **options):
            raise BrokenProcessPool

    monkeypatch.setattr("hiwar.cards.deck.ProcessPoolExecutor", Killed)
    specs = [replace(SPECS[0], title=f"عنوان {number}") for number in range(24)]
    assert len(deal(specs, look, tmp_path, processes=2).cards) == 24


@pytest.mark.parametrize("name", ["PATH", "HOME"])
def test_the_bytes_do_not_depend_on_the_environment(look, tmp_path, name):
    """No variable, no system font, no fontconfig, no FriBiDi: the same card."""
    here = next(iter(deal(SPECS[:1], look, tmp_path / "here").files))
    program = (
        "import sys; from pathlib import Path\n"
        "from hiwar.cards.deck import deal; from hiwar.cards.spec import CardSpec, Look\n"
        f"look = Look(Path({str(look.template)!r}), (Path({str(look.fonts[0])!r}),))\n"
        f"spec = CardSpec('post', 'ar', 'قطرة', {SPECS[0].title!r})\n"
        f"sys.stdout.write(next(iter(deal([spec], look, Path({str(tmp_path / 'there')!r})).files)))\n"
    )
    environment = {"PYTHONPATH": os.pathsep.join(["plugins", *sys.path])} | ({} if name == "PATH" else {"HOME": "/"})
    command = [sys.executable, "-c", program]
    there = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert there == here
