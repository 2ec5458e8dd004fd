"""WordPress HTML to the Markdown that this site stores. Scripts, styles and frames are dropped."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3

from questions.rendering import is_safe_link

MAX_NESTING = 40

_DROPPED = {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math"}
_DROPPED |= {"head", "title", "textarea", "select", "video", "audio", "canvas"}
_PARAGRAPHS = {"p", "div", "section", "article", "aside", "header", "footer", "figure", "table"}
_PARAGRAPHS |= {"figcaption", "address", "dl", "dd", "dt", "center", "ul", "ol"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "code": "`", "tt": "`"}
_VOID = {"br", "hr", "img"}
_OTHERS = {"a", "blockquote", "li", "pre", "thead", "tbody", "tr", "td", "th"}
_KNOWN = _PARAGRAPHS | _HEADINGS | set(_MARKS) | _VOID | _OTHERS
# The file's HTML may be anything. What comes out of here is balanced and short of surprises, so
# that the converter behind it, which is easily slowed down by broken tags, has an easy job.
_TIDY = nh3.Cleaner(
    tags=_KNOWN,
    clean_content_tags=_DROPPED,
    attributes={"a": {"href"}, "img": {"alt"}},
    link_rel=None,
    strip_comments=True,
)
# The theme's own wrappers; their text stays.
_SHORTCODES = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|wp_caption)(?:\s[^\]\n]{0,500})?\]"
)
# What Markdown would read as a mark although its writer only typed a sign.
_SIGNS = re.compile(r"([\\`*]|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])|\](?=[(\[:])|&(?=#?\w{1,30};))")
_LINE_SIGNS = re.compile(r"^([ \t]*)(#{1,6}(?=\s)|={2,}\s*$|~{3,})", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(slots=True)
class _Element:
    name: str
    href: str = ""
    number: int = 0
    parts: list[str] = field(default_factory=list)


def to_markdown(source: str, *, base: str = "") -> str:
    """The text of a post or comment; links are read as seen from `base`."""
    text = _SHORTCODES.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    converter = _Converter(base)
    converter.feed(_TIDY.clean(text))
    return converter.finish()


def to_line(source: str) -> str:
    """A title or name as one line of plain text."""
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,1000}>", "", source)).split())


def escape(text: str) -> str:
    """Typed signs stay signs; addresses are left whole."""
    pieces, last = [], 0
    for found in _ADDRESS.finditer(text):
        pieces += [_escape_prose(text[last : found.start()]), found.group()]
        last = found.end()
    return "".join([*pieces, _escape_prose(text[last:])])


def _escape_prose(text: str) -> str:
    return _LINE_SIGNS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


class _Converter(HTMLParser):
    """Keeps a stack of open elements; each that closes hands its Markdown to the one around."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.stack = [_Element("")]
        self.too_deep = 0

    def finish(self) -> str:
        self.close()
        lines = (line.rstrip() for line in "".join(self.stack[0].parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self._add(_void(tag, given))
        elif len(self.stack) > MAX_NESTING:
            self.too_deep += 1
        else:
            self.stack.append(_Element(tag, href=given.get("href", "")))

    def handle_endtag(self, tag: str) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif tag not in _VOID:
            self._close()

    def handle_data(self, data: str) -> None:
        inside = {element.name for element in self.stack}
        if "pre" in inside or inside & {"code", "tt"}:
            self._add(data)
        else:
            self._add(escape(re.sub(r"[ \t\f\v\xa0]+", " ", data)))

    def _add(self, text: str) -> None:
        self.stack[-1].parts.append(text)

    def _close(self) -> None:
        element = self.stack.pop()
        around = self.stack[-1]
        if element.name == "li":
            around.number += 1
        self._add(_markdown(element, around, self.base))


def _void(tag: str, attributes: dict[str, str]) -> str:
    """A line's end, a rule, or the words that stand for a picture."""
    if tag == "img":
        return escape(to_line(attributes.get("alt", "")))
    return {"br": "\n", "hr": "\n\n---\n\n"}.get(tag, "")


def _markdown(element: _Element, around: _Element, base: str) -> str:
    name, text = element.name, "".join(element.parts)
    if name in _MARKS:
        return _marked(text, _MARKS[name])
    if name == "a":
        return _linked(text, element.href, base)
    if name in _HEADINGS:
        return f"\n\n{_marked(' '.join(text.split()), '**')}\n\n"
    if name == "blockquote":
        return f"\n\n{_prefixed(text.strip(), '> ', '> ')}\n\n"
    if name == "li":
        sign = f"{around.number}. " if around.name == "ol" else "- "
        item = re.sub(r"\n{2,}", "\n", text.strip())
        return f"\n{_prefixed(item, sign, ' ' * len(sign))}\n" if item else ""
    if name in {"ul", "ol"}:
        return f"\n\n{re.sub(chr(10) + '{2,}', chr(10), text).strip()}\n\n"
    if name == "pre":
        fence = "~~~~"
        return f"\n\n{fence}\n{text.strip(chr(10)).replace(fence, '')}\n{fence}\n\n"
    if name in {"td", "th"}:
        return f"{' '.join(text.split())} | "
    if name == "tr":
        return f"{text.strip(' |')}\n"
    return f"\n\n{text}\n\n" if name in _PARAGRAPHS else text


def _marked(text: str, mark: str) -> str:
    """Marks hug their words: the spaces go outside. Text over paragraphs is marked one by one."""
    paragraphs = re.split(r"(\n{2,})", text)
    return "".join(_hug(part, mark) if part.strip() else part for part in paragraphs)


def _hug(text: str, mark: str) -> str:
    words = text.strip()
    if mark in words:
        return text
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{mark}{words}{mark}{text[len(text.rstrip()) :]}"


def _linked(text: str, href: str, base: str) -> str:
    try:
        address = urljoin(base, href.strip()) if href.strip() else ""
    except ValueError:
        return text
    words = " ".join(text.split())
    # A path would lead to a page of this site; only whole addresses are meant.
    if not words or ":" not in address or not is_safe_link(address) or set("()<>") & set(address):
        return text
    return words if words == address else f"[{words}]({address})"


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(f"{others}{line}".rstrip() for line in lines[1:])])
