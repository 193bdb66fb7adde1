"""A small company whose site changes step by step, the same way for the same seed.

A `World` is a project folder of its own: content, theme, a plugin and settings. Each
mutation is a method of one thing that a writer, a designer, a developer or a disk does.
"""

from __future__ import annotations

import io
import json
import random
import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PIL import Image

from hiwar import ledger
from hiwar.model.announcement import Announcement, AnnouncementId
from hiwar.model.piece import PieceId
from tests.conftest import ROOT, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: At most so many pieces, so that a step stays cheap.
MOST = 40
FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)
TAGS = ("Lab", "Tea", "Water quality", "ماء", "R&D")
PEOPLE = ("desk", "lab", "fan")
PLUGIN = "hiwar_world_extra"
#: Kind, folder, and what its front matter needs.
KINDS = {"post": "blog", "release": "press", "product": "products", "page": "pages"}
WORDS = {
    "en": [
        "water",
        "filter",
        "tank",
        "tap",
        "pressure",
        "litre",
        "sample",
        "number",
        "question",
        "answer",
        "kitchen",
        "morning",
    ],
    "ar": ["ماء", "مرشح", "خزان", "حنفية", "ضغط", "لتر", "عينة", "رقم", "سؤال", "جواب", "مطبخ", "صباح"],
}
CONF = """\
import sys
sys.path.insert(0, {plugins!r})
sys.path.insert(0, {here!r})
from pathlib import Path
from hiwar.site.builder import Builder
from hiwar.site.templates import ENVIRONMENT
PELICAN_CLASS = Builder
PATH, OUTPUT_PATH, CACHE_PATH, THEME = "content", "output", {cache!r}, {theme!r}
JINJA_ENVIRONMENT = ENVIRONMENT
PLUGINS = {pipeline!r}
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "en_US.UTF-8", "C"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
SHOWN = {shown!r}
"""
EXTRA = '''\
"""A plugin of the house's own: one file beside the pages."""

from pelican.plugins import signals

from hiwar.site.stage import Stage


class Extra(Stage):
    def generate_context(self):
        self.build.files["/extra.txt"] = b"{text}"


def _stages(_pelican):
    return Extra


def register():
    signals.get_generators.connect(_stages)
'''


@dataclass
class Text:
    """A piece before it is a file."""

    lang: str
    kind: str
    slug: str
    date: datetime
    title: str
    body: str
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        stem = f"{self.date:%Y-%m-%d}-{self.slug}" if self.kind in {"post", "release"} else self.slug
        return f"{self.lang}/{KINDS[self.kind]}/{stem}.md"

    def render(self) -> str:
        dated = {"Date": f"{self.date:%Y-%m-%d %H:%M}"} if self.kind in {"post", "release"} else {}
        needed = {"Contact": "desk"} if self.kind == "release" else {}
        keys = {"Title": self.title, **dated, **needed, **self.keys}
        return "".join(f"{key}: {value}\n" for key, value in keys.items()) + f"\n{self.body}\n"


class World:
    """A project folder and the hand that changes it."""

    def __init__(self, root: Path, seed: int, pieces: int = 12) -> None:
        self.root, self.content, self.theme = root, root / "content", root / "theme"
        #: With a plugin of the house's own, no build may end before its plugins ran.
        self.is_foreign = seed % 2 == 0
        self.output, self.cache = root / "output", root / ".cache"
        self.chance = random.Random(seed)
        self.now = FIRST + timedelta(days=60)
        self.texts: list[Text] = []
        self.company: dict[str, str] = {"tagline": "Clear numbers", "per_page": "3"}
        self.people = dict.fromkeys(PEOPLE, 0)
        self.packages: tuple[str, ...] = ("one-1.0.dist-info",)
        self.shown, self.extra, self.count = "first", 0, 0
        self.announced: ledger.Ledger = ()
        self._found(pieces)

    def _found(self, pieces: int) -> None:
        shutil.copytree(ROOT / "theme", self.theme)
        for name in ("a.png", "b.png"):
            self._picture(name)
        for number in range(pieces):
            self._add(["product", "page", "post", "release", "post"][number % 5], number)
        self._write_all()

    def _write_all(self) -> None:
        self._write_company()
        self._write_conf()
        for text in self.texts:
            self._save(text)

    # ---- what one writes

    def _words(self, lang: str, least: int = 3, most: int = 12) -> str:
        return " ".join(self.chance.choice(WORDS[lang]) for _ in range(self.chance.randint(least, most)))

    def _body(self, lang: str) -> str:
        parts = [self._words(lang) + ".", f"## {self._words(lang, 1, 3)}", f'"{self._words(lang)}" -- 7'] * 1
        if self.chance.random() < 0.4:
            parts.append(f"> {self._words(lang)}\n>\n> — @{self.chance.choice(PEOPLE)}")
        if self.chance.random() < 0.3:
            parts.append(f"![{self._words(lang, 1, 2)}](a.png)")
        if self.texts and self.chance.random() < 0.5:
            target = self.chance.choice([text for text in self.texts if "Status" not in text.keys] or self.texts)
            if not self._is_waiting(target) and "Status" not in target.keys:
                parts.append(f"[{self._words(lang, 1, 2)}]({{filename}}/{target.name})")
        return "\n\n".join(parts)

    def _add(self, kind: str, number: int, lang: str = "") -> Text:
        lang = lang or self.chance.choice(["ar", "en"])
        self.count += 1
        text = Text(lang, kind, f"piece-{self.count}", FIRST + timedelta(days=3 * number, hours=self.count % 7), "", "")
        text.title, text.body = self._words(lang, 2, 5), self._body(lang)
        if self.chance.random() < 0.6:
            text.keys["Tags"] = ", ".join(self.chance.sample(TAGS, self.chance.randint(1, 2)))
        if self.chance.random() < 0.5 and kind != "page":
            text.keys["Authors"] = self.chance.choice(PEOPLE)
        if self.chance.random() < 0.3:
            text.keys["Summary"] = self._words(lang)
        self.texts.append(text)
        return text

    def _is_waiting(self, text: Text) -> bool:
        return text.date > self.now or "Embargo" in text.keys

    def _save(self, text: Text) -> None:
        write(self.content, {text.name: text.render()})

    def _remove(self, text: Text) -> None:
        (self.content / text.name).unlink()

    def _picture(self, name: str) -> None:
        target = io.BytesIO()
        color = tuple(self.chance.randrange(256) for _ in range(3))
        Image.new("RGB", (1200 + self.chance.randrange(3), 630), color).save(target, "PNG")
        write(self.content, {f"media/{name}": target.getvalue()})

    def _write_company(self) -> None:
        people = "".join(
            f'[{name}]\nname = {{ ar = "{name} {turn}", en = "{name} {turn}" }}\nemail = "{name}@dar.example"\n'
            f'voice = "{"fan" if name == "fan" else "official"}"\n'
            for name, turn in self.people.items()
        )
        company = (
            'url = "https://news.dar.example"\nlanguages = ["ar", "en"]\ntimezone = "Asia/Riyadh"\n'
            'name = { ar = "دار", en = "Dar" }\nfeed_authority = "dar.example,2026"\n'
            f"per_page = {self.company['per_page']}\n"
            f'tagline = {{ ar = "{self.company["tagline"]}", en = "{self.company["tagline"]}" }}\n'
            '[tags]\nlab = { ar = "مختبر", en = "Lab" }\n'
            '[[communities]]\nplatform = "mastodon"\nurl = "https://social.dar.example"\naccount = "@dar"\n'
        )
        write(self.content, {"company.toml": company, "people.toml": people})

    def _write_conf(self) -> None:
        pipeline = [*_pipeline(), *([PLUGIN] if self.is_foreign else [])]
        conf = CONF.format(
            plugins=str(ROOT / "plugins"),
            here=str(self.root),
            cache=str(self.cache),
            theme=str(self.theme),
            pipeline=pipeline,
            shown=self.shown,
        )
        write(self.root, {"pelicanconf.py": conf, f"{PLUGIN}.py": EXTRA.format(text=f"extra {self.extra}")})
        sys.modules.pop(PLUGIN, None)

    # ---- what changes

    def change(self) -> str:
        """Do one thing, and return its name."""
        while True:
            mutation = self.chance.choice(MUTATIONS)
            if mutation(self):
                return mutation.__name__.strip("_")

    def _some(self, *kinds: str) -> Text | None:
        found = [text for text in self.texts if not kinds or text.kind in kinds]
        return self.chance.choice(found) if found else None

    def _edit(self, text: Text, **values: Any) -> bool:
        """Write a text anew, perhaps under another name, and mend the links to it."""
        before, slug = text.name, text.slug
        self._remove(text)
        for name, value in values.items():
            setattr(text, name, value)
        self._save(text)
        if text.slug != slug:
            self._rename_covered(slug, text.slug)
        if text.name != before:
            for other in self.texts:
                if f"/{before})" in other.body:
                    other.body = other.body.replace(f"/{before})", f"/{text.name})")
                    self._save(other)
        return True

    def _rename_covered(self, before: str, after: str) -> None:
        """Let what others wrote be about a release by its new name."""
        path = self.content / "coverage.toml"
        if path.exists():
            path.write_text(path.read_text("utf-8").replace(f'"press/{before}"', f'"press/{after}"'), "utf-8")

    def _unlink_links(self, target: Text) -> None:
        """Take away every link to a text that readers will not see."""
        for other in self.texts:
            if f"/{target.name})" in other.body:
                other.body = "\n\n".join(part for part in other.body.split("\n\n") if f"/{target.name})" not in part)
                self._save(other)

    def body(self) -> bool:
        text = self._some()
        return bool(text) and self._edit(text, body=self._body(text.lang))

    def comma(self) -> bool:
        """A mark after the first paragraph: the derived summary may stay as it is."""
        text = self._some()
        # A film stands alone in its paragraph.
        return bool(text) and not text.body.endswith(")") and self._edit(text, body=text.body + ",")

    def title(self) -> bool:
        text = self._some()
        return bool(text) and self._edit(text, title=self._words(text.lang, 2, 5))

    def summary(self) -> bool:
        text = self._some()
        if "Summary" in text.keys:
            return self._edit(text, keys={key: value for key, value in text.keys.items() if key != "Summary"})
        return self._edit(text, keys={**text.keys, "Summary": self._words(text.lang)})

    def tags(self) -> bool:
        text = self._some()
        return self._edit(text, keys={**text.keys, "Tags": ", ".join(self.chance.sample(TAGS, 2))})

    def lonely_tag(self) -> bool:
        """A tag that comes with this piece, or goes with it."""
        text = next((text for text in self.texts if "Rare" in text.keys.get("Tags", "")), None)
        if text:
            return self._edit(text, keys={key: value for key, value in text.keys.items() if key != "Tags"})
        text = self._some("post", "release")
        return bool(text) and self._edit(text, keys={**text.keys, "Tags": "Rare"})

    def add(self) -> bool:
        if len(self.texts) >= MOST:
            return False
        self._save(self._add(self.chance.choice(list(KINDS)), self.chance.randrange(25)))
        return True

    def delete(self) -> bool:
        text = self._some("post", "release", "page")
        if len(self.texts) < 6 or text is None:
            return False
        self.texts.remove(text)
        self._unlink_links(text)
        self._remove(text)
        (self.content / "coverage.toml").unlink(missing_ok=True)
        return True

    def slug(self) -> bool:
        text = self._some("post", "release", "page")
        self.count += 1
        return bool(text) and self._edit(text, slug=f"renamed-{self.count}")

    def alias(self) -> bool:
        text = self._some("post", "release")
        if text is None:
            return False
        self.count += 1
        return self._edit(text, keys={**text.keys, "Aliases": text.slug}, slug=f"moved-{self.count}")

    def day(self) -> bool:
        text = self._some("post", "release")
        moved = FIRST + timedelta(days=self.chance.randrange(50), hours=self.chance.randrange(9))
        if text is None or "Embargo" in text.keys:
            return False
        return self._edit(text, date=moved)

    def draft(self) -> bool:
        text = next((text for text in self.texts if "Status" in text.keys), None)
        if text:
            return self._edit(text, keys={key: value for key, value in text.keys.items() if key != "Status"})
        text = self._some("post", "page")
        if text is None:
            return False
        self._unlink_links(text)
        return self._edit(text, keys={**text.keys, "Status": "draft"})

    def embargo(self) -> bool:
        text = next((text for text in self.texts if "Embargo" in text.keys), None) or self._some("release")
        if text is None:
            return False
        self._unlink_links(text)
        until = self.now + timedelta(hours=2)
        # What nobody could read yet has nothing to be put right.
        keys = {name: value for name, value in text.keys.items() if name != "Corrections"}
        return self._edit(text, keys={**keys, "Embargo": until.isoformat(timespec="seconds")})

    def time(self) -> bool:
        """Hours pass, and perhaps an embargo."""
        self.now += timedelta(hours=self.chance.choice([1, 3]))
        for text in self.texts:
            until = text.keys.get("Embargo")
            if until and datetime.fromisoformat(until) <= self.now and self.chance.random() < 0.3:
                self._edit(text, keys={key: value for key, value in text.keys.items() if key != "Embargo"})
        return True

    def twin(self) -> bool:
        """A translation comes, or goes."""
        text = self._some("post", "release", "page")
        if text is None:
            return False
        other = "en" if text.lang == "ar" else "ar"
        there = next((twin for twin in self.texts if (twin.lang, twin.slug) == (other, text.slug)), None)
        if there:
            self.texts.remove(there)
            self._unlink_links(there)
            self._remove(there)
        elif len(self.texts) < MOST:
            twin = Text(other, text.kind, text.slug, text.date, self._words(other, 2, 5), self._words(other))
            self.texts.append(twin)
            self._save(twin)
        return True

    def series(self) -> bool:
        text = self._some("post")
        return bool(text) and self._edit(text, keys={**text.keys, "Series": "Drops"})

    def about(self) -> bool:
        text, product = self._some("post", "release"), self._some("product")
        return bool(text and product) and self._edit(text, keys={**text.keys, "About": product.slug})

    def illustration(self) -> bool:
        text = self._some()
        return self._edit(text, keys={**text.keys, "Image": f"{self.chance.choice('ab')}.png | {self._words('en')}"})

    def picture(self) -> bool:
        self._picture(self.chance.choice(["a.png", "b.png"]))
        return True

    def comment(self) -> bool:
        """Somebody says something about a piece, or the last word is withdrawn."""
        text = self._some("post", "release")
        if text is None:
            return False
        url = f"https://social.dar.example/@dar/{sum(text.slug.encode())}"
        for twin in [one for one in self.texts if (one.kind, one.slug) == (text.kind, text.slug)]:
            self._edit(twin, keys={**twin.keys, "Discussion": url})
        path = self.content / "threads" / KINDS[text.kind] / f"{text.slug}.json"
        said = json.loads(path.read_text())["sources"][0]["comments"] if path.exists() else []
        if said and self.chance.random() < 0.3:
            said[-1]["state"] = "hidden" if said[-1]["state"] == "visible" else "visible"
        else:
            said.append(self._said(url, len(said)))
        row = {"comments": said, "complete": True, "heard": "2026-04-01T10:00:00Z", "platform": "mastodon"}
        source = {**row, "state": "live", "url": url}
        write(
            self.content, {path.relative_to(self.content).as_posix(): json.dumps({"sources": [source], "version": 1})}
        )
        return True

    def _said(self, url: str, number: int) -> dict[str, Any]:
        author = {"handle": "@hind@other.example", "name": "Hind", "url": "https://other.example/@hind"}
        return {
            "author": author,
            "html": f"<p>{self._words('en')}</p>",
            "id": f"{url}/{number}",
            "key": str(number),
            "lang": "en",
            "published": f"2026-04-01T{number % 24:02}:05:00Z",
            "state": "visible",
            "url": f"{url}/{number}",
        }

    def facts(self) -> bool:
        """A release says in short what it says, and quotes somebody: parts with cards of their own."""
        text = self._some("release")
        said = f"## Facts\n\n- {self._words('en')}\n- 7\n\n> {self._words('en')}\n>\n> — @{self.chance.choice(PEOPLE)}"
        return text is not None and self._edit(text, body=f"{self._words(text.lang)}.\n\n{said}")

    def correction(self) -> bool:
        text = self._some("post", "release")
        if text is None or "Embargo" in text.keys or text.date > FIRST + timedelta(days=55):
            return False
        day = FIRST + timedelta(days=57)
        return self._edit(text, keys={**text.keys, "Corrections": f"{day:%Y-%m-%d} | {self._words(text.lang)}."})

    def figure(self) -> bool:
        text = self._some()
        picture = f'![{self._words("en", 1, 2)}](b.png "{self._words("en")} | Photo: Sara")'
        return bool(text) and self._edit(text, body=f"{self._words(text.lang)}.\n\n{picture}\n\n{picture}")

    def recording(self) -> bool:
        """A film with words beside it, which come, change and go."""
        if not (self.content / "media/clip.mp4").exists():
            write(self.content, {"media/clip.mp4": (ROOT / "content/media/fitting.mp4").read_bytes()})
            text = self._some("post")
            return text is not None and self._edit(text, body=f"{self._words(text.lang)}.\n\n![Film](clip.mp4)")
        words = self.content / "media" / f"clip.{self.chance.choice(['ar', 'en'])}.txt"
        if words.exists() and self.chance.random() < 0.5:
            words.unlink()
        else:
            words.write_text(self._words("en"))
        return True

    def announcement(self) -> bool:
        """A piece was announced elsewhere: its page names the copy."""
        text = self._some("post", "release")
        if text is None:
            return False
        self.count += 1
        piece = PieceId("post" if text.kind == "post" else "release", text.slug)
        row = Announcement(
            AnnouncementId(piece, text.lang, "https://social.dar.example", "@dar"),
            "sent",
            FIRST + timedelta(days=30),
            "d",
            f"https://social.dar.example/@dar/{self.count}",
            str(self.count),
        )
        self.announced = ledger.merge(self.announced, row)
        write(self.content, {ledger.NAME: ledger.render(self.announced)})
        return True

    def coverage(self) -> bool:
        text = self._some("release")
        if text is None:
            return False
        row = (
            f'[[coverage]]\ntitle = "{self._words("en")}"\noutlet = "The Paper"\nurl = "https://paper.example/1"\n'
            f'date = 2026-04-01\nlang = "en"\nabout = "press/{text.slug}"\n'
        )
        write(self.content, {"coverage.toml": row})
        return True

    def moderation(self) -> bool:
        path = self.content / "threads/moderation.toml"
        if path.exists():
            path.unlink()
        else:
            write(self.content, {"threads/moderation.toml": '[[hide]]\ndomain = "other.example"\nreason = "spam"\n'})
        return True

    def own_template(self) -> bool:
        """The company has a template of its own, or takes it back."""
        own = self.content / "theme/templates/partials/footer.html"
        if own.exists():
            own.unlink()
        else:
            text = (self.theme / "templates/partials/footer.html").read_text() + "<!-- ours -->\n"
            write(self.content, {"theme/templates/partials/footer.html": text})
        return True

    def own_style(self) -> bool:
        write(self.content, {"theme/static/css/ours.css": f":root {{ --ours: {self.chance.randrange(99)} }}\n"})
        return True

    def person(self) -> bool:
        self.people[self.chance.choice(PEOPLE)] += 1
        self._write_company()
        return True

    def tagline(self) -> bool:
        self.company["tagline"] = self._words("en")
        self._write_company()
        return True

    def per_page(self) -> bool:
        self.company["per_page"] = self.chance.choice(["2", "3", "5"])
        self._write_company()
        return True

    def template(self) -> bool:
        path = self.theme / "templates" / "partials" / self.chance.choice(["footer.html", "masthead.html", "head.html"])
        path.write_text(path.read_text() + f"<!-- {self.chance.randrange(99)} -->\n")
        return True

    def style(self) -> bool:
        path = self.theme / "static" / "css" / "layers.css"
        path.write_text(path.read_text() + f"\n:root {{ --turn: {self.chance.randrange(999)} }}\n")
        return True

    def translation(self) -> bool:
        path = self.theme / "translations" / "ar.po"
        path.write_text(path.read_text().replace('msgstr "المدونة"', 'msgstr "المدوّنة"'))
        return True

    def setting(self) -> bool:
        self.shown = self._words("en")
        self._write_conf()
        return True

    def plugin(self) -> bool:
        self.extra += 1
        self._write_conf()
        return True

    def package(self) -> bool:
        self.packages = (f"one-1.{self.chance.randrange(9)}.dist-info",)
        return True

    def lost_output(self) -> bool:
        """Somebody deletes a file of the site."""
        files = self._outputs()
        if files:
            self.chance.choice(files).unlink()
        return bool(files)

    def altered_output(self) -> bool:
        """Somebody writes into a file of the site, in place."""
        files = self._outputs()
        if files:
            path = self.chance.choice(files)
            content = path.read_bytes()
            path.write_bytes(content[::-1] if self.chance.random() < 0.5 else content + b"x")
        return bool(files)

    def stray_output(self) -> bool:
        """Somebody leaves a file in the site."""
        if self.output.is_dir():
            write(self.output, {f"en/stray-{self.chance.randrange(9)}.html": "stray"})
        return True

    def nothing(self) -> bool:
        return True

    def touch(self) -> bool:
        """A text gets a new time and keeps its words."""
        text = self._some()
        self._save(text)
        return True

    def lost_cache(self) -> bool:
        if self.chance.random() < 0.5:
            shutil.rmtree(self.cache / "engine", ignore_errors=True)
        return True

    def _outputs(self) -> list[Path]:
        if not self.output.is_dir():
            return []
        return sorted(path for path in self.output.rglob("*") if path.is_file() and path.name != "build.json")


def _pipeline() -> list[str]:
    found: dict[str, Any] = {}
    exec((ROOT / "pelicanconf.py").read_text().replace("__file__", repr(str(ROOT / "pelicanconf.py"))), found)
    return list(found["PLUGINS"])


MUTATIONS: tuple[Callable[[World], bool], ...] = (
    World.body, World.body, World.comma, World.comma, World.title, World.summary, World.tags, World.lonely_tag,
    World.add, World.add, World.delete, World.slug, World.alias, World.day, World.draft, World.embargo, World.time,
    World.twin, World.series, World.about, World.illustration, World.picture, World.comment, World.comment,
    World.person, World.tagline, World.per_page, World.template, World.style, World.translation, World.setting,
    World.plugin, World.package, World.lost_output, World.altered_output, World.stray_output, World.nothing,
    World.touch, World.lost_cache, World.facts, World.facts, World.correction, World.figure, World.recording,
    World.recording, World.announcement, World.coverage, World.moderation, World.own_template, World.own_style,
)  # fmt: skip
