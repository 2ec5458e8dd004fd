"""The weights of findings, by one logistic regression (AdaGrad, L2) within bounds."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

from questions.spam.examples import Example, score_of
from questions.spam.model import Model, by_hand
from questions.spam.recipe import Recipe
from questions.spam.signals import Finding
from questions.spam.weighing import weigh
from questions.spam.weights import PRIOR, WEIGHTS, Weight

_HEAVIEST_ROW = 6.0
_LENGTH_STEP, _MOST_LENGTHS = 24, 16
# What is learnt beside the weights: where the scale begins, and what lengths are worth.
_START = Finding("prior", 1.0, "")
_FREE = Weight(0.0, -9.0, 9.0)


class Trainer:
    """The weights while they move."""

    def __init__(self, home: Sequence[Example], foreign: Sequence[Example], recipe: Recipe) -> None:
        self._recipe = recipe
        foreign_say = [recipe.foreign_say * say for say in _importance(foreign, len(home))]
        self._importance = _importance(home, len(home)) + foreign_say
        self._rows = [(self._found(item), item.label) for item in (*home, *foreign)]
        seen = Counter(found.name for row in self._rows for found in row[0])
        self._bounds = {name: WEIGHTS.get(name, _FREE) for name in seen} | {_START.name: PRIOR}
        self._weights = {name: bounds.start for name, bounds in self._bounds.items()}
        self._steps = dict.fromkeys(seen, 1.0)
        self._pulls = {name: recipe.pull / count for name, count in seen.items()}

    def _found(self, item: Example) -> Sequence[Finding]:
        """Return what a comment is judged by while training.

        In some sources promotion is longer. That belongs to the source, not to its words: each
        length has a figure of its own while training, and none afterwards.
        """
        if self._recipe.fitted:
            return (*item.found, _START)
        length = min(_MOST_LENGTHS, len(item.tokens["turns"]) // _LENGTH_STEP)
        return (*item.found, _START, Finding(f"length:{length}", 1.0, ""))

    def run(self) -> Model:
        """Go through all rows, again and again, each time in another order."""
        order = list(range(len(self._rows)))
        rng = random.Random(self._recipe.seed)  # noqa: S311 - a shuffle that must repeat
        for _ in range(self._recipe.rounds):
            rng.shuffle(order)
            for index in order:
                self._learn(index)
        return self._model()

    def weight_of(self, name: str) -> float:
        """Return the weight of what was learnt beside the findings; zero where it never came."""
        return self._weights.get(name, 0.0)

    def _learn(self, index: int) -> None:
        """Move every weight that this row used against its error."""
        found, label = self._rows[index]
        odds = weigh(found, self._weights)
        error = (score_of(sum(odds)) - label) * self._importance[index]
        for item, part in zip(found, odds, strict=True):
            self._move(item, part, error)

    def _move(self, item: Finding, odds: float, error: float) -> None:
        weight, bounds = self._weights[item.name], self._bounds[item.name]
        # What the finding really added: less than its strength where its group is bounded.
        strength = odds / weight if weight else item.strength
        slope = error * strength + self._pulls[item.name] * (weight - bounds.start)
        self._steps[item.name] += slope * slope
        moved = weight - self._recipe.step * slope / math.sqrt(self._steps[item.name])
        self._weights[item.name] = max(bounds.lowest, min(bounds.highest, moved))

    def _model(self) -> Model:
        """Return the figures, rounded so that no platform's last digit shows."""
        start = by_hand()
        learnt = {name: self._weights.get(name, weight) for name, weight in start.weights.items()}
        return Model(
            prior=round(self._weights.get(_START.name, start.prior), 3),
            weights={name: round(weight, 3) for name, weight in learnt.items()},
        )


def _importance(examples: Sequence[Example], total: int) -> list[float]:
    """Weigh rows so that each family's spam and ham count alike, `total` in all, within reason."""
    sizes = Counter((item.family, item.label) for item in examples)
    share = total / max(1, len(sizes))
    return [min(_HEAVIEST_ROW, share / sizes[item.family, item.label]) for item in examples]
