"""A process that built before leaves the very bytes that a new one does, whatever was changed between."""

from __future__ import annotations

import io
import sys
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hiwar.serving.resident import Resident
from tests.conftest import COMPANY, PEOPLE, write
from tests.project import copy_project, run
from tests.site.building import changed, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiwar.serving.reply import Reply

POST = """\
Title: A title
Date: 2026-01-01
Authors: desk
Image: shot.png | A shot

Some *words* :-) and [a link]({filename}../press/2026-01-02-r.md).
"""
RELEASE = """\
Title: A release
Date: 2026-01-02
Dateline: Riyadh
Contact: desk

It came out.

## Facts

- One fact of 26.

> It was said.
> — @desk
"""
POST_FILE, RELEASE_FILE = "content/en/blog/2026-01-01-a.md", "content/en/press/2026-01-02-r.md"


def picture(color: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(file, "PNG")
    return file.getvalue()


@dataclass
class Site:
    """A project that is built by a process that stays, and by new ones."""

    folder: Path
    resident: Resident
    #: What was changed so far.
    done: list[str] = field(default_factory=list)

    @property
    def process(self) -> int:
        assert self.resident._process
        return self.resident._process.pid

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file's text."""
        text = (self.folder / name).read_text("utf-8")
        assert old in text, f"{name} has no {old}"
        write(self.folder, {name: text.replace(old, new)})
        self.done.append(f"{name}: {new!r}")

    def same(self) -> Reply:
        """Build both ways and hold them against each other; return how it went."""
        reply = self.resident.build()
        assert reply
        arguments = ("content", "-s", "pelicanconf.py", "-o", "new", "-e", "HIWAR_REVIEW=true", "HIWAR_CLEAN=true")
        fresh = run(self.folder, "pelican", *arguments, f'HIWAR_CACHE="{self.folder / ".cache/new"}"')
        assert (fresh.code, reply.text) == (int(bool(reply.status)), fresh.err), self.done
        if not reply.status:
            other = sorted(changed(snapshot(self.folder / "new"), snapshot(self.folder / ".cache/stays")))
            assert not other, f"{other[:8]} differ after {self.done}"
        return reply


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = copy_project(tmp_path / "site", content=False)
    texts = {"content/company.toml": COMPANY, "content/people.toml": PEOPLE, POST_FILE: POST, RELEASE_FILE: RELEASE}
    arabic = {"content/ar/blog/2026-01-01-a.md": "Title: عنوان\nDate: 2026-01-01\nAuthors: desk\n\nكلام.\n"}
    write(folder, {**texts, **arabic, "content/media/shot.png": picture("red")})
    command = (sys.executable, "-m", "hiwar.commands.resident", str(folder / "content"), str(folder / ".cache/stays"))
    environment = {"PYTHONPATH": str(folder / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"}
    with closing(_Ended(Resident(command, folder, environment))) as ended:
        yield Site(folder, ended.resident)


@dataclass
class _Ended:
    resident: Resident

    def close(self) -> None:
        self.resident.end()


def test_what_a_writer_changes(site: Site) -> None:
    """Words, titles, drafts, people, pictures, the company; and what is wrong, until it is mended."""
    site.same()
    first = site.process
    site.edit(POST_FILE, "*words*", "**other words**")
    assert site.same().effort.startswith("Done: read 1,")
    site.edit(POST_FILE, "A title", "Another title")
    site.edit(RELEASE_FILE, "26", "27")
    site.same()
    write(site.folder, {"content/media/shot.png": picture("blue")})
    site.same()
    site.edit(POST_FILE, "Authors", "Auhtors")
    assert 'unknown key "Auhtors"' in site.same().text
    site.edit(POST_FILE, "Auhtors: desk\n", "Authors: desk\nStatus: draft\n")
    site.same()
    site.edit("content/people.toml", '"The desk"', '"The whole desk"')
    site.same()
    site.edit("content/company.toml", '"Dar"', '"The Dar"')
    site.edit("content/company.toml", "Asia/Riyadh", "Africa/Cairo")
    site.same()
    site.edit("content/company.toml", 'languages = ["ar", "en"]', "languages = 3")
    assert site.same().status
    site.edit("content/company.toml", "languages = 3", 'languages = ["en", "ar"]')
    site.same()
    (site.folder / POST_FILE).unlink()
    site.same()
    assert site.process == first, "a writer's change needs no new process"


def test_what_a_designer_changes(site: Site) -> None:
    """Templates, the company's own, styles, words, the pictures of cards, the documents of releases."""
    site.same()
    first = site.process
    site.edit("theme/templates/partials/footer.html", "<footer", "<p>{{ '/en/'|href }} A foot</p><footer")
    site.edit("theme/static/css/body.css", "{", "{ --serving: 1;")
    site.same()
    site.edit("theme/templates/partials/footer.html", "A foot</p>", "Another foot</p>{% if %}")
    assert "footer.html:" in site.same().text
    site.edit("theme/templates/partials/footer.html", "Another foot</p>{% if %}", "Another foot</p>")
    site.edit("theme/translations/ar.po", 'msgid "Home"\nmsgstr "', 'msgid "Home"\nmsgstr "دار ')
    site.same()
    site.edit("theme/cards/card.typ", "#let ", "#let serving = 1\n#let ")
    site.edit("theme/press/release.typ", "#let ", "#let serving = 1\n#let ")
    site.same()
    fonts = site.folder / "theme/cards/fonts"
    (fonts / "text-400.ttf").write_bytes((fonts / "text-600.ttf").read_bytes())
    site.same()
    own = "{% extends '!theme/base.html' %}{% block main %}<main>{{ page.address }}</main>{% endblock %}"
    write(site.folder, {"content/theme/templates/tags.html": own, "content/theme/static/css/own.css": "a { top: 0 }"})
    site.same()
    (site.folder / "content/theme/templates/tags.html").unlink()
    site.same()
    assert site.process == first, "a designer's change needs no new process"


def test_what_a_developer_changes(site: Site) -> None:
    """Our own source, settings, a plugin of the company's: each is read by a new process."""
    site.same()
    seen = [site.process]
    site.edit("plugins/hiwar/site/own_files.py", "User-agent: *\\nDisallow", "User-agent: all\\nDisallow")
    site.same()
    seen.append(site.process)
    robots = site.folder / ".cache/stays/robots.txt"
    assert robots.read_text() == "User-agent: all\nDisallow: /\n"
    plugin = (
        "from pelican.plugins import signals\nfrom hiwar.site.stage import Stage\nKEPT = []\n"
        "class Own(Stage):\n    def generate_context(self):\n        KEPT.append(1)\n"
        "        self.build.files['/own.txt'] = str(len(KEPT)).encode()\n"
        "def stages(_): return Own\n"
        "def register(): signals.get_generators.connect(stages)\n"
    )
    write(site.folder, {"plugins/own_plugin.py": plugin})
    site.edit("pelicanconf.py", "PLUGINS = [", 'PLUGINS = ["own_plugin",')
    site.same()
    seen.append(site.process)
    site.edit(POST_FILE, "words", "sentences")
    site.same()
    assert (site.folder / ".cache/stays/own.txt").read_text() == "1", "what others' plugins keep is in no next build"
    assert len({*seen, site.process}) == 4
