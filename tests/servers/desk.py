"""A company that announces a post on a real server: it builds, tells, listens and answers with the real tasks."""

import json
from contextlib import contextmanager

from tests.conftest import write
from tests.project import copy_project, run
from tests.served import served

_COMPANY = """\
url = "{home}"
languages = ["ar", "en"]
timezone = "Asia/Riyadh"
name = {{ ar = "قطرة", en = "Qatra" }}
feed_authority = "qatra.example,2026"

[[communities]]
platform = "{platform}"
url = "{url}"
name = {{ ar = "ساحة قطرة", en = "Qatra Square" }}
api = "{api}"
announce = ["post"]
{more}
"""
_POSTS = {
    "ar": "Title: خزان قطرة\nDate: 2020-01-01\nTags: ماء، جودة الماء\nSummary: خزان يغسل نفسه 👨‍👩‍👧‍👦.\n\nخزان.\n",
    "en": "Title: Qatra's tank\nDate: 2020-01-01\nTags: Water\nAnnounce: It washes itself. Ask @lina.test!\n\nTank.\n",
}


class Desk:
    """A copy of the project, live on loopback."""

    def __init__(self, folder, home, **community):
        self.folder, self.variables = folder, {}
        more = "\n".join(f"{key} = {json.dumps(value)}" for key, value in community.pop("more").items())
        company = _COMPANY.format(home=home, more=more, **community)
        posts = {f"content/{lang}/blog/tank.md": text for lang, text in _POSTS.items()}
        write(folder, {"content/company.toml": company, "content/people.toml": "", **posts})

    def invoke(self, *arguments, code=0):
        """Run a task with the tokens in its environment; return what it said."""
        done = run(self.folder, "invoke", *arguments, more=self.variables)
        assert done.code == code, done.said
        for token in self.variables.values():
            assert token not in done.said
        return done.said

    @property
    def ledger(self):
        return json.loads((self.folder / "content" / "announced.json").read_text(encoding="utf-8"))["announced"]

    def page(self, lang):
        """Build, and return the post's page."""
        self.invoke("build")
        home = self.folder / "output" / ("" if lang == "ar" else lang)
        return (home / "blog" / "tank" / "index.html").read_text(encoding="utf-8")

    def anchor_of(self, words):
        """Return the fragment of the comment that says this."""
        blocks = self.page("ar").split('<div role="article" id="')
        (block,) = (block for block in blocks if words in block and block.startswith("comment-"))
        return block.partition('"')[0]


@contextmanager
def live_desk(folder, **community):
    """Give a desk whose built site is served while it lasts."""
    project = copy_project(folder, content=False)
    (project / "output").mkdir()
    with served(project / "output") as home:
        (project / "output").rmdir()
        yield Desk(project, home, **community)
