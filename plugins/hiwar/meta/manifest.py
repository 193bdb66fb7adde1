"""The web app manifest: how the site looks on a home screen (W3C "Web Application Manifest")."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hiwar import i18n, urls
from hiwar.meta import icons

if TYPE_CHECKING:
    from hiwar.model.company import Company

ADDRESS: Final = "/manifest.webmanifest"
_ICONS: Final = (
    (icons.SMALL, "192x192", "any"),
    (icons.LARGE, "512x512", "any"),
    (icons.MASKABLE, "512x512", "maskable"),
)


def render(company: Company, paper: str, color: str) -> bytes:
    """Return the manifest, in the default language.

    Args:
        company: whose site it is.
        paper: colour of an empty page.
        color: colour of the window's frame.
    """
    lang = company.default_language
    home = urls.href(company, urls.root(company, lang))
    listed = [
        {"src": urls.href(company, address), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for address, sizes, purpose in _ICONS
    ]
    manifest = {
        "id": home,
        "name": company.name[lang],
        "short_name": company.name[lang],
        "description": company.tagline.get(lang, ""),
        "lang": lang,
        "dir": i18n.direction(lang),
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": color,
        "icons": listed,
    }
    return (
        json.dumps({key: value for key, value in manifest.items() if value}, ensure_ascii=False, indent=1) + "\n"
    ).encode()
