"""A text is as long as its place says, and is never cut inside of anything."""

import pytest

from hiwar import lengths

FAMILY = "👨‍👩‍👧‍👦"
MARKED = "مَاءٌ"


@pytest.mark.parametrize(("text", "rule", "length"), [
    (FAMILY, lengths.BLUESKY, 1),
    (FAMILY, lengths.X, 2),
    (FAMILY, lengths.TELEGRAM, 11),
    (MARKED, lengths.MASTODON, 3),
    (MARKED, lengths.X, 5),
    ("🇸🇦", lengths.X, 2),
    ("水", lengths.X, 2),
    ("© 2", lengths.TELEGRAM, 3),
    (f"https://qatra.example/{'a' * 500} نعم", lengths.MASTODON, 27),
    (f"https://qatra.example/{'a' * 500} نعم", lengths.X, 27),
    (f"https://qatra.example/{'a' * 78}", lengths.BLUESKY, 100),
    ("@lab@social.qatra.example", lengths.MASTODON, 4),
    ("(https://qatra.example/a).", lengths.MASTODON, 26),
])  # fmt: skip
def test_length_is_the_place_s_own(text, rule, length):
    assert lengths.measure(text, rule) == length


def test_bytes_count_where_they_do():
    """300 clusters of vowelled letters can be more bytes than Bluesky takes."""
    heavy = "مَّٰ" * 299
    assert lengths.measure(heavy, lengths.BLUESKY) == 299
    assert lengths.fits(heavy, lengths.BLUESKY)
    assert not lengths.fits(FAMILY * 299, lengths.BLUESKY)


@pytest.mark.parametrize("word", [FAMILY, MARKED, "ماء", "water", "https://qatra.example/tank", "e\u0301te\u0301"])
@pytest.mark.parametrize("limit", [1, 2, 7, 30, 31, 32, 33, 100])
def test_cut_is_whole(word, limit):
    """What is left is whole words, and at its end an ellipsis."""
    text = " ".join([word] * 40)
    rule = lengths.Rule(limit)
    short = lengths.cut(text, lambda one: lengths.fits(one, rule))
    assert lengths.fits(short, rule)
    whole = short.removesuffix("…").split(" ") if short else []
    assert all(one == word for one in whole) or (
        len(whole) == 1 and lengths.clusters(word)[: len(lengths.clusters(whole[0]))] == lengths.clusters(whole[0])
    )
    assert "https://" not in short or word in short


def test_what_fits_stays():
    assert lengths.cut("ماء\nوهواء", lambda _: True) == "ماء\nوهواء"
