"""The manifest names the site, its way of writing and its icons."""

import json

from hiwar.meta.icons import compose, stand_in
from hiwar.meta.manifest import render
from tests.meta.test_tags import COMPANY


def test_the_manifest_is_that_of_the_default_language():
    manifest = json.loads(render(COMPANY, "#fbfaf6", "#0b6e6e"))
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("قطرة", "ar", "rtl")
    assert manifest["start_url"] == manifest["scope"] == "/base/"


def test_every_icon_that_it_names_is_made():
    made = compose(stand_in("#d8432f", "rtl"), "#fff").files
    for icon in json.loads(render(COMPANY, "#fbfaf6", "#0b6e6e"))["icons"]:
        assert icon["src"].removeprefix("/base") in made
