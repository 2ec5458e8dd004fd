"""A product's name next to praise: the plug that carries no link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questions.spam.hosts import Kind
from questions.spam.languages import small_words
from questions.spam.reading import Reading
from questions.spam.signals.base import Finding, Signal, rising
from questions.spam.signals.names import BEFORE_A_BRAND, GOODS, HOUSEHOLD_NAMES, NO_BRAND, PERSONS
from questions.spam.text import plain_word

_NAME = re.compile(r"[A-ZÀ-Þ][\w'’]{2,29}(?:[™®])?(?:-[A-Za-zÀ-ÿ]{3,20})?")
_SENTENCE_END = '.!?:\n"“”«»„(–—•*-¡¿'
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][a-z]|[a-z][A-Z]|\d[A-Z]|[A-Z]{2,}\d|[™®]")
_NEAR = 14
_PRAISE = (
    "product_praise", "ad_copy", "benefit", "testimonial", "sweeping", "soft_plug", "offer", "call",
    "urge", "timed", "outcome",
)  # fmt: skip
_SELLING = ("product_praise", "ad_copy", "benefit", "offer", "urge", "outcome", "sweeping")
ENOUGH = 0.3
_GOOD = (Kind.PERSONAL, Kind.HEALTH, Kind.REFERENCE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a product's name, and how much it looks like one."""

    name: str
    strength: float


def brand_praised(reading: Reading) -> Iterator[Finding]:
    """Find a capitalised name in mid-sentence with goods, praise or offers around it."""
    best = best_brand(reading)
    if best is None:
        return
    if best.strength < ENOUGH:
        yield Finding(
            "brand_named", 1.0, f"names something that nobody here named before (“{best.name}”)"
        )
        return
    strength = min(best.strength, 1.0)
    yield Finding("brand", strength, f"puts a product's name (“{best.name}”) next to praise")
    story = (
        reading.distinct("timed") + reading.distinct("outcome") + reading.distinct("testimonial")
    )
    if story:
        yield Finding(
            "brand_story",
            rising(story, 3),
            f"tells a story of success with a product (“{best.name}”)",
        )


def brand_is_link(reading: Reading) -> Iterator[Finding]:
    """Find a word of the text that is also the site behind the author's name.

    Under a link in the text itself that is natural ("use Staticman, https://staticman…"), so
    there it counts only next to praise.
    """
    hosts = set()
    if reading.author_link and reading.author_kind not in _GOOD:
        hosts.add(reading.author_link.owner)
    if any(reading.distinct(kind) for kind in _SELLING):
        pairs = zip(reading.links, reading.link_kinds, strict=True)
        hosts |= {link.owner for link, kind in pairs if kind not in _GOOD}
    common = {*reading.article_words, *reading.name_words, "".join(reading.name_words)}
    labels = {host.split(".")[0].replace("-", "") for host in hosts} - common
    words = reading.words
    joined = {first + second for first, second in pairwise(words)}
    for label in sorted(labels):
        if len(label) >= 5 and (label in words or label in joined):
            reason = f"names the very thing that their link sells ({label})"
            yield Finding("brand_is_link", 1.0, reason)
            return


def best_brand(reading: Reading) -> Candidate | None:
    """Return the word that looks most like a product being recommended."""
    return max(_candidates(reading), key=lambda item: (item.strength, item.name), default=None)


def _candidates(reading: Reading) -> Iterator[Candidate]:
    text = reading.prose[:6000]
    words = reading.words
    praised = [hit.start for kind in _PRAISE for hit in reading.hits.get(kind, ())][:200]
    known = {*reading.article_words, *reading.parent_words, *reading.name_words}
    seen = Counter(_stem(match.group()) for match in _NAME.finditer(text))
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
    for match in _NAME.finditer(text):
        written, word = match.group(), _stem(match.group())
        if word in known or word in NO_BRAND or word in HOUSEHOLD_NAMES:
            continue
        if word in small_words("en") or word in small_words(reading.language):
            continue
        shaped = bool(_CAMEL.search(written)) and not written.isupper()
        compound = written.partition("-")[2].lower() in GOODS
        if not shaped and not compound and not _stands_out(reading, match, seen[word]):
            continue
        at = places.get(word, [])
        if any(place and words[place - 1] in PERSONS for place in at):
            continue
        strength = 0.45 * (shaped or compound) + 0.3 * (seen[word] > 1)
        strength += _surroundings(words, at, praised)
        # Without the article nobody knows whether the page is about that very thing.
        yield Candidate(written, strength if reading.article_words else 0.6 * strength)


def _stands_out(reading: Reading, match: re.Match[str], seen: int) -> bool:
    """Tell whether a capital means a name here, and not a new sentence or a German noun."""
    if match.group().isupper() or (reading.language == "de" and seen < 2):
        return False
    return not _starts_sentence(reading.prose, match.start())


def _surroundings(words: Sequence[str], at: list[int], praised: list[int]) -> float:
    before = any(place and words[place - 1] in BEFORE_A_BRAND for place in at)
    goods = any(not GOODS.isdisjoint(words[max(0, place - 3) : place + 4]) for place in at)
    near = sum(any(abs(place - spot) <= _NEAR for place in at) for spot in praised)
    return 0.2 * before + 0.35 * goods + 0.2 * min(near, 3)


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" '’")
    return not before or before[-1] in _SENTENCE_END


def _stem(written: str) -> str:
    word = plain_word(written.partition("-")[0].rstrip("™®'’")).replace("’", "'")
    return word.removesuffix("'s").replace("'", "")


SIGNALS: tuple[Signal, ...] = (brand_praised, brand_is_link)
