"""The first words of new pieces, by language; writers replace them."""

from __future__ import annotations

from typing import Final

_FALLBACK: Final = "en"

#: By language and kind.
BODIES: Final = {
    "ar": {
        "post": "اكتب هنا ما حدث اليوم، ولماذا يهمّ القارئ، ثم اسأله سؤالًا.\n",
        "release": (
            "فقرة أولى تقول الخبر كله: من، وماذا، ومتى، ولماذا.\n\n"
            "## حقائق\n\n- حقيقة قصيرة فيها رقم.\n\n"
            "> جملة قالها شخص مسؤول، بكلماته هو.\n>\n> — @{contact}\n\n"
            "## أسئلة\n\n### ماذا يسأل الناس أولًا؟\n\nجواب صريح.\n"
        ),
        "product": "ما هو، ولمن، وكيف يعمل.\n\n## ما لا يفعله\n\nكن صريحًا.\n",
        "page": "اكتب هنا ما يبحث عنه القارئ في هذه الصفحة.\n",
    },
    "en": {
        "post": "Write what happened today, why it matters to whoever reads it, and ask them something.\n",
        "release": (
            "A first paragraph that says all the news: who, what, when, why.\n\n"
            "## Facts\n\n- A short fact with a number in it.\n\n"
            "> A sentence that a responsible person said, in their own words.\n>\n> — @{contact}\n\n"
            "## Questions\n\n### What will people ask first?\n\nA straight answer.\n"
        ),
        "product": "What it is, for whom, and how it works.\n\n## What it does not do\n\nBe honest.\n",
        "page": "Write what a reader looks for on this page.\n",
    },
}

#: The first post of a new site, by language: title and text.
HELLO: Final = {
    "ar": (
        "أهلًا، هنا نتحاور",
        "هذه مدوّنتنا. سنكتب فيها كل يوم ما نصنعه وما نتعلّمه، ونجيب عمّا تسألون عنه.\n\nماذا تريدون أن تعرفوا أولًا؟ 🙂\n",
    ),
    "en": (
        "Hello, this is where we talk",
        (
            "This is our blog. Every day we write what we make and what we learn, and we answer what you ask.\n\n"
            "What would you like to know first? 🙂\n"
        ),
    ),
}


def body(lang: str, kind: str, contact: str) -> str:
    """Return the text of a new piece."""
    return BODIES.get(lang, BODIES[_FALLBACK])[kind].format(contact=contact)


def hello(lang: str) -> tuple[str, str]:
    """Return title and text of a new site's first post."""
    return HELLO.get(lang, HELLO[_FALLBACK])
