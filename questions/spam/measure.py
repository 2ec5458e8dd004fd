"""Figures of merit for scored, labelled comments. Label 1 is promotional."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of the reliability plot: how many, their mean score, their share of spam."""

    count: int
    mean_score: float
    spam_share: float


@dataclass(frozen=True, slots=True)
class Merit:
    """What a set of scores is worth."""

    spam: int
    ham: int
    auc: float
    f1: float
    mcc: float
    recall_at_half_percent: float
    recall_at_one_percent: float
    held_ham: float
    held_spam: float
    calibration_error: float


def merit(labels: Sequence[int], scores: Sequence[float], threshold: float) -> Merit:
    """Measure scores; `threshold` is the score from which a comment is held."""
    held = [score >= threshold for score in scores]
    true_spam = sum(1 for label, hold in zip(labels, held, strict=True) if label and hold)
    false_spam = sum(held) - true_spam
    spam = sum(labels)
    ham = len(labels) - spam
    return Merit(
        spam=spam,
        ham=ham,
        auc=auc(labels, scores),
        f1=_ratio(2 * true_spam, true_spam + false_spam + spam),
        mcc=_mcc(true_spam, false_spam, spam, ham),
        recall_at_half_percent=recall_at(labels, scores, 0.005),
        recall_at_one_percent=recall_at(labels, scores, 0.01),
        held_ham=_ratio(false_spam, ham),
        held_spam=_ratio(true_spam, spam),
        calibration_error=calibration_error(labels, scores),
    )


def auc(labels: Sequence[int], scores: Sequence[float]) -> float:
    """Return the chance that a random spam scores above a random ham; ties count half."""
    spam = sum(labels)
    ham = len(labels) - spam
    if not spam or not ham:
        return math.nan
    ranks, place = 0.0, 0
    for _, tied in groupby(sorted(zip(scores, labels, strict=True)), key=lambda pair: pair[0]):
        group = [label for _, label in tied]
        ranks += sum(group) * (place + (len(group) + 1) / 2)
        place += len(group)
    return (ranks - spam * (spam + 1) / 2) / (spam * ham)


def recall_at(labels: Sequence[int], scores: Sequence[float], share: float) -> float:
    """Return the share of spam above a threshold that at most this share of ham passes."""
    ham = sorted((s for s, label in zip(scores, labels, strict=True) if not label), reverse=True)
    if not ham:
        return math.nan
    threshold = ham[int(len(ham) * share)]
    above = sum(1 for s, label in zip(scores, labels, strict=True) if label and s > threshold)
    return _ratio(above, sum(labels))


def curve(labels: Sequence[int], scores: Sequence[float]) -> list[tuple[float, float]]:
    """Return the points (share of ham held, share of spam held) over all thresholds."""
    spam = max(1, sum(labels))
    ham = max(1, len(labels) - sum(labels))
    points, held_spam, held_ham = [(0.0, 0.0)], 0, 0
    ranked = sorted(zip(scores, labels, strict=True), reverse=True)
    for _, tied in groupby(ranked, key=lambda pair: pair[0]):
        group = [label for _, label in tied]
        held_spam += sum(group)
        held_ham += len(group) - sum(group)
        points.append((held_ham / ham, held_spam / spam))
    return points


def reliability(labels: Sequence[int], scores: Sequence[float]) -> list[Bin]:
    """Return what came true of each tenth of the scores; empty bins are left out."""
    bins: list[list[tuple[float, int]]] = [[] for _ in range(BINS)]
    for score, label in zip(scores, labels, strict=True):
        bins[min(BINS - 1, int(score * BINS))].append((score, label))
    return [
        Bin(
            len(members),
            sum(score for score, _ in members) / len(members),
            sum(label for _, label in members) / len(members),
        )
        for members in bins
        if members
    ]


def calibration_error(labels: Sequence[int], scores: Sequence[float]) -> float:
    """Return the mean distance between a score and what came true of it."""
    bins = reliability(labels, scores)
    total = sum(item.count for item in bins)
    return _ratio(sum(b.count * abs(b.mean_score - b.spam_share) for b in bins), total)


def _mcc(true_spam: int, false_spam: int, spam: int, ham: int) -> float:
    true_ham, missed = ham - false_spam, spam - true_spam
    product = (true_spam + false_spam) * spam * ham * (true_ham + missed)
    return _ratio(true_spam * true_ham - false_spam * missed, math.sqrt(product))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
