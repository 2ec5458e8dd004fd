"""Where a text sends its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.spam.hosts import Kind, is_affiliate, is_own_question, keyword_count
from questions.spam.reading import Reading
from questions.spam.signals.base import Finding, Signal, rising
from questions.spam.text import is_unspeakable

_KINDS = {
    Kind.SHOP: ("link_shop", "links to a shop"),
    Kind.VICE: ("link_vice", "links to"),
    Kind.SHORTENER: ("link_shortener", "hides a link's target behind"),
    Kind.CHEAP: ("link_cheap", "links to"),
    Kind.PLAIN: ("link_plain", "links to"),
    Kind.PERSONAL: ("link_own", "links to their own site,"),
    Kind.REFERENCE: ("link_reference", "links to a source that readers know,"),
    Kind.HEALTH: ("link_health", "links to a health service or journal: speaks for them,"),
}
_TRIPLED = re.compile(r"([b-hj-vy-z])\1\1")
# In a long label two digits among letters are as odd as three in a short one.
_LONG_LABEL = 14
# Fewer words than this beside a link are few, or as good as none.
_FEW_WORDS, _NO_WORDS = 8, 3
_BARE_LINK = re.compile(r"<?(?:https?://|www\.)\S+>?", re.IGNORECASE)
_LETTER_DIGIT = re.compile(r"[a-z]\d|\d[a-z]")
# With a prefix, or in groups as numbers are dialled: no date, count or list of years.
_PHONE = re.compile(
    r"(?<![\w.,/-])(?!\d{4}-\d\d-\d\d)(?:"
    r"\(?(?:\+|0)\d?(?:[ ()./-]{0,2}\d){8,13}"
    r"|(?:1[ .-])?\(?\d{2,3}\)?[ .-]{1,2}\d{3,5}[ .-]\d{4}|8 800(?:[ -]?\d){7}"
    r"|(?i:call|ring|text|tel|phone|whatsapp)[ .:]{1,2}\d{3}[ -]\d{4}"
    r")(?![\w/-])"
)
# Helplines: nobody sells over a number that costs its owner.
_FREEPHONE = re.compile(r"0 ?80[08]\b|0 800|0800|116 ?\d")
_DEFUSED = re.compile(
    r"\bhxxps?\b|\b(?:slash|barra|schr[aä]gstrich)\b(?=.{0,40}\b(?:dot|point|punto|punkt)\b)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@/.])@[a-z0-9_.]{4,30}\b", re.IGNORECASE)


def link_kinds(reading: Reading) -> Iterator[Finding]:
    """Weigh the kinds of places linked, each kind once."""
    # Nobody's source is a link without a word.
    seen = {Kind.REFERENCE} if is_bare_link(reading) else set()
    for link, kind in zip(reading.links, reading.link_kinds, strict=True):
        if kind in seen:
            continue
        seen.add(kind)
        name, words = _KINDS[kind]
        # Clubs, charities and makers of free things live under .org; shops rarely do.
        strength = 0.5 if kind is Kind.PLAIN and link.host.endswith(".org") else 1.0
        yield Finding(name, strength, f"{words} {link.host}")


def many_links(reading: Reading) -> Iterator[Finding]:
    """Find more links than a recommendation needs, save to known good places."""
    count = sum(kind not in (Kind.HEALTH, Kind.REFERENCE) for kind in reading.link_kinds)
    if count >= 2:
        yield Finding("many_links", rising(count - 1, 4), f"carries {count} links")


def link_marks(reading: Reading) -> Iterator[Finding]:
    """Find links that pay, that string search words together, or that are written to hide."""
    if any(map(is_affiliate, reading.links)):
        yield Finding("link_affiliate", 1.0, "a link earns its writer money")
    words = max(
        (
            keyword_count(link.host)
            for link, kind in zip(reading.links, reading.link_kinds, strict=True)
            if kind not in (Kind.HEALTH, Kind.REFERENCE)
        ),
        default=0,
    )
    if words:
        yield Finding(
            "link_keywords", rising(words, 3), "a linked host strings search words together"
        )
    if any(link.spelled_out for link in reading.links) or _DEFUSED.search(reading.text):
        yield Finding("link_spelled", 1.0, "an address is written out to pass filters (“dot com”)")


def documents(reading: Reading) -> Iterator[Finding]:
    """Find links to documents, and to other questions of the site."""
    if any(link.path.lower().endswith((".pdf", ".doc", ".docx", ".odt")) for link in reading.links):
        yield Finding("link_document", 1.0, "links to a document: speaks for them")
    if any(map(is_own_question, reading.links)):
        yield Finding("link_here", 1.0, "links to another question here: speaks for them")


def unspeakable(reading: Reading) -> Iterator[Finding]:
    """Find hosts that nobody could say: thrown away after use."""
    links = [*reading.links, *([reading.author_link] if reading.author_link else [])]
    for link in links:
        label = link.owner.split(".")[0]
        mixed = len(_LETTER_DIGIT.findall(label))
        if len(label) >= 8 and (
            is_unspeakable(label)
            or _TRIPLED.search(label)
            or mixed >= (2 if len(label) >= _LONG_LABEL else 3)
        ):
            yield Finding(
                "host_gibberish", 1.0, f"links to a host that nobody could say ({link.host})"
            )
            return


def link_shape(reading: Reading) -> Iterator[Finding]:
    """Find a text that is little more than its link, or ends in one after generic words."""
    strange = [
        link
        for link, kind in zip(reading.links, reading.link_kinds, strict=True)
        if kind not in (Kind.HEALTH, Kind.REFERENCE)
    ]
    if is_bare_link(reading) or (strange and reading.length < _FEW_WORDS):
        yield Finding("link_only", 1.0, "little more than a link")
    if not strange:
        return
    before, _, last = reading.text.rstrip()[-400:].rpartition("\n")
    if before.strip() and _BARE_LINK.fullmatch(last.strip()):
        yield Finding("link_dropped", 1.0, "drops a bare link under the text")
    last = last[-200:]
    if reading.length >= _FEW_WORDS and any(link.host in last.lower() for link in strange):
        yield Finding("link_last", 1.0, "ends with a link")
    if any(link.label and link.host not in link.label.lower() for link in strange):
        yield Finding("link_label", 1.0, "a link hides behind words")


def is_bare_link(reading: Reading) -> bool:
    """Tell whether a text says next to nothing besides a link, be it to a place readers know.

    Health services, journals and questions of this site may stand alone, and what a reply sends to
    the one it answers.
    """
    if reading.post.is_reply or reading.length >= _NO_WORDS:
        return False
    return any(
        kind is not Kind.HEALTH and not is_own_question(link)
        for link, kind in zip(reading.links, reading.link_kinds, strict=True)
    )


def author_and_text_agree(reading: Reading) -> Iterator[Finding]:
    """Find a text that sends readers where the author's name leads too."""
    author = reading.author_link
    own = reading.author_kind in (Kind.PERSONAL, Kind.HEALTH, Kind.REFERENCE)
    if author and not own and any(link.owner == author.owner for link in reading.links):
        yield Finding("link_is_author", 1.0, f"text and name both lead to {author.host}")


def gives_number(reading: Reading) -> bool:
    """Tell whether a text gives a phone number that is no helpline's."""
    numbers = _PHONE.finditer(reading.prose)
    return any(not _FREEPHONE.match(number[0]) for number in numbers)


def contacts(reading: Reading) -> Iterator[Finding]:
    """Find phone numbers, mail addresses and handles in the text."""
    if reading.emails:
        yield Finding("contact_mail", 1.0, "gives a mail address")
    if gives_number(reading):
        yield Finding("contact_phone", 1.0, "gives a phone number")
    if _HANDLE.search(reading.prose):
        yield Finding("contact_handle", 1.0, "gives a handle")


SIGNALS: tuple[Signal, ...] = (
    link_kinds,
    many_links,
    link_marks,
    documents,
    unspeakable,
    link_shape,
    author_and_text_agree,
    contacts,
)
