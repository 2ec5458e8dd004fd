"""Text as a reader sees it: invisible signs gone, disguised letters folded, and counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# A longer text is judged by its head and its tail: plugs sit at either end.
HEAD, TAIL = 3_500, 900

# Latin letters that Cyrillic and Greek letters are drawn like.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏԛԝькмнтвАВЕКМНОРСТУХІЈЅαορνικτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhlqwbkmhtbABEKMHOPCTYXIJSaopviktuxABEZHIKMNOPTYX",
)
_LETTERS_WITHOUT_MARKS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ـ": "",
    }
)
# Format and private-use signs, variation selectors and blank letters draw nothing.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ue000-\uf8ff\U000e0000-\U000e0fff]"
)
# Joiners are honest inside emoji and in scripts that need them; Latin text has no use for them.
_HIDDEN_IN_LATIN = re.compile("[a-zA-Z][\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+[a-zA-Z]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MIXED = re.compile(r"[^\W\d_]{3,60}")
_WHOLE_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Chinese and Japanese put no blanks between words: there each sign is one, a row of Katakana too.
_UNSPACED = "々\u3041-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# Vowels that Hebrew, Arabic, the scripts of India and Thai write as marks within a word.
_MARKS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u0900-\u0dff\u0e31-\u0e4e"
)
_SIGN = re.compile("[々\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff]|[\u30a0-\u30ff]+")
_OTHER_SCRIPT = re.compile(f"[{_UNSPACED}{_MARKS}]")
_WORD = re.compile(
    rf"{_SIGN.pattern}|(?:[^\W_{_UNSPACED}]|(?=\W)[{_MARKS}])+(?:'[^\W_{_UNSPACED}]+)*"
)
_SPACED_LETTERS = re.compile(r"(?<!\w)(?:[^\W\d_][ .*_-]){3,20}[^\W\d_](?!\w)")
# Several letters for one sound: "Fortschritt" can be said.
_ONE_SOUND = re.compile(r"sch|[cpst]h|ck|tz|[csrd]z|st")
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}")
_WHOLE_MARKED = re.compile(rf"(?:[^\W_]|(?=\W)[{_MARKS}])+")
_ENGLISH_TAILS = frozenset({"m", "ve", "ll", "d", "re", "s", "t"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as read, and how many disguises had to be taken off it."""

    text: str
    disguises: int


def fold(raw: str) -> Folded:
    """Return the text as it looks, with the number of disguised spots in it."""
    text = clip(raw)
    if text.isascii():
        return Folded(_CONTROLS.sub(" ", text), 0)
    hidden = len(_HIDDEN_IN_LATIN.findall(text))
    styled = -(-len(_STYLED.findall(text)) // 4)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("’", "'")
    text, mixed = _fold_lookalikes(_CONTROLS.sub(" ", text))
    return Folded(text, hidden + styled + mixed)


def clip(raw: str) -> str:
    """Return the text, or head and tail of one that is too long to be read in full."""
    if len(raw) <= HEAD + TAIL:
        return raw
    return f"{raw[:HEAD]}\n{raw[-TAIL:]}"


def _fold_lookalikes(text: str) -> tuple[str, int]:
    """Fold look-alike letters, in words that mix them with Latin ones only."""
    count = 0

    def fold_word(match: re.Match[str]) -> str:
        nonlocal count
        word = match.group()
        if word.isascii():
            return word
        plain = word.translate(_LOOKALIKES)
        if plain == word or not _has_latin(word):
            return word
        count += 1
        return plain

    return _MIXED.sub(fold_word, text), count


def _has_latin(word: str) -> bool:
    return any("a" <= sign <= "z" or "A" <= sign <= "Z" for sign in word)


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """Return a word in lower case and without accents."""
    word = word.lower()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_LETTERS_WITHOUT_MARKS))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # Korean syllables come apart with the accents.
    return unicodedata.normalize("NFC", letters)


def words_of(text: str) -> list[str]:
    """Split folded text into plain words: "don't" is one, "l'eau" and "j'ai" are two.

    Of Chinese and Japanese each sign is a word.
    """
    return _plain(_WORD if _OTHER_SCRIPT.search(text) else _WHOLE_WORD, text)


def whole_words_of(text: str) -> list[str]:
    """Split as `words_of` does, but only at blanks and signs that are no letter's marks."""
    return _plain(_WHOLE_MARKED if _OTHER_SCRIPT.search(text) else _WHOLE_WORD, text)


def reading_length(words: Sequence[str]) -> int:
    """Return how many words a text has: two signs of Chinese or Japanese count for one."""
    return len(words) - sum(map(bool, map(_SIGN.fullmatch, words))) // 2


def _plain(pattern: re.Pattern[str], text: str) -> list[str]:
    words: list[str] = []
    for word in pattern.findall(text):
        if "'" not in word:
            words.append(plain_word(word[:40]))
            continue
        head, *tails = word[:60].split("'")
        words.append(plain_word(head))
        for tail in map(plain_word, tails):
            if tail in _ENGLISH_TAILS:
                words[-1] += tail
            else:
                words.append(tail)
    return words


def unspaced_words(text: str) -> list[str]:
    """Return words written as single letters: "c a s i n o", "b.u.y"."""
    return [
        plain_word(re.sub(r"[ .*_-]", "", run))
        for run in _SPACED_LETTERS.findall(text[:4000])
        if len(set(run)) > 4
    ]


def normalised(text: str) -> str:
    """Return a text's plain words without its links, as far as they tell it from others."""
    words = whole_words_of(re.sub(r"https?://\S+|www\.\S+", " ", fold(text).text))
    return " ".join(words)[:400]


def fingerprint(text: str) -> str:
    """Return a key of 64 signs that copies of a text share whatever their case, signs and links.

    Text without any word, such as a row of smileys, is its own key.
    """
    # Not above: OpenSSL takes four megabytes, and judging a text has no use for it.
    from hashlib import sha256

    kept = normalised(text) or text.strip()
    return sha256(kept.encode("utf-8", "replace")).hexdigest()


def is_unspeakable(word: str) -> bool:
    """Tell whether nobody could say a word in lower case, in whatever language."""
    return bool(_CONSONANTS.search(word) and _CONSONANTS.search(_ONE_SOUND.sub("s", word)))
