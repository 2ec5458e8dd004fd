"""A mail as plain values, and the two texts made from it: same words, same order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One mail. `link` is the one button; `why` says why the reader gets this."""

    to: str
    subject: str
    heading: str
    paragraphs: Sequence[str]
    link: str
    link_label: str
    why: str
    greeting: str = ""
    quote: str = ""
    quote_by: str = ""
    stop_link: str = ""
    thread: str = field(default="")

    def as_text(self) -> str:
        return render_to_string("mail/notice.txt", self.context()).strip() + "\n"

    def as_html(self) -> str:
        return render_to_string("mail/notice.html", self.context())

    def context(self) -> dict[str, object]:
        return {"notice": self, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}

    def headers(self) -> dict[str, str]:
        """Headers that let mail programs thread, stop and not answer it."""
        headers = {"Auto-Submitted": "auto-generated"}
        if self.thread:
            headers["References"] = headers["In-Reply-To"] = thread_id(self.thread)
        if self.stop_link:
            headers["List-Unsubscribe"] = f"<{self.stop_link}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return headers


def absolute(path: str) -> str:
    """The full address of a path on this site, for use outside pages."""
    return f"{settings.SITE_URL}{path}"


def thread_id(thread: str) -> str:
    """A fixed Message-ID that all mail about one thing refers to."""
    host = settings.SITE_URL.split("//", 1)[1].split(":")[0]
    return f"<{thread}@{host}>"
