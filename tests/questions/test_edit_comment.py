"""Changing and taking back a response: its author only, for a quarter of an hour."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from questions import policy
from questions.models import Comment, Decision, OutboxMail, Screening
from questions.services import moderating
from questions.visitors import COMMENTS
from tests.factories import make_comment, make_question
from tests.pages import Page, words
from tests.questions.test_add_comment import post

pytestmark = pytest.mark.django_db

NEW = "What I meant: shorter steps, and never in the wet."


@pytest.fixture(autouse=True)
def _approving_filter(filter_says):
    filter_says("approve")


@pytest.fixture
def mine(client):
    """A response that this guest's browser sent just now."""
    post(client, make_question())
    return Comment.objects.get()


def edit(client, comment, body=NEW, **fields):
    return client.post(f"/comments/{comment.pk}/edit/", {"body": body} | fields)


def delete(client, comment):
    return client.post(f"/comments/{comment.pk}/delete/")


class TestWho:
    def test_a_guest_by_the_browser_that_sent_it(self, client, mine):
        assert edit(client, mine).status_code == 303
        mine.refresh_from_db()
        assert mine.body == NEW

    def test_no_other_browser(self, mine, reader_client):
        for other in (Client(), reader_client):
            assert edit(other, mine).status_code == 403
            assert other.get(f"/comments/{mine.pk}/edit/").status_code == 403
            assert delete(other, mine).status_code == 403
        mine.refresh_from_db()
        assert (mine.body == NEW, mine.state) == (False, "approved")

    def test_no_forged_or_borrowed_cookie(self, client, mine):
        other = make_comment(mine.question)
        forged = Client()
        forged.cookies[COMMENTS] = f"[{other.pk}]"
        assert edit(forged, other).status_code == 403
        assert edit(client, other).status_code == 403

    def test_a_member_their_own(self, reader, reader_client, outsider_client):
        comment = make_comment(author=reader)
        assert edit(outsider_client, comment).status_code == 403
        assert edit(reader_client, comment).status_code == 303

    def test_a_browsers_cookie_opens_no_members_comment(self, client, mine, reader):
        Comment.objects.filter(pk=mine.pk).update(author=reader, guest_name="", guest_email="")
        assert edit(client, mine).status_code == 403

    def test_neither_moderators_nor_owners_put_words_into_mouths(
        self, mine, moderator_client, owner_client
    ):
        assert edit(moderator_client, mine).status_code == 403
        assert edit(owner_client, mine).status_code == 403

    @pytest.mark.parametrize("state", ["spam", "removed"])
    def test_not_what_was_decided_on(self, client, mine, state):
        Comment.objects.update(state=state)
        assert edit(client, mine).status_code == 404
        assert delete(client, mine).status_code == 404

    def test_what_waits_is_its_authors_to_change(self, client, mine):
        Comment.objects.update(state="pending")
        assert edit(Client(), mine).status_code == 404
        assert edit(client, mine).status_code == 303


class TestWhen:
    @pytest.mark.parametrize(("seconds", "status"), [(-1, 303), (1, 403)])
    def test_a_quarter_of_an_hour_on_the_servers_clock(self, client, mine, seconds, status):
        moment = mine.created_at + policy.EDIT_WINDOW + timedelta(seconds=seconds)
        with time_machine.travel(moment, tick=False):
            assert edit(client, mine).status_code == status

    def test_the_page_offers_it_that_long(self, client, mine):
        address = mine.question.get_absolute_url()
        assert f"/comments/{mine.pk}/edit/" in client.get(address).content.decode()
        assert "/edit/" not in Client().get(address).content.decode()
        with time_machine.travel(mine.created_at + policy.EDIT_WINDOW, tick=False):
            assert "/edit/" not in client.get(address).content.decode()


class TestWhatAnEditDoes:
    def test_the_form_holds_the_source_and_not_the_html(self, client, mine):
        Comment.objects.update(body="*as* <typed>")
        assert Page(client.get(f"/comments/{mine.pk}/edit/")).value("body") == "*as* <typed>"

    def test_the_text_is_rendered_and_marked_as_edited(self, client, mine):
        response = edit(client, mine, body="Now *better*.")
        mine.refresh_from_db()
        assert mine.body_html == "<p>Now <em>better</em>.</p>\n"
        assert (mine.revision, mine.edited_at is not None) == (2, True)
        assert response.url == f"{mine.question.get_absolute_url()}#comment-{mine.pk}"
        page = Page(client.get(response.url))
        assert "Edited" in words(page.one(id=f"comment-{mine.pk}"))

    @pytest.mark.parametrize(("outcome", "state"), [("hold", "pending"), ("spam", "spam")])
    def test_approved_words_cannot_turn_into_an_advertisement(
        self, client, mine, filter_says, outcome, state
    ):
        filter_says(outcome)
        edit(client, mine)
        mine.refresh_from_db()
        assert mine.state == state
        assert [s.revision for s in Screening.objects.order_by("pk")] == [1, 2]
        assert Page(Client().get(mine.question.get_absolute_url())).comments() == []

    def test_mail_about_words_that_are_hidden_now_stays_here(self, client, mine, filter_says):
        OutboxMail.objects.create(to="a@b.example", comment=mine, subject="x", text="x")
        filter_says("hold")
        edit(client, mine)
        assert not OutboxMail.objects.exists()

    def test_only_the_text_changes(self, client, mine):
        edit(client, mine, name="Dr. Else", state="approved", parent="1", created_at="2001-01-01")
        after = Comment.objects.get()
        assert (after.guest_name, after.parent, after.created_at) == (
            mine.guest_name,
            None,
            mine.created_at,
        )

    @pytest.mark.parametrize("body", ["", " ", "\u200b", "***", "x" * 10_001])
    def test_a_refused_text_comes_back_and_the_old_one_stands(self, client, mine, body):
        response = edit(client, mine, body=body)
        assert response.status_code == 422
        page = Page(response)
        assert page.title.startswith("Error:")
        assert page.errors
        assert page.value("body").strip() == body.strip()
        assert Comment.objects.get().body == mine.body

    def test_an_empty_form_is_an_error_in_words(self, client, mine):
        response = client.post(f"/comments/{mine.pk}/edit/", {})
        assert (response.status_code, len(Page(response).errors)) == (422, 1)


class TestTakingBack:
    def test_it_asks_first(self, client, mine):
        page = Page(client.get(f"/comments/{mine.pk}/delete/"))
        assert mine.body in page.text
        assert Comment.objects.get().state == "approved"

    def test_it_is_gone_and_the_log_says_so(self, client, mine):
        response = delete(client, mine)
        mine.refresh_from_db()
        assert (mine.state, response.status_code) == ("removed", 303)
        page = Page(client.get(response.url))
        assert page.comments() == []
        assert "Your response is deleted." in page.text
        decision = Decision.objects.get()
        assert (decision.moderator, decision.to_state) == (None, "removed")

    def test_its_replies_keep_their_place(self, client, mine):
        reply = make_comment(parent=mine)
        delete(client, mine)
        page = Page(client.get(mine.question.get_absolute_url()))
        assert page.comments() == [reply.pk]
        assert "gone" in page.one(id=f"comment-{mine.pk}").get("class").split()

    def test_its_mail_stays_here(self, client, mine):
        OutboxMail.objects.create(to="a@b.example", comment=mine, subject="x", text="x")
        delete(client, mine)
        assert not OutboxMail.objects.exists()

    def test_not_after_the_window(self, client, mine):
        with time_machine.travel(timezone.now() + policy.EDIT_WINDOW + timedelta(seconds=1)):
            assert delete(client, mine).status_code == 403
        assert Comment.objects.get().state == "approved"


class TestNobodyElseSeesThesePages:
    @pytest.mark.parametrize("action", ["edit", "delete", "report"])
    def test_no_cache_keeps_them(self, client, mine, action):
        response = client.get(f"/comments/{mine.pk}/{action}/")
        assert response["Cache-Control"] == "private, no-store"
        assert "noindex" in response["X-Robots-Tag"]


def test_what_its_author_took_back_no_moderator_brings_back(client, mine, moderator):
    delete(client, mine)
    mine.refresh_from_db()
    with pytest.raises(ValidationError, match="took this back"):
        moderating.decide(mine, action="approve", by=moderator)
    with pytest.raises(ValidationError, match="took this back"):
        moderating.undo(mine.decisions.get(), by=moderator)
    mine.refresh_from_db()
    assert mine.state == "removed"
