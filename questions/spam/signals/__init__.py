"""The signals: each looks at one thing in a reading and finds it, more or less, or not.

A finding names no weight. `weights.py` holds what each is worth and how far that may go, so
that one table shows how the filter thinks, and training may move a weight within its bounds.
"""

from __future__ import annotations

from collections.abc import Iterator

from questions.spam.reading import Reading
from questions.spam.signals import author, brands, facts, phrases, places, sincerity, wording
from questions.spam.signals.base import Finding, Signal

ALL: tuple[Signal, ...] = (
    *author.SIGNALS,
    *places.SIGNALS,
    *phrases.SIGNALS,
    *brands.SIGNALS,
    *wording.SIGNALS,
    *sincerity.SIGNALS,
    *facts.SIGNALS,
)


def findings(reading: Reading) -> Iterator[Finding]:
    """Run every signal over a reading."""
    for signal in ALL:
        yield from signal(reading)


__all__ = ["ALL", "Finding", "Signal", "findings"]
