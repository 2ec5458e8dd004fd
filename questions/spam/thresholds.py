"""Thresholds that fit a site: from the scores of what its moderators approved."""

from __future__ import annotations

import math
from collections.abc import Sequence

from questions.spam.filter import SHIPPED
from questions.spam.types import Thresholds

ENOUGH_APPROVED = 50
HELD_SHARE, SPAM_SHARE = 0.03, 0.002
# A site whose approved texts all score near zero must not hold every doubtful one.
LOWEST_HOLD = 0.3


def calibrate(scores_of_approved: Sequence[float]) -> Thresholds:
    """Return a site's own thresholds from the scores of texts that it approved.

    At most 0.2 % of them would be spam and at most 3 % held. With fewer than
    ENOUGH_APPROVED of them the shipped thresholds stay.
    """
    if len(scores_of_approved) < ENOUGH_APPROVED:
        return SHIPPED
    hold = max(LOWEST_HOLD, _threshold_over(scores_of_approved, HELD_SHARE))
    spam = max(SHIPPED.spam, hold, _threshold_over(scores_of_approved, SPAM_SHARE))
    return Thresholds(hold=hold, spam=spam, allow_spam=True)


def _threshold_over(scores: Sequence[float], share: float) -> float:
    """Return the smallest threshold that at most this share of the scores reach."""
    allowed = int(len(scores) * share)
    return math.nextafter(sorted(scores, reverse=True)[allowed], math.inf)
