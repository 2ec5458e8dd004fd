"""What speaks for the author: particulars, questions, answers, and nothing to gain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.spam.hosts import Kind
from questions.spam.naming import called
from questions.spam.reading import SLOGANS, Reading
from questions.spam.signals.base import Finding, Signal, rising
from questions.spam.signals.brands import in_passing
from questions.spam.signals.places import gives_number, is_bare_link
from questions.spam.signals.wording import copied
from questions.spam.text import plain_word, words_of
from questions.spam.words import word_lists

# A number with what it measures, in the commonest languages of the lists.
_MEASURE = re.compile(
    r"(?<![\w.,])\d{1,4}(?:[.,:]\d{1,3})?\s?(?:-\s?)?(?:k|km|kms|mi|miles?|m|min|mins|minutes?|"
    r"minuten?|minutos?|minuti|h|hrs?|hours?|std|stunden?|heures?|horas?|ore|uur|days?|tage?n?|"
    r"jours?|d[ií]as?|dias?|giorni|dagen|weeks?|wks?|wochen?|semaines?|semanas?|settimane|weken|"
    r"months?|monate?n?|mois|mes(?:es|i)?|maanden|years?|yrs?|jahre?n?|ans|ann[ée]es?|a[ñn]os?|"
    r"anos?|anni|jaar|kg|kilos?|lbs?|pounds?|stone|mg|g|reps?|sets?|times|mal|fois|veces|vezes|"
    r"volte|keer|am|pm|uhr|bpm|%)(?!\w)",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"(?<!\w)(?:i'?m|aged?|at|ich bin|bin|j'ai|tengo|tenho|ho|ben)\s(?:[1-9]\d)(?!\w)",
    re.IGNORECASE,
)
_GREETED = re.compile(
    r"^\W{0,3}(?:hi|hello|hey|dear|thanks|thank you|well done|congratulations|congrats|hallo|"
    r"lieber?|danke|moin|servus|salut|coucou|ch[eè]re?|bonjour|merci|hola|querid[oa]|estimad[oa]|"
    r"gracias|ciao|car[oa]|grazie|ol[aá]|oi|obrigad[oa]|hoi|beste|dag|bedankt|hej|hei|k[aä]ra|"
    r"k[jæ]+re|tack|tak|takk|cze[sś][cć]|witaj|drog[ai]|dzi[eę]ki|ahoj|привет|здравствуйте|"
    r"спасибо)[ ,]+(?-i:(?:Dra?|Mrs?|Ms|Prof|Doc|Coach|Frau|Herr|Mme)?\.? ?"
    r"([A-ZÀ-ÞŁŚŻА-Я](?!')[\w'-]{1,20}))",
    re.IGNORECASE,
)
# What stands where a name should: nobody is spoken to.
_NOBODY = frozenset(
    "admin administrator team webmaster web master sir madam sirs editor editors site owner all "
    "everyone everybody friends friend folks redaktion moderator blog i you it this the for my "
    "to a und et y e en de das dass que che per pour tutti todos tous alle allemaal amigos "
    "zusammen".split()
)
_SHOWN_CODE = re.compile(
    r"`[^`\n]{2,80}`|```|\{[%{]|(?<=\w)\.(?:py|rb|js|ts|jsx|css|scss|php|ya?ml|toml|json|sh|cfg|ini|"
    r"conf|cpp|java|liquid)(?![\w/])"
)
_SENTENCE_END = re.compile(r"[.!\n]")
_GREETINGS = word_lists("names")["greetings"]
_FIRST_PERSON = word_lists("names")["first_person"]
_PROMOTING = (
    "vice", "offer", "call", "urge", "channel", "own_site", "we_sell", "ad_copy", "benefit",
    "product_praise", "testimonial", "soft_plug", "sweeping", "contact", "template", "blog_talk",
)  # fmt: skip
_TRADING = (Kind.SHOP, Kind.VICE, Kind.CHEAP, Kind.SHORTENER)
# Phrases that lead somewhere or speak for a firm, and sentences of known spam.
_LEADING = (
    "offer", "call", "urge", "contact", "own_site", "channel", "vice", "we_sell", "hidden_link",
    "template", "blog_talk", "testimonial",
)  # fmt: skip


def particulars(reading: Reading) -> Iterator[Finding]:
    """Find numbers with units and an age, told in the first person."""
    count = len(_MEASURE.findall(reading.prose[:4000])) + len(_AGED.findall(reading.prose[:4000]))
    if count and first_person_share(reading) > 0:
        yield Finding(
            "particulars", rising(count, 4), "gives particulars of their own: speaks for them"
        )


def first_person(reading: Reading) -> Iterator[Finding]:
    """Find a text that is told by somebody about themselves."""
    share = first_person_share(reading)
    if share >= 0.02:
        yield Finding(
            "first_person", min(1.0, share / 0.08), "is told in the first person: speaks for them"
        )


def asks(reading: Reading) -> Iterator[Finding]:
    """Find a question, above all one that the text ends with.

    "Need a loan?" asks nothing: a question to all readers that the text goes on to answer
    hardly counts.
    """
    prose = reading.prose.rstrip()[:4000]
    if "?" not in prose:
        return
    # The last sentence before each mark; what follows the last mark asks nothing.
    questions = [_SENTENCE_END.split(part)[-1] for part in prose.split("?")[:-1][:20]]
    of_their_own = any(not _FIRST_PERSON.isdisjoint(words_of(text)) for text in questions)
    ends = "?" in prose[-60:]
    strength = 1.0 if ends else 0.7 if of_their_own or reading.distinct("ask") else 0.2
    yield Finding("question", strength, "asks a question: speaks for them")


def answers(reading: Reading) -> Iterator[Finding]:
    """Find an answer to what somebody said."""
    if reading.post.is_reply and reading.post.parent_text:
        common = len(reading.subjects & frozenset(word[:6] for word in reading.parent_words))
        if common:
            yield Finding(
                "answers_parent", rising(common, 3), "answers what was said before: speaks for them"
            )
    if names_somebody(reading):
        yield Finding("names_reader", 1.0, "speaks to somebody by name: speaks for them")
    if reading.post.is_reply:
        yield Finding("is_reply", 1.0, "is a reply in a thread: speaks for them")


def names_somebody(reading: Reading) -> bool:
    """Tell whether a text begins by naming the person it speaks to ("Alan, …", "Hi Alan")."""
    if not reading.words:
        return False
    if called(reading.text) and reading.words[0] not in _GREETINGS:
        return True
    greeted = _GREETED.match(reading.text)
    return greeted is not None and plain_word(greeted[1]) not in _NOBODY


def nothing_to_gain(reading: Reading) -> Iterator[Finding]:
    """Find a text that leads nowhere and praises nothing: nobody profits from it."""
    leads = (
        any(
            kind not in (Kind.HEALTH, Kind.REFERENCE) or link.spelled_out
            for link, kind in zip(reading.links, reading.link_kinds, strict=True)
        )
        or is_bare_link(reading)
        or reading.distinct("own_site")
        or reading.distinct("channel")
    )
    named = reading.author_link and reading.author_kind not in (
        Kind.PERSONAL, Kind.HEALTH, Kind.REFERENCE,
    )  # fmt: skip
    sells = sum(reading.distinct(kind) for kind in _PROMOTING)
    calls = reading.emails or reading.name_links or gives_number(reading)
    if not leads and not named and not calls:
        yield Finding("no_lead", 1.0, "leads nowhere: speaks for them")
        if sells == 0 and not in_passing(reading):
            strength = 0.5 if reading.author_link else 1.0
            yield Finding("no_gain", strength, "nobody profits from it: speaks for them")


def on_subject(reading: Reading) -> Iterator[Finding]:
    """Find a text that speaks of the page's subject in its own words, and names nothing to sell."""
    common = len(reading.subjects & reading.page_subjects)
    if common and not _could_sell(reading) and not any(copied(reading)):
        yield Finding(
            "on_subject",
            min(1.0, common / 5),
            "speaks of the subject and names nothing that could be sold: speaks for them",
        )


def _could_sell(reading: Reading) -> bool:
    """Tell whether anything in a text or around it could be what somebody wants sold."""
    if reading.links or reading.name_links or reading.emails or gives_number(reading):
        return True
    if reading.author_kind in _TRADING or reading.name_kinds & SLOGANS:
        return True
    return (
        bool(reading.unknown_names) or any(map(reading.distinct, _LEADING)) or in_passing(reading)
    )


def shows_code(reading: Reading) -> Iterator[Finding]:
    """Find code, file names and commands: somebody helps with a machine."""
    count = len(_SHOWN_CODE.findall(reading.prose))
    if count:
        yield Finding("shows_code", rising(count, 3), "shows code or files: speaks for them")


def short(reading: Reading) -> Iterator[Finding]:
    """Find a few words without a link or a name, as friends of a page leave them."""
    few = reading.length <= 12 and len(reading.text) <= 100
    if few and not reading.author_link and not _could_sell(reading):
        yield Finding("short", 1.0, "a few words without a link: speaks for them")


def first_person_share(reading: Reading) -> float:
    """Return how many of the text's words say "I" or "my" in any language."""
    words = reading.words
    return sum(word in _FIRST_PERSON for word in words) / len(words) if words else 0.0


def denial(reading: Reading) -> Iterator[Finding]:
    """Find "I am not connected with them" above a price, a code or a shop: it proves little."""
    if not reading.distinct("no_tie"):
        return
    sells = sum(reading.distinct(kind) for kind in ("offer", "urge", "we_sell", "contact", "vice"))
    shop = Kind.SHOP in reading.link_kinds or reading.author_kind is Kind.SHOP
    if sells >= 2 or shop:
        yield Finding("pasted_denial", 1.0, "denies a connection, yet sells")


SIGNALS: tuple[Signal, ...] = (
    particulars,
    first_person,
    asks,
    answers,
    nothing_to_gain,
    on_subject,
    shows_code,
    short,
    denial,
)
