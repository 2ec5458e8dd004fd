"""Comments as JSON Lines: what `score_comments`, training and measuring read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from questions.spam.filter import screen
from questions.spam.types import Post, Verdict

_TEXT_FIELDS = (
    "text",
    "author_name",
    "author_email",
    "author_url",
    "article_title",
    "article_text",
    "parent_text",
)


class BadLine(ValueError):
    """A line that holds no comment; the message names the line and what is wrong."""


def score_lines(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Judge one comment a line, in order; blank lines are passed over.

    A line that cannot be read gives `{"error": …}` in its place, so that the answers
    stay in step with the comments, and the rest goes on.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield as_answer(screen(post_from(line, number)))
        except BadLine as error:
            yield {"error": str(error)}


def as_answer(verdict: Verdict) -> dict[str, object]:
    """Return a verdict as `score_comments` prints it."""
    return {
        "score": round(verdict.score, 6),
        "outcome": verdict.outcome.value,
        "reasons": [item.reason for item in verdict.reasons],
    }


def post_from(line: str, number: int) -> Post:
    """Read the comment of one line. Raises BadLine."""
    return post_of(row_from(line, number), number)


def row_from(line: str, number: int) -> Mapping[str, Any]:
    """Read the object of one line. Raises BadLine."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"line {number}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise BadLine(f"line {number}: not a JSON object")
    return row


def post_of(row: Mapping[str, Any], number: int) -> Post:
    """Build the post of a row; fields other than `text` may be missing or null."""
    if not isinstance(row.get("text"), str):
        raise BadLine(f"line {number}: no text in “text”")
    fields = {name: row.get(name) for name in _TEXT_FIELDS}
    for name, value in fields.items():
        if value is not None and not isinstance(value, str):
            raise BadLine(f"line {number}: “{name}” is not text")
    is_reply = row.get("is_reply")
    if is_reply is not None and not isinstance(is_reply, bool):
        raise BadLine(f"line {number}: “is_reply” is neither true nor false")
    texts: dict[str, Any] = {name: value or "" for name, value in fields.items()}
    return Post(is_reply=bool(is_reply), **texts)
