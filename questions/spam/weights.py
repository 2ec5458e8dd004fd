"""What each finding is worth: its weight set by hand, and how far training may move it.

Log-odds for a full finding; above zero speaks for spam. The bounds keep the sign that reason
demands, whatever foreign data say: a link can never be made a proof, nor a disclosure a fault.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Weight(NamedTuple):
    """A weight and its bounds."""

    start: float
    lowest: float
    highest: float


PRIOR = Weight(-0.4, -1.5, 1.0)

WEIGHTS: dict[str, Weight] = {
    # What the author calls themselves.
    "name_slogan": Weight(2.6, 1.2, 3.5),
    "name_goods": Weight(1.5, 0.4, 2.5),
    "name_plain": Weight(1.0, 0.2, 2.0),
    "name_address": Weight(2.2, 1.0, 3.5),
    "name_long": Weight(1.5, 0.3, 2.5),
    "name_is_site": Weight(1.0, 0.2, 2.0),
    "name_in_text": Weight(1.5, 0.5, 2.5),
    "author_shop": Weight(2.4, 1.2, 3.2),
    "author_vice": Weight(3.0, 1.5, 4.0),
    "author_cheap": Weight(1.4, 0.5, 2.2),
    "author_link": Weight(0.4, 0.0, 1.0),
    "author_own": Weight(-0.3, -0.8, 0.0),
    "author_deep": Weight(1.2, 0.2, 2.0),
    "name_and_link": Weight(2.0, 0.8, 3.0),
    "host_gibberish": Weight(2.6, 1.6, 3.6),
    "author_keywords": Weight(1.4, 0.4, 2.0),
    "mail_role": Weight(0.8, 0.2, 1.5),
    "mail_is_site": Weight(0.9, 0.2, 1.5),
    # Where the text leads.
    "link_shop": Weight(1.8, 0.8, 2.6),
    "link_vice": Weight(2.6, 1.5, 4.0),
    "link_shortener": Weight(1.6, 0.8, 2.5),
    "link_cheap": Weight(1.2, 0.5, 2.0),
    "link_plain": Weight(0.9, 0.2, 1.5),
    "link_own": Weight(0.3, 0.0, 0.8),
    "link_document": Weight(-0.4, -1.0, 0.0),
    "link_here": Weight(-1.0, -1.8, -0.3),
    "link_reference": Weight(0.0, -0.4, 0.4),
    "link_health": Weight(-1.0, -1.3, -0.3),
    "many_links": Weight(1.0, 0.2, 2.0),
    "link_affiliate": Weight(1.5, 0.5, 2.5),
    "link_keywords": Weight(1.0, 0.2, 1.8),
    "link_spelled": Weight(1.8, 0.8, 3.0),
    "link_only": Weight(1.2, 0.3, 2.5),
    "link_dropped": Weight(1.6, 0.8, 2.6),
    "link_last": Weight(0.3, 0.0, 0.8),
    "link_label": Weight(0.2, 0.0, 0.8),
    "link_is_author": Weight(0.4, 0.0, 1.0),
    "contact_mail": Weight(1.3, 0.4, 2.5),
    "contact_phone": Weight(1.4, 0.4, 2.5),
    "contact_handle": Weight(0.9, 0.2, 2.0),
    # What the phrases do.
    "vice": Weight(2.4, 1.0, 3.5),
    "offer": Weight(1.5, 0.4, 2.5),
    "call": Weight(1.5, 0.5, 2.5),
    "urge": Weight(1.2, 0.4, 2.0),
    "channel": Weight(2.4, 1.0, 3.5),
    "own_site": Weight(1.3, 0.4, 2.5),
    "page_praise": Weight(0.8, 0.0, 1.5),
    "blog_talk": Weight(1.5, 0.5, 2.5),
    "template": Weight(2.5, 1.0, 3.5),
    "we_sell": Weight(1.8, 0.8, 3.0),
    "ad_copy": Weight(1.8, 0.8, 3.0),
    "benefit": Weight(1.2, 0.3, 2.0),
    "product_praise": Weight(1.3, 0.3, 2.0),
    "testimonial": Weight(1.4, 0.4, 2.2),
    "timed": Weight(0.3, 0.0, 1.0),
    "outcome": Weight(0.3, 0.0, 1.0),
    "soft_plug": Weight(1.0, 0.2, 1.8),
    "sweeping": Weight(0.8, 0.2, 1.5),
    "hidden_link": Weight(1.6, 0.6, 2.8),
    "contact": Weight(1.5, 0.4, 2.5),
    "brand": Weight(1.6, 0.5, 2.5),
    "brand_story": Weight(1.4, 0.5, 2.5),
    "brand_named": Weight(0.3, 0.0, 1.6),
    "name_run": Weight(0.4, 0.0, 1.5),
    "brand_quoted": Weight(0.4, 0.0, 1.5),
    "healer": Weight(1.0, 0.2, 2.0),
    "brand_shape": Weight(0.8, 0.2, 2.0),
    "brand_again": Weight(0.4, 0.0, 1.2),
    "code": Weight(1.8, 0.8, 3.0),
    "price_cut": Weight(1.0, 0.2, 2.0),
    "pasted_denial": Weight(1.0, 0.3, 1.8),
    "brand_is_link": Weight(1.6, 0.6, 2.5),
    "brand_is_site": Weight(2.4, 1.2, 3.6),
    # How it is written.
    "disguise": Weight(1.8, 0.8, 3.0),
    "hole": Weight(1.2, 0.3, 2.0),
    "wrong_article": Weight(0.4, 0.0, 0.8),
    "gibberish": Weight(0.8, 0.0, 1.5),
    "shouting": Weight(0.3, 0.0, 0.8),
    "pointing": Weight(0.8, 0.2, 1.5),
    "repeated": Weight(0.8, 0.0, 1.5),
    "copied_with_link": Weight(3.0, 1.5, 4.0),
    "copied": Weight(1.0, 0.0, 2.0),
    "off_topic": Weight(0.5, 0.1, 1.0),
    "praise_for_link": Weight(1.6, 0.6, 2.5),
    # What the project's own comments teach, facet by facet: how far each can be trusted.
    "said_words": Weight(1.3, 0.0, 4.0),
    "said_turns": Weight(1.3, 0.0, 4.0),
    "said_names": Weight(2.0, 0.0, 4.0),
    "said_edges": Weight(1.3, 0.0, 4.0),
    "said_shapes": Weight(2.0, 0.0, 5.0),
    # What speaks for the author.
    "no_tie": Weight(-2.2, -2.8, -1.0),
    "tie": Weight(-0.9, -1.8, 0.0),
    "sorry_link": Weight(-1.2, -2.0, -0.3),
    "mine": Weight(-1.4, -2.0, -0.3),
    "hedge": Weight(-1.4, -2.2, -0.3),
    "downside": Weight(-1.2, -2.0, -0.3),
    "symptom": Weight(-0.4, -1.0, 0.0),
    "ask": Weight(-1.2, -2.0, -0.2),
    "address": Weight(-0.4, -1.0, -0.2),
    "disagree": Weight(-0.8, -1.5, 0.0),
    "public": Weight(-0.7, -1.2, 0.0),
    "thanks": Weight(-0.2, -0.4, 0.0),
    "particulars": Weight(-1.0, -1.8, -0.2),
    "first_person": Weight(-0.6, -1.2, 0.0),
    "question": Weight(-0.7, -1.5, -0.1),
    "answers_parent": Weight(-2.0, -2.5, -0.8),
    "names_reader": Weight(-0.6, -1.2, 0.0),
    "is_reply": Weight(-0.6, -1.0, -0.5),
    "no_lead": Weight(-0.6, -1.2, -0.2),
    "no_gain": Weight(-1.2, -2.0, -0.2),
    # No lower for the data's sake: the hands' fluent plugs speak of the subject too, and where
    # nothing is named that could be sold, there is nothing to hold.
    "on_subject": Weight(-2.2, -2.4, -2.2),
    "shows_code": Weight(-1.2, -2.0, -0.3),
    "short": Weight(-0.4, -1.0, 0.0),
    "on_topic": Weight(-0.4, -1.0, 0.0),
    # Facts; no labelled text carries them, so they stay as set.
    "approved_before": Weight(-2.5, -2.5, -2.5),
    "spam_before": Weight(3.0, 3.0, 3.0),
    "proven_address": Weight(-0.6, -0.6, -0.6),
    "is_asker": Weight(-1.2, -1.2, -1.2),
    "honeypot": Weight(4.0, 4.0, 4.0),
    "too_fast": Weight(1.8, 1.8, 1.8),
    "same_text": Weight(4.0, 4.0, 4.0),
    "host_elsewhere": Weight(3.0, 3.0, 3.0),
    "spam_host": Weight(4.0, 4.0, 4.0),
}

_NONE = math.inf
WORDING = "said"
# Findings that one cause sets off together: their sum is bounded as well, below and above.
GROUPS: dict[str, tuple[float, float]] = {
    "name": (-_NONE, 2.2),
    "links": (-_NONE, 1.8),
    "pitch": (-_NONE, 5.0),
    "praise": (-_NONE, 4.0),
    "told": (-2.8, _NONE),
    "empty": (-2.2, _NONE),
    "asking": (-1.6, _NONE),
    WORDING: (-6.0, 6.0),
}
GROUP_OF: dict[str, str] = {
    name: group
    for group, names in {
        "name": "name_goods name_plain name_long name_is_site",
        "links": "link_plain link_dropped link_last link_label link_is_author many_links "
        "link_keywords author_link link_own link_reference",
        "pitch": "ad_copy benefit product_praise testimonial timed outcome soft_plug sweeping "
        "brand brand_story brand_named name_run brand_quoted healer brand_shape brand_again "
        "brand_is_link brand_is_site",
        "praise": "page_praise blog_talk template praise_for_link",
        "told": "mine first_person particulars symptom hedge downside",
        "empty": "no_lead no_gain short",
        "asking": "ask question address",
        WORDING: "said_words said_turns said_names said_edges said_shapes",
    }.items()
    for name in names.split()
}

# Facts that make spam of a text also where the wording alone may only hold it.
HARD_FACTS = frozenset({"honeypot", "same_text", "host_elsewhere", "spam_host", "spam_before"})
