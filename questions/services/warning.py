"""The one warning that an author gets before a text is held, where saying more may help.

Only for a text that reads sincerely and is held for its link to a shop alone: whoever writes such a
text may add one honest sentence. Plain promotion is never warned, so that it learns nothing from
the form; it is stored and held, or set aside, as before.
"""

from django.core.exceptions import ValidationError

from questions.spam import Outcome, Verdict

WORDS = (
    "Links to shops are held for a moderator: say whether you are connected with the shop, or post "
    "it once more as it is."
)
SHOP_LINKS = frozenset({"link_shop", "link_affiliate"})
# What else may be said against the text: more about the same link, and nothing about its words.
MAY_STAND_BESIDE = frozenset({"link_plain", "link_last", "link_label", "link_keywords"})
DISCLOSURES = frozenset({"tie", "no_tie", "pasted_denial"})
# Lighter signs against a text do not decide whether it reads sincerely.
WEIGHTY = 0.3
# As much as own experience with a particular, or a question and the first person, weighs.
SINCERE_ENOUGH = 1.0


class Reword(ValidationError):
    """Nothing was stored: the author may say more, or send the same again."""

    def __init__(self) -> None:
        super().__init__({"body": [ValidationError(WORDS, code="reword")]})


def may_help(verdict: Verdict) -> bool:
    """Whether a sentence about the link could change this verdict."""
    if verdict.outcome != Outcome.HOLD:
        return False
    against = {item.name for item in verdict.reasons if item.weight >= WEIGHTY}
    for_them = -sum(item.weight for item in verdict.reasons if item.weight < 0)
    is_disclosed = any(item.name in DISCLOSURES for item in verdict.reasons)
    return (
        bool(against & SHOP_LINKS)
        and against <= SHOP_LINKS | MAY_STAND_BESIDE
        and for_them >= SINCERE_ENOUGH
        and not is_disclosed
    )
