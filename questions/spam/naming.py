"""Names that nobody knows: what may be a product's, a shop's or a healer's.

A capital in mid-sentence is a name's; one at a sentence's start, or a German one, may be any
word's, and is taken for a name only where no list knows the word, or where it is written oddly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from questions.spam.languages import small_words
from questions.spam.text import plain_word, words_of
from questions.spam.words import word_lists

_LISTS = word_lists("names")
_WORDS = word_lists("known")
HOUSEHOLD_NAMES = _LISTS["household"]
PERSONS = _LISTS["persons"]
GOODS = _LISTS["goods"]
_ORDINARY = _WORDS["common"]

NAMES = _LISTS["no_brand"] | HOUSEHOLD_NAMES | _WORDS["names"]

MOST_NAMES, MOST_LOOKED_AT = 40, 120
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Behind a small word, so that no sentence begins here; "of", "&" and the like may join.
_RUN = re.compile(
    r"(?<=[a-zß-ÿа-я,0-9]\s)([A-ZÀ-ÞА-Я][\w'’]{1,25}"
    r"(?:\s(?:(?:of|the|for|without|de|du|des|la|le|del|di|van|von|&)\s)?[A-ZÀ-ÞА-Я][\w'’]{1,25}){1,3})"
)
# In German a noun has a capital too, but hardly ever stands alone behind "von" or "die App".
_GERMAN_RUN = re.compile(
    r"(?<!\w)(?:von|bei|mit|namens|App|Firma|Marke|Shop|Portal|Seite|Kurs|Plan)\s"
    r"([A-ZÄÖÜ][a-zäöüß]{3,25}(?:-[A-ZÄÖÜ][a-zäöüß]+)?(?:\s[A-ZÄÖÜ0-9]\w*){0,2})(?!\w)"
)
# What stands in quotation marks, in whatever form a language has them.
_QUOTED = re.compile(
    r"„([^\n“”\"„]{2,40})[“”\"]|“([^\n“”\"]{2,40})[”\"]|«([^\n«»]{2,40})»|»([^\n«»]{2,40})«|"
    r"「([^\n」]{2,20})」|『([^\n』]{2,20})』|《([^\n》]{2,20})》|(?<!\w)\"([^\n\"]{2,40})\"(?!\w)|"
    r"(?<!\w)['‘]([가-힣][^\n'‘’]{1,18})['’]"
)
# What stands in Japanese, Chinese and Korean sentences, and not in names.
_SAID = re.compile(
    r"(?:です|ます|した|ない|たい|だな|だよ|って|から|より|[にをはがとねよかいうただて]|"
    r"[的了吗吧呢啊]|[요다까니네면])[。!?!?]?$|[をが、,\uff0c]|[我你妳您他她們们這这那什怎很]|可以"
)
_MOST_QUOTED_WORDS, _MOST_QUOTED_SIGNS = 4, 14
_TITLED = re.compile(
    r"(?<!\w)(?i:dr|doctor|prof|professor|herrn?|frau|mama|baba|chief|priest|señora?|sra?|don|"
    r"doña|madame|ma[iî]tre|mme|mr|mrs|miss|heilpraktiker(?:in)?|docteur|doutora?|dott|"
    r"dottor(?:essa)?|maestr[oa]|guru|swami|coach)\.?\s([A-ZÀ-ÞА-Я][\w'’-]+)"
)
_GREETING_LENGTH = 25
_CALLED = re.compile(
    r"\W{0,3}@?([A-ZÀ-ÞА-Я][\w.'-]{1,20}(?:\s[A-ZÀ-ÞА-Я][\w.'-]{1,20})?)\s?[,:–—-]\s"
)
_AFTER = re.compile(r"[™®]|-[A-Za-zÀ-ÿ]{3,20}(?!\w)")
_SENTENCE_END = '.!?:\n"“”«»„(–—•*-¡¿…'
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][a-z]|[a-z][A-Z]|\d[A-Z]|[A-Z]{2,}\d")
# Endings that words take in the languages of the lists; in English fewer, so that no "Portiona"
# passes for a portion.
_ENDINGS = tuple("s es n en e er em a i o os as d ed ing ly r t te y u".split())
_ENGLISH_ENDINGS = tuple("s es d ed ing ly er r n".split())
_SHORTEST = 3
_LONG_ENOUGH_TO_SLIP = 7
_DEGREES = frozenset("md phd do dpm dpt pt dc rn mph mbbs msc bsc".split())
# What ends the name of a person, a race or a feast.
_NO_GOODS = _DEGREES | _LISTS["events"]
_AND = frozenset("and und et y e en och og i".split())


@dataclass(frozen=True, slots=True)
class Name:
    """One capitalised word that no list knows, and how it stands in the text."""

    at: int
    written: str
    word: str
    shaped: bool
    compound: bool
    starts: bool
    times: int


def unknown_names(
    prose: str, words: Sequence[str], *, language: str, here: AbstractSet[str]
) -> list[Name]:
    """Return the names in a text that no list knows, and that are not of the page (`here`).

    `at` counts the words of `words`, which must begin with those of `prose`.
    """
    found = list(_capitalised(prose, words))
    times = Counter(word for _, _, word, _, _ in found)
    people = addressed(words).union(called(prose))
    names: list[Name] = []
    for at, written, word, starts, after in found:
        if word in here or word in people or _is_known(word, language):
            continue
        shaped = bool(_CAMEL.search(written)) or after in ("™", "®")
        compound = after[1:].lower() in GOODS
        if written.isupper() and not any(sign.isdigit() for sign in written):
            continue
        names.append(Name(at, written, word, shaped, compound, starts, times[word]))
        if len(names) == MOST_NAMES:
            break
    return names


def addressed(words: Sequence[str]) -> set[str]:
    """Return who is greeted or has a title: "Hi Alan and Chummy", "Dr Aubry", "thanks Petra"."""
    people = set()
    for place, word in enumerate(words[:-1]):
        if word in PERSONS:
            people.add(words[place + 1])
            if words[place + 2 : place + 3] and words[place + 2] in _AND and words[place + 3 :]:
                people.add(words[place + 3])
    return people


def called(prose: str) -> list[str]:
    """Return the words of the name that a text begins with ("Barefoot Blonde, …")."""
    match = _CALLED.match(prose)
    return words_of(match[1]) if match else []


def name_runs(
    prose: str, words: Sequence[str], *, language: str, here: AbstractSet[str]
) -> list[str]:
    """Return names of one to four words in mid-sentence that are not all known as names.

    Of the page's own words (`here`) a name may borrow less than half of its words.
    """
    if language == "de":
        return _german_runs(prose, here)
    runs = []
    people = addressed(words).union(called(prose))
    for match in islice(_RUN.finditer(prose), MOST_LOOKED_AT):
        parts = [plain_word(word) for word in _WORD.findall(match[1])]
        if any(part in PERSONS or part in people for part in parts) or parts[-1] in _NO_GOODS:
            continue
        if 2 * sum(part in here for part in parts) >= len(parts):
            continue
        if all(part in NAMES for part in parts) or match[1].isupper():
            continue
        runs.append(match[1])
        if len(runs) == MOST_NAMES:
            break
    return runs


def _german_runs(prose: str, here: AbstractSet[str]) -> list[str]:
    runs = []
    for match in islice(_GERMAN_RUN.finditer(prose), MOST_LOOKED_AT):
        first = plain_word(match[1].split()[0])
        if here.isdisjoint((first, first.split("-")[0])) and not _is_known(first, "de"):
            runs.append(match[1])
    return runs[:MOST_NAMES]


def quoted_names(prose: str, page: str, *, here: AbstractSet[str]) -> list[str]:
    """Return what looks like a title or a name in quotation marks, and is not of the page.

    In scripts without capitals nothing else tells a name.
    """
    names = []
    for match in islice(_QUOTED.finditer(prose), MOST_LOOKED_AT):
        quoted = next(group for group in match.groups() if group).strip()
        if _is_title(quoted) and quoted not in page and not here >= set(words_of(quoted)):
            names.append(quoted)
        if len(names) == MOST_NAMES:
            break
    return names


def _is_title(quoted: str) -> bool:
    """Tell whether quoted words are a name's: capitals within, and no sentence."""
    pieces = quoted.split()
    if not pieces or len(pieces) > _MOST_QUOTED_WORDS or quoted.isupper():
        return False
    if quoted.lower() == quoted.upper():
        short = len(quoted) <= _MOST_QUOTED_SIGNS and any(map(str.isalpha, quoted))
        return short and not _SAID.search(quoted)
    if len(pieces) > 1 and quoted[-1] in ".!?,;:":
        return False
    large = [piece[0].isupper() or piece[0].isdigit() for piece in pieces]
    return large[0] and (len(pieces) == 1 or any(large[1:]))


def titled_names(prose: str, *, here: AbstractSet[str]) -> list[str]:
    """Return who is named with a title in mid-text ("Dr Obiora") and is not of the page."""
    return [
        match[0]
        for match in islice(_TITLED.finditer(prose, _GREETING_LENGTH), MOST_LOOKED_AT)
        if plain_word(match[1]) not in here
    ][:MOST_NAMES]


def _capitalised(prose: str, words: Sequence[str]) -> Iterator[tuple[int, str, str, bool, str]]:
    """Yield capitalised words: place, as written, plain, whether one starts a sentence, tail."""
    at = 0
    for match in _WORD.finditer(prose):
        written = match.group()
        plain = written.isascii() and "'" not in written
        pieces: Sequence[str] = (plain_word(written[:40]),) if plain else words_of(written)
        if at >= len(words) or not pieces or words[at] != pieces[0]:
            break
        if written[0].isupper() and len(pieces[0]) >= _SHORTEST:
            tail = _AFTER.match(prose, match.end())
            starts = _starts_sentence(prose, match.start())
            yield at, written, pieces[0], starts, tail[0] if tail else ""
        elif "'" in written and len(pieces) > 1 and len(pieces[1]) >= _SHORTEST:
            # "l'Airlune", "d'Ossimend"
            second = written.split("'")[1]
            if second[:1].isupper():
                yield at + 1, second, pieces[1], False, ""
        at += len(pieces)


def _is_known(word: str, language: str) -> bool:
    if _is_listed(word) or word in small_words("en") or word in small_words(language):
        return True
    endings = _ENGLISH_ENDINGS if language == "en" else _ENDINGS
    if any(word.endswith(ending) and _is_listed(word[: -len(ending)]) for ending in endings):
        return True
    # A slip of the finger: "Achillies".
    slips = range(len(word)) if len(word) >= _LONG_ENOUGH_TO_SLIP else ()
    return any(_is_listed(word[:place] + word[place + 1 :]) for place in slips)


def _is_listed(word: str) -> bool:
    # Two sets: one of both would be another megabyte.
    return word in _ORDINARY or word in NAMES


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" '’")
    return not before or before[-1] in _SENTENCE_END
