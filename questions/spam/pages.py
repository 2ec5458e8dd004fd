"""The page that comments stand under, read once for many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from questions.spam.languages import content_words, language_of
from questions.spam.text import fold, words_of


@dataclass(frozen=True)
class Page:
    """A page's words, and what they tell of it, each worked out when first asked for."""

    words: Sequence[str]

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The page's content words, cut to their stems."""
        return content_words(self.words)

    @cached_property
    def language(self) -> str:
        """The language that the page's small words belong to; empty where it is unclear."""
        return language_of(self.words)


# Comments come in many at a time under one page: its words cost as much as theirs.
@lru_cache(maxsize=16)
def page_of(title: str, text: str) -> Page:
    """Read a page."""
    return Page(words_of(fold(f"{title}\n{text}").text))
