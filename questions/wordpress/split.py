"""One post of the old column, taken apart: title, letter, signature, the experts' answers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# "Ask the Experts:" before a title says nothing on a site that is that column.
_PREFIX = re.compile(
    r"^\s*ask\s+(?:the|our|an|a)\s+(?:experts?|doctors?|docs?|coach(?:es)?)\s*[:–—|-]\s*",
    re.IGNORECASE,
)
_MARK = r"(?:\*{2,3})?"
_HEADING = re.compile(
    rf"^(?P<heading>{_MARK}(?P<name>[^\n:*]{{2,120}}?)(?:['’]s)?{_MARK}\s+"
    r"(?:responds?|replies|replied|answers?|answered|response|reply|writes)"
    rf"\s*{_MARK}\s*:\s*{_MARK})(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_AKA = re.compile(r"[\s,(“\"]+(?:aka|a\.k\.a\.?|also known as)[\s“\"]+", re.IGNORECASE)
_CLOSINGS = re.compile(
    r"^(?:(?:kind|best|warm|many)?\s*(?:regards|wishes|thanks)|thank you|thanks again|sincerely"
    r"|yours(?:\s\w+)?|cheers|all the best|best)\s*[,.!]*\s*$",
    re.IGNORECASE,
)
_INITIALS = r"(?:[A-Z]\.\s?){1,4}|[A-Z]{2,3}"
_SMALL = {"of", "de", "la", "le", "am", "upon", "the", "van", "von", "der", "do", "da", "y", "and"}

MAX_SIGNATURE = 100


@dataclass(frozen=True, slots=True)
class Signature:
    """How the asker signed: a name or initials, and perhaps a place."""

    name: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One expert's answer, under the name in its heading."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Column:
    letter: str
    signature: Signature
    parts: list[Part]


def clean_title(title: str) -> str:
    """The title without the column's name before it."""
    return _PREFIX.sub("", title).strip() or title.strip()


def names_of(heading: str) -> tuple[str, str]:
    """The shown name and the other one: "Dr. Ada Holm aka the Sole Doctor" has both."""
    pieces = _AKA.split(heading.strip(), maxsplit=1)
    known_as = pieces[1].strip(" ()“”\"'.,") if len(pieces) > 1 else ""
    return pieces[0].strip(' ,(“"'), known_as


def split(body: str, is_expert: Callable[[str], bool]) -> Column:
    """Take a post's Markdown apart. Without an answer in it, `parts` is empty.

    A heading counts when it is set off in bold, or when `is_expert` knows its name: a letter may
    well tell what somebody else answered.
    """
    letter: list[str] = []
    # One list of paragraphs an expert: what stands under a second heading goes on with the first.
    answers: dict[str, tuple[str, list[str]]] = {}
    current = letter
    for block in re.split(r"\n{2,}", body):
        found = _heading(block, is_expert)
        if found is None:
            current.append(block)
            continue
        name, rest = found
        current = answers.setdefault(name.casefold(), (name, []))[1]
        if rest:
            current.append(rest)
    text, signature = _take_signature(letter)
    parts = [Part(name, "\n\n".join(blocks).strip()) for name, blocks in answers.values()]
    return Column(text, signature, parts)


def _heading(block: str, is_expert: Callable[[str], bool]) -> tuple[str, str] | None:
    """The name and what follows it in the same paragraph, or None for ordinary text."""
    found = _HEADING.match(block)
    if found is None or not _reads_like_a_name(found["name"]):
        return None
    marks = re.findall(r"\*{2,3}", found["heading"])
    # Bold that begins in the heading and goes on behind it is an emphasised sentence.
    if len(marks) not in {0, 2} or not (marks or is_expert(found["name"])):
        return None
    return found["name"].strip(), found["rest"].strip()


def _reads_like_a_name(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= 10 and words[0][0].isupper() and not set("?!;") & set(name)


def _take_signature(blocks: list[str]) -> tuple[str, Signature]:
    """The letter without its last line, where that line is a signature."""
    lines = "\n\n".join(blocks).strip().split("\n")
    signature = read_signature(lines[-1])
    if signature is None:
        return "\n".join(lines).strip(), Signature()
    rest = lines[:-1]
    while rest and (not rest[-1].strip() or _CLOSINGS.match(rest[-1].strip())):
        rest.pop()
    if not rest:
        return "\n".join(lines).strip(), Signature()
    return "\n".join(rest).strip(), signature


def read_signature(line: str) -> Signature | None:
    """ "J.K., Bergen, Norway" or "– Jo, Leeds" or "– Jo"; None where it is only a last sentence."""
    text = line.replace("*", "").replace("\\", "").strip()
    dashed = re.match(r"^(?:[–—~]|-{1,2})\s*(?=\S)", text)
    text = text[dashed.end() :] if dashed else text
    if not text or len(text) > MAX_SIGNATURE:
        return None
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    closed = len(pieces) > 1 and _CLOSINGS.match(pieces[0]) is not None
    name, *places = pieces[closed:]
    places = [place.rstrip(".") for place in places]
    if not _is_name(name, words=3) or not all(_is_name(place, words=4) for place in places):
        return None
    if not (places or dashed or closed or re.fullmatch(_INITIALS, name)):
        return None
    return Signature(name, ", ".join(places))


def _is_name(text: str, *, words: int) -> bool:
    """A few capitalised words, as in the names of people and towns."""
    found = text.split()
    return 0 < len(found) <= words and all(
        (word[0].isupper() or (index > 0 and word in _SMALL))
        and all(sign.isalpha() or sign in ".’'-()" for sign in word)
        for index, word in enumerate(found)
    )
