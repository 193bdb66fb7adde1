"""``release.json``: a release with its parts, as schema.org describes them (vocabulary of 2026-11)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hiwar.kit.download import media_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hiwar.kit.download import Made
    from hiwar.kit.material import Material, Shot
    from hiwar.model.page import Profile

Node = dict[str, Any]


def render(material: Material, absolute: Callable[[str], str], made: Iterable[Made]) -> bytes:
    """Return the JSON of a release: UTF-8, one line an entry.

    Args:
        material: what it says.
        absolute: gives the whole address of a file of the site.
        made: the other files beside the page.
    """
    node = {"@context": "https://schema.org", **_article(material, absolute), **_files(material, made)}
    return (json.dumps(_without_empty(node), ensure_ascii=False, indent=1) + "\n").encode()


def _article(material: Material, absolute: Callable[[str], str]) -> Node:
    piece = material.piece
    changed = piece.changed or piece.date
    return {
        "@type": "NewsArticle",
        "@id": material.url,
        "url": material.url,
        "mainEntityOfPage": material.url,
        "inLanguage": piece.lang,
        "headline": piece.title,
        "alternativeHeadline": piece.subtitle,
        "description": piece.summary,
        "dateline": piece.dateline,
        "datePublished": material.date.isoformat(),
        "dateModified": changed.isoformat() if changed else "",
        "creativeWorkStatus": material.notice,
        "publisher": _publisher(material),
        "about": [{"@type": "Product", "@id": url, "name": name, "url": url} for name, url in material.products],
        "keywords": [tag.name for tag in piece.tags],
        "articleBody": "\n\n".join(block.text for block in material.blocks if block.text),
        "correction": [
            {"@type": "CorrectionComment", "datePublished": it.date.isoformat(), "text": it.text}
            for it in piece.corrections
        ],
        "hasPart": list(_parts(material, absolute)),
        "discussionUrl": f"{material.url}#conversation" if piece.discussion else "",
        "usageInfo": {"@type": "CreativeWork", "text": material.terms} if material.terms else "",
    }


def _publisher(material: Material) -> Node:
    return {
        "@type": "Organization",
        "name": material.company,
        "url": material.home,
        "description": material.boilerplate,
        "contactPoint": [_contact(person, material) for person in material.contacts],
    }


def _contact(person: Profile, material: Material) -> Node:
    return _without_empty(
        {
            "@type": "ContactPoint",
            "contactType": "press",
            "name": person.name,
            "description": person.role,
            "telephone": person.phone,
            "email": person.email,
            "availableLanguage": material.piece.lang,
        }
    )


def _parts(material: Material, absolute: Callable[[str], str]) -> Iterator[Node]:
    """Yield facts, quotations, pictures, recordings and questions, each with its own address."""
    parts, url = material.piece.parts, material.url
    for number, fact in enumerate(parts.facts, 1):
        yield {"@type": "Claim", "@id": f"{url}#{fact.anchor}", "position": number, "text": fact.text}
    for quotation in parts.quotations:
        person = material.speakers.get(quotation.anchor)
        said = {"@type": "Person", "name": person.name, "jobTitle": person.role} if person else {}
        node = {"@type": "Quotation", "@id": f"{url}#{quotation.anchor}", "text": quotation.text}
        yield _without_empty({**node, "spokenByCharacter": _without_empty(said)})
    yield from (_picture(shot, material, absolute) for shot in material.shots)
    for recording in parts.recordings:
        kind = "VideoObject" if recording.kind == "video" else "AudioObject"
        address = absolute(recording.file.address) if recording.file else ""
        node = {"@type": kind, "@id": f"{url}#{recording.anchor}", "name": recording.title, "contentUrl": address}
        yield _without_empty({**node, "caption": recording.caption, "creditText": recording.credit})
    for question in parts.questions:
        answer = {"@type": "Answer", "text": question.text}
        node = {"@type": "Question", "@id": f"{url}#{question.anchor}", "name": question.question}
        yield {**node, "acceptedAnswer": answer}


def _picture(shot: Shot, material: Material, absolute: Callable[[str], str]) -> Node:
    return _without_empty(
        {
            "@type": "ImageObject",
            "@id": f"{material.url}#{shot.anchor}" if shot.anchor else "",
            "contentUrl": absolute(shot.file.address),
            "encodingFormat": media_type(shot.file.source),
            "width": shot.file.width,
            "height": shot.file.height,
            "description": shot.alt,
            "caption": shot.caption,
            "creditText": shot.credit,
            "representativeOfPage": not shot.anchor,
        }
    )


def _files(material: Material, made: Iterable[Made]) -> Node:
    return {
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.name,
                "contentUrl": material.url + file.name,
                "encodingFormat": media_type(file.name),
                "contentSize": f"{file.size} B",
                "sha256": file.digest,
            }
            for file in made
        ]
    }


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}
