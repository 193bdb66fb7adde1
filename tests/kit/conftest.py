"""A site with releases of every kind, built once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from hiwar.model.build import Build
from hiwar.site.run import builder_for
from tests.checks.sites import NOW
from tests.conftest import COMPANY, PEOPLE, ROOT, write


def photo(color: str = "#0b6e6e", *, device: bool = False) -> bytes:
    """Return a JPEG of one colour, which may say with what it was taken."""
    exif = Image.Exif()
    if device:
        exif[ExifTags.Base.Make] = "Kanaricamera"
    target = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(target, "JPEG", exif=exif)
    return target.getvalue()


ENGLISH = """\
Title: A pump for "every" roof & cellar
Subtitle: It holds forty litres, and asks for nothing.
Summary: A pump for roofs.
Dateline: Riyadh
Contact: desk
Authors: desk
Image: pump.jpg | A pump on a roof
About: pump
Tags: water
Corrections: 2026-05-03 | Forty litres, not fifty.

From today there is [a pump](pump.md) that needs no tools, and [a standard](https://standards.example/water?a=1&b=2).

1. Open the `valve` **slowly**.
2. Wait: 水 stands in no font of ours.

    - Not long.

## Facts

- Price: 20 riyals.
- It weighs 3 kg.

> We built it twice. The first one flew away.
> — @desk

![The pump from above](above.jpg "On the roof | Lina Photo")

| Part | Weight |
| --- | --- |
| Pump | 3 kg |

## Questions

### Does it hum?

Only on Sundays. :-)
"""
ARABIC = """\
Title: مضخّة لكل سطح
Dateline: الرياض
Contact: desk
Image: pump.jpg | مضخّة على سطح

iPhone ليس لازمًا. اتصل على +966 11 000 0010 أو اكتب إلى desk@dar.example، والتفاصيل في
https://standards.example/water?a=1&b=2 كاملة، واقرأ ما كتبناه عن المضخّة في تدويناتنا السابقة.

## حقائق

- السعر: 20 ريالًا.

> بنيناها مرتين.
> — @desk
"""
FILES: dict[str, str | bytes] = {
    "company.toml": COMPANY
    + 'press = ["desk"]\nterms = { ar = "للنشر مجانًا.", en = "Free to print." }\n'
    + 'boilerplate = { ar = "دار تصنع المضخّات.", en = "Dar makes pumps." }\nlogo = "logo.svg"\n',
    "people.toml": PEOPLE.replace("\n[mute]", 'photo = "desk.jpg"\nphone = "+966 11 000 0010"\n\n[mute]'),
    "media/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    "media/desk.jpg": photo(),
    "media/pump.jpg": photo(device=True),
    "media/above.jpg": photo()[:-2] + b"\xff\xfe\x00\x04ab\xff\xd9",
    "media/secret.jpg": photo("#123456"),
    "en/products/pump.md": "Title: Pump\nPrice: 20 SAR\n\nIt pumps.\n",
    "en/press/2026-05-01-pump.md": ENGLISH,
    "ar/press/2026-05-01-pump.md": ARABIC,
    # Its twin is under embargo: nothing of that one may lie in its kit.
    "en/press/2026-05-02-half.md": "Title: Half of it is said\nContact: desk\n\nSaid.\n",
    "ar/press/2026-05-02-half.md": (
        "Title: نصفه كناري\nContact: desk\nEmbargo: 2026-07-01T09:00:00+03:00\n"
        "Image: secret.jpg | كناري\n\nلم يُقل كناري.\n"
    ),
    "en/press/2026-05-04-later.md": "Title: Later\nContact: desk\nStatus: draft\n\nNot yet.\n",
}


def make(folder: Path, *, review: bool = False, cache: Path | None = None) -> tuple[Path, Build]:
    """Build the site and return its output with what was built."""
    content, output = folder / "content", folder / "output"
    write(content, FILES)
    return output, builder_for(ROOT, content, output, NOW, review=review, cache=cache or folder / "cache").build()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Build]:
    """The site as the public sees it."""
    return make(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def output(site: tuple[Path, Build]) -> Path:
    """Its folder."""
    return site[0]
