"""Small words: enough to tell which language a text is in, and what it is about.

No signal counts a language against anybody. The guess only keeps comparisons fair: a French
comment under an English article shares no words with it, and that says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from questions.spam.words import word_lists

_SETS = word_lists("small")
_ALL = frozenset().union(*_SETS.values())
_LANGUAGES_OF = {
    word: tuple(language for language, small in _SETS.items() if word in small) for word in _ALL
}
# Small words of every language but English: they tell the language, and that must not count.
FOREIGN_SMALL_WORDS = _ALL - _SETS["en"]
STEM = 6
_FEWEST_WORDS = 4


def language_of(words: Sequence[str]) -> str:
    """Return the language whose small words a text uses most; empty where that is unclear."""
    words = words[:400]
    counts = dict.fromkeys(_SETS, 0)
    for word in words:
        for language in _LANGUAGES_OF.get(word, ()):
            counts[language] += 1
    first, second = sorted(counts.values(), reverse=True)[:2]
    if len(words) < _FEWEST_WORDS or first < max(2, 0.15 * len(words)) or first - second < 1:
        return ""
    return max(counts, key=lambda language: counts[language])


def small_words(language: str) -> frozenset[str]:
    """Return the small words of a language."""
    return _SETS.get(language, frozenset())


def content_words(words: Sequence[str]) -> frozenset[str]:
    """Return what a text is about: its longer words that no language uses as small change."""
    return frozenset(
        word[:STEM] for word in words if len(word) >= 4 and word not in _ALL and word.isalpha()
    )
