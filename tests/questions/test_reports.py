"""Readers report a response; moderators look at it, once."""

import pytest
from django.test import Client

from questions.models import Report
from questions.services import moderating
from tests.factories import make_comment, make_user
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(db):
    return make_comment(body="Buy my *shoes*.")


def report(client, comment, reason="It sells shoes."):
    return client.post(f"/comments/{comment.pk}/report/", {"reason": reason})


def reported(moderator_client):
    page = Page(moderator_client.get("/moderation/?tab=reported"))
    return [int(item.get("id").removeprefix("item-")) for item in page.all("li", "item")]


class TestReporting:
    def test_a_guest_reports_with_a_reason(self, client, comment, moderator_client):
        response = report(client, comment)
        made = Report.objects.get()
        assert (response.status_code, made.reason, made.reporter) == (303, "It sells shoes.", None)
        assert response.url.endswith(f"#comment-{comment.pk}")
        assert "A moderator will look at it." in Page(client.get(response.url)).text
        assert reported(moderator_client) == [comment.pk]

    def test_the_comment_stands_meanwhile(self, client, comment):
        report(client, comment)
        comment.refresh_from_db()
        assert comment.state == "approved"

    def test_the_page_shows_what_is_reported(self, client, comment):
        page = Page(client.get(f"/comments/{comment.pk}/report/"))
        assert "Buy my shoes." in page.text

    def test_one_report_a_person_a_comment(self, client, comment, reader_client, outsider_client):
        for visitor in (client, client, reader_client, reader_client, outsider_client):
            assert report(visitor, comment).status_code == 303
        assert Report.objects.count() == 3
        other = Client(REMOTE_ADDR="192.0.2.7")
        assert report(other, comment).status_code == 303
        assert Report.objects.count() == 4

    def test_no_address_is_kept(self, client, comment):
        report(client, comment)
        assert "127.0.0.1" not in Report.objects.get().sender_key

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
    def test_a_refused_reason_comes_back(self, client, comment, reason):
        response = report(client, comment, reason)
        assert response.status_code == 422
        page = Page(response)
        assert page.errors
        assert page.value("reason").strip() == reason.strip()
        assert not Report.objects.exists()

    @pytest.mark.parametrize("state", ["pending", "spam", "removed"])
    @pytest.mark.parametrize("with_reply", [False, True])
    def test_what_is_hidden_cannot_be_reported_nor_read_that_way(self, client, state, with_reply):
        hidden = make_comment(state=state, body="Not for anybody’s eyes.", guest="Nameless")
        if with_reply:
            make_comment(parent=hidden)
        for response in (client.get(f"/comments/{hidden.pk}/report/"), report(client, hidden)):
            assert response.status_code == 404
            assert "Nameless" not in response.content.decode()
        assert not Report.objects.exists()

    def test_a_comment_hidden_meanwhile_is_refused_by_the_service_too(self):
        from django.core.exceptions import ValidationError

        hidden = make_comment(state="spam")
        with pytest.raises(ValidationError, match="not shown any more"):
            moderating.report(hidden, reason="Spam.", sender_key="x", reporter=None)


class TestAnswering:
    @pytest.fixture
    def case(self, client, comment):
        report(client, comment)
        return comment

    def test_a_decision_answers_all_reports(self, case, moderator, moderator_client):
        moderating.report(case, reason="Me too.", sender_key="else", reporter=make_user())
        moderating.decide(case, action="spam", by=moderator)
        assert {r.handled_by for r in Report.objects.all()} == {moderator}
        assert reported(moderator_client) == []

    def test_undoing_it_opens_them_again(self, case, moderator, moderator_client):
        decision = moderating.decide(case, action="spam", by=moderator)
        moderating.undo(decision, by=moderator)
        assert reported(moderator_client) == [case.pk]

    def test_a_report_that_was_answered_before_stays_so(self, case, moderator):
        moderating.dismiss_reports(case, by=moderator)
        decision = moderating.decide(case, action="remove", by=moderator)
        moderating.undo(decision, by=moderator)
        assert Report.objects.get().handled_at is not None

    def test_a_moderator_may_let_it_stand(self, case, moderator, moderator_client):
        response = moderator_client.post("/moderation/reports/", {"comment": case.pk})
        assert (response.status_code, response.url) == (303, "/moderation/?tab=reported")
        case.refresh_from_db()
        assert (case.state, Report.objects.get().handled_by) == ("approved", moderator)
        page = Page(moderator_client.get(response.url))
        assert "the comment stands" in page.text
        assert "Nothing is reported" in words(page.one(class_="empty"))

    @pytest.mark.parametrize("comment", ["", "x", "99999"])
    def test_nothing_named_is_404(self, moderator_client, comment):
        response = moderator_client.post("/moderation/reports/", {"comment": comment})
        assert response.status_code == 404

    def test_looking_leads_to_the_tab(self, moderator_client):
        assert moderator_client.get("/moderation/reports/").url == "/moderation/?tab=reported"
