"""What owners see of the forum in the admin: everything, and hardly anything to change."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from questions.models import (
    AnswerRevision,
    Decision,
    ImportedItem,
    OutboxMail,
    Report,
    Screening,
    Subscription,
    Topic,
)
from questions.services import answering, moderating
from tests.factories import ago, make_comment, make_question, make_topic, make_user

pytestmark = pytest.mark.django_db
READ_ONLY = """answer answerrevision comment decision importeditem outboxmail question report
    screening subscription""".split()


@pytest.fixture
def rows(expert, moderator):
    """A row of each kind that owners can look at."""

    def make():
        question = make_question("assigned", experts=[expert])
        first = answering.publish_text(
            question=question, by=expert.user, body="First.", version=None
        )
        answering.publish_text(
            question=question, by=expert.user, body="Second.", version=first.version
        )
        comment = make_comment(question, state="pending")
        moderating.decide(comment, action="approve", by=moderator)
        key = f"key-{comment.pk}"
        Report.objects.create(comment=comment, reporter=moderator, sender_key=key, reason="Rude")
        Screening.objects.create(
            comment=comment, score=0.2, total=-1.0, outcome="approve", filter_version="1"
        )
        Subscription.objects.create(question=question, email="a@b.example", token=key)
        ImportedItem.objects.create(
            source="old.example", kind="comment", external_id=key, comment=comment
        )
        return question

    return make


def list_of(name):
    return f"/admin/questions/{name}/"


@pytest.mark.parametrize("name", READ_ONLY)
def test_lists_and_records_open_for_owners(owner_client, rows, name):
    rows()
    response = owner_client.get(list_of(name))
    assert response.status_code == 200
    found = response.context["cl"].result_list
    assert found
    record = owner_client.get(f"{list_of(name)}{found[0].pk}/change/")
    assert record.status_code == 200


@pytest.mark.parametrize("name", READ_ONLY)
def test_a_longer_list_costs_no_more(owner_client, rows, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for _ in range(2):
        rows()
        owner_client.get(list_of(name))
        with CaptureQueriesContext(connection) as queries:
            owner_client.get(list_of(name))
        costs.append(len(queries))
        for _ in range(3):
            rows()
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", READ_ONLY)
def test_nothing_is_added_changed_or_deleted(owner_client, rows, name):
    rows()
    pk = owner_client.get(list_of(name)).context["cl"].result_list[0].pk
    assert owner_client.get(f"{list_of(name)}add/").status_code == 403
    assert owner_client.post(f"{list_of(name)}{pk}/delete/", {"post": "yes"}).status_code == 403
    assert owner_client.post(f"{list_of(name)}{pk}/change/", {"state": "spam"}).status_code == 403


@pytest.mark.parametrize("name", [*READ_ONLY, "topic"])
def test_moderators_and_readers_have_no_admin(moderator_client, reader_client, name):
    for client in (moderator_client, reader_client):
        assert client.get(list_of(name), follow=True).status_code == 403


@pytest.mark.parametrize("name", READ_ONLY)
def test_searching_never_fails(owner_client, rows, name):
    rows()
    assert owner_client.get(list_of(name), {"q": "\"'%_\\"}).status_code == 200


def test_a_letter_that_is_not_public_has_no_link_to_its_page(owner_client):
    letter = make_question("submitted")
    page = owner_client.get(f"/admin/questions/question/{letter.pk}/change/").content.decode()
    assert "View on site" not in page
    public = make_question()
    page = owner_client.get(f"/admin/questions/question/{public.pk}/change/").content.decode()
    assert f'href="{public.get_absolute_url()}"' in page


def test_an_owner_may_follow_the_admins_redirect(owner_client):
    from django.contrib.contenttypes.models import ContentType

    topic = make_topic("Running", slug="running")
    number = ContentType.objects.get_for_model(Topic).pk
    response = owner_client.get(f"/admin/r/{number}/{topic.pk}/")
    assert response.headers["Location"].endswith("/topics/running/")


def test_an_owner_curates_the_topics(owner_client, expert):
    form = {"name": "Shoes", "slug": "shoes", "description": "", "position": "3"}
    response = owner_client.post("/admin/questions/topic/add/", form | {"experts": [expert.pk]})
    assert response.status_code == 302
    topic = Topic.objects.get(slug="shoes")
    assert list(topic.experts.all()) == [expert]


def test_a_topic_with_questions_is_not_deleted(owner_client):
    topic = make_question().topic
    owner_client.post(f"/admin/questions/topic/{topic.pk}/delete/", {"post": "yes"})
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_mail_that_was_given_up_is_tried_again(owner_client, django_capture_on_commit_callbacks):
    stuck = OutboxMail.objects.create(
        to="a@b.example", subject="Hello", text="Words", attempts=9, gave_up_at=ago(days=1)
    )
    sent = OutboxMail.objects.create(
        to="c@d.example", subject="Was sent", text="Words", sent_at=timezone.now()
    )
    chosen = {"action": "send_again", "_selected_action": [stuck.pk, sent.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        page = owner_client.post(list_of("outboxmail"), chosen, follow=True).content.decode()
    assert "1 put back in the queue." in page
    stuck.refresh_from_db()
    assert stuck.sent_at is not None
    assert [message.to for message in mail.outbox] == [["a@b.example"]]


def test_whoever_may_only_look_cannot_send_mail(sign_in):
    staff = make_user(is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="view_outboxmail"))
    stuck = OutboxMail.objects.create(
        to="a@b.example", subject="Hello", text="Words", gave_up_at=ago(days=1)
    )
    client = sign_in(staff)
    assert client.get(list_of("outboxmail")).status_code == 200
    client.post(list_of("outboxmail"), {"action": "send_again", "_selected_action": [stuck.pk]})
    stuck.refresh_from_db()
    assert stuck.gave_up_at is not None


def test_the_words_of_a_mail_are_not_shown(owner_client):
    secret = OutboxMail.objects.create(
        to="a@b.example", subject="Hello", text="https://example.org/ask/SECRET-TOKEN/"
    )
    page = owner_client.get(f"{list_of('outboxmail')}{secret.pk}/change/").content.decode()
    assert "SECRET-TOKEN" not in page


def test_logs_stay_as_they_were_written(owner_client, rows):
    rows()
    before = (Decision.objects.count(), AnswerRevision.objects.count())
    chosen = {"action": "delete_selected", "_selected_action": [Decision.objects.first().pk]}
    owner_client.post(list_of("decision"), chosen | {"post": "yes"})
    assert (Decision.objects.count(), AnswerRevision.objects.count()) == before
    assert before[0] > 0


def test_passwords_are_changed_on_the_sites_own_page(owner_client):
    response = owner_client.get("/admin/password_change/")
    assert response.headers["Location"] == "/accounts/password/change/"
