"""What a signal is, and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from questions.spam.reading import Reading


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its name, how strongly (0 to 1), and words for a moderator."""

    name: str
    strength: float
    reason: str


Signal = Callable[[Reading], Iterator[Finding]]


def rising(count: float, enough: float) -> float:
    """Grow with a count, quickly at first, to 1 where there is enough of it."""
    return min(1.0, (count / enough) ** 0.6) if count > 0 else 0.0
