import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.spam import Outcome, Post, calibrate, fingerprint, hosts_of, screen, tokens_of

PIECES = st.sampled_from(
    [
        "[", "](", "http://", "www.", "a.", ".com", " dot ", "<a href=", "[url=", "@", "a-", "1-",
        "+1 ", "\u200b", "а", "é", "😀", "\x00", "\ud800", "\n", "code ", "after a ", "A", "Ab ",
        "check out my ", "in 2 ", "* ", "x . ", "é́", "ﷺ", "\u202e", "中",
    ]
)  # fmt: skip
SHAPES = st.lists(PIECES, max_size=60).map("".join)
PROSE = "My calves were sore for two weeks, then I rested and ran 5 km slowly. Any advice? "
MOST_TIMES_PROSE = 10
ANYTHING = st.text(max_size=200) | SHAPES | st.tuples(SHAPES, SHAPES).map(" ".join)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_no_text_raises(text, name, address, article):
    post = Post(
        text=text, author_name=name, author_url=address, author_email=address, article_text=article
    )
    verdict = screen(post)
    assert 0 <= verdict.score <= 1
    assert verdict.outcome in Outcome
    assert tokens_of(post) is not None
    assert hosts_of(post) is not None
    assert fingerprint(text)


@given(st.lists(st.floats(0, 1), max_size=300))
def test_no_scores_break_the_calibration(scores):
    found = calibrate(scores)
    assert 0 <= found.hold <= found.spam


@pytest.mark.parametrize(
    "piece",
    [
        "a", "a.", "a.b ", "[a](", "www.", "<a href=", "dot ", "a@", "[url=", "http://", "a-",
        "1-", "+1 (", "x dot ", "[(", "a b ", "Ab Cd ", "\u200b", "а", "😀", "> a\n", '"a', "in 2 ",
        "the is ", "a*", "check out my ", "code ABCD ", "nach ", "x . com ", "MyBrand ", "AAAA1 ",
        "i'm 12 ", "ǅ", "中",
    ],
)  # fmt: skip
def test_ten_thousand_signs_of_anything_cost_little_more_than_prose(piece):
    """A pattern that runs wild costs hundreds of times as much. Both are measured here and now, so
    that neither a slow machine nor a look at every line makes a difference.
    """
    assert _cost(piece) < MOST_TIMES_PROSE * _cost(PROSE)


def _cost(piece):
    """The least of three measurements, in seconds of this process, with every field full."""
    text = (piece * 10_000)[:10_000]
    post = Post(text=text, author_name=text, author_url=text, article_text=text, parent_text=text)
    times = []
    for _ in range(3):
        start = time.process_time()
        screen(post)
        times.append(time.process_time() - start)
    return min(times)
