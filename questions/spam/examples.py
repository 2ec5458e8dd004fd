"""Labelled posts, read once for training and for measuring."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from questions.spam.learned import Tables, Tokens, word_tokens, wording_findings
from questions.spam.model import Model
from questions.spam.reading import Reading
from questions.spam.signals import Finding, findings
from questions.spam.text import normalised
from questions.spam.types import Post
from questions.spam.weighing import weigh

NEAR_COPY = 45
_HIGHEST_ODDS = 30.0


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled post, read once: what was found in it, and its tokens."""

    found: tuple[Finding, ...]
    tokens: Tokens
    label: int
    source: str = ""
    category: str = ""
    language: str = ""
    name: str = ""
    copy_key: str = ""

    @property
    def family(self) -> str:
        """The kind of source: "youtube-psy" and "youtube-eminem" are of one family."""
        return self.source.split("-")[0]


def example_of(post: Post, label: int, **about: Any) -> Example:
    """Read a labelled post once, for training and for measuring."""
    reading = Reading(post)
    return Example(
        found=tuple(findings(reading)),
        tokens=word_tokens(reading),
        label=label,
        copy_key=normalised(post.text)[:NEAR_COPY],
        **about,
    )


def without_near_copies(examples: Iterable[Example]) -> list[Example]:
    """Keep one of each group of near-copies: same label, same first normalised signs."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for example in examples:
        key = (example.copy_key, example.label)
        if len(example.copy_key) > 20 and key in seen:
            continue
        seen.add(key)
        kept.append(example)
    return kept


def all_findings(example: Example, tables: Tables) -> Iterable[Finding]:
    """Yield what was found in an example, and what tables say of its wording."""
    yield from example.found
    yield from wording_findings(example.tokens, tables)


def total_of(model: Model, example: Example) -> float:
    """Return the log-odds that a model gives an example that was read before."""
    found = list(all_findings(example, model.tokens))
    return model.prior + sum(weigh(found, model.weights))


def score_of(total: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + math.exp(-max(-_HIGHEST_ODDS, min(_HIGHEST_ODDS, total))))
