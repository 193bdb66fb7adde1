"""What is not public leaves no trace; and if it did, the rule would find it."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hiwar.checks.rules import check_site
from hiwar.model.build import Build
from hiwar.model.piece import PieceId
from hiwar.model.thread import Author, Comment, Source, Thread
from hiwar.threads import archive
from tests.checks.sites import PUBLIC, build, checked, picture
from tests.checks.trees import messages

SENTENCE = "Nobody outside of this room may read kanarisentence before the day has come."
DISCUSSED = "https://social.dar.example/@dar/1"


def _comment(name: str, state: str) -> Comment:
    when = datetime(2026, 5, 2, 9, tzinfo=UTC)
    where = f"https://social.dar.example/@lina/{name}"
    author = Author(f"{name} author", "https://social.dar.example/@lina", "@lina@social.dar.example")
    return Comment(where, name, "", where, author, when, f"<p>{name} said this</p>", state=state)  # type: ignore[arg-type] # one of its states


def _thread() -> str:
    said = (_comment("kanarihidden", "hidden"), _comment("loud", "visible"))
    heard = datetime(2026, 5, 3, 9, tzinfo=UTC)
    return archive.render(Thread(PieceId("post", "tea"), (Source("mastodon", DISCUSSED, heard=heard, comments=said),)))


HIDDEN: dict[str, str | bytes] = {
    "en/blog/2026-05-02-kanaridraft.md": (
        f"Title: Kanaridraft is our secret\nStatus: draft\nTags: kanaritag\n\n{SENTENCE}\n"
    ),
    "en/blog/2026-07-02-kanarifuture.md": (
        f"Title: Kanarifuture comes later\nImage: kanari.png | kanarialt\n\n{SENTENCE}\n"
    ),
    "en/press/2026-05-03-kanarirelease.md": (
        "Title: Kanarirelease is under embargo\nContact: desk\nDateline: Riyadh\nEmbargo: 2026-06-02T09:00:00+03:00\n\n"
        f"{SENTENCE}\n\n## Facts\n\n- kanarifact is the number\n"
    ),
    # The twin is public: only the Arabic one is hidden, and its address ends like the other's.
    "en/blog/2026-05-04-twins.md": "Title: Twins\n\nThis one is public.\n",
    "ar/blog/2026-08-04-twins.md": "Title: كناري لم يحن بعد\n\nلا يقرأ أحد هذه الجملة الكنارية الطويلة قبل يومها.\n",
    "media/kanari.png": picture("#ff0000"),
    "threads/blog/tea.json": _thread(),
}
#: Letters that stand in nothing public.
CANARIES = ("kanari", "Kanari", "كناري", "%D9%83%D9%86%D8%A7%D8%B1%D9%8A")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Build]:
    """A site with a draft, a future post, an embargoed release, a hidden twin and a hidden comment."""
    return build(tmp_path_factory.mktemp("hidden"), {**PUBLIC, **HIDDEN})


def test_canaries_are_in_no_byte_and_no_name(site: tuple[Path, Build]) -> None:
    """A draft, a future post, an embargoed release and a hidden comment are nowhere in the output."""
    hits = []
    for path in sorted(site[0].rglob("*")):
        name = path.relative_to(site[0]).as_posix()
        content = path.read_bytes() if path.is_file() else b""
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as inside:
                content += b"".join(inside.read(member) for member in inside.namelist())
        hits += [(name, word) for word in CANARIES if word in name or word.encode() in content]
    assert hits == []


def test_no_file_of_a_hidden_piece_is_there_under_any_name(site: tuple[Path, Build]) -> None:
    """The picture of a hidden piece is not copied, whatever it would be called."""
    content = picture("#ff0000")
    assert not [path for path in site[0].rglob("*") if path.is_file() and path.read_bytes() == content]


def test_the_check_finds_nothing_hidden_and_no_error(site: tuple[Path, Build]) -> None:
    """What is hidden raises no alarm as long as it is hidden."""
    assert [str(fault) for fault in check_site(checked(*site)) if fault.severity == "error"] == []


def test_a_visible_comment_is_there(site: tuple[Path, Build]) -> None:
    """The thread of the test was read: what is not hidden in it is shown."""
    assert "loud said this" in (site[0] / "en/blog/tea/index.html").read_text("utf-8")


LEAKS = {
    "title": ("en/index.html", "<p>Kanarirelease is under embargo</p>", "press/2026-05-03-kanarirelease.md"),
    "title in capitals of another tag": (
        "en/index.html",
        '<p title="Kanarirelease is under embargo">x</p>',
        "press/2026-05-03-kanarirelease.md",
    ),
    "sentence with markup": (
        "feed.xml",
        SENTENCE.replace("room", "&lt;em&gt;room&lt;/em&gt;"),
        "blog/2026-05-02-kanaridraft.md",
    ),
    "sentence in JSON": (
        "search.json",
        '["' + SENTENCE.replace(" may", "\\nmay") + '"]',
        "blog/2026-05-02-kanaridraft.md",
    ),
    "address": (
        "sitemap.xml",
        "<loc>https://news.dar.example/en/press/kanarirelease/</loc>",
        "press/2026-05-03-kanarirelease.md",
    ),
    "link": ("en/index.html", '<a href="/en/blog/kanarifuture/">x</a>', "blog/2026-07-02-kanarifuture.md"),
    "address of the hidden twin": ("index.html", '<a href="/blog/twins/">x</a>', "ar/blog/2026-08-04-twins.md"),
    "page": ("en/blog/kanaridraft/index.html", "<p>x</p>", "blog/2026-05-02-kanaridraft.md"),
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_is_found(name: str, site: tuple[Path, Build], tmp_path: Path) -> None:
    """A title, a sentence, an address or a page that leaked is found, at the file of the piece."""
    output, done = shutil.copytree(site[0], tmp_path / "site"), site[1]
    where, text, source = LEAKS[name]
    path = output / where
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(before + text, encoding="utf-8")
    assert any(source in found for found in messages("hidden-pieces", checked(output, done)))


def test_a_leaked_file_is_found_under_any_name(site: tuple[Path, Build], tmp_path: Path) -> None:
    """The bytes of a hidden picture are recognised."""
    output, done = shutil.copytree(site[0], tmp_path / "site"), site[1]
    (output / "media").mkdir(exist_ok=True)
    (output / "media/innocent.png").write_bytes(picture("#ff0000"))
    found = messages("hidden-pieces", checked(output, done))
    assert len(found) == 1
    assert "/media/innocent.png" in found[0]
    assert len(messages("stray-files", checked(output, done))) == 1


def _zip(path: Path, members: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _pdf(title: str) -> bytes:
    words = f"<rdf:li>{title}</rdf:li>"
    return f"%PDF-1.7\n<x:xmpmeta><dc:title>{words}</dc:title></x:xmpmeta>\n%%EOF".encode()


PACKED: dict[str, dict[str, bytes]] = {
    "text": {"kit/text/release.en.txt": SENTENCE.encode()},
    "manifest": {"kit/manifest.json": b'{"alt": {"en": "Kanarirelease is under embargo"}}'},
    "document": {"kit/text/release.en.pdf": _pdf("Kanarirelease is under embargo")},
    "name": {"https://news.dar.example/en/press/kanarirelease/": b""},
    "picture": {"kit/photos/innocent.png": picture("#ff0000")},
}


@pytest.mark.parametrize("name", PACKED)
def test_a_leak_in_an_archive_is_found(name: str, site: tuple[Path, Build], tmp_path: Path) -> None:
    """Texts, manifests, documents, names and pictures in a zip are looked at like those of the site."""
    output, done = shutil.copytree(site[0], tmp_path / "site"), site[1]
    _zip(output / "en/press/kit.zip", PACKED[name])
    found = messages("hidden-pieces", checked(output, done))
    assert any("/en/press/kit.zip!/" in fault for fault in found)


def test_a_document_that_names_a_secret_is_found(site: tuple[Path, Build], tmp_path: Path) -> None:
    """What a PDF says of itself is text."""
    output, done = shutil.copytree(site[0], tmp_path / "site"), site[1]
    (output / "sheet.pdf").write_bytes(_pdf("Kanarirelease is &#117;nder embargo"))
    assert any("/sheet.pdf" in fault for fault in messages("hidden-pieces", checked(output, done)))


def test_an_archive_that_nobody_can_read_tells_nothing(site: tuple[Path, Build], tmp_path: Path) -> None:
    """A broken one is no reason to stop with a traceback."""
    output, done = shutil.copytree(site[0], tmp_path / "site"), site[1]
    (output / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    assert messages("hidden-pieces", checked(output, done)) == []


def test_what_others_say_too_is_no_trace(tmp_path: Path) -> None:
    """A short title, a sentence that a public piece has as well, and the address of a public twin raise no alarm."""
    files: dict[str, str | bytes] = {
        "en/blog/2026-05-01-a.md": f"Title: Tea\n\n{SENTENCE} Tea is good.\n",
        "en/blog/2026-05-02-b.md": f"Title: Tea\nStatus: draft\n\n{SENTENCE}\n",
        "en/blog/2026-05-04-twins.md": "Title: Twins\n\nThis one is public.\n",
        "ar/blog/2026-08-04-twins.md": "Title: توأم\n\nلم يحن.\n",
    }
    assert messages("hidden-pieces", checked(*build(tmp_path, files))) == []
