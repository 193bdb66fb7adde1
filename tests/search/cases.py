"""The table of words that Python and the page's script must agree on."""

from __future__ import annotations

import json

from tests.conftest import ROOT

#: Texts, each with its words and what every word is found by.
WORDS = json.loads((ROOT / "tests/search/words.json").read_text("utf-8"))
SCRIPT = ROOT / "theme/static/js/search.js"
#: What one types, and what must be found by it: the table of needs of the design.
FOUND_BY = (
    ("كتاب", "الكتاب"), ("الكتاب", "كتاب"), ("كتاب", "وبالكتاب"), ("وبالكتاب", "كتاب"), ("كتاب", "كِتَابٌ"),
    ("كِتَابٌ", "كتاب"),
    ("مسؤولية", "مســـؤولية"), ("مســـؤولية", "مسؤولية"), ("احمد", "أحمد"), ("أحمد", "احمد"), ("مدرسه", "مدرسة"),
    ("مدرسة", "مدرسه"), ("إيمان", "وإيمان"), ("وإيمان", "إيمان"), ("ايمان", "وإيمان"), ("مسئولية", "مسؤولية"),
    ("مسؤولية", "مسئولية"), ("مكتبة", "مكتبات"), ("مكتبات", "مكتبة"), ("مكتبة", "مكتبتها"), ("يكتب", "يكتبون"),
    ("يكتبون", "يكتب"), ("25", "٢٥"), ("٢٥", "25"), ("github", "وGitHub"), ("وGitHub", "github"), ("علي", "على"),
    ("ماء", "فبالماء"), ("بيت", "لبيت"), ("بيت", "وبيت"), ("وبيت", "بيت"), ("كالسيوم", "الكالسيوم"),
    ("الكالسيوم", "كالسيوم"), ("مختبر", "مختبرنا"), ("بيان", "بيانات"), ("اعلان", "إعلانًا"), ("purifier", "Purifiers"),
    ("companies", "company’s"), ("cafe", "Café"),
)  # fmt: skip
