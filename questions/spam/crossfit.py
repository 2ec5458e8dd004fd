"""Scores for comments by models that never saw their like."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from questions.spam.examples import Example, score_of, total_of, without_near_copies
from questions.spam.recipe import FOREIGN, Recipe
from questions.spam.training import train


def cross_fit(
    examples: Sequence[Example],
    part_of: Callable[[Example], str],
    *,
    always: Sequence[Example] = (),
    recipe: Recipe = FOREIGN,
) -> list[float]:
    """Score each example by a model trained on the other parts, and on `always`.

    A part may be a source, a file or a category. Near-copies of what is tested are taken
    out of what is trained on.
    """
    scores = [0.0] * len(examples)
    tested_keys = {item.copy_key for item in examples if item.copy_key}
    always = [item for item in always if item.copy_key not in tested_keys]
    for part in sorted({part_of(item) for item in examples}):
        tested = [index for index, item in enumerate(examples) if part_of(item) == part]
        keys = {examples[index].copy_key for index in tested if examples[index].copy_key}
        others = [item for item in examples if part_of(item) != part]
        others = [*always, *(item for item in others if item.copy_key not in keys)]
        model = train(without_near_copies(others), recipe)
        for index in tested:
            scores[index] = score_of(total_of(model, examples[index]))
    return scores
