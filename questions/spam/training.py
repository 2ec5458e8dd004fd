"""Training: from labelled comments to figures, the same bytes for the same comments.

A logistic regression over the findings and the tokens together, by AdaGrad. The weights of
findings start where a hand set them, are pulled back there, and never leave their bounds;
the tokens share one bound. Each kind of source counts the same however many rows it has.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from typing import Any

from questions.spam.learned import shipped_odds, word_tokens
from questions.spam.model import Model, by_hand
from questions.spam.reading import Reading
from questions.spam.signals import Finding, findings
from questions.spam.text import normalised
from questions.spam.types import Post
from questions.spam.weighing import weigh
from questions.spam.weights import PRIOR, WEIGHTS

NEAR_COPY = 45
_DAMPING = 10.0
_HEAVIEST_ROW = 6.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. Foreign comments get a tight bound; a site's own need none so tight."""

    bound: float = 2.0
    pull: float = 0.3
    rounds: int = 12
    step: float = 0.3
    token_decay: float = 3e-4
    fewest: int = 5
    # Whether the learnt part may weigh kinds of phrases and links once more. Foreign texts
    # must not: they would unsay what the bounds of the findings say.
    shapes: bool = False
    seed: int = 7


FOREIGN = Recipe()
OWN = Recipe(bound=10.0, pull=0.002, rounds=20, step=0.6, fewest=2, shapes=True)


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled post, read once: what was found in it, and its tokens."""

    found: tuple[Finding, ...]
    tokens: tuple[str, ...]
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
        tokens=tuple(word_tokens(reading)),
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


def total_of(model: Model, example: Example) -> float:
    """Return the log-odds that a model gives an example that was read before."""
    odds = sum(weigh(example.found, model.weights))
    return model.prior + odds + shipped_odds(example.tokens, model.tokens, model.bound)


def score_of(total: float) -> float:
    """Return the probability that log-odds stand for."""
    return _probability(total)


def about(examples: Sequence[Example], recipe: Recipe) -> dict[str, Any]:
    """Return what figures came from: the sources, their numbers and licences, and the recipe."""
    sizes = Counter((item.source, item.label) for item in examples)
    known = json.loads(files(__package__).joinpath("data", "sources.json").read_text("utf-8"))
    families = {item.family for item in examples}
    return {
        "licences": {family: known[family] for family in sorted(families & known.keys())},
        "recipe": asdict(recipe),
        "sources": {
            source: {"promotional": sizes[source, 1], "sincere": sizes[source, 0]}
            for source in sorted({item.source for item in examples})
        },
    }


def train(examples: Sequence[Example], recipe: Recipe = FOREIGN) -> Model:
    """Return a model trained on the examples, with what it came from."""
    trainer = _Trainer(examples, recipe)
    order = list(range(len(examples)))
    rng = random.Random(recipe.seed)  # noqa: S311 - a shuffle that must repeat
    for _ in range(recipe.rounds):
        rng.shuffle(order)
        for index in order:
            trainer.learn(index)
    return _named(trainer.model(), about(examples, recipe))


class _Trainer:
    """The figures while they move."""

    def __init__(self, examples: Sequence[Example], recipe: Recipe) -> None:
        self.recipe = recipe
        start = by_hand()
        self.prior = start.prior
        self.weights = dict(start.weights)
        self.tokens: dict[str, float] = {}
        self._weight_steps: defaultdict[str, float] = defaultdict(lambda: 1.0)
        self._token_steps: dict[str, float] = {}
        self._importance = _importance(examples)
        known = _known_tokens(examples, recipe)
        self._rows = [
            (item.found, [token for token in item.tokens if token in known], item.label)
            for item in examples
        ]

    def learn(self, index: int) -> None:
        """Move every figure that this row used against its error."""
        found, tokens, label = self._rows[index]
        odds = weigh(found, self.weights)
        size = 1 / math.sqrt(len(tokens) + _DAMPING)
        bound = self.recipe.bound
        bent = math.tanh(size * sum(self.tokens.get(token, 0.0) for token in tokens) / bound)
        error = _probability(self.prior + sum(odds) + bound * bent) - label
        error *= self._importance[index]
        self.prior = _clip(self.prior - 0.01 * error, PRIOR.lowest, PRIOR.highest)
        for item, weight in zip(found, odds, strict=True):
            self._move_weight(item, weight, error)
        slope = error * size * (1 - bent * bent)
        for token in tokens:
            self._move_token(token, slope)

    def _move_weight(self, item: Finding, odds: float, error: float) -> None:
        weight = self.weights[item.name]
        # What the finding really added: less than its strength where its group is bounded.
        strength = odds / weight if weight else item.strength
        bounds = WEIGHTS[item.name]
        slope = error * strength
        self._weight_steps[item.name] += slope * slope
        slope += self.recipe.pull * (weight - bounds.start)
        moved = weight - 0.25 * slope / math.sqrt(self._weight_steps[item.name])
        self.weights[item.name] = _clip(moved, bounds.lowest, bounds.highest)

    def _move_token(self, token: str, slope: float) -> None:
        weight = self.tokens.get(token, 0.0)
        slope += self.recipe.token_decay * weight
        steps = self._token_steps.get(token, 0.02) + slope * slope
        self._token_steps[token] = steps
        self.tokens[token] = weight - self.recipe.step * slope / math.sqrt(steps)

    def model(self) -> Model:
        """Return the figures, rounded so that no platform's last digit shows."""
        tokens = {token: round(weight, 2) for token, weight in self.tokens.items()}
        return Model(
            prior=round(self.prior, 3),
            weights={name: round(weight, 3) for name, weight in self.weights.items()},
            tokens={token: weight for token, weight in tokens.items() if abs(weight) >= 0.05},
            bound=self.recipe.bound,
        )


def _importance(examples: Sequence[Example]) -> list[float]:
    """Weigh rows so that each family's spam and ham count alike, within reason."""
    sizes = Counter((item.family, item.label) for item in examples)
    share = len(examples) / max(1, len(sizes))
    return [min(_HEAVIEST_ROW, share / sizes[item.family, item.label]) for item in examples]


def _known_tokens(examples: Iterable[Example], recipe: Recipe) -> set[str]:
    """Return the tokens that enough texts share; a token of one text is a name or a chance."""
    counts = Counter(token for item in examples for token in item.tokens)
    return {
        token
        for token, count in counts.items()
        if count >= recipe.fewest and (recipe.shapes or ":" not in token)
    }


def _named(model: Model, about: Mapping[str, Any]) -> Model:
    """Give a model the version that its figures spell."""
    figures = repr((model.prior, sorted(model.weights.items()), sorted(model.tokens.items())))
    digest = hashlib.sha256(figures.encode()).hexdigest()[:8]
    return replace(model, version=digest, about=about)


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-_clip(odds, -30.0, 30.0)))


def _clip(value: float, lowest: float, highest: float) -> float:
    return max(lowest, min(highest, value))
