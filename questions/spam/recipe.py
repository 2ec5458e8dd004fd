"""How to train: on foreign and the project's own comments, or on those of one site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questions.spam.languages import small_words


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    Without `all_home` only the project's own comments and a site's decisions teach a wording;
    with `fitted` every token has a weight of its own.
    """

    pull: float = 10.0
    rounds: int = 6
    step: float = 0.25
    fewest: int = 4
    # What all foreign comments together count for beside the home ones, for the weights.
    foreign_say: float = 0.2
    all_home: bool = False
    fitted: bool = False
    seed: int = 7

    def admits(self, token: str) -> bool:
        """Tell whether a token may be learnt.

        A site's own comments may teach everything. Of others, kinds of phrases would unsay the
        bounds of the findings, length and capitals tell the hand that wrote them, and small
        words a language.
        """
        return self.fitted or not (
            token.startswith(("kind:", "length:", "capitals:")) or token in small_words("en")
        )


FOREIGN = Recipe()
OWN = Recipe(pull=1.0, rounds=20, fewest=2, all_home=True, fitted=True)
# A site's comments beside the project's are one hand more, and teach as much as the others.
BESIDE = Recipe(all_home=True)
PROJECTS = "own"


def recipe_for(families: Iterable[str], *, are_own: bool) -> Recipe:
    """Choose how to train on comments of these families, which may be the very site's."""
    if not are_own:
        return FOREIGN
    return BESIDE if PROJECTS in families else OWN
