"""Markdown to safe HTML: the only place where text that people wrote becomes markup.

Order: normalise, check the size, parse with raw HTML off, sanitise, and then nothing.
"""

import logging
import re
import unicodedata
from html import escape, unescape
from urllib.parse import unquote, urlsplit

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from questions import policy

log = logging.getLogger("forum.rendering")

# Raise it with every change that makes other HTML from the same source.
RENDERER_VERSION = 1

MAX_NESTING = 10
MAX_LINKS = 50
MAX_MARK_RUN = 20

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A long run of one opening mark makes any Markdown parser work hard and means nothing.
_MARK_RUN = re.compile(rf"([\[\]*_`!<>~(])\1{{{MAX_MARK_RUN},}}")
_UNSEEN = {"Cf", "Cc", "Zs", "Zl", "Zp", "Cn", "Co", "Cs", "Mn", "Me"}
# Letters by their category, yet drawn as nothing.
_BLANK_LETTERS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}

_TAGS = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
_TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
_EXPERT_TAGS = _TAGS | _TABLE_TAGS | {"h3", "h4", "h5", "h6", "img"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_EXPERT_ATTRIBUTES = _ATTRIBUTES | {"img": {"src", "alt", "title"}}
_SCHEMES = {"http", "https", "mailto"}


def normalise(text: str) -> str:
    """NFC, Unix line ends, no control characters but tab and newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text)).strip("\n")


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing, whatever invisible characters are there."""
    return all(c in _BLANK_LETTERS or unicodedata.category(c) in _UNSEEN for c in text if c)


def is_safe_link(url: str) -> bool:
    """Web and mail addresses, and paths of this site; no user names, no backslashes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if "\\" in url or "@" in parts.netloc or any(ord(c) < 33 for c in url):
        return False
    if parts.scheme:
        return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.scheme == "mailto")
    return not parts.netloc and not url.startswith("//")


def is_own_image(url: str) -> bool:
    """Images come from this site's own uploads: a remote one would report its readers."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path.startswith(settings.MEDIA_URL):
        return False
    # A browser walks up from "..", also when it is written as %2e%2e.
    return ".." not in unquote(parts.path)


class _Parser(MarkdownIt):
    """CommonMark without raw HTML, with bare addresses as links and line ends as typed."""

    def __init__(self, *, expert: bool) -> None:
        options = {"html": False, "linkify": True, "breaks": True, "maxNesting": MAX_NESTING * 2}
        super().__init__("commonmark", options)
        self.enable("linkify")
        # Pasted text that happens to be indented is not code.
        self.disable("code")
        if expert:
            self.enable("table")
        else:
            self.disable(["heading", "lheading", "image"])
        self.linkify.set(  # type: ignore[union-attr]  # there since the options ask for it
            {"fuzzy_link": False, "fuzzy_email": False}
        )

    def validateLink(self, url: str) -> bool:  # noqa: N802  # the parser's name for it
        return is_safe_link(url)


def _cleaner(*, expert: bool) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_EXPERT_TAGS if expert else _TAGS,
        attributes=_EXPERT_ATTRIBUTES if expert else _ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener" if expert else "nofollow ugc noopener",
        strip_comments=True,
    )


_PARSERS = {expert: _Parser(expert=expert) for expert in (False, True)}
_UNLINKED = nh3.Cleaner(
    tags=_EXPERT_TAGS - {"a"}, attributes=_EXPERT_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
)
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_CLEANERS = {expert: _cleaner(expert=expert) for expert in (False, True)}


def render(text: str, *, expert: bool = False) -> str:
    """HTML for a text of a reader, or of an expert (headings, tables, own images).

    Never raises: a text that is too long, too deeply nested or that breaks the parser is shown
    as it was typed. Costs about 6 ms for 20,000 characters.
    """
    source = normalise(text)
    limit = policy.EXPERT_BODY_LENGTH if expert else policy.BODY_LENGTH
    if len(source) > limit or _MARK_RUN.search(source):
        return _as_typed(source[:limit])
    try:
        return _rendered(source, expert=expert)
    except Exception:
        # A parser's bug must cost one text its formatting, not a page its readers.
        log.exception("A text could not be rendered and is shown as typed.")
        return _as_typed(source)


def render_expert_text(text: str) -> SafeString:
    """What the editor's preview shows: the very HTML that the page will show."""
    return trusted(render(text, expert=True))


def render_reader_text(text: str) -> SafeString:
    """The HTML of a letter or a response, for a look at it before it is sent."""
    return trusted(render(text))


def trusted(html: str) -> SafeString:
    """HTML that `render` made, for a template. The only such mark in the project."""
    return mark_safe(html)  # noqa: S308  # made by the sanitiser in this module


def without_links(html: str) -> SafeString:
    """Rendered HTML whose links are text with their address behind: for text that is not approved,
    so that nobody who judges it is led away by it.
    """
    return trusted(_UNLINKED.clean(_LINK.sub(_address_behind, html)))


def _address_behind(link: re.Match[str]) -> str:
    address, label = link.groups()
    return label if label == address else f"{label} ({address})"


def plain_text(html: str) -> str:
    """The words of rendered HTML, for excerpts, mail and search; paragraphs become lines."""
    spaced = re.sub(r"</(p|li|h[3-6]|blockquote|tr)>|<br\s*/?>", "\n", html)
    text = unescape(nh3.clean(spaced, tags=set()))
    return re.sub(r"\n{2,}", "\n", text.replace("\xa0", " ")).strip()


def excerpt(html: str, words: int = 40) -> str:
    """The first words of a rendered text, as plain text on one line."""
    return Truncator(" ".join(plain_text(html).split())).words(words, truncate=" …")


def _rendered(source: str, *, expert: bool) -> str:
    parser = _PARSERS[expert]
    tokens = parser.parse(source)
    if _nesting(tokens) > MAX_NESTING:
        return _as_typed(source)
    _tame(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return _CLEANERS[expert].clean(html)


def _nesting(tokens: list[Token]) -> int:
    containers = {"blockquote_open", "bullet_list_open", "ordered_list_open"}
    depth = deepest = 0
    for token in tokens:
        if token.type in containers:
            depth += 1
            deepest = max(deepest, depth)
        elif token.type.replace("_close", "_open") in containers:
            depth -= 1
    return deepest


def _tame(tokens: list[Token]) -> None:
    """Headings start at level 3; foreign images and links beyond the limit become text."""
    links = 0
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{max(3, int(token.tag[1]))}"
        for child in token.children or []:
            if child.type == "image" and not is_own_image(str(child.attrGet("src"))):
                child.type, child.tag, child.children = "text", "", None
            if child.type == "link_open":
                links += 1
                if links > MAX_LINKS:
                    child.attrs.pop("href", None)


def _as_typed(source: str) -> str:
    paragraphs = (escape(part).replace("\n", "<br>") for part in re.split(r"\n{2,}", source))
    return "".join(f"<p>{part}</p>" for part in paragraphs)
