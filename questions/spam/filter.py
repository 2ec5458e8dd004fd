"""From a post to a verdict: a sum of bounded log-odds, each with its reason."""

from __future__ import annotations

import math
from collections.abc import Sequence

from questions.spam.reading import Reading
from questions.spam.signals import findings
from questions.spam.types import Evidence, Outcome, Post, SiteCounts, Thresholds, Verdict
from questions.spam.weights import HARD_FACTS, PRIOR, WEIGHTS

FILTER_VERSION = "0"
SHIPPED = Thresholds(hold=0.5, spam=0.97)
REASONS = 5
ENOUGH_OF_A_FACT = 1.5
ENOUGH_APPROVED = 50
HELD_SHARE, SPAM_SHARE = 0.03, 0.002
# A site whose approved texts all score near zero must not hold every doubtful one.
LOWEST_HOLD = 0.3


def screen(
    post: Post, *, thresholds: Thresholds = SHIPPED, site_counts: SiteCounts | None = None
) -> Verdict:
    """Judge a post. Never raises, whatever the text."""
    evidence = collect(post)
    total = PRIOR.start + sum(item.weight for item in evidence)
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return Verdict(
        score=score,
        outcome=_outcome(score, post, evidence, thresholds),
        reasons=_weightiest(evidence),
        total=total,
        version=FILTER_VERSION,
    )


def collect(post: Post) -> list[Evidence]:
    """Return all evidence of a post, weighed."""
    return [
        Evidence(found.name, WEIGHTS[found.name].start * found.strength, found.reason)
        for found in findings(Reading(post))
    ]


def _weightiest(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda item: (-abs(item.weight), item.name))[:REASONS])


def _outcome(
    score: float, post: Post, evidence: Sequence[Evidence], thresholds: Thresholds
) -> Outcome:
    if post.is_member_of_staff:
        return Outcome.APPROVE
    if score >= thresholds.spam and (thresholds.allow_spam or _has_hard_fact(evidence)):
        return Outcome.SPAM
    return Outcome.HOLD if score >= thresholds.hold else Outcome.APPROVE


def _has_hard_fact(evidence: Sequence[Evidence]) -> bool:
    return any(item.name in HARD_FACTS and item.weight >= ENOUGH_OF_A_FACT for item in evidence)


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
