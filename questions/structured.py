"""What search engines read: schema.org's QAPage, stating only what the page shows."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString

from questions.mail.notice import absolute
from questions.models import Answer, Comment, Question
from questions.rendering import plain_text, trusted
from questions.threads import Node

# Enough to be found by, without sending every response twice.
RESPONSES = 10
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def qa_page(question: Question, answers: Iterable[Answer], thread: Sequence[Node]) -> SafeString:
    """A JSON-LD document for a public question, escaped for a script element."""
    suggested = [_answer(answer) for answer in answers]
    entity = {
        "@type": "Question",
        "name": question.title,
        "text": plain_text(question.body_html),
        "author": _person(question.signature),
        "datePublished": question.submitted_at.isoformat(),
        "answerCount": len(suggested),
        "suggestedAnswer": suggested,
        "comment": [_response(node.comment) for node in _shown(thread)[:RESPONSES]],
    }
    page = {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": entity}
    return trusted(json.dumps(page, ensure_ascii=False).translate(_ESCAPES))


def _shown(thread: Sequence[Node]) -> list[Node]:
    return [node for node in thread if node.depth == 0 and node.comment.is_approved]


def _person(name: str, address: str = "") -> dict[str, str]:
    person = {"@type": "Person", "name": name}
    return {**person, "url": absolute(address)} if address else person


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "@type": "Answer",
        "text": plain_text(answer.body_html),
        "url": absolute(answer.get_absolute_url()),
        "author": _person(answer.expert.display_name, answer.expert.get_absolute_url()),
        "datePublished": answer.published_at.isoformat() if answer.published_at else None,
        "dateModified": answer.public_since().isoformat(),
    }


def _response(comment: Comment) -> dict[str, Any]:
    return {
        "@type": "Comment",
        "text": plain_text(comment.body_html),
        "url": absolute(comment.get_absolute_url()),
        "author": _person(comment.author_name),
        "datePublished": comment.created_at.isoformat(),
    }
