"""How to train: on foreign and the project's own comments, or on those of one site."""

from __future__ import annotations

from dataclasses import dataclass

from questions.spam.languages import small_words


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. Without `all_home` only the project's own comments teach a wording."""

    pull: float = 10.0
    rounds: int = 12
    step: float = 0.25
    fewest: int = 3
    # What all foreign comments together count for beside the home ones, for the weights.
    foreign_say: float = 0.2
    all_home: bool = False
    seed: int = 7

    def admits(self, token: str) -> bool:
        """Tell whether a token may be learnt.

        A site's own comments may teach everything. Of others, kinds of phrases would unsay the
        bounds of the findings, length and capitals tell the hand that wrote them, and small
        words a language.
        """
        return self.all_home or not (
            token.startswith(("kind:", "length:", "capitals:")) or token in small_words("en")
        )


FOREIGN = Recipe()
OWN = Recipe(pull=1.0, rounds=20, fewest=2, all_home=True)
