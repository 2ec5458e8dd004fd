"""What is learnt word by word: shipped figures, and the counts that a site gathers itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice, pairwise

from questions.spam.languages import FOREIGN_SMALL_WORDS
from questions.spam.reading import Reading
from questions.spam.signals.base import Finding
from questions.spam.types import Post, SiteCounts

# A site looks up and counts this many tokens a text, in one query.
MOST_SITE_TOKENS = 400
# Of each facet of a text.
MOST_TOKENS = 600
_WORD_LENGTH = 30
# Long enough to mean something, short enough to be shared by a word's forms.
_STEM, _KOREAN_STEM, _ARABIC_STEM = 5, 2, 4
# "and", "the", "with the", "for the" stick to the word behind them.
_ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]?ال|ولل|لل|و)(?=..)")
_OPENING, _CLOSING = 8, 12
# Keeps a text of few known words from being judged by one of them.
DAMPING = 25.0

# The facets of a text's wording. Each has a table of its own, and a weight that says how far its
# tokens can be trusted on comments by hands that they were not learnt from.
FACETS = ("words", "turns", "names", "edges", "shapes")
Tokens = Mapping[str, Sequence[str]]
Tables = Mapping[str, Mapping[str, float]]

# How a site's own counts speak; set on a stream of decisions, see docs/spam-filter.md.
_SITE_BOUND, _SITE_HALF, _SITE_GAIN = 10.0, 40.0, 3.0
_SITE_PRIOR, _SITE_DOUBT, _SITE_WEIGHTIEST, _SITE_DAMPING = 0.2, 0.5, 60, 5.0


def tokens_of(post: Post) -> frozenset[str]:
    """Return the tokens to look up, and to add or take back with a decision."""
    return frozenset(site_tokens(Reading(post)))


def site_tokens(reading: Reading) -> Sequence[str]:
    """Return the tokens of a text for the site's own counts: its wording, names and hosts."""
    own = [f"name:{word[:_WORD_LENGTH]}" for word in reading.name_words]
    own += [f"host:{host[:80]}" for host in reading.owners]
    words = [word[:_WORD_LENGTH] for word in reading.words]
    # A word before its neighbours, as far down the text as there is room.
    wording = chain(_shapes(reading), _words(words), _neighbours(words))
    return list(islice(dict.fromkeys([*own, *wording]), MOST_SITE_TOKENS))


def hosts_of(post: Post) -> frozenset[str]:
    """Return the owners of all hosts that a post points to, in its text, name or website."""
    return frozenset(Reading(post).owners)


def word_tokens(reading: Reading) -> Tokens:
    """Return the tokens of a text's wording for the shipped figures, by facet.

    Names and hosts are left out, and so are the small words that tell a language: the
    shipped figures must hold neither a name nor a language against anybody.
    """
    words = [word[:_WORD_LENGTH] for word in reading.words]
    facets = {
        "words": chain(_words(words), _stems(words)),
        "turns": chain(_neighbours(words), _apart(words)),
        "names": _around_names(reading),
        "edges": _edges(words),
        "shapes": _shapes(reading),
    }
    return {facet: list(islice(dict.fromkeys(facets[facet]), MOST_TOKENS)) for facet in FACETS}


def _words(words: Sequence[str]) -> Iterable[str]:
    return (word for word in words if word not in FOREIGN_SMALL_WORDS)


def _stems(words: Sequence[str]) -> Iterable[str]:
    for word in words:
        if "가" <= word[0] <= "힣":
            base, length = word, _KOREAN_STEM
        elif "\u0600" <= word[0] <= "\u06ff":
            base, length = _ARABIC_ARTICLE.sub("", word), _ARABIC_STEM
        else:
            base, length = word, _STEM
        if len(base) > length or base is not word:
            yield f"{base[:length]}~"


def _neighbours(words: Sequence[str]) -> Iterable[str]:
    for first, second in pairwise(words):
        if first not in FOREIGN_SMALL_WORDS or second not in FOREIGN_SMALL_WORDS:
            yield f"{first} {second}"


def _apart(words: Sequence[str]) -> Iterable[str]:
    return (f"{first} _ {second}" for first, second in zip(words, words[2:], strict=False))


def _edges(words: Sequence[str]) -> Iterable[str]:
    """Yield how a text begins and how it ends: a seller's last words are a nudge."""
    yield from (f"^{word}" for word in _words(words[:_OPENING]))
    yield from (f"{word}$" for word in _words(words[-_CLOSING:]))


def _around_names(reading: Reading) -> Iterable[str]:
    """Yield how a text brings in names that nobody knows: "such as *", "the * is"."""
    words = reading.words
    for name in reading.unknown_names:
        if name.starts and not name.shaped:
            continue
        before, after = words[max(0, name.at - 2) : name.at], words[name.at + 1 : name.at + 3]
        yield "*"
        if before:
            yield f"{before[-1]} *"
            yield f"{' '.join(before)} *"
        if after:
            yield f"* {after[0]}"
            yield f"* {' '.join(after)}"
        if before and after:
            yield f"{before[-1]} * {after[0]}"


def said(tokens: Sequence[str], table: Mapping[str, float]) -> float:
    """Return what a table says of some tokens: near zero for few of them."""
    known = [table[token] for token in tokens if token in table]
    return sum(known) * said_share(len(known))


def said_share(known: int) -> float:
    """Return what each of so many known tokens adds of its worth."""
    return 1 / math.sqrt(known + DAMPING)


def wording_findings(tokens: Tokens, tables: Tables) -> Iterable[Finding]:
    """Find, facet by facet, what the project's own comments teach of a wording."""
    for facet, table in tables.items():
        if strength := said(tokens[facet], table):
            yield Finding(f"said_{facet}", strength, "")


def site_odds(tokens: Iterable[str], counts: SiteCounts) -> float:
    """Return what the site's own decisions say of a text.

    Their say grows with them: none before both kinds were seen, half of its bound after
    some forty decisions in balance.
    """
    seen = 2 * min(counts.spam_total, counts.ham_total)
    bound = _SITE_BOUND * seen / (seen + _SITE_HALF)
    odds = sorted(_token_odds(tokens, counts), key=abs, reverse=True)[:_SITE_WEIGHTIEST]
    if not odds or not bound:
        return 0.0
    return bounded(_SITE_GAIN * sum(odds) / math.sqrt(len(odds) + _SITE_DAMPING), bound)


def _token_odds(tokens: Iterable[str], counts: SiteCounts) -> Iterable[float]:
    prior = _SITE_PRIOR
    for token in tokens:
        spam, ham = counts.tokens.get(token, (0, 0))
        if spam + ham <= 0:
            continue
        odds = math.log((max(spam, 0) + prior) / (counts.spam_total + 2 * prior))
        odds -= math.log((max(ham, 0) + prior) / (counts.ham_total + 2 * prior))
        yield odds * (spam + ham) / (spam + ham + _SITE_DOUBT)


def bounded(odds: float, bound: float) -> float:
    """Bend log-odds so that they approach a bound and never pass it."""
    return bound * math.tanh(odds / bound) if bound else 0.0


def _shapes(reading: Reading) -> Iterable[str]:
    """Describe a text without its words: kinds of phrases and links, length, marks, capitals."""
    yield from (f"kind:{kind}" for kind, hits in reading.hits.items() if hits)
    yield from (f"link:{kind.value}" for kind in reading.link_kinds)
    if reading.author_link:
        yield f"site:{reading.author_kind.value}"
    if reading.emails:
        yield "has:mail"
    yield f"length:{reading.length.bit_length()}"
    yield from _marks(reading.text[:1000])


_MARKS = (("?", "asks"), ("!", "calls"), ("!!", "shouts"), ("…", "dots"), ("—", "dash"))


def _marks(text: str) -> Iterable[str]:
    yield from (f"has:{name}" for mark, name in _MARKS if mark in text)
    if any(sign > "\u2600" for sign in text):
        yield "has:sign"
    capitals = sum(sign.isupper() for sign in text)
    yield f"capitals:{min(9, 20 * capitals // max(1, len(text)))}"
