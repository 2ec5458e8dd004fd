"""Posting a response: what is stored, what is refused in words, and who is taken for whom."""

import pytest

from questions.services.commenting import Writer, post_comment
from questions.services.sending import Sender
from tests.factories import make_comment, make_question

pytestmark = pytest.mark.django_db

SINCERE = "Thank you for this. Shorter steps on the hill took the pain away within two weeks."


def post(question, parent=None, body=SINCERE, **kwargs):
    writer = kwargs.pop("writer", Writer(name="Ruth", email="ruth@visitors.example"))
    kwargs.setdefault("sender", Sender())
    return post_comment(question=question, writer=writer, body=body, parent=parent, **kwargs)


def test_a_reply_stands_under_its_parent():
    parent = make_comment(make_question())
    comment = post(parent.question, parent).comment
    comment.refresh_from_db()
    assert comment.depth == 1
    assert comment.path.startswith(parent.path)
    assert comment.path > parent.path
