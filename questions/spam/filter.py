"""From a post to a verdict: a sum of bounded log-odds, each with its reason."""

from __future__ import annotations

import math
from collections.abc import Sequence

from questions.spam.learned import (
    site_odds,
    site_tokens,
    word_tokens,
    wording_findings,
)
from questions.spam.model import Model, shipped
from questions.spam.reading import Reading
from questions.spam.signals import findings
from questions.spam.types import Evidence, Outcome, Post, SiteCounts, Thresholds, Verdict
from questions.spam.weighing import weigh
from questions.spam.weights import GROUP_OF, HARD_FACTS, WORDING

RULES = "6"
FILTER_VERSION = f"{RULES}-{shipped().version}"
# Where these scores come from: docs/spam-filter.md, "Thresholds".
SHIPPED = Thresholds(hold=0.64, spam=0.95)
REASONS = 5
_WORTH_NAMING = 0.1
_ENOUGH_OF_A_FACT = 1.5


def screen(
    post: Post,
    *,
    thresholds: Thresholds = SHIPPED,
    site_counts: SiteCounts | None = None,
    model: Model | None = None,
) -> Verdict:
    """Judge a post. Asks nothing of anybody: the facts come with the post."""
    model = model or shipped()
    evidence = collect(Reading(post), model, site_counts)
    total = model.prior + sum(item.weight for item in evidence)
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return Verdict(
        score=score,
        outcome=_outcome(score, post, evidence, thresholds),
        reasons=_weightiest(evidence, post),
        total=total,
        version=f"{RULES}-{model.version}",
    )


def collect(reading: Reading, model: Model, counts: SiteCounts | None) -> list[Evidence]:
    """Return all evidence of a post, weighed."""
    tokens = word_tokens(reading)
    found = [*findings(reading), *wording_findings(tokens, model.tokens)]
    weighed = list(zip(found, weigh(found, model.weights), strict=True))
    evidence = [
        Evidence(item.name, weight, item.reason)
        for item, weight in weighed
        if GROUP_OF.get(item.name) != WORDING
    ]
    said = sum(weight for item, weight in weighed if GROUP_OF.get(item.name) == WORDING)
    return [*evidence, *_learned(said, reading, counts)]


def _learned(said: float, reading: Reading, counts: SiteCounts | None) -> list[Evidence]:
    """Return what was learnt of a wording: the facets are one reason to a moderator."""
    learned = []
    if said:
        words = "promotion" if said > 0 else "sincere comments"
        learned.append(Evidence("wording", said, f"its wording is that of known {words}"))
    if counts and (odds := site_odds(site_tokens(reading), counts)):
        words = "were spam here" if odds > 0 else "were approved here"
        learned.append(Evidence("site", odds, f"its words are those of texts that {words}"))
    return learned


def _weightiest(evidence: Sequence[Evidence], post: Post) -> tuple[Evidence, ...]:
    ranked = sorted(evidence, key=lambda item: (-abs(item.weight), item.name))
    ranked = [item for item in ranked if abs(item.weight) >= _WORTH_NAMING]
    if post.is_member_of_staff:
        staff = Evidence("staff", 0.0, "written by an expert or moderator: always approved")
        ranked.insert(0, staff)
    return tuple(ranked[:REASONS])


def _outcome(
    score: float, post: Post, evidence: Sequence[Evidence], thresholds: Thresholds
) -> Outcome:
    if post.is_member_of_staff:
        return Outcome.APPROVE
    if score >= thresholds.spam and (thresholds.allow_spam or _has_hard_fact(evidence)):
        return Outcome.SPAM
    return Outcome.HOLD if score >= thresholds.hold else Outcome.APPROVE


def _has_hard_fact(evidence: Sequence[Evidence]) -> bool:
    return any(item.name in HARD_FACTS and item.weight >= _ENOUGH_OF_A_FACT for item in evidence)
