"""The demo's conversations were heard, not written: listening again gives the same files."""

import pytest

from hiwar.content.read import read_site
from hiwar.errors import Faults
from hiwar.media.library import Library
from hiwar.threads.files import read_threads
from tests.threads.hear_demo import NOW, ROOT, hear

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def site():
    return read_site(CONTENT, NOW, Library(), review=True)[0]


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted((folder / "threads").rglob("*.json"))}


def test_listening_to_the_recordings_gives_the_committed_files(site, tmp_path):
    """Byte for byte, and a second time nothing is written."""
    result = hear(tmp_path, tmp_path / "cache", site.pieces, site.company)
    assert [outcome.why for outcome in result.outcomes if outcome.why] == []
    assert files(tmp_path) == files(CONTENT)
    assert hear(tmp_path, tmp_path / "cache", site.pieces, site.company).written == 0


def test_the_demo_has_what_a_company_has_to_expect(site):
    """Six pieces, four platforms, both languages; a hidden insult is kept and a spam stays out of sight."""
    faults = Faults()
    threads = read_threads(CONTENT, faults, ROOT)
    assert list(faults) == []
    sources = [source for thread in threads.values() for source in thread.sources]
    comments = [comment for source in sources for comment in source.comments]
    assert len(threads) >= 6
    assert len({source.platform for source in sources}) >= 4
    assert {"ar", "en"} <= {comment.lang for comment in comments}
    assert {"visible", "hidden"} == {comment.state for comment in comments}
    assert {piece.id for piece in site.pieces} >= threads.keys()
