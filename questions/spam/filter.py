"""From a post to a verdict: a sum of bounded log-odds, each with its reason."""

from __future__ import annotations

import math
from collections.abc import Sequence

from questions.spam.reading import Reading
from questions.spam.signals import SIGNALS, phrase_evidence
from questions.spam.types import Evidence, Outcome, Post, SiteCounts, Thresholds, Verdict

FILTER_VERSION = "0"
SHIPPED = Thresholds(hold=0.5, spam=0.97)
PRIOR = -0.6
REASONS = 5
ENOUGH_APPROVED = 50
HELD_SHARE, SPAM_SHARE = 0.03, 0.002
# A site whose approved texts all score near zero must not hold every doubtful one.
LOWEST_HOLD = 0.3


def screen(
    post: Post, *, thresholds: Thresholds = SHIPPED, site_counts: SiteCounts | None = None
) -> Verdict:
    """Judge a post. Never raises, whatever the text."""
    evidence = collect(post)
    total = PRIOR + sum(item.weight for item in evidence)
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return Verdict(
        score=score,
        outcome=_outcome(score, post, thresholds),
        reasons=_weightiest(evidence),
        total=total,
        version=FILTER_VERSION,
    )


def collect(post: Post) -> list[Evidence]:
    reading = Reading(post)
    found = [item for signal in SIGNALS if (item := signal(reading))]
    return found + list(phrase_evidence(reading))


def _weightiest(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda item: (-abs(item.weight), item.name))[:REASONS])


def _outcome(score: float, post: Post, thresholds: Thresholds) -> Outcome:
    if post.is_member_of_staff:
        return Outcome.APPROVE
    if score >= thresholds.spam and (thresholds.allow_spam or post.honeypot_filled):
        return Outcome.SPAM
    return Outcome.HOLD if score >= thresholds.hold else Outcome.APPROVE


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
