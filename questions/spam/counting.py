"""In how many comments of either kind a token was seen, and what that makes it worth."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

# Of a token seen in one kind only, half a comment of the other kind is supposed to come.
_SUPPOSED = 0.5
# A token seen in three comments is worth half of what its counts say.
_DOUBT = 3.0
# Leaving out what is worth less halves the tables and costs nothing that could be measured.
_WORTH_KEEPING = 0.4

SINCERE, PROMOTIONAL = 0, 1


class Counts:
    """Counts by token and label, in all and for each part that comments came in."""

    def __init__(self) -> None:
        self._all = _Part()
        self._parts: defaultdict[str, _Part] = defaultdict(_Part)

    def add(self, part: str, label: int, tokens: Collection[str], say: float = 1.0) -> None:
        """Count one comment's tokens, each for as much as the comment has to say."""
        for counts in (self._all, self._parts[part]):
            seen = counts.seen[label]
            for token in tokens:
                seen[token] = seen.get(token, 0.0) + say
            counts.comments[label] += say

    def table(self) -> Mapping[str, float]:
        """Return the log-odds of every token."""
        return {token: round(odds, 2) for token, odds in self._every.items()}

    def table_centred(self) -> Mapping[str, float]:
        """Return the log-odds of every token that tells more than the usual one."""
        return self._centred(self._every)

    def table_without(self, part: str) -> Mapping[str, float]:
        """Return the centred log-odds of a part's tokens as the other parts would have them."""
        left_out = self._parts[part]
        return self._centred(self._odds(left_out.tokens(), left_out))

    def _centred(self, table: Mapping[str, float]) -> Mapping[str, float]:
        """Take what the usual token is worth from each, so that length alone says nothing."""
        return _telling({token: odds - self._centre for token, odds in table.items()})

    @cached_property
    def _every(self) -> Mapping[str, float]:
        return self._odds(self._all.tokens(), _Part())

    @cached_property
    def _centre(self) -> float:
        sincere, promotional = self._all.seen
        times = {
            token: sincere.get(token, 0.0) + promotional.get(token, 0.0) for token in self._every
        }
        worth = sum(odds * times[token] for token, odds in self._every.items())
        return worth / max(1.0, sum(times.values()))

    def _odds(self, tokens: Iterable[str], less: _Part) -> Mapping[str, float]:
        balance = math.log(self._left(SINCERE, less) / self._left(PROMOTIONAL, less))
        (sincere, promotional), (fewer, fewer_promotional) = self._all.seen, less.seen
        table = {}
        for token in tokens:
            against = promotional.get(token, 0.0) - fewer_promotional.get(token, 0.0)
            speaking_for = sincere.get(token, 0.0) - fewer.get(token, 0.0)
            count = against + speaking_for
            odds = math.log((against + _SUPPOSED) / (speaking_for + _SUPPOSED)) + balance
            table[token] = odds * count / (count + _DOUBT)
        return table

    def _left(self, label: int, less: _Part) -> float:
        return max(1.0, self._all.comments[label] - less.comments[label])


def _telling(table: Mapping[str, float]) -> Mapping[str, float]:
    return {token: round(odds, 2) for token, odds in table.items() if abs(odds) >= _WORTH_KEEPING}


class _Part:
    def __init__(self) -> None:
        self.seen: tuple[dict[str, float], dict[str, float]] = ({}, {})
        self.comments = [0.0, 0.0]

    def tokens(self) -> Iterable[str]:
        return dict.fromkeys([*self.seen[SINCERE], *self.seen[PROMOTIONAL]])
