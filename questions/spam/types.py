"""The values that go into the filter and come out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A text to be judged, with what is known of it. None and 0 mean "not known"."""

    text: str
    author_name: str = ""
    author_email: str = ""
    author_url: str = ""
    is_reply: bool = False
    article_title: str = ""
    article_text: str = ""
    parent_text: str = ""
    # Facts that only the site can gather.
    approved_before: int = 0
    spam_before: int = 0
    proven_address: bool = False
    is_member_of_staff: bool = False
    is_asker: bool = False
    seconds_to_write: float | None = None
    honeypot_filled: bool = False
    same_text_elsewhere: int = 0
    hosts_elsewhere: Mapping[str, int] = field(default_factory=dict)
    spam_hosts: frozenset[str] = frozenset()
    trusted_hosts: frozenset[str] = frozenset()


class Outcome(StrEnum):
    """What becomes of the text: shown, held for a moderator, or never shown."""

    APPROVE = "approve"
    HOLD = "hold"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: its log-odds (above zero speaks for spam) and words for a moderator."""

    name: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which a text is held, and from which it is spam.

    Without `allow_spam` the wording alone can only hold a text: spam then takes a
    fact besides it, such as a filled honeypot or a host already judged to be spam.
    """

    hold: float
    spam: float
    allow_spam: bool = False


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """In how many spam and sincere texts of this site each token was seen."""

    spam_total: int = 0
    ham_total: int = 0
    tokens: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement: a probability, what follows from it, and the weightiest reasons."""

    score: float
    outcome: Outcome
    reasons: tuple[Evidence, ...]
    total: float
    version: str
