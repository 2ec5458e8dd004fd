"""Phrases in twenty-eight languages, sorted by what they do in a text, found in one pass.

The lists are plain files, one a language: `[kind]` opens a section, `word*` matches any
ending, `_` matches any one word, `#` opens a comment. All languages are searched in every
text, so no text is judged by a guess at its language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from questions.spam.text import words_of

SHORTEST_STEM, LONGEST_STEM = 1, 14
_WORD, _ANY, _STEM, _FOLLOWERS = 1, 2, 4, 3


class Hit(NamedTuple):
    """A phrase found: where it starts and ends among the words, and the phrase's number."""

    start: int
    end: int
    phrase: int


class _Phrases(NamedTuple):
    """All phrases and their beginnings, each as one string of its steps.

    A beginning's figure says what may follow it (a word, any word, a stem), and with what is left
    of it the place of its kinds where a phrase ends there. Tens of thousands of small objects would
    take twice the memory.
    """

    steps: dict[str, int]
    kinds: list[tuple[str, ...]]

    def plant(self, kind: str, steps: Sequence[str]) -> None:
        key = ""
        for step in steps:
            self.steps[key] |= _ANY if step == "_" else _STEM if step.endswith("*") else _WORD
            key = f"{key} {step}" if key else step
            self.steps.setdefault(key, 0)
        place = self.steps[key] >> _FOLLOWERS
        if not place:
            place = len(self.kinds)
            self.kinds.append(())
            self.steps[key] |= place << _FOLLOWERS
        if kind not in self.kinds[place]:
            self.kinds[place] = _shared((*self.kinds[place], kind))

    def after(self, key: str, word: str) -> Iterator[str]:
        """Yield what a beginning becomes with one word more."""
        may, head = self.steps[key], f"{key} " if key else ""
        if may & _WORD and (longer := head + word) in self.steps:
            yield longer
        if may & _ANY:
            yield f"{head}_"
        if may & _STEM:
            for length in range(SHORTEST_STEM, min(len(word), LONGEST_STEM) + 1):
                if (longer := f"{head}{word[:length]}*") in self.steps:
                    yield longer


@cache
def _lexicon() -> _Phrases:
    phrases = _Phrases({"": 0}, [()])
    for kind, phrase in every_phrase():
        phrases.plant(kind, list(_steps_of(phrase)))
    return phrases


def every_phrase() -> Iterator[tuple[str, str]]:
    """Yield the phrases of all languages, each with its kind."""
    for file in sorted(Path(__file__).parent.glob("*.txt")):
        with file.open(encoding="utf-8") as lines:
            yield from _phrases_in(lines)


def _phrases_in(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    kind = ""
    for line in lines:
        line = line.split("#", 1)[0].strip()
        if line.startswith("["):
            kind = line.strip("[]")
        elif line:
            yield kind, line


def _steps_of(phrase: str) -> Iterator[str]:
    for piece in phrase.split():
        if piece == "_":
            yield piece
            continue
        *heads, last = words_of(piece.rstrip("*"))
        yield from heads
        yield f"{last}*" if piece.endswith("*") else last


@cache
def _shared(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return kinds


def find_phrases(words: Sequence[str]) -> Mapping[str, list[Hit]]:
    """Return the phrases of each kind, the longest where several overlap.

    One pass over the words; phrases have few words, so the cost is linear in the text.
    """
    found: defaultdict[str, list[Hit]] = defaultdict(list)
    phrases = _lexicon()
    for start in range(len(words)):
        keys = list(phrases.after("", words[start]))
        best: dict[str, Hit] = {}
        end = start
        while keys:
            end += 1
            for key in keys:
                place = phrases.steps[key] >> _FOLLOWERS
                for kind in phrases.kinds[place]:
                    best[kind] = Hit(start, end, place)
            if end >= len(words):
                break
            keys = [longer for key in keys for longer in phrases.after(key, words[end])]
        for kind, hit in best.items():
            if not found[kind] or hit.end > found[kind][-1].end:
                found[kind].append(hit)
    return found
