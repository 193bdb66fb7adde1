"""Video and sound in a text: own files, and videos on platforms, each alone in its paragraph.

What belongs to a file lies beside it under the same name: ``launch.mp4`` has its picture in
``launch.jpg``, its captions in ``launch.ar.vtt``, its words in ``launch.ar.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from hiwar import renditions, urls
from hiwar.content import figures, players
from hiwar.content.passages import split_title
from hiwar.model.part import Recording, Track
from hiwar.text import nfc, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.content.links import Resolver
    from hiwar.content.players import Player
    from hiwar.model.media import MediaFile

VIDEO: Final = frozenset({".mp4", ".webm"})
SOUND: Final = frozenset({".mp3", ".m4a", ".ogg"})
_POSTERS: Final = (".jpg", ".jpeg", ".png", ".webp", ".avif")
_CLASS: Final = "recording"
_WORDS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Typed:
    """What a writer typed about a recording."""

    #: A file, or the address on a platform.
    address: str
    #: What is seen or heard.
    title: str
    #: ``caption | credit``.
    caption: str
    #: A picture named for it; empty when none is.
    poster: str


def is_recording(path: str) -> bool:
    """Tell whether a path names video or sound."""
    return PurePosixPath(path.lower()).suffix in VIDEO | SOUND


def find(root: Element, _resolver: Resolver) -> None:
    """Put recordings that stand alone into figures, so that nobody takes them for pictures or links."""
    for at, block in enumerate(root):
        if _is_alone(block):
            figure = Element("figure", {"class": _CLASS})
            figure.tail = block.tail
            figure.append(block[0])
            root[at] = figure


def _is_alone(block: Element) -> bool:
    """Tell whether a paragraph is one recording: a file shown as a picture, or a link to a platform."""
    if block.tag != "p" or len(block) != 1 or (block.text or "").strip() or (block[0].tail or "").strip():
        return False
    child = block[0]
    if child.tag == "img":
        return is_recording(child.get("src", ""))
    is_plain = all(inner.tag == "img" for inner in child) and len(child) <= 1
    return child.tag == "a" and is_plain and players.match(child.get("href", "")) is not None


def read(root: Element, resolver: Resolver) -> None:
    """Take what was typed of each recording, and note its files in `resolver.recordings`."""
    for block in root:
        if block.tag == "figure" and block.get("class") == _CLASS:
            typed = _typed(block[0])
            block[:] = []
            recording = _recording(typed, resolver)
            if recording:
                block.set("id", recording.anchor)
                resolver.recordings[recording.anchor] = recording


def _typed(child: Element) -> _Typed:
    picture = child if child.tag == "img" else child.find("img")
    if child.tag == "img":
        return _Typed(child.get("src", ""), one_line(child.get("alt", "")), child.get("title", ""), "")
    words = one_line(picture.get("alt", "") if picture is not None else "".join(child.itertext()))
    poster = picture.get("src", "") if picture is not None else ""
    caption = child.get("title") or (picture.get("title", "") if picture is not None else "")
    # An address alone says nothing of what it leads to.
    return _Typed(child.get("href", ""), "" if words == child.get("href") else words, caption or "", poster)


def _recording(typed: _Typed, resolver: Resolver) -> Recording | None:
    if not typed.title:
        example = (
            f"[what it shows]({typed.address})" if "://" in typed.address else f"![what it shows]({typed.address})"
        )
        resolver.note(typed.address, f'the recording "{typed.address}" does not say what it shows', f"write {example}")
    player = players.match(typed.address)
    return _elsewhere(typed, player, resolver) if player else _own(typed, resolver)


def _own(typed: _Typed, resolver: Resolver) -> Recording | None:
    file = resolver.file(typed.address)
    if file is None:
        return None
    stem = _without_suffix(typed.address)
    kind: Literal["video", "audio"] = "video" if file.suffix in VIDEO else "audio"
    others = [beside for suffix in sorted(VIDEO - {file.suffix}) if (beside := _beside(stem, suffix, typed, resolver))]
    caption, credit = split_title(typed.caption)
    return Recording(
        _anchor(kind, resolver),
        kind,
        typed.title,
        file=file,
        others=tuple(others) if kind == "video" else (),
        poster=_poster(stem, typed, resolver) if kind == "video" else None,
        tracks=tuple(_tracks(stem, typed, resolver)) if kind == "video" else (),
        transcript=_transcript(stem, typed, resolver),
        caption=caption,
        credit=credit,
    )


def _elsewhere(typed: _Typed, player: Player, resolver: Resolver) -> Recording:
    """Return a video on a platform; its picture is a file of ours, named in the text or like the video's id."""
    poster = resolver.file(typed.poster) if typed.poster else _poster(player.id, typed, resolver)
    caption, credit = split_title(typed.caption)
    return Recording(
        _anchor("video", resolver),
        "video",
        typed.title,
        poster=poster if poster and poster.suffix in renditions.PICTURES else None,
        transcript=_transcript(_without_suffix(typed.poster) if typed.poster else player.id, typed, resolver),
        caption=caption,
        credit=credit,
        watch=typed.address,
        player=player.address,
        platform=player.platform,
    )


def _anchor(kind: str, resolver: Resolver) -> str:
    return f"{kind}-{1 + sum(known.startswith(kind) for known in resolver.recordings)}"


def _without_suffix(address: str) -> str:
    path = unquote(address)
    return path[: -len(PurePosixPath(path).suffix)] if PurePosixPath(path).suffix else path


def _beside(stem: str, suffix: str, typed: _Typed, resolver: Resolver) -> MediaFile | None:
    """Return the file that goes with a recording, or None where there is none."""
    return resolver.companion(nfc(f"{stem}{suffix}"), typed.address)


def _poster(stem: str, typed: _Typed, resolver: Resolver) -> MediaFile | None:
    found = (_beside(stem, suffix, typed, resolver) for suffix in _POSTERS)
    return next((poster for poster in found if poster), None)


def _tracks(stem: str, typed: _Typed, resolver: Resolver) -> Iterator[Track]:
    """Yield the captions in the languages of the site, the text's own first."""
    own = resolver.origin.lang
    for lang in sorted(resolver.index.company.languages, key=lambda lang: (lang != own, lang)):
        file = _beside(stem, f".{lang}.vtt", typed, resolver)
        if file:
            yield Track(lang, file)


def _transcript(stem: str, typed: _Typed, resolver: Resolver) -> tuple[str, ...]:
    """Return the paragraphs of what is said, in the text's language."""
    source = resolver.words(nfc(f"{stem}.{resolver.origin.lang}.txt"))
    if source is None:
        return ()
    try:
        text = source.read_bytes()[:_WORDS].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        resolver.note(typed.address, f'the words in "{source.name}" cannot be read', "save it again as UTF-8")
        return ()
    blocks = nfc(text).replace("\r\n", "\n").split("\n\n")
    return tuple(one_line(block) for block in blocks if block.strip())


def compose(root: Element, resolver: Resolver) -> None:
    """Fill the figures with what every reader can show: the picture, leading to the recording."""
    for block in root:
        recording = resolver.recordings.get(block.get("id", "")) if block.get("class") == _CLASS else None
        if recording is None:
            continue
        link = Element("a", {"href": _target(recording, resolver)})
        if recording.poster:
            shown = Element("img", {"alt": recording.title, "loading": "lazy", "decoding": "async"})
            link.append(figures.rendered(shown, recording.poster, resolver.index.company, renditions.TEXT_SIZES))
        else:
            link.text = recording.title
        block.append(link)
        figures.add_caption(block, recording.caption, recording.credit)


def _target(recording: Recording, resolver: Resolver) -> str:
    return urls.href(resolver.index.company, recording.file.address) if recording.file else recording.watch
