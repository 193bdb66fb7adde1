"""Structured data of a page (schema.org, as JSON-LD), which says no more than the page does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from hiwar import urls
from hiwar.plain import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.meta.subject import Subject
    from hiwar.model.company import Company
    from hiwar.model.offer import Price
    from hiwar.model.page import Profile

Node = dict[str, Any]

_TYPES: Final = {
    "post": "BlogPosting",
    "release": "NewsArticle",
    "product": "Product",
    "page": "WebPage",
    "person": "ProfilePage",
    "home": "WebSite",
    "list": "CollectionPage",
}
#: Characters that would end a script element, or a line of JavaScript, early.
_ESCAPES: Final = (
    ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"),
)  # fmt: skip


def render(subject: Subject, company: Company, logo: str) -> str:
    """Return the JSON for ``<script type="application/ld+json">``, safe inside of it.

    Args:
        subject: the page.
        company: who publishes it.
        logo: address of a square picture of the logo.
    """
    graph = [_page(subject, company), _organization(company, subject.lang, logo)]
    if len(subject.crumbs) > 1:
        graph.append(_breadcrumbs(subject, company))
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in _ESCAPES:
        text = text.replace(char, escaped)
    return text


def _page(subject: Subject, company: Company) -> Node:
    url = urls.absolute(company, subject.address)
    node: Node = {"@type": _TYPES[subject.sort], "@id": url, "url": url, "inLanguage": subject.lang}
    node |= _without_empty(
        {"description": typeset(subject.description, subject.lang), "image": _images(subject, company)}
    )
    match subject.sort:
        case "post" | "release":
            return node | _without_empty(_article(subject, company))
        case "product":
            del node["inLanguage"]  # a thing has no language
            return node | _without_empty(_offered(subject, company))
        case "person":
            bio = {"description": subject.person.bio} if subject.person and subject.person.bio else {}
            return node | {
                "name": typeset(subject.title, subject.lang),
                "mainEntity": _person(subject.person, company) | bio,
            }
    return node | {"name": typeset(subject.title, subject.lang), "publisher": _publisher(company)}


def _offered(subject: Subject, company: Company) -> Node:
    """Return what a product or service is, for whom and for how much (schema.org/Product, schema.org/Service)."""
    return {
        "@type": "Service" if subject.is_service else "Product",
        "name": typeset(subject.title, subject.lang),
        "brand": _publisher(company),
        "provider": _publisher(company) if subject.is_service else "",
        "audience": {"@type": "Audience", "audienceType": subject.audience} if subject.audience else "",
        "offers": [_offer(price, subject, company) for price in subject.prices],
        "subjectOf": _answered(subject) if subject.questions else "",
    }


def _answered(subject: Subject) -> Node:
    """Return the questions that are answered on a page (schema.org/FAQPage)."""
    questions = [
        {
            "@type": "Question",
            "name": typeset(it.question, subject.lang),
            "acceptedAnswer": {"@type": "Answer", "text": typeset(it.text, subject.lang)},
        }
        for it in subject.questions
    ]
    return {"@type": "FAQPage", "inLanguage": subject.lang, "mainEntity": questions}


def _offer(price: Price, subject: Subject, company: Company) -> Node:
    node: Node = {
        "@type": "Offer",
        "price": str(price.amount),
        "priceCurrency": price.currency,
        "url": urls.absolute(company, subject.address),
        "seller": _publisher(company),
        "description": price.note,
    }
    if price.period:
        # ISO 8601 durations, as schema.org/billingDuration takes them.
        node["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "price": str(price.amount),
            "priceCurrency": price.currency,
            "billingDuration": f"P1{price.period[0].upper()}",
        }
    return _without_empty(node)


def _article(subject: Subject, company: Company) -> Node:
    url = urls.absolute(company, subject.address)
    return {
        "headline": typeset(subject.title, subject.lang),
        "mainEntityOfPage": url,
        "datePublished": subject.published.isoformat() if subject.published else "",
        "dateModified": _changed(subject),
        "author": [_person(author, company) for author in subject.authors] or [_publisher(company)],
        "publisher": _publisher(company),
        "articleSection": subject.section,
        "keywords": list(subject.tags),
        "dateline": subject.dateline,
        "hasPart": _answered(subject) if subject.questions else "",
        "correction": [
            {"@type": "CorrectionComment", "text": typeset(it.text, subject.lang), "datePublished": it.date.isoformat()}
            for it in subject.corrections
        ],
        "about": [
            {"@type": "Product", "name": it.text, "@id": urls.absolute(company, it.address)} for it in subject.about
        ],
    }


def _changed(subject: Subject) -> str:
    moment = subject.modified or subject.published
    return moment.isoformat() if moment else ""


def _images(subject: Subject, company: Company) -> list[str]:
    addresses = [subject.card.address if subject.card else "", subject.picture]
    return [urls.absolute(company, address) for address in addresses if address]


def _person(person: Profile | None, company: Company) -> Node:
    if person is None:
        return _publisher(company)
    url = urls.absolute(company, person.address)
    return _without_empty(
        {
            "@type": "Person",
            "@id": f"{url}#person",
            "name": person.name,
            "url": url,
            "jobTitle": person.role,
            "image": urls.absolute(company, person.photo.address) if person.photo else "",
            "sameAs": list(person.accounts),
            "worksFor": _publisher(company) if person.voice == "official" else "",
        }
    )


def _organization(company: Company, lang: str, logo: str) -> Node:
    return _without_empty(
        {
            **_publisher(company),
            "name": company.name[lang],
            "url": urls.absolute(company, "/"),
            "logo": urls.absolute(company, logo),
            "email": company.email,
            "telephone": company.phone,
            "sameAs": list(company.accounts),
        }
    )


def _publisher(company: Company) -> Node:
    return {"@type": "Organization", "@id": urls.absolute(company, "/") + "#organization"}


def _breadcrumbs(subject: Subject, company: Company) -> Node:
    return {"@type": "BreadcrumbList", "itemListElement": list(_crumbs(subject, company))}


def _crumbs(subject: Subject, company: Company) -> Iterator[Node]:
    for position, crumb in enumerate(subject.crumbs, 1):
        item = urls.absolute(company, crumb.address)
        yield {"@type": "ListItem", "position": position, "name": crumb.text, "item": item}


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}
