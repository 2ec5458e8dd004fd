"""Training: from labelled comments to figures, the same bytes for the same comments.

Two tables of tokens are learnt. What the wording of foreign comments teaches comes first, by
itself; what it says of a text is then one finding among the others, under a bound. The home
comments, which are like those to be judged, then teach a table of their own together with the
weights of all findings, by one logistic regression (AdaGrad, L2); foreign comments have a small
say in the weights and none in that table. Weights of findings start where a hand set them, are
pulled back there, and never leave their bounds.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from typing import Any

from questions.spam.languages import small_words
from questions.spam.learned import DAMPING, elsewhere_finding, shipped_odds, word_tokens
from questions.spam.model import Model, by_hand
from questions.spam.reading import Reading
from questions.spam.signals import Finding, findings
from questions.spam.text import normalised
from questions.spam.types import Post
from questions.spam.weighing import weigh
from questions.spam.weights import PRIOR, WEIGHTS

NEAR_COPY = 45
_HEAVIEST_ROW = 6.0
_LENGTH_STEP, _MOST_LENGTHS, _LENGTH_RATE = 25, 16, 0.005
HOME = frozenset({"own", "decisions"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. Without `all_home` only the project's own comments teach the weights."""

    bound: float = 5.0
    pull: float = 1.0
    decay: float = 0.08
    rounds: int = 12
    step: float = 0.3
    fewest: int = 3
    # What all foreign comments together count for beside the home ones, for the weights.
    foreign_say: float = 0.2
    all_home: bool = False
    # Kinds of links, marks and the like beside the words.
    shapes: bool = True
    seed: int = 7

    def admits(self, token: str) -> bool:
        """Tell whether a token may be learnt.

        A site's own comments may teach everything. Of others, kinds of phrases would unsay the
        bounds of the findings, length and capitals tell the hand that wrote them, and small
        words a language.
        """
        if self.all_home:
            return True
        if token.startswith(("kind:", "length:", "capitals:")) or token in small_words("en"):
            return False
        return self.shapes or ":" not in token


FOREIGN = Recipe()
OWN = Recipe(bound=10.0, pull=0.002, rounds=20, step=0.6, fewest=2, all_home=True)
_ELSEWHERE = Recipe(bound=2.0, decay=0.3, rounds=8, fewest=5, shapes=False)


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
    found = [*example.found, *elsewhere_finding(example.tokens, model.elsewhere)]
    odds = sum(weigh(found, model.weights))
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


@dataclass(frozen=True, slots=True)
class Foreign:
    """What foreign comments teach: a table, and themselves as each other's tables judge them."""

    table: Mapping[str, float]
    rows: Sequence[Example]


def learn_foreign(examples: Sequence[Example]) -> Foreign:
    """Learn a table from the wording alone, and judge each family by the others' wording."""
    table = _learn_tokens(examples)
    rows: list[Example] = []
    for family in sorted({item.family for item in examples}):
        others = _learn_tokens([item for item in examples if item.family != family])
        rows += [_judged(item, others) for item in examples if item.family == family]
    return Foreign(table, rows)


def train(
    examples: Sequence[Example], recipe: Recipe = FOREIGN, foreign: Foreign | None = None
) -> Model:
    """Return a model trained on the examples, with what it came from.

    `foreign` may be given where it was learnt before; the examples are then home ones.
    """
    home = [item for item in examples if recipe.all_home or item.family in HOME]
    if not home:
        home = list(examples)
    if foreign is None:
        chosen = {id(item) for item in home}
        foreign = learn_foreign([item for item in examples if id(item) not in chosen])
    rows = [_judged(item, foreign.table) for item in home]
    model = _Trainer(rows, foreign.rows, recipe).run()
    return _named(replace(model, elsewhere=foreign.table), about([*home, *foreign.rows], recipe))


def _learn_tokens(examples: Sequence[Example]) -> dict[str, float]:
    bare = [replace(item, found=()) for item in examples]
    return dict(_Trainer(bare, (), _ELSEWHERE).run().tokens) if bare else {}


def _judged(example: Example, elsewhere: Mapping[str, float]) -> Example:
    """Add what foreign comments say of an example's wording to its findings."""
    found = (*example.found, *elsewhere_finding(example.tokens, elsewhere))
    return replace(example, found=found)


class _Trainer:
    """The figures while they move. Tokens stand as numbers, for speed."""

    def __init__(self, home: Sequence[Example], foreign: Sequence[Example], recipe: Recipe) -> None:
        self.recipe = recipe
        start = by_hand()
        self.prior = start.prior
        self.weights = dict(start.weights)
        foreign_say = [recipe.foreign_say * say for say in _importance(foreign, len(home))]
        self._importance = _importance(home, len(home)) + foreign_say
        counts = _known_tokens(home, recipe)
        self._names = list(counts)
        self._tokens = [0.0] * len(counts)
        self._token_steps = [0.02] * len(counts)
        self._token_decay = [recipe.decay / count for count in counts.values()]
        places = {token: place for place, token in enumerate(counts)}
        self._rows = [
            (item.found, [places[token] for token in item.tokens if token in places], item.label)
            for item in home
        ]
        self._rows += [(item.found, [], item.label) for item in foreign]
        # In some sources promotion is longer. That belongs to the source, not to its words: each
        # length has a figure of its own while training, and none afterwards. On a site's own
        # comments it is a sign like any other.
        self._lengths = [0.0] * (_MOST_LENGTHS + 1)
        self._length_rate = 0.0 if recipe.all_home else _LENGTH_RATE
        seen = Counter(found.name for row in self._rows for found in row[0])
        self._weight_steps = dict.fromkeys(self.weights, 1.0)
        self._weight_pull = {name: recipe.pull / max(1, seen[name]) for name in self.weights}

    def run(self) -> Model:
        """Go through all rows, again and again, each time in another order."""
        order = list(range(len(self._rows)))
        rng = random.Random(self.recipe.seed)  # noqa: S311 - a shuffle that must repeat
        for _ in range(self.recipe.rounds):
            rng.shuffle(order)
            for index in order:
                self._learn(index)
        return self._model()

    def _learn(self, index: int) -> None:
        """Move every figure that this row used against its error."""
        found, places, label = self._rows[index]
        odds = weigh(found, self.weights)
        tokens, bound = self._tokens, self.recipe.bound
        size = 1 / math.sqrt(len(places) + DAMPING)
        bent = math.tanh(size * sum([tokens[place] for place in places]) / bound)
        length = min(_MOST_LENGTHS, len(places) // _LENGTH_STEP)
        total = self.prior + self._lengths[length] + sum(odds) + bound * bent
        error = (_probability(total) - label) * self._importance[index]
        if places:
            self._lengths[length] -= self._length_rate * error
        self.prior = _clip(self.prior - 0.01 * error, PRIOR.lowest, PRIOR.highest)
        for item, weight in zip(found, odds, strict=True):
            self._move_weight(item, weight, error)
        common = error * size * (1 - bent * bent)
        steps, decay, step = self._token_steps, self._token_decay, self.recipe.step
        for place in places:
            slope = common + decay[place] * tokens[place]
            steps[place] += slope * slope
            tokens[place] -= step * slope / math.sqrt(steps[place])

    def _move_weight(self, item: Finding, odds: float, error: float) -> None:
        weight = self.weights[item.name]
        # What the finding really added: less than its strength where its group is bounded.
        strength = odds / weight if weight else item.strength
        bounds = WEIGHTS[item.name]
        slope = error * strength + self._weight_pull[item.name] * (weight - bounds.start)
        self._weight_steps[item.name] += slope * slope
        moved = weight - 0.25 * slope / math.sqrt(self._weight_steps[item.name])
        self.weights[item.name] = _clip(moved, bounds.lowest, bounds.highest)

    def _model(self) -> Model:
        """Return the figures, rounded so that no platform's last digit shows."""
        tokens = {
            token: round(weight, 2) for token, weight in zip(self._names, self._tokens, strict=True)
        }
        return Model(
            prior=round(self.prior, 3),
            weights={name: round(weight, 3) for name, weight in self.weights.items()},
            tokens={token: weight for token, weight in tokens.items() if abs(weight) >= 0.05},
            bound=self.recipe.bound,
        )


def _importance(examples: Sequence[Example], total: int) -> list[float]:
    """Weigh rows so that each family's spam and ham count alike, `total` in all, within reason."""
    sizes = Counter((item.family, item.label) for item in examples)
    share = total / max(1, len(sizes))
    return [min(_HEAVIEST_ROW, share / sizes[item.family, item.label]) for item in examples]


def _known_tokens(examples: Iterable[Example], recipe: Recipe) -> dict[str, int]:
    """Return the tokens that enough texts share; a token of one text is a name or a chance."""
    counts = Counter(token for item in examples for token in item.tokens)
    return {
        token: count
        for token, count in counts.items()
        if count >= recipe.fewest and recipe.admits(token)
    }


def _named(model: Model, about: Mapping[str, Any]) -> Model:
    """Give a model the version that its figures spell."""
    figures = repr(
        (
            model.prior,
            sorted(model.weights.items()),
            sorted(model.tokens.items()),
            sorted(model.elsewhere.items()),
        )
    )
    digest = hashlib.sha256(figures.encode()).hexdigest()[:8]
    return replace(model, version=digest, about=about)


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-_clip(odds, -30.0, 30.0)))


def _clip(value: float, lowest: float, highest: float) -> float:
    return max(lowest, min(highest, value))
