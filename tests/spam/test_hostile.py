import sys
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
def test_ten_thousand_signs_of_anything_are_judged_in_no_time(piece):
    text = (piece * 10_000)[:10_000]
    post = Post(text=text, author_name=text, author_url=text, article_text=text, parent_text=text)
    assert _fastest(post) < 0.04


def test_a_comment_costs_two_milliseconds():
    text = "My calves were sore for two weeks, then I rested and ran 5 km slowly. Any advice? " * 6
    assert _fastest(Post(text=text, article_text=text * 4)) < 0.006


def _fastest(post):
    """Return the least of five times: a shared machine makes single ones slow at random.

    Coverage looks away meanwhile: its look at every line takes several times what the line does.
    """
    times, tracer = [], sys.gettrace()
    sys.settrace(None)
    try:
        for _ in range(5):
            start = time.process_time()
            screen(post)
            times.append(time.process_time() - start)
    finally:
        sys.settrace(tracer)
    return min(times)
