"""A WordPress export (WXR) as plain values. Nothing that the file names is opened or fetched."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

MAX_FILE = 200 * 1024 * 1024
MAX_TEXT = 1_000_000  # characters in one field; a WordPress comment has 65,525 at most
MAX_DEPTH = 20  # an export needs 5
CHUNK = 64 * 1024

# Old comments carry control characters that XML forbids; WordPress exports them all the same.
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_SPACES = (("http://wordpress.org/export/", "wp"), (_CONTENT, "content"))
_RECORDS = {"channel", "wp:author", "item", "wp:comment"}


class BadExport(ValueError):
    """The file cannot be read as an export; the message says why in words."""


@dataclass(frozen=True, slots=True)
class Record:
    """One author, comment or post as it stands in the file: names and texts, unjudged."""

    fields: dict[str, str] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    comments: list["Record"] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.fields.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Export:
    """The whole file; `source` is the old site's address."""

    source: str
    authors: list[Record]
    items: list[Record]


def read_export(stream: BinaryIO) -> Export:
    """Read a file. Raises BadExport for what is no export, is broken or tries to be clever."""
    collector = Collector()
    parser = XMLParser(target=collector, forbid_dtd=True)
    try:
        for chunk in _chunks(stream):
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException as error:
        raise BadExport(
            "The file declares a document type or entities; WordPress writes none. Not imported."
        ) from error
    except ParseError as error:
        raise BadExport(f"The file is not well-formed XML: {error}.") from error
    except BadExport:
        raise
    except (ValueError, LookupError) as error:
        raise BadExport(f"The file's encoding cannot be read: {error}.") from error
    return Export(source_of(collector.channel), collector.authors, collector.items)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(CHUNK):
        if size == 0 and b"\0" in chunk[:4]:
            raise BadExport("The file is not in UTF-8; WordPress writes UTF-8.")
        size += len(chunk)
        if size > MAX_FILE:
            raise BadExport(f"The file is larger than {MAX_FILE // 1024 // 1024} MB; split it.")
        yield chunk.translate(None, _CONTROLS)
    if size == 0:
        raise BadExport("The file is empty.")


def source_of(channel: Record) -> str:
    """The old site's address in one form, so that another export of it is known again."""
    if not channel.get("wp:wxr_version"):
        raise BadExport("The file is not a WordPress export: it names no WXR version.")
    for name in ("wp:base_blog_url", "wp:base_site_url", "link"):
        try:
            parts = urlsplit(channel.get(name))
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.hostname:
            address = f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"
            if len(address) <= 200:
                return address
    raise BadExport("The export does not say which site it comes from.")


class Collector:
    """What the parser calls for each piece of the file; keeps the fields and no tree."""

    def __init__(self) -> None:
        self.channel = Record()
        self.authors: list[Record] = []
        self.items: list[Record] = []
        # Open elements, innermost last; those that begin a record come with it.
        self._open: list[tuple[str, Record | None]] = []
        self._text: list[str] = []
        self._length = 0
        self._category = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise BadExport(f"The file nests its elements more than {MAX_DEPTH} deep.")
        name = _short(tag)
        self._open.append((name, Record() if name in _RECORDS else None))
        self._text, self._length = [], 0
        if name == "category" and attributes.get("domain") == "category":
            self._category = attributes.get("nicename", "")

    def data(self, text: str) -> None:
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise BadExport(f"A text in the file has more than {MAX_TEXT:,} characters.")
        self._text.append(text)

    def end(self, tag: str) -> None:
        name, record = self._open.pop()
        if record is not None:
            self._keep(name, record)
            return
        parent = self._open[-1][1] if self._open else None
        if parent is not None:
            if name == "category" and self._category:
                parent.categories.append(self._category)
            parent.fields.setdefault(name, "".join(self._text))
        self._text, self._length, self._category = [], 0, ""

    def _keep(self, name: str, record: Record) -> None:
        around = self._open[-1] if self._open else ("", None)
        if name == "wp:author":
            self.authors.append(record)
        elif name == "item":
            self.items.append(record)
        elif name == "channel":
            self.channel = record
        elif around[0] == "item" and around[1] is not None:
            around[1].comments.append(record)

    def close(self) -> Any:
        """The parser asks for its result; what was collected stays here."""


def _short(tag: str) -> str:
    """`{http://wordpress.org/export/1.2/}post_id` → `wp:post_id`, in every version of WXR."""
    space, _, name = tag.rpartition("}")
    address = space.lstrip("{")
    if address.endswith("/excerpt/"):
        return "excerpt"
    for prefix, short in _SPACES:
        if address.startswith(prefix):
            return f"{short}:{name}"
    return name
