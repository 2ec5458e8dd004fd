"""Two windows of one expert in the same moment, on a database that lets both in."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from questions.models import Answer, Question
from tests.factories import make_expert, make_question

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(sign_in, question, *sent):
    """The status codes of forms that people send together, each from a window of their own."""
    start = Barrier(len(sent))

    def send(user, form):
        try:
            browser = sign_in(user)
            start.wait()
            address = f"/admin/questions/question/{question.pk}/change/"
            return browser.post(address, form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sent)) as windows:
        return sorted(windows.map(send, *zip(*sent, strict=True)))


@pytest.fixture
def expert(db):
    return make_expert("Dr. Ada Holm")


@pytest.fixture
def letter(expert):
    return make_question("assigned", experts=[expert])


def test_publish_pressed_twice_at_once_publishes_once(sign_in, expert, letter):
    press = (expert.user, {"body": "Two days.", "version": "", "_publish": "1"})
    assert at_once(sign_in, letter, press, press, press) == [303, 303, 303]
    answer = Answer.objects.get()
    assert (answer.state, answer.revisions.count()) == ("published", 0)
    assert len(mail.outbox) == 1


def test_of_two_first_drafts_one_is_kept_and_one_given_back(sign_in, expert, letter):
    forms = [{"body": body, "version": "", "_save_draft": "1"} for body in ("One.", "Two.")]
    sent = [(expert.user, form) for form in forms]
    assert at_once(sign_in, letter, *sent) == [303, 422]
    assert Answer.objects.get().version == 1


def test_two_experts_who_publish_at_once_both_answer(sign_in, expert):
    other = make_expert("Ben Obi")
    letter = make_question("assigned", experts=[expert, other])
    form = {"body": "Two days.", "version": "", "_publish": "1"}
    assert at_once(sign_in, letter, (expert.user, form), (other.user, form)) == [303, 303]
    assert Answer.objects.published().count() == 2
    assert Question.objects.get().state == "answered"
