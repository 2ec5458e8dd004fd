"""Links and contacts, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from questions.spam.words import word_lists

MOST_LINKS = 60

_LISTS = word_lists("hosts")
_MARKED = re.compile(r"(?:h(?:tt|xx)ps?\s?:\s?//|www\.)([^\s<>\"'\])|]{3,2000})", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w@.\-/])((?:[^\W_][\w-]{0,62}\.){1,4}([a-z]{2,12}))(?![\w@-])(/[^\s<>\"')\]]{0,500})?",
    re.IGNORECASE,
)
# "un point de droit" and "a punto de" are no addresses: "de" follows "dot" and "Punkt" only.
_SPELLED = re.compile(
    r"(?<![\w-])([^\W_][\w-]{1,40})\s?[\[({]?\s?(?:"
    r"(?:d[o0]t|punkt|punktum|piste|kropka|tochka|точка|тчк|te[cč]ka|bodka|nokta|titik|ドット|닷|점|"
    r"نقطة|نقطه|डॉट|τελεία|נקודה)"
    r"\s?[\])}]?\s?"
    r"(com|c[o0]m|net|org|info|biz|shop|store|io|co|de|fr|es|it|nl|pt|pl|se|dk|ru|eu|example)|"
    r"(?:point|punto|ponto|punt|punct)\s?[\])}]?\s?(com|net|org|info|biz|shop|store|io|fr|nl|pt|eu|example))\b",
    re.IGNORECASE,
)
_SPACED_COM = re.compile(r"(?<=\w)\s?\.\s?c\s[o0]\s?m\b", re.IGNORECASE)
_SPACED_WWW = re.compile(r"(?<!\w)w[ .]{1,3}w[ .]{1,3}w(?:[ .]{1,3}|(?=\s))", re.IGNORECASE)
# A dot in brackets, or with blanks around it, between two parts of a host.
_DEFANGED = re.compile(
    r"(?<=[a-z0-9])\s?[\[({(]\s?(?:\.|dot|punkt|punktum|point|punto|ponto|punt|piste|kropka|точка|тчк|"
    r"te[cč]ka|bodka|nokta|titik|点|點|ドット|닷|점|"
    r"نقطة|نقطه|डॉट|τελεία|נקודה)\s?[\])}]\s?(?=[^\W_])"
    r"|(?<=[a-z0-9])\s[.]\s(?=(?:[a-z0-9-]{1,40}\s?[.]\s?)?(?:com|net|org|info|biz|shop|store|io|co|"
    r"de|fr|es|it|nl|pt|eu|uk|example)\b)",
    re.IGNORECASE,
)
# Letters set apart ("e x a m p l e"), and stars between the parts of a host.
_SPACED = re.compile(r"(?<![\w])[a-z0-9](?: [a-z0-9-](?![\w])){3,40}", re.IGNORECASE)
_SPACED_END = re.compile(
    r"(?<=[a-z0-9])\s?\.\s?(?=\x02)|\x02|(?<=\x03)\s?\.\s?(?=[a-z])|\x03", re.I
)
_STARRED = re.compile(r"\b(?:[a-z0-9]{2,20}\*{1,2}){1,6}\.\s?[a-z]{2,10}\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,200})\]\(\s?([^\s()]{4,500})\)?")
_HTML = re.compile(
    r"<a\s[^<>]{0,300}?href\s?=\s?[\"']?([^\s\"'<>]{4,500})[^<>]{0,300}>([^<]{0,200})",
    re.IGNORECASE,
)
_BBCODE = re.compile(r"\[(?:url|link)(?:=([^\]\[\s]{4,300}))?\]([^\[]{0,100})", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s@\s|\s?[\[({]at[\])}]\s?)[\w-]{1,60}\.[\w.-]{2,40}"
)
# A video's address without its host, as it is written where links are not let through.
_WATCH = re.compile(r"(?<![\w./])/?watch\?v=([\w-]{6,15})(?![\w-])")
_HOST = re.compile(r"(?:[^/@\s]{0,200}@)?([^/:?#\s]{1,253})(?::\d{1,5})?([/?#]\S*)?")


@dataclass(frozen=True, slots=True)
class Link:
    """One link: its host, the owner's part of the host, its path, and its visible words."""

    host: str
    path: str = ""
    label: str = ""
    spelled_out: bool = False

    @property
    def owner(self) -> str:
        return owner_of(self.host)


def owner_of(host: str) -> str:
    """Return the part of a host that one owner answers for: "a.b.co.uk" is "b.co.uk"."""
    parts = host.removeprefix("www.").split(".")
    keep = (
        3 if len(parts) > 2 and parts[-2] in _LISTS["second_level"] and len(parts[-1]) <= 3 else 2
    )
    if ".".join(parts[-2:]) in _LISTS["shared"]:
        keep = 3
    return ".".join(parts[-keep:])


def link_of(address: str) -> Link | None:
    """Read one address, with or without its scheme; None when it is not one."""
    address = re.sub(r"^\s{0,20}(?:h(?:tt|xx)ps?:)?//", "", address[:2000], flags=re.IGNORECASE)
    match = _HOST.match(address)
    if not match:
        return None
    host = match[1].lower().strip(".,;:!*_~")
    if "." not in host or ".." in host or host.rsplit(".", 1)[-1].isdigit():
        return None
    return Link(host.removeprefix("www."), (match[2] or "").rstrip(".,;:!*_~"))


def links_in(text: str) -> list[Link]:
    """Find the links of a folded text, each host and path once."""
    written = text.lower()
    text = plain_hosts(text)
    found: dict[tuple[str, str], Link] = {}

    def add(link: Link | None, label: str = "") -> None:
        if link and len(found) < MOST_LINKS and (link.host, link.path) not in found:
            spelled_out = link.host not in written
            found[link.host, link.path] = Link(link.host, link.path, label.strip(), spelled_out)

    for address, label in _addresses(text):
        add(link_of(address), label)
    return list(found.values())


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """Yield addresses with their visible words, the marked-up ones first."""
    for match in islice(_MARKDOWN.finditer(text), MOST_LINKS):
        if "." in match[2]:
            yield match[2], match[1]
    for match in islice(_HTML.finditer(text), MOST_LINKS):
        yield match[1], match[2]
    for match in islice(_BBCODE.finditer(text), MOST_LINKS):
        yield match[1] or match[2], match[2] if match[1] else ""
    for match in islice(_MARKED.finditer(text), MOST_LINKS):
        yield match[1], ""
    for match in islice(_BARE.finditer(text), MOST_LINKS * 4):
        if _is_host(match, text):
            yield match[1] + (match[3] or ""), ""
    for match in islice(_SPELLED.finditer(text), MOST_LINKS):
        yield f"{match[1]}.{(match[2] or match[3]).replace('0', 'o')}", ""
    for match in islice(_WATCH.finditer(text), MOST_LINKS):
        yield f"youtube.com/watch?v={match[1]}", ""


@lru_cache(maxsize=8)
def plain_hosts(text: str) -> str:
    """Write hosts plainly that were written "host (dot) com", "host . com" or "h o s t . c o m"."""
    text = _SPACED_COM.sub(".com", _SPACED_WWW.sub("www.", text))
    text = _STARRED.sub(lambda match: match[0].replace("*", ""), text)
    text = _SPACED.sub(lambda match: "\x02" + match[0].replace(" ", "") + "\x03", text)
    text = _SPACED_END.sub(lambda match: "." if "." in match[0] else "", text)
    return _DEFANGED.sub(".", text)


def _is_host(match: re.Match[str], text: str) -> bool:
    """Tell a host from two words with a full stop between them."""
    name, tld = match[1], match[2].lower()
    run_together = match[2].istitle() and name.removesuffix(match[2]).islower()
    if tld not in _LISTS["tlds"] or run_together:
        return False
    if tld not in _LISTS["wordlike"] or match[3] or "-" in name or any(c.isdigit() for c in name):
        return True
    if match[2] != match[2].lower() or name[:1].isupper():
        return False
    before = text[max(0, match.start() - 12) : match.start()].lower().split()
    return bool(before) and before[-1].strip(":,(") in _LISTS["before"]


def without_links(text: str) -> str:
    """Return the text's prose: links, markup and mail addresses replaced by a gap."""
    text = _HTML.sub(r" \2 ", plain_hosts(text))
    text = _MARKDOWN.sub(r" \1 ", text)
    text = _WATCH.sub(" ", _EMAIL.sub(" ", _MARKED.sub(" ", text)))
    return _BARE.sub(lambda match: " " if _is_host(match, text) else match[0], text)


def emails_in(text: str) -> list[str]:
    """Find the mail addresses of a text."""
    return [match.group() for match in islice(_EMAIL.finditer(text), 20)]
