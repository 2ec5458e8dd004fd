import pytest

from questions.spam import SHIPPED, calibrate
from questions.spam.thresholds import ENOUGH_APPROVED, LOWEST_HOLD


def test_few_approved_texts_leave_the_shipped_thresholds():
    assert calibrate([0.9] * (ENOUGH_APPROVED - 1)) is SHIPPED


@pytest.mark.parametrize("count", [50, 333, 1000, 2000])
def test_own_thresholds_hold_their_promise_on_the_approved(count):
    scores = [(place * 7919 % count) / count for place in range(count)]
    found = calibrate(scores)
    assert sum(score >= found.hold for score in scores) <= 0.03 * count
    assert sum(score >= found.spam for score in scores) <= 0.002 * count
    assert found.allow_spam


def test_equal_scores_are_not_held_all_at_once():
    found = calibrate([0.7] * 200)
    assert found.hold > 0.7


def test_a_quiet_site_does_not_hold_every_doubt():
    assert calibrate([0.01] * 200).hold == LOWEST_HOLD


def test_spam_is_never_decided_below_the_shipped_threshold():
    found = calibrate([0.01] * 200)
    assert found.spam >= SHIPPED.spam > found.hold
