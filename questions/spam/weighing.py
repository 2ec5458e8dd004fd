"""Findings to log-odds: a weight each, bounded by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from questions.spam.signals import Finding
from questions.spam.weights import GROUP_OF, GROUPS


def weigh(found: Sequence[Finding], weights: Mapping[str, float]) -> list[float]:
    """Return the log-odds of each finding.

    Findings that one cause sets off together (a link is plain, last and labelled) share a
    bound: where their sum exceeds it, each is cut by the same share.
    """
    odds = [weights[item.name] * item.strength for item in found]
    sums = dict.fromkeys(GROUPS, 0.0)
    for item, weight in zip(found, odds, strict=True):
        if item.name in GROUP_OF:
            sums[GROUP_OF[item.name]] += weight
    shares = {group: _share(total, GROUPS[group]) for group, total in sums.items()}
    return [
        weight * shares[GROUP_OF[item.name]] if item.name in GROUP_OF else weight
        for item, weight in zip(found, odds, strict=True)
    ]


def _share(total: float, bounds: tuple[float, float]) -> float:
    lowest, highest = bounds
    return max(lowest, min(highest, total)) / total if total else 1.0
