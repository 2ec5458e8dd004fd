"""Names that nobody knows: what may be a product's, a shop's or a healer's.

A capital in mid-sentence is a name's; one at a sentence's start, or a German one, may be any
word's, and is taken for a name only where no list knows the word, or where it is written oddly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from questions.spam.languages import small_words
from questions.spam.text import plain_word, words_of
from questions.spam.words import word_lists

_LISTS = word_lists("names")
_WORDS = word_lists("known")
HOUSEHOLD_NAMES = _LISTS["household"]
PERSONS = _LISTS["persons"]
GOODS = _LISTS["goods"]
_KNOWN = _LISTS["no_brand"] | HOUSEHOLD_NAMES | _WORDS["names"] | _WORDS["common"] | _WORDS["nouns"]

_NAMES = _LISTS["no_brand"] | HOUSEHOLD_NAMES | _WORDS["names"]

MOST_NAMES = 40
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Behind a small word, so that no sentence begins here; "of", "&" and the like may join.
_RUN = re.compile(
    r"(?<=[a-zß-ÿа-я,0-9]\s)([A-ZÀ-ÞА-Я][\w'’]{1,25}"
    r"(?:\s(?:(?:of|and|the|de|du|des|la|le|del|di|van|von|and|y|e|&)\s)?[A-ZÀ-ÞА-Я][\w'’]{1,25}){1,3})"
)
_AFTER = re.compile(r"[™®]|-[A-Za-zÀ-ÿ]{3,20}(?!\w)")
_SENTENCE_END = '.!?:\n"“”«»„(–—•*-¡¿…'
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][a-z]|[a-z][A-Z]|\d[A-Z]|[A-Z]{2,}\d")
# Endings that words take in the languages of the lists.
_ENDINGS = tuple("s es n en e er em a i o os as d ed ing ly r t te y u".split())
_SHORTEST = 3
_LONG_ENOUGH_TO_SLIP = 7
_DEGREES = frozenset("md phd do dpm dpt pt dc rn mph mbbs msc bsc".split())
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
    prose: str, words: Sequence[str], *, language: str, here: Collection[str]
) -> list[Name]:
    """Return the names in a text that no list knows, and that are not of the page (`here`).

    `at` counts the words of `words`, which must begin with those of `prose`.
    """
    found = list(_capitalised(prose, words))
    times = Counter(word for _, _, word, _, _ in found)
    people = addressed(words)
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


def name_runs(
    prose: str, words: Sequence[str], *, language: str, here: Collection[str]
) -> list[str]:
    """Return names of two to four words in mid-sentence that are not all known as names.

    German capitals tell nothing, so that there are none in German.
    """
    if language == "de":
        return []
    runs = []
    people = addressed(words)
    for match in _RUN.finditer(prose):
        parts = [plain_word(word) for word in _WORD.findall(match[1])]
        if any(part in here or part in PERSONS or part in people for part in parts):
            continue
        if parts[-1] in _DEGREES:
            continue
        if all(part in _NAMES for part in parts) or match[1].isupper():
            continue
        runs.append(match[1])
    return runs[:MOST_NAMES]


def _capitalised(prose: str, words: Sequence[str]) -> Iterator[tuple[int, str, str, bool, str]]:
    """Yield capitalised words: place, as written, plain, whether one starts a sentence, tail."""
    at = 0
    for match in _WORD.finditer(prose):
        written = match.group()
        pieces = words_of(written) if "'" in written else (plain_word(written[:40]),)
        if at >= len(words) or not pieces or words[at] != pieces[0]:
            break
        if written[0].isupper() and len(pieces[0]) >= _SHORTEST:
            tail = _AFTER.match(prose, match.end())
            starts = _starts_sentence(prose, match.start())
            yield at, written, pieces[0], starts, tail[0] if tail else ""
        elif len(pieces) > 1 and len(pieces[1]) >= _SHORTEST:
            # "l'Airlune", "d'Ossimend"
            second = written.split("'")[1]
            if second[:1].isupper():
                yield at + 1, second, pieces[1], False, ""
        at += len(pieces)


def _is_known(word: str, language: str) -> bool:
    if word in _KNOWN or word in small_words("en") or word in small_words(language):
        return True
    if any(word.endswith(ending) and word[: -len(ending)] in _KNOWN for ending in _ENDINGS):
        return True
    # A slip of the finger: "Achillies".
    slips = range(len(word)) if len(word) >= _LONG_ENOUGH_TO_SLIP else ()
    return any(word[:place] + word[place + 1 :] in _KNOWN for place in slips)


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" '’")
    return not before or before[-1] in _SENTENCE_END
