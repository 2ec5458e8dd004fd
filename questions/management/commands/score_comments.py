"""Judge comments from standard input: one JSON object a line in, one a line out."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questions.spam.jsonlines import score_lines


class Command(BaseCommand):
    help = (
        "Read comments as JSON Lines (text, author_name, author_email, author_url, is_reply, "
        "article_title, article_text; all but text may be missing) on standard input and write "
        "one line for each, in order: score, outcome, reasons."
    )
    # Judging needs neither a database nor sound settings.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        bad = 0
        for answer in score_lines(_utf8_lines()):
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            if "error" in answer:
                bad += 1
                self.stderr.write(str(answer["error"]))
        if bad:
            raise CommandError(f"{bad} line(s) held no comment; the others were judged.")


def _utf8_lines() -> io.TextIOBase | Any:
    """Return standard input as UTF-8 whatever the locale; broken bytes become signs."""
    buffer = getattr(sys.stdin, "buffer", None)
    return io.TextIOWrapper(buffer, "utf-8", errors="replace") if buffer else sys.stdin
