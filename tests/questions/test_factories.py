"""What the factories make is what the site itself stores."""

import pytest

from questions.models import Comment
from questions.threads import load_page
from tests.factories import make_comment, make_question

pytestmark = pytest.mark.django_db


def test_made_comments_stand_in_reading_order_under_their_parents():
    question = make_question(comments=25)
    nodes = load_page(question).nodes
    assert len(nodes) == 25
    assert {node.depth for node in nodes} == {0, 1, 2}
    assert all(node.depth == node.comment.depth for node in nodes)


@pytest.mark.parametrize("state", ["submitted", "assigned", "answered", "declined", "spam"])
def test_made_questions_obey_every_rule_of_the_model(state):
    question = make_question(state=state, comments=3)
    question.full_clean()
    for comment in Comment.objects.filter(question=question):
        comment.full_clean()
    for answer in question.answers.all():
        answer.full_clean()


def test_a_made_text_is_rendered():
    assert make_comment(body="*Yes*").body_html == "<p><em>Yes</em></p>\n"
