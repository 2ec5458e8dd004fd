"""What the author calls themselves, and where their name leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.spam.hosts import Kind, bears_name, is_page_of_a_network, keyword_count
from questions.spam.naming import GOODS
from questions.spam.reading import SLOGANS, Reading
from questions.spam.signals.base import Finding, Signal, rising
from questions.spam.words import word_lists

_SLOGAN_KINDS = ("trade", "vice", "offer", "call", "goods")
_FREE_MAIL = word_lists("names")["free_mail"]
_ROLES = word_lists("names")["roles"]
_CAMEL = re.compile(r"[a-z][A-Z]")


def name_is_slogan(reading: Reading) -> Iterator[Finding]:
    """Find trade words, goods or many words where a name should stand."""
    kinds = [kind for kind in _SLOGAN_KINDS if reading.name_hits.get(kind)]
    if "trade" in kinds or "vice" in kinds or "offer" in kinds:
        strength = 1.0 if len(reading.name_words) > 1 else 0.7
        yield Finding(
            "name_slogan", strength, f"the author's name is a slogan (“{_short(reading)}”)"
        )
    elif kinds or not GOODS.isdisjoint(reading.name_words):
        strength = 0.8 if len(reading.name_words) > 2 else 0.5
        yield Finding(
            "name_goods", strength, f"the author is called after goods (“{_short(reading)}”)"
        )


def name_is_no_name(reading: Reading) -> Iterator[Finding]:
    """Find a name that no person bears, with a site behind it."""
    link = reading.author_link
    if link is None or len(reading.name_words) < 2 or reading.name_is_personal:
        return
    # A club or a practice signs with its own name; so does a shop, which other signals find.
    if not bears_name(link.host, reading.name_words) or reading.name_kinds & SLOGANS - {"goods"}:
        yield Finding("name_plain", 1.0, f"what signs here is no person (“{_short(reading)}”)")


def name_is_address(reading: Reading) -> Iterator[Finding]:
    """Find an address, a phone number or a handle in the name."""
    digits = sum(sign.isdigit() for sign in reading.name)
    if reading.name_links or digits >= 7:
        yield Finding("name_address", 1.0, "the author's name is an address or a number")


def name_is_long(reading: Reading) -> Iterator[Finding]:
    """Find names of more words than people have."""
    if len(reading.name_words) >= 5 or len(reading.name) > 45:
        yield Finding(
            "name_long", rising(len(reading.name_words) - 3, 4), "the author's name is a phrase"
        )


def name_is_site(reading: Reading) -> Iterator[Finding]:
    """Find a name that is also the name of the site behind it, and no person's."""
    link = reading.author_link
    if link is None or len(reading.name_words) == 0:
        return
    joined = "".join(reading.name_words)
    label = link.owner.split(".")[0].replace("-", "")
    coined = bool(_CAMEL.search(reading.name)) or any(sign.isdigit() for sign in reading.name)
    if len(joined) >= 6 and joined == label and (coined or reading.name_kinds & SLOGANS):
        yield Finding("name_is_site", 1.0, f"the author bears the name of the site {link.host}")


def author_site(reading: Reading) -> Iterator[Finding]:
    """Weigh the place that the author's name links to, by its kind."""
    link = reading.author_link
    if link is None:
        return
    kind = reading.author_kind
    if kind is Kind.SHOP:
        yield Finding("author_shop", 1.0, f"the author's name links to a shop ({link.host})")
    elif kind is Kind.VICE:
        yield Finding("author_vice", 1.0, f"the author's name links to {link.host}")
    elif kind in (Kind.CHEAP, Kind.SHORTENER):
        yield Finding("author_cheap", 1.0, f"the author's name links to {link.host}")
    elif kind is Kind.PLAIN:
        yield Finding("author_link", 1.0, f"the author's name links to {link.host}")
    else:
        yield Finding(
            "author_own", 1.0, f"the author's name links to a place of their own ({link.host})"
        )
    everybodys = kind is Kind.PERSONAL or is_page_of_a_network(link)
    if not everybodys and len(link.path) > 12:
        yield Finding("author_deep", 1.0, "the author's name links deep into a site")


def author_keywords(reading: Reading) -> Iterator[Finding]:
    """Find a site behind the name that is itself named after ailments and remedies."""
    link = reading.author_link
    if link is None:
        return
    count = keyword_count(link.host)
    if count and reading.author_kind not in (Kind.HEALTH, Kind.REFERENCE):
        yield Finding(
            "author_keywords", rising(count, 3), f"{link.host} strings search words together"
        )


def author_mail(reading: Reading) -> Iterator[Finding]:
    """Find a mail address of a business, or of the very site that is linked."""
    local, _, domain = reading.post.author_email.lower().partition("@")
    if not domain:
        return
    if local.rstrip("0123456789") in _ROLES:
        yield Finding("mail_role", 1.0, f"writes from a business address ({local}@…)")
    owner = domain.split(".")[0]
    hosts = {link.owner.split(".")[0] for link in reading.links}
    if owner not in _FREE_MAIL and owner in hosts and not bears_name(domain, reading.name_words):
        yield Finding("mail_is_site", 1.0, "links to the site that their mail address belongs to")


def _short(reading: Reading) -> str:
    return reading.name if len(reading.name) <= 60 else reading.name[:59] + "…"


SIGNALS: tuple[Signal, ...] = (
    name_is_slogan,
    name_is_no_name,
    name_is_address,
    name_is_long,
    name_is_site,
    author_site,
    author_keywords,
    author_mail,
)
