"""How a text is written: disguised, spun, shouted, copied, or about nothing on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from questions.spam.hosts import Kind
from questions.spam.languages import content_words
from questions.spam.naming import NAMES
from questions.spam.reading import Reading
from questions.spam.signals.base import Finding, Signal, rising
from questions.spam.text import is_unspeakable, words_of

_SHINGLE = 5
_DETERMINERS = frozenset("a an the my your this these every".split())
# What cannot follow a determiner in English: the noun between them was lost in the spinning.
_NO_NOUN = frozenset(
    "is are was were has have had will would can could of and or to in on at by for from with "
    "the a an be been do does did if that which who because".split()
)
_VOWEL_SOUND = re.compile(r"^(?:[aei]|o(?!n[ce])|u(?!ni|s[eiau]|t[ei]|r[io]|k))")
_EMOJI_ADS = re.compile(
    "[\U0001f449\U0001f447\U0001f517\U0001f4b0\U0001f4b5\U0001f525\U0001f4f2\u2705\u27a1\U0001f4de\U0001f6d2\U0001f381\U0001f4a5\u2b50]"
)
_CODE = re.compile(r"(?<![\w-])([A-Z]{4,16}[1-9]\d?0?)(?![\w-])")
_NAMED_CODE = re.compile(
    r"(?<!\w)(?i:code|voucher|coupon|gutschein\w{0,6}|rabattcode|c[óo]digo|cup[óo]n|cupom|codice|"
    r"kortingscode|parrainage)\W{1,4}(?:\w{1,12}\W{1,3}){0,2}?([A-Z][A-Z0-9]{3,19})(?!\w)"
)
_PRICE_CUT = re.compile(
    r"\d{1,2}\s?(?:%|percent|prozent|por ciento|pour cent|per cento|por cento|procent)\s?"
    r"(?:off|discount|cheaper|rabatt?|nachlass|günstiger|descuento|(?:de )?r[ée]duction|de remise|"
    r"de descuento|de desconto|desconto|di sconto|sconto|korting|zniżki|slevy?|скидк\w|indirim|折|"
    r"할인|割引|オフ|خصم)(?!\w{4})",
    re.IGNORECASE,
)
# Spam programs number their texts to tell them apart: "336123 289684There is …".
_NUMBERED = re.compile(r"^\W{0,3}\d{5,7} \d{5,7}")
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{20,400})[”\"“»]|(?m:^>.{10,400}$)")


def disguised(reading: Reading) -> Iterator[Finding]:
    """Find letters hidden behind look-alikes, invisible signs or odd spacing."""
    if reading.disguises:
        yield Finding(
            "disguise", rising(reading.disguises, 3), "hides its letters behind look-alikes"
        )


def holes(reading: Reading) -> Iterator[Finding]:
    """Find English sentences with a hole where a noun should be ("planning a is as simple")."""
    if reading.language != "en":
        return
    words = reading.words
    found = [
        f"{first} {second}"
        for first, second in pairwise(words)
        if first in _DETERMINERS
        and second in _NO_NOUN
        and (first, second) != ("this", "is")
        and not (first in ("this", "these", "my") and second not in ("of", "to"))
    ]
    if found:
        yield Finding(
            "hole", rising(len(found), 2), f"a word is missing in a sentence (“{found[0]}”)"
        )


def wrong_articles(reading: Reading) -> Iterator[Finding]:
    """Find "a amusement", which word swapping leaves behind. Learners write it too: weak."""
    words = reading.words
    found = [
        f"{first} {second}"
        for first, second in pairwise(words)
        if len(second) > 3
        and (
            (first == "a" and _VOWEL_SOUND.match(second))
            or (first == "an" and second[0] in "bcdfgjklpqrtvwz")
        )
    ]
    if found and reading.language == "en":
        yield Finding("wrong_article", rising(len(found), 3), f"words look swapped (“{found[0]}”)")


def gibberish(reading: Reading) -> Iterator[Finding]:
    """Find words that nobody could say, and numbers that mean nothing."""
    count = sum(map(is_unspeakable, reading.words[:500]))
    count += 2 * bool(_NUMBERED.match(reading.text))
    if count:
        yield Finding(
            "gibberish",
            rising(count, 2),
            "has words that nobody could say, or numbers without a meaning",
        )


def shouting(reading: Reading) -> Iterator[Finding]:
    """Find capitals and rows of marks in the place of reasons."""
    letters = [sign for sign in reading.prose[:3000] if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    if len(letters) >= 25 and capitals / len(letters) > 0.5:
        yield Finding("shouting", 1.0, "is written in capitals")
    marks = len(_EMOJI_ADS.findall(reading.text[:3000]))
    if marks:
        yield Finding("pointing", rising(marks, 3), "points with signs that advertisements use")


def promo_code(reading: Reading) -> Iterator[Finding]:
    """Find what is worth money: HEEL25, any capitals that are called a code, "15 % off"."""
    match = _CODE.search(reading.prose) or _NAMED_CODE.search(reading.prose)
    if match:
        yield Finding("code", 1.0, f"hands out a code (“{match[1]}”)")
    if cut := _PRICE_CUT.search(reading.prose):
        yield Finding("price_cut", 1.0, f"names a price cut (“{cut[0]}”)")


def repeated(reading: Reading) -> Iterator[Finding]:
    """Find the same words over and over, as search engines were once fed."""
    words = [word for word in reading.words if len(word) > 3]
    if len(words) < 20:
        return
    pairs = Counter(pairwise(words))
    (pair, most) = pairs.most_common(1)[0]
    if most >= 4 or (most >= 3 and most / len(words) > 0.04):
        yield Finding("repeated", rising(most - 2, 4), f"repeats “{' '.join(pair)}” {most} times")


def name_in_text(reading: Reading) -> Iterator[Finding]:
    """Find the author's name used as a search phrase: as the heading, or in front of a link."""
    name = reading.name.lower()
    if len(name) < 3:
        return
    text = reading.text.lower()
    before_link = any(f"{name}{gap}" in text for gap in (" http", " www.", "\nhttp", " (http"))
    if before_link and not reading.name_links:
        yield Finding("name_and_link", 1.0, "signs with the name and a link, as link builders do")
    words = len(reading.name_words)
    heading = text[:200].lstrip().startswith(name) and words >= 2
    # People sign with their name; a firm of two words also speaks of itself in mid-text.
    if heading or (words >= 3 and name in text[: -len(name)]) or _speaks_of_itself(reading):
        yield Finding("name_in_text", 1.0, "the text repeats the author's name as a search phrase")


def _speaks_of_itself(reading: Reading) -> bool:
    name = reading.bare_name
    if len(reading.name_words) != 2 or not name[:1].isupper() or set(reading.name_words) <= NAMES:
        return False
    return name in reading.text[20 : -len(name) - 20]


def copied(reading: Reading) -> Iterator[Finding]:
    """Find text copied from the article or the parent, the worse with a link added."""
    if not reading.page.words and not reading.parent_words:
        return
    sources = _shingles(reading.page.words) | _shingles(reading.parent_words)
    own = (Kind.PERSONAL, Kind.HEALTH, Kind.REFERENCE)
    profits = _strange_links(reading) or (reading.author_link and reading.author_kind not in own)
    share = _share(_unquoted_words(reading), sources)
    if share >= 0.4:
        if profits:
            yield Finding("copied_with_link", share, "copies the page and adds a link")
        else:
            yield Finding("copied", share, "copies the page without saying so")
    elif _strange_links(reading) and _share(reading.words[:1500], sources) >= 0.5:
        yield Finding("copied_with_link", 0.5, "quotes the page, says little more, adds a link")


def _share(words: Sequence[str], sources: set[tuple[str, ...]]) -> float:
    """Return how much of a text stands in the sources; 0 where it is too short to tell."""
    shingles = list(zip(*(words[place:] for place in range(_SHINGLE)), strict=False))
    if len(shingles) < 3:
        return 0.0
    return sum(shingle in sources for shingle in shingles) / len(shingles)


def beside_the_subject(reading: Reading) -> Iterator[Finding]:
    """Compare a text's subjects with the article's, where both are in one language."""
    if not reading.page.subjects or len(reading.subjects) < 4:
        return
    if reading.language != reading.page.language or not reading.language:
        return
    common = len(reading.subjects & (reading.page.subjects | _stems(reading.parent_words)))
    # Other languages inflect and join words, so that a missing stem says little there.
    if common == 0 and reading.language == "en" and len(reading.words) >= 25:
        yield Finding(
            "off_topic", rising(len(reading.subjects), 20), "has no subject in common with the page"
        )
    elif common:
        yield Finding(
            "on_topic", rising(common, 6), "speaks of what the page speaks of: speaks for them"
        )


def praise_only(reading: Reading) -> Iterator[Finding]:
    """Find praise that could stand under any page, with a link behind it to profit from."""
    praise = reading.distinct("page_praise") + reading.distinct("blog_talk")
    if (
        praise < 1
        or reading.length > 120
        or reading.author_kind in (Kind.PERSONAL, Kind.HEALTH, Kind.REFERENCE)
    ):
        return
    common = len(reading.subjects & reading.page.subjects)
    if (reading.author_link or _strange_links(reading)) and common <= 2:
        yield Finding(
            "praise_for_link", rising(praise, 4), "general praise with a link to profit from it"
        )


def _strange_links(reading: Reading) -> bool:
    return any(kind not in (Kind.HEALTH, Kind.REFERENCE) for kind in reading.link_kinds)


def _unquoted_words(reading: Reading) -> Sequence[str]:
    return words_of(_QUOTED.sub(" ", reading.prose))[:1500]


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[place:] for place in range(_SHINGLE)), strict=False))


def _stems(words: Sequence[str]) -> frozenset[str]:
    return content_words(words)


SIGNALS: tuple[Signal, ...] = (
    disguised,
    holes,
    wrong_articles,
    gibberish,
    shouting,
    promo_code,
    repeated,
    name_in_text,
    copied,
    beside_the_subject,
    praise_only,
)
