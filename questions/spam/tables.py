"""What labelled comments make each token of a wording worth: in all, and without a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from questions.spam.counting import Counts
from questions.spam.examples import Example
from questions.spam.learned import FACETS, Tables
from questions.spam.recipe import Recipe

# Comments of fewer sources than this are parted by their number instead.
_FEWEST_SOURCES, _PARTS = 3, 5
# Comments of one kind in a file by one hand, about.
_FOREIGN_MOST = 150


class Wording:
    """The counts of tokens, facet by facet, source by source.

    Only tokens that enough home comments share are counted. Foreign comments then have a say in
    what those are worth; they teach no word of their own.
    """

    def __init__(self, home: Sequence[Example], foreign: Sequence[Example], recipe: Recipe) -> None:
        self._parts = _parts_of(home)
        self._counts = {facet: self._count(facet, home, foreign, recipe) for facet in FACETS}
        self.without = cache(self._without)

    def _count(
        self, facet: str, home: Sequence[Example], foreign: Sequence[Example], recipe: Recipe
    ) -> Counts:
        seen = Counter(token for item in home for token in item.tokens[facet])
        known = {
            token
            for token, count in seen.items()
            if count >= recipe.fewest and recipe.admits(token)
        }
        counts = Counts()
        for item, part in zip(home, self._parts, strict=True):
            counts.add(part, item.label, [token for token in item.tokens[facet] if token in known])
        for item, say in zip(foreign, _foreign_says(foreign), strict=True):
            tokens = [token for token in item.tokens[facet] if token in known]
            counts.add(item.family, item.label, tokens, say)
        return counts

    def tables(self) -> Tables:
        """Return the tables that all comments teach."""
        return {facet: counts.table() for facet, counts in self._counts.items()}

    def centred(self) -> Tables:
        """Return the tables that all comments teach, in which the usual token is worth nothing."""
        return {facet: counts.table_centred() for facet, counts in self._counts.items()}

    def _without(self, part: str) -> Tables:
        return {facet: counts.table_without(part) for facet, counts in self._counts.items()}

    @property
    def of_others(self) -> Sequence[Tables]:
        """The tables that the other parts teach, for each home comment."""
        return [self.without(part) for part in self._parts]


def _foreign_says(foreign: Sequence[Example]) -> Sequence[float]:
    """Return how much each foreign comment counts for beside a home one.

    Either kind of a file counts for no more than one hand: some are many times as long as ours.
    """
    sizes = Counter((item.source, item.label) for item in foreign)
    return [min(1.0, _FOREIGN_MOST / sizes[item.source, item.label]) for item in foreign]


def _parts_of(home: Sequence[Example]) -> Sequence[str]:
    """Return the source of each comment; a number where there are hardly any sources."""
    if len({item.source for item in home}) >= _FEWEST_SOURCES:
        return [item.source for item in home]
    return [str(place % _PARTS) for place in range(len(home))]
