"""Phrases by what they do: each kind of the lexicon is one signal."""

from __future__ import annotations

from collections.abc import Iterator

from questions.spam.reading import Reading
from questions.spam.signals.base import Finding, Signal, rising

# For each kind: how many different phrases make a full finding, and words for a moderator.
KINDS = {
    "vice": (3, "names goods and services that spam sells"),
    "offer": (3, "speaks of prices, discounts or delivery"),
    "call": (3, "tells readers to go, click, order or sign up"),
    "urge": (2, "presses readers to act now"),
    "channel": (3, "asks for visits, follows or votes"),
    "own_site": (2, "points to the writer's own site"),
    "page_praise": (5, "praise that would fit any page"),
    "blog_talk": (4, "talks of blogs and search engines, not of the subject"),
    "template": (2, "uses sentences known from comment spam"),
    "we_sell": (3, "speaks as a business"),
    "ad_copy": (4, "reads like an advertisement"),
    "benefit": (4, "lists what a product does"),
    "product_praise": (3, "praises something to buy or use"),
    "testimonial": (3, "is shaped like a testimonial"),
    "timed": (2, "says how quickly it worked"),
    "outcome": (3, "tells of a happy end"),
    "soft_plug": (3, "steers readers to a product or a site"),
    "sweeping": (2, "says that everybody should have it"),
    "hidden_link": (1, "explains how to put an address together"),
    "contact": (2, "asks to be contacted elsewhere"),
    "no_tie": (1, "says that they have no part in it: speaks for them"),
    "tie": (1, "says openly how they are connected: speaks for them"),
    "sorry_link": (1, "asks whether the recommendation is allowed: speaks for them"),
    "mine": (6, "tells of their own experience: speaks for them"),
    "hedge": (4, "weighs their words: speaks for them"),
    "downside": (3, "names what did not work: speaks for them"),
    "symptom": (4, "tells of complaints: speaks for them"),
    "ask": (3, "asks something: speaks for them"),
    "address": (1, "speaks to one person: speaks for them"),
    "disagree": (2, "argues with what was said: speaks for them"),
    "public": (2, "names a public service or a source: speaks for them"),
    "thanks": (1, "gives thanks: speaks for them"),
}


def phrases(reading: Reading) -> Iterator[Finding]:
    """Find each kind of phrase, the more strongly the more different phrases there are."""
    for kind, (enough, words) in KINDS.items():
        count = reading.distinct(kind)
        if count:
            yield Finding(kind, rising(count, enough), f"{words} (“{reading.quote(kind)}”)")


SIGNALS: tuple[Signal, ...] = (phrases,)
