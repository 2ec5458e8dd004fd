"""What kind of place a host is: a health service, a shop, a shortener, somebody's own site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from questions.spam.links import Link
from questions.spam.text import words_of
from questions.spam.words import word_lists


class Kind(StrEnum):
    """Kinds of host, from the most welcome to the least."""

    HEALTH = "health"
    REFERENCE = "reference"
    PERSONAL = "personal"
    PLAIN = "plain"
    SHORTENER = "shortener"
    CHEAP = "cheap"
    SHOP = "shop"
    VICE = "vice"


_LISTS = word_lists("hosts")
_TRADE = _LISTS["trade"]
_PUBLIC = re.compile(
    r"\.(?:gov|edu|mil|int)$|\.(?:gov|govt|gouv|gob|gv|go|edu|ac|nhs|mil)\.[a-z]{2}$|"
    r"\.(?:gc\.ca|admin\.ch|bund\.de|fgov\.be|europa\.eu|overheid\.nl|gouvernement\.fr)$"
)
# Manuals, support pages and code of makers whose names no list can hold.
_DOCUMENTATION = re.compile(r"^(?:docs?|support|help|developers?|wiki|forums?|community|manual)\.")
_DOCUMENTATION_PATH = re.compile(
    r"^/(?:[\w-]{2,20}/){0,3}(?:(?:docs?|documentation|hc|wiki|manual|faq)(?=[/?#]|$)|"
    r"(?:issues|pull|commit|blob|tree)/\w)",
    re.IGNORECASE,
)
_OWN_QUESTION = re.compile(r"^/questions/\d+(?:[/#?]|$)|^/comments/\d+(?:[/#?]|$)")
_HEALTH_WORDS = re.compile(
    r"(?:^|[.-])(?:nhs|hospital|hopital|chu|chuv|krankenhaus|klinikum|uniklinik|uniklinikum|"
    r"ziekenhuis|umc|ospedale|university|universite|universitaet|uni|univ|cochrane|ministere|"
    r"gesundheitsamt|krankenkasse|health-?service|public-?health|sante-?publique|red-?cross|"
    r"rotes-?kreuz|croix-?rouge|cruz-?roja|service-public|bund|ministerio|ministero|verbraucherzentrale|test-?achats)(?=[.-])"
)
# Joined to other words only at either end: "ideal", "small" and "bishop" sell nothing.
_TRADE_PARTS = re.compile(
    r"^(?:cheap|buy|shop|best|discount|order|deals|acheter|comprar|kaufen|kopen|billig|guenstig)"
    r"|(?:(?<!bi)shops?|(?<!re)stores?|(?<!i)deals?|(?<!s)mall|market|outlet|direct|depot|"
    r"discounts?|coupons?|sales?|prices?|wholesale|warehouse|suppl(?:y|ies|ements?)|express|"
    r"boutique|tienda|loja|negozio|winkel|bazaar|reviews?|offers?|ofertas?|offerte|reviewed|bargains?|testsieger|vergleich|comparatif)$"
)
_TRADE_WHOLE = _TRADE | {"pro", "hq", "now", "get", "my", "the", "official"}
_VICE = re.compile(
    "casino|poker|slots?(?=[.-]|$)|betting|gambl|porn|xxx|escort|sexcam|viagra|cialis|levitra|"
    "kamagra|pharmac(?:y|ie)-?(?:online|rx)|rx-?pills|pills|payday|loans?(?=[.-]|$)|kredit-?ohne|"
    "forex|crypto|bitcoin|essay|assignment|seo-?|backlink|followers|replica|jerseys?|handbags?|"
    "vape|vapor(?:hub|shop|store)|louis-?vuitton|ray-?ban|hack(?:er|ing)|spellcast|steroid|garcinia|herbalcure"
)
_KEYWORDS = re.compile(
    "pain|knee|heel|foot|feet|back|joint|tendon|achilles|fasci|calf|muscle|sleep|insomnia|snor|"
    "weight|slim|diet|keto|detox|vitamin|supplement|protein|collagen|insole|orthotic|shoe|brace|"
    "mattress|pillow|melatonin|magnesium|cbd|relief|remedy|cure|heal|fitness|gym|workout|"
    "schmerz|schlaf|einlagen|abnehm|minceur|sommeil|maigrir|semelle|complement|adelgaz|dormir|"
    "plantilla|suplement|dolor|emagrec|palmilha|dimagr|integrator|solette|afslank|slaap|inlegzool"
)
_TRADE_PATH = re.compile(
    r"/(?:shop|store|product|products|produkt|produkte|produit|produits|producto|productos|"
    r"produto|produtos|prodotto|prodotti|cart|checkout|buy|order|best-|offer|offers|deal|deals|"
    r"discount|promo|sale|collections|pricing|angebot|angebote|offre|oferta|offerta|aanbieding|"
    r"coupon|landing|go|out|aff)(?=[/?#._-]|$)|"
    r"(?:buy|cheap|discount|coupon|best|price|sale|order|kaufen|acheter|comprar|kopen|-deals)"
    r"(?=[-_/.]|$)",
    re.IGNORECASE,
)
_AFFILIATE = re.compile(
    r"[?&](?:ref|aff|affid|affiliate|aff_id|partner|tag|coupon|promo|discount|code|rb|"
    r"referral|referrer|via|subid|clickid|utm_campaign|utm_medium=aff\w*)=",
    re.IGNORECASE,
)


def kind_of(link: Link, *, trusted: Iterable[str] = (), author_words: Iterable[str] = ()) -> Kind:
    """Tell what kind of place a link leads to; `trusted` are hosts the site vouches for."""
    if link.owner in trusted or link.host in trusted:
        return Kind.HEALTH
    kind = _kind_by_host(link.host, link.owner)
    if kind in (Kind.HEALTH, Kind.REFERENCE, Kind.SHORTENER, Kind.VICE):
        return kind
    if is_affiliate(link):
        return Kind.SHOP
    if kind is Kind.PLAIN and is_own_question(link):
        return Kind.REFERENCE
    if kind is Kind.SHOP:
        return kind
    if bears_name(link.host, author_words):
        return Kind.PERSONAL
    if _TRADE_PATH.search(link.path[:200]):
        return Kind.SHOP
    return Kind.REFERENCE if kind is Kind.PLAIN and is_documentation(link) else kind


@lru_cache(maxsize=1024)
def _kind_by_host(host: str, owner: str) -> Kind:
    if {owner, host} & _LISTS["health"] or _PUBLIC.search(host):
        return Kind.HEALTH
    if {owner, host} & _LISTS["reference"]:
        return Kind.REFERENCE
    if {owner, host} & _LISTS["shorteners"]:
        return Kind.SHORTENER
    name = host.rsplit(".", 1)[0]
    if _VICE.search(name):
        return Kind.VICE
    if is_shop_name(host):
        return Kind.SHOP
    if _HEALTH_WORDS.search(host):
        return Kind.HEALTH
    return Kind.CHEAP if host.rsplit(".", 1)[-1] in _LISTS["cheap"] else Kind.PLAIN


def is_profile(link: Link) -> bool:
    """Tell whether a link leads to a person's page at a place where people have one."""
    return link.owner in _LISTS["profiles"] and len(link.path) > 1


def is_page_of_a_network(link: Link) -> bool:
    """Tell whether a link leads to a page at a place where everybody has one."""
    return link.owner in _LISTS["networks"]


def is_below_shared_host(link: Link) -> bool:
    """Tell whether a link leads to a place that gives everybody a site below its own name."""
    return link.owner.partition(".")[2] in _LISTS["shared"]


def is_documentation(link: Link) -> bool:
    """Tell whether a link leads to a manual, a support page or code."""
    # Everybody's forms and folders live there: no maker answers for them.
    if link.host in _LISTS["shared"]:
        return False
    return bool(_DOCUMENTATION.match(link.host) or _DOCUMENTATION_PATH.match(link.path[:200]))


def is_own_question(link: Link) -> bool:
    """Tell whether a link leads to a question or a comment as this product addresses them."""
    return bool(_OWN_QUESTION.match(link.path))


def is_shop_name(host: str) -> bool:
    """Tell whether a host's name speaks of selling: "cheap-insoles", "kneereliefstore"."""
    labels = host.split(".")[:-1]
    pieces = [piece for label in labels for piece in label.split("-")]
    if any(piece in _TRADE for piece in pieces):
        return True
    return any(len(piece) > 6 and _TRADE_PARTS.search(piece) for piece in pieces)


def keyword_count(host: str) -> int:
    """Count the subjects strung together in a host's name: "heel-pain-relief" has three."""
    return len(set(_KEYWORDS.findall(host.rsplit(".", 1)[0])))


def is_affiliate(link: Link) -> bool:
    """Tell whether a link carries the mark of somebody who earns by it."""
    return bool(_AFFILIATE.search(link.path[:500]))


def bears_name(host: str, author_words: Iterable[str]) -> bool:
    """Tell whether a host bears its author's name, as a person's own site does."""
    name = "".join(words_of(host.rsplit(".", 1)[0].replace("-", " ").replace(".", " ")))
    words = [word for word in author_words if len(word) >= 3 and word not in _TRADE_WHOLE]
    joined = "".join(words)
    return any(len(word) >= 4 and word in name for word in words) or (
        len(joined) >= 5 and joined in name
    )
