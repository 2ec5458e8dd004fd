"""Training: from labelled comments to figures, the same bytes for the same comments.

What wording teaches is counted, not fitted: a token is worth the log-odds of its counts. How far
each facet of a wording can be trusted is then learnt together with the weights of all findings,
by one logistic regression (AdaGrad, L2) in which every comment is judged by the counts of the
other sources: trusted is what stood the test of another hand. Foreign comments teach no word, have
a say in what known words are worth, and a small one in the weights. Weights start where a hand set
them, are pulled back there, and never leave their bounds.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from questions.spam.examples import Example, all_findings
from questions.spam.fitting import Trainer
from questions.spam.learned import Tables, Tokens, said_share
from questions.spam.model import DATA, Model
from questions.spam.recipe import FOREIGN, PROJECTS, Recipe
from questions.spam.signals import Finding
from questions.spam.tables import Wording

HOME = frozenset({PROJECTS, "decisions"})
# How far a site's own comments let one token go beyond what its counts say.
_TOKEN_GAIN = 4.0


def train(examples: Sequence[Example], recipe: Recipe = FOREIGN) -> Model:
    """Return a model trained on the examples, with what it came from."""
    home = [item for item in examples if recipe.all_home or item.family in HOME]
    if not home:
        home = list(examples)
    chosen = {id(item) for item in home}
    foreign = [item for item in examples if id(item) not in chosen]
    wording = Wording(home, foreign, recipe)
    learn = _fitted if recipe.fitted else _trusted
    model = learn(home, foreign, wording, recipe)
    return _named(model, about([*home, *foreign], recipe))


def _trusted(
    home: Sequence[Example], foreign: Sequence[Example], wording: Wording, recipe: Recipe
) -> Model:
    """Take tokens as counted, and trust each facet as far as it holds among other hands."""
    rows = [_judged(item, tables) for item, tables in zip(home, wording.of_others, strict=True)]
    strangers = [_judged(item, wording.without(item.family)) for item in foreign]
    return replace(Trainer(rows, strangers, recipe).run(), tokens=wording.centred())


def _fitted(
    home: Sequence[Example], foreign: Sequence[Example], wording: Wording, recipe: Recipe
) -> Model:
    """Fit every token: of a site's own comments, the next will be like the last.

    Counts say how much a token may count for (Wang and Manning 2012, "NB-SVM").
    """
    tables = wording.tables()
    rows = [
        replace(item, found=(*item.found, *_token_findings(item.tokens, tables))) for item in home
    ]
    trainer = Trainer(rows, foreign, recipe)
    model = trainer.run()
    tokens = {
        facet: {
            token: round(_TOKEN_GAIN * odds * trainer.weight_of(f"{facet}:{token}"), 2)
            for token, odds in table.items()
        }
        for facet, table in tables.items()
    }
    weights = dict(model.weights) | {f"said_{facet}": 1.0 for facet in tables}
    return replace(model, tokens=tokens, weights=weights)


def _token_findings(tokens: Tokens, tables: Tables) -> Iterable[Finding]:
    for facet, table in tables.items():
        known = [token for token in tokens[facet] if token in table]
        share = _TOKEN_GAIN * said_share(len(known))
        for token in known:
            yield Finding(f"{facet}:{token}", table[token] * share, "")


def _judged(example: Example, tables: Tables) -> Example:
    """Add what others' comments say of an example's wording to its findings."""
    return replace(example, found=tuple(all_findings(example, tables)))


def about(examples: Sequence[Example], recipe: Recipe) -> dict[str, Any]:
    """Return what figures came from: the sources, their numbers and licences, and the recipe."""
    sizes = Counter((item.source, item.label) for item in examples)
    known = json.loads((DATA / "sources.json").read_text("utf-8"))
    families = {item.family for item in examples}
    return {
        "licences": {family: known[family] for family in sorted(families & known.keys())},
        "recipe": asdict(recipe),
        "sources": {
            source: {"promotional": sizes[source, 1], "sincere": sizes[source, 0]}
            for source in sorted({item.source for item in examples})
        },
    }


def _named(model: Model, about: Mapping[str, Any]) -> Model:
    """Give a model the version that its figures spell."""
    figures = repr(
        (
            model.prior,
            sorted(model.weights.items()),
            [sorted(table.items()) for table in model.tokens.values()],
        )
    )
    digest = hashlib.sha256(figures.encode()).hexdigest()[:8]
    return replace(model, version=digest, about=about)
