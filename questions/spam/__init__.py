"""The spam filter's core: a post and what is known of it in, a verdict with reasons out."""

from questions.spam.filter import FILTER_VERSION, SHIPPED, screen
from questions.spam.learned import hosts_of, tokens_of
from questions.spam.text import fingerprint
from questions.spam.thresholds import calibrate
from questions.spam.types import Evidence, Outcome, Post, SiteCounts, Thresholds, Verdict

__all__ = [
    "FILTER_VERSION",
    "SHIPPED",
    "Evidence",
    "Outcome",
    "Post",
    "SiteCounts",
    "Thresholds",
    "Verdict",
    "calibrate",
    "fingerprint",
    "hosts_of",
    "screen",
    "tokens_of",
]
