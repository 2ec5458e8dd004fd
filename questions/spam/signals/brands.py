"""A product's name next to praise: the plug that carries no link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questions.spam.hosts import Kind
from questions.spam.naming import GOODS, Name
from questions.spam.reading import Reading
from questions.spam.signals.base import Finding, Signal, rising
from questions.spam.words import word_lists

_BEFORE_A_BRAND = word_lists("names")["before"]
_EXAMPLES = frozenset(
    "example ejemplo exemplo exemple esempio beispiel beispielsweise bijvoorbeeld zb bijv "
    "such like namely namens called named chiamato chiamata llamado llamada chamado chamada "
    "appele appelee heisst nennt".split()
)
_NEAR = 14
_PRAISE = (
    "product_praise", "ad_copy", "benefit", "testimonial", "sweeping", "soft_plug", "offer", "call",
    "urge", "timed", "outcome",
)  # fmt: skip
_SWORN_BY = (
    "testimonial", "outcome", "timed", "we_sell", "product_praise", "call", "sweeping", "offer",
    "contact",
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
    """Find a name that nobody knows with goods, praise or offers around it."""
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


def brand_shape(reading: Reading) -> Iterator[Finding]:
    """Find names written as firms write theirs ("HeelMate", "Silver Stride 2"), or repeated."""
    shaped = [name for name in reading.unknown_names if name.shaped or name.compound]
    if shaped:
        yield Finding(
            "brand_shape", 1.0, f"names what sounds like a product (“{shaped[0].written}”)"
        )
    again = [name for name in reading.unknown_names if name.times > 1 and not name.starts]
    if again:
        yield Finding("brand_again", 1.0, f"names the same thing again (“{again[0].written}”)")


def name_run(reading: Reading) -> Iterator[Finding]:
    """Find a name of several words ("Quiet Harbour Gutters") that is nobody's and no place's."""
    if reading.name_runs:
        yield Finding("name_run", 1.0, f"brings in a name (“{reading.name_runs[0]}”)")


def brand_quoted(reading: Reading) -> Iterator[Finding]:
    """Find a name in quotation marks that the page does not know."""
    if reading.quoted_names:
        yield Finding(
            "brand_quoted",
            1.0,
            f"brings in a name in quotation marks (“{reading.quoted_names[0]}”)",
        )


def healer(reading: Reading) -> Iterator[Finding]:
    """Find a person with a title next to praise: healers, lenders and "doctors" are named so."""
    if reading.titled_names and any(map(reading.distinct, _SWORN_BY)):
        yield Finding("healer", 1.0, f"praises somebody with a title (“{reading.titled_names[0]}”)")


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


def in_passing(reading: Reading) -> bool:
    """Tell whether a text brings in any name that may be a product's, praised or not."""
    named = reading.name_runs or reading.quoted_names or reading.titled_names
    return bool(named) or best_brand(reading) is not None


def best_brand(reading: Reading) -> Candidate | None:
    """Return the name that looks most like a product being recommended."""
    return max(_candidates(reading), key=lambda item: (item.strength, item.name), default=None)


def _candidates(reading: Reading) -> Iterator[Candidate]:
    words = reading.words
    praised = [hit.start for kind in _PRAISE for hit in reading.hits.get(kind, ())][:200]
    for name in reading.unknown_names:
        # A capital at a sentence's start, or on a German noun, tells nothing by itself.
        plain = (name.starts or reading.language == "de") and name.times < 2
        if plain and not (name.shaped or name.compound):
            continue
        strength = 0.45 * (name.shaped or name.compound) + 0.3 * (name.times > 1)
        strength += _surroundings(words, name, praised)
        # Without the article nobody knows whether the page is about that very thing.
        yield Candidate(name.written, strength if reading.article_words else 0.6 * strength)


def _surroundings(words: Sequence[str], name: Name, praised: list[int]) -> float:
    at = name.at
    before = bool(at) and words[at - 1] in _BEFORE_A_BRAND
    around = words[max(0, at - 3) : at + 4]
    near = sum(abs(at - spot) <= _NEAR for spot in praised)
    return (
        0.2 * before
        + 0.35 * (not GOODS.isdisjoint(around))
        + 0.25 * (not _EXAMPLES.isdisjoint(around))
        + 0.2 * min(near, 3)
    )


SIGNALS: tuple[Signal, ...] = (
    brand_praised,
    brand_shape,
    name_run,
    brand_quoted,
    healer,
    brand_is_link,
)
