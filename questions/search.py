"""Search over what is public: questions, answers and approved comments.

Every word must occur; words are compared as the database compares text without case. It needs no
index of its own and works alike on both databases; see docs/decisions.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from questions.models import Answer, Comment, Question
from questions.rendering import plain_text

KINDS = {"questions": "Questions", "answers": "Answers", "responses": "Responses"}
MAX_WORDS = 8
HITS_A_KIND = 20
CONTEXT = 90


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    question: Question
    address: str
    author: str
    date: datetime
    title: list[Part]
    snippet: list[Part]


@dataclass(frozen=True, slots=True)
class Results:
    kind: str = ""
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def search_site(query: str, *, kind: str = "") -> Results:
    """Hits of all kinds, or of one; the counts are of all kinds either way."""
    words = words_of(query)
    if not words:
        return Results(kind)
    found = {
        "questions": matching(
            Question.objects.public().select_related("topic"), words, "title", "body"
        ).newest(),
        "answers": matching(
            Answer.objects.published()
            .filter(question__state="answered")
            .select_related("question__topic", "expert"),
            words,
            "body",
        ).order_by("-published_at"),
        "responses": matching(
            Comment.objects.approved()
            .on_public_questions()
            .select_related("question__topic", "author", "expert"),
            words,
            "body",
        ).order_by("-created_at"),
    }
    hits = [
        hit_of(name, row, words)
        for name, rows in found.items()
        if kind in ("", name)
        for row in rows[:HITS_A_KIND]
    ]
    return Results(kind, hits, {name: rows.count() for name, rows in found.items()})


def words_of(query: str) -> list[str]:
    """The words of a query, each once; signs such as quotes and stars mean nothing."""
    return list(dict.fromkeys(re.findall(r"[^\W_]+", query.lower())))[:MAX_WORDS]


def matching(rows: QuerySet[Any], words: list[str], *fields: str) -> Any:
    for word in words:
        condition = Q()
        for name in fields:
            condition |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(condition)
    return rows


def hit_of(kind: str, row: Any, words: list[str]) -> Hit:
    question = row if kind == "questions" else row.question
    author, date = {
        "questions": lambda: (question.signature, question.answered_at),
        "answers": lambda: (row.expert.display_name, row.published_at),
        "responses": lambda: (row.author_name, row.created_at),
    }[kind]()
    return Hit(
        kind=kind,
        question=question,
        address=row.get_absolute_url(),
        author=author,
        date=date,
        title=marked(question.title, words),
        snippet=snippet(plain_text(row.body_html), words),
    )


def snippet(text: str, words: list[str]) -> list[Part]:
    """The neighbourhood of the first word found, with every word in it marked."""
    flat = " ".join(text.split())
    first = re.search("|".join(map(re.escape, words)), flat, re.IGNORECASE)
    start = max(0, first.start() - CONTEXT) if first else 0
    end = min(len(flat), start + 2 * CONTEXT + 40)
    if start:
        start = flat.find(" ", start) + 1
    if end < len(flat):
        end = flat.rfind(" ", start, end)
    cut = f"{'… ' if start else ''}{flat[start:end]}{' …' if end < len(flat) else ''}"
    return marked(cut, words)


def marked(text: str, words: list[str]) -> list[Part]:
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", text, flags=re.IGNORECASE)
    return [Part(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]


def similar_questions(title: str) -> list[Question]:
    """Up to five answered questions that share words with a title, most shared first."""
    words = [word for word in words_of(title) if len(word) > 3]
    if not words:
        return []
    condition = Q()
    for word in words:
        condition |= Q(title__icontains=word)
    rows = list(Question.objects.public().filter(condition).newest().for_lists()[:50])
    rows.sort(key=lambda row: -sum(word in row.title.lower() for word in words))
    return rows[:5]
