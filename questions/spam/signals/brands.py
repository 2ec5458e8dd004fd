"""A product's name next to praise: the plug that carries no link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from questions.spam.hosts import Kind, is_below_shared_host, is_page_of_a_network, is_profile
from questions.spam.links import Link
from questions.spam.naming import GOODS, MOST_LOOKED_AT, Name
from questions.spam.reading import Reading
from questions.spam.signals.base import Finding, Signal, rising
from questions.spam.text import plain_word
from questions.spam.words import word_lists

_WORD = re.compile(r"[^\W_]+")
# Of a site's name, spoken of in the text.
_SHORTEST = 5
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
# Words that a page has at least; less is a title.
_PAGE = 25
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
    """Find a word of the text that is also the site that it links to, next to praise.

    Without praise that is natural ("use Staticman, https://staticman…").
    """
    if not any(reading.distinct(kind) for kind in _SELLING):
        return
    pairs = zip(reading.links, reading.link_kinds, strict=True)
    hosts = {link.owner for link, kind in pairs if kind not in _GOOD}
    common = {*reading.page.words, *reading.name_words, "".join(reading.name_words)}
    labels = set(map(_label, hosts)) - common
    words = reading.words
    joined = {first + second for first, second in pairwise(words)}
    for label in sorted(labels):
        if len(label) >= _SHORTEST and (label in words or label in joined):
            reason = f"names the very thing that their link sells ({label})"
            yield Finding("brand_is_link", 1.0, reason)
            return


def brand_is_site(reading: Reading) -> Iterator[Finding]:
    """Find words in mid-text that are also the name of the site behind the author's name.

    Half of the site's name is enough ("Golden Pages did it all", goldenpagesbooks.example), with a
    capital where there are capitals. At its ends a text is greeted and signed.
    """
    link = reading.author_link
    if link is None or _is_others_place(link):
        return
    if reading.author_kind in (Kind.HEALTH, Kind.REFERENCE):
        return
    label, page = _label(link.owner), reading.page.words
    # At places that give everybody a blog, people's names and homes are in the address.
    half = len(label) if is_below_shared_host(link) else len(label) / 2
    written = [match[0] for match in islice(_WORD.finditer(reading.prose, 15), MOST_LOOKED_AT * 8)]
    words = [(word, plain_word(word)) for word in written[:-3]]
    for place, (word, plain) in enumerate(words):
        if plain not in label or plain in page:
            continue
        is_large = word[0].isupper() or not word.isascii()
        shortest = max(_SHORTEST, half if is_large else len(label))
        named = ""
        for _, part in words[place : place + 3]:
            named += part
            fits = label.startswith(named) or label.endswith(named)
            if fits and len(named) >= shortest:
                yield Finding(
                    "brand_is_site",
                    1.0,
                    f"speaks of what is behind the author's name ({link.host})",
                )
                return


def _is_others_place(link: Link) -> bool:
    return is_profile(link) or is_page_of_a_network(link)


def _label(owner: str) -> str:
    return plain_word(owner.split(".")[0].replace("-", ""))


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
        yield Candidate(name.written, strength)


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


def names(reading: Reading) -> Iterator[Finding]:
    """Find what may be products' names, which count for half where the page is not known.

    It may be about that very thing, and a title alone does not say.
    """
    share = 1.0 if len(reading.page.words) >= _PAGE else 0.5
    for signal in (brand_praised, brand_shape, name_run, brand_quoted):
        for finding in signal(reading):
            yield replace(finding, strength=share * finding.strength)


SIGNALS: tuple[Signal, ...] = (
    names,
    healer,
    brand_is_link,
    brand_is_site,
)
