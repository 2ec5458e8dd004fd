"""What is learnt word by word: shipped figures, and the counts that a site gathers itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from questions.spam.languages import FOREIGN_SMALL_WORDS
from questions.spam.reading import Reading
from questions.spam.types import Post

MOST_TOKENS = 400
_WORD_LENGTH = 30
_PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[.!?…]+|[^\w\s]")


def tokens_of(post: Post) -> frozenset[str]:
    """Return the tokens to look up, and to add or take back with a decision."""
    reading = Reading(post)
    own = [f"name:{word[:_WORD_LENGTH]}" for word in reading.name_words]
    own += [f"host:{host[:80]}" for host in hosts_of(post)]
    return frozenset(islice(dict.fromkeys([*own, *word_tokens(reading)]), MOST_TOKENS))


def word_tokens(reading: Reading) -> Sequence[str]:
    """Return the tokens of a text's wording: words, neighbours, phrase kinds and shapes.

    Names and hosts are left out, and so are the small words that tell a language: the shipped figures must not hold a name against anybody.
    """
    words = [word[:_WORD_LENGTH] for word in reading.words]
    tokens = [*_shapes(reading), *(word for word in words if word not in FOREIGN_SMALL_WORDS)]
    tokens += [
        f"{first} {second}"
        for first, second in zip(words, words[1:], strict=False)
        if first not in FOREIGN_SMALL_WORDS or second not in FOREIGN_SMALL_WORDS
    ]
    return list(islice(dict.fromkeys(tokens), MOST_TOKENS))


def hosts_of(post: Post) -> frozenset[str]:
    """Return the owners of all hosts that a post points to, in its text, name or website."""
    reading = Reading(post)
    links = [*reading.links, *reading.name_links]
    if reading.author_link:
        links.append(reading.author_link)
    return frozenset(link.owner for link in links)


def _shapes(reading: Reading) -> Iterable[str]:
    """Describe a text without its words: kinds of phrases and links, length, marks, capitals."""
    yield from (f"kind:{kind}" for kind, hits in reading.hits.items() if hits)
    yield from (f"link:{kind.value}" for kind in reading.link_kinds)
    if reading.author_link:
        yield f"site:{reading.author_kind.value}"
    if reading.emails:
        yield "has:mail"
    yield f"length:{len(reading.words).bit_length()}"
    yield from _marks(reading.text)


def _marks(text: str) -> Iterable[str]:
    for mark, name in (
        ("?", "asks"),
        ("!", "calls"),
        ("!!", "shouts"),
        ("…", "dots"),
        ("—", "dash"),
    ):
        if mark in text:
            yield f"has:{name}"
    if any(sign > "\u2600" for sign in text[:2000]):
        yield "has:sign"
    capitals = sum(sign.isupper() for sign in text[:2000])
    yield f"capitals:{min(9, 20 * capitals // max(1, len(text[:2000])))}"
