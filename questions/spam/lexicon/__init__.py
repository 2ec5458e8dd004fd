"""Phrases in eleven languages, sorted by what they do in a text, found in one pass.

The lists are plain files, one a language: `[kind]` opens a section, `word*` matches any
ending, `_` matches any one word, `#` opens a comment. All languages are searched in every
text, so no text is judged by a guess at its language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from sys import intern
from typing import NamedTuple

from questions.spam.text import plain_word, words_of

SHORTEST_STEM, LONGEST_STEM = 3, 14


class Hit(NamedTuple):
    """A phrase found: where it starts and ends among the words, and the phrase's number."""

    start: int
    end: int
    phrase: int


class _Node:
    """One step of a phrase: what may follow, by word, by stem, or by any word.

    There are tens of thousands, most of them ends: those hold nothing but kinds.
    """

    __slots__ = ("any", "kinds", "number", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] | None = None
        self.stems: dict[str, _Node] | None = None
        self.any: _Node | None = None
        self.kinds: tuple[str, ...] = ()
        self.number = 0

    def grow(self, step: str) -> _Node:
        if step == "_":
            self.any = self.any or _Node()
            return self.any
        if step.endswith("*"):
            self.stems = self.stems if self.stems is not None else {}
            return self.stems.setdefault(step[:-1], _Node())
        self.words = self.words if self.words is not None else {}
        return self.words.setdefault(step, _Node())

    def follow(self, word: str) -> Iterator[_Node]:
        if self.words and word in self.words:
            yield self.words[word]
        if self.any:
            yield self.any
        if self.stems:
            for length in range(SHORTEST_STEM, min(len(word), LONGEST_STEM) + 1):
                if word[:length] in self.stems:
                    yield self.stems[word[:length]]


@cache
def _lexicon() -> _Node:
    root = _Node()
    number = 0
    for name in sorted(item.name for item in files(__package__).iterdir()):
        if name.endswith(".txt"):
            for kind, phrase in _phrases_in(files(__package__).joinpath(name).read_text("utf-8")):
                number += 1
                _plant(root, intern(kind), phrase, number)
    return root


def _phrases_in(text: str) -> Iterator[tuple[str, str]]:
    kind = ""
    for line in text.splitlines():
        line = line.split("#", 1)[0].strip()
        if line.startswith("["):
            kind = line.strip("[]")
        elif line:
            yield kind, line


def _plant(root: _Node, kind: str, phrase: str, number: int) -> None:
    node = root
    for piece in phrase.split():
        if piece == "_":
            node = node.grow(piece)
            continue
        *heads, last = words_of(piece.rstrip("*")) or [plain_word(piece)]
        for head in heads:
            node = node.grow(intern(head))
        node = node.grow(intern(last + "*" if piece.endswith("*") else last))
    if kind not in node.kinds:
        node.kinds = _shared((*node.kinds, kind))
        node.number = node.number or number


@cache
def _shared(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return kinds


def find_phrases(words: Sequence[str]) -> Mapping[str, list[Hit]]:
    """Return the phrases of each kind, the longest where several overlap.

    One pass over the words; phrases have few words, so the cost is linear in the text.
    """
    found: defaultdict[str, list[Hit]] = defaultdict(list)
    root = _lexicon()
    for start in range(len(words)):
        nodes = list(root.follow(words[start]))
        best: dict[str, Hit] = {}
        end = start
        while nodes:
            end += 1
            for node in nodes:
                for kind in node.kinds:
                    best[kind] = Hit(start, end, node.number)
            if end >= len(words):
                break
            nodes = [after for node in nodes for after in node.follow(words[end])]
        for kind, hit in best.items():
            if not found[kind] or hit.end > found[kind][-1].end:
                found[kind].append(hit)
    return found
