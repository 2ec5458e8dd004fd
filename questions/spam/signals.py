"""First signals: each looks at one thing and weighs it, or stays silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from questions.spam.reading import Reading
from questions.spam.types import Evidence

Signal = Callable[[Reading], Evidence | None]

_PHRASE_SIGNALS = {
    # kind: weight of the first phrase, of each further one, bound, words
    "vice": (1.8, 0.8, 3.5, "names goods that spam sells"),
    "offer": (0.8, 0.6, 2.4, "speaks of prices or offers"),
    "call": (0.7, 0.5, 2.0, "tells readers to go somewhere"),
    "channel": (1.2, 0.9, 3.0, "asks for visits to a channel or profile"),
    "own_site": (1.0, 0.5, 2.0, "points to the writer's own site"),
    "page_praise": (0.4, 0.35, 1.8, "praise that fits any page"),
    "blog_talk": (0.4, 0.5, 2.2, "talks of blogs and search engines, not of the subject"),
    "we_sell": (1.6, 0.8, 3.0, "speaks as a business"),
    "ad_copy": (0.8, 0.6, 3.0, "reads like an advertisement"),
    "product_praise": (0.8, 0.5, 2.0, "praises something to buy"),
    "testimonial": (0.9, 0.5, 2.2, "is shaped like a testimonial"),
    "soft_plug": (0.4, 0.3, 1.2, "steers readers to a product or site"),
    "contact": (1.2, 0.6, 2.4, "asks to be contacted elsewhere"),
    "no_tie": (-2.2, -0.3, -2.5, "says that they have no part in it: speaks for them"),
    "tie": (-0.8, -0.3, -1.2, "says openly how they are connected"),
    "sorry_link": (-1.0, -0.3, -1.4, "apologises for the recommendation"),
    "mine": (-0.6, -0.25, -2.2, "tells of their own experience"),
    "hedge": (-0.5, -0.3, -1.8, "weighs their words"),
    "ask": (-0.7, -0.3, -1.6, "asks the experts something"),
    "address": (-0.3, 0.0, -0.3, "speaks to an expert"),
    "disagree": (-0.6, -0.2, -1.0, "argues with what was said"),
    "public": (-0.4, -0.2, -0.8, "names a public service or a source"),
}


def phrase_evidence(reading: Reading) -> Iterator[Evidence]:
    """Weigh the phrases of each kind, with less for each further one and a bound."""
    for kind, (first, further, bound, words) in _PHRASE_SIGNALS.items():
        count = reading.distinct(kind)
        if count:
            weight = first + further * (count - 1)
            weight = min(weight, bound) if first > 0 else max(weight, bound)
            yield Evidence(kind, weight, f"{words} (“{reading.quote(kind)}”)")


def name_is_slogan(reading: Reading) -> Evidence | None:
    kinds = {"vice", "offer", "call", "trade"} & reading.name_hits.keys()
    if reading.name_links or kinds:
        return Evidence("name_is_slogan", 2.5, "the author's name is a slogan or an address")
    return None


def links_in_text(reading: Reading) -> Evidence | None:
    count = len(reading.links)
    if not count:
        return None
    return Evidence("links", min(0.6 + 0.3 * count, 1.5), f"carries {count} link(s)")


def author_site(reading: Reading) -> Evidence | None:
    link = reading.author_link
    if link is None:
        return None
    if link.host.count("-") >= 2 or "shop" in link.host or "buy" in link.path:
        return Evidence("author_shop", 2.0, f"the author's name links to a shop ({link.host})")
    return Evidence("author_link", 0.4, "the author's name carries a link")


def disguised(reading: Reading) -> Evidence | None:
    if not reading.disguises:
        return None
    return Evidence(
        "disguise", min(0.8 + 0.4 * reading.disguises, 2.5), "hides letters behind look-alikes"
    )


SIGNALS: tuple[Signal, ...] = (name_is_slogan, links_in_text, author_site, disguised)
