"""Posting a response: what is stored, what is refused in words, and who is taken for whom."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions import policy
from questions.models import Comment, Screening
from questions.services import screening
from questions.services.commenting import BLANK, CLOSED, DUPLICATE
from questions.stamps import make_stamp
from questions.visitors import QUESTIONS
from tests.factories import (
    NAMES,
    ago,
    make_comment,
    make_expert,
    make_question,
    make_user,
)
from tests.pages import Page, bodies_of, words

pytestmark = pytest.mark.django_db

SINCERE = "Thank you for this. Shorter steps on the hill took the pain away within two weeks."


@pytest.fixture(autouse=True)
def _approving_filter(filter_says):
    filter_says("approve")


@pytest.fixture
def question(db):
    return make_question()


def form_of(question, **fields):
    stamp = make_stamp(f"question-{question.pk}")
    guest = {"name": "Ruth", "email": "Ruth@Visitors.example", "body": SINCERE, "stamp": stamp}
    return guest | fields


def post(client, question, **fields):
    address = reverse("questions:comments", args=[question.pk])
    return client.post(address, form_of(question, **fields))


def refused(response, message):
    """The form came back with everything in it, and says what to do."""
    assert response.status_code == 422
    page = Page(response)
    assert page.title.startswith("Error:")
    assert any(message in line for line in page.errors), page.errors
    return page


class TestWhatIsStored:
    def test_an_approved_response_shows_at_once_where_the_redirect_leads(self, client, question):
        response = post(client, question, website="https://ruth.example/")
        comment = Comment.objects.get()
        assert response.status_code == 303
        assert response.url == f"{question.get_absolute_url()}#comment-{comment.pk}"
        page = Page(Client().get(question.get_absolute_url()))
        assert page.comments() == [comment.pk]
        assert (comment.guest_name, comment.guest_email) == ("Ruth", "ruth@visitors.example")
        assert comment.website == "https://ruth.example/"
        assert comment.approved_at is not None
        assert comment.body_html == f"<p>{SINCERE}</p>\n"

    def test_its_writer_is_told_and_led_to_it(self, client, question):
        response = post(client, question)
        assert "Your response is posted." in Page(client.get(response.url)).text

    def test_a_reply_stands_inside_its_parent(self, client, question):
        parent = make_comment(question)
        post(client, question, parent=parent.pk)
        reply = Comment.objects.get(parent=parent)
        assert (reply.depth, reply.path.startswith(parent.path)) == (1, True)
        page = Page(client.get(question.get_absolute_url()))
        inside = [e.get("id") for e in page.one(id=f"comment-{parent.pk}").iter("article")]
        assert inside == [f"comment-{parent.pk}", f"comment-{reply.pk}"]

    def test_the_verdict_is_stored_with_its_reasons(self, client, question):
        post(client, question)
        found = Screening.objects.get()
        assert (found.comment, found.outcome) == (Comment.objects.get(), "approve")
        assert found.reasons == [{"name": "test", "weight": 0.0, "reason": "the test says so"}]

    def test_a_held_response_is_seen_by_its_author_only(
        self, client, question, filter_says, reader_client
    ):
        filter_says("hold")
        response = post(client, question)
        comment = Comment.objects.get()
        assert comment.state == "pending"
        mine = Page(client.get(response.url))
        assert mine.comments() == [comment.pk]
        assert "waits for a moderator" in mine.text
        for other in (Client(), reader_client):
            page = Page(other.get(question.get_absolute_url()))
            assert page.comments() == []
            assert words(page.one(class_="response-count")) == "0"

    def test_a_members_held_response_follows_the_account(
        self, reader_client, sign_in, reader, outsider_client, question, filter_says
    ):
        filter_says("hold")
        post(reader_client, question)
        comment = Comment.objects.get()
        assert Page(sign_in(reader).get(question.get_absolute_url())).comments() == [comment.pk]
        assert Page(outsider_client.get(question.get_absolute_url())).comments() == []

    def test_promotion_is_stored_and_shown_to_nobody_and_told_as_if_held(
        self, client, question, filter_says
    ):
        filter_says("spam")
        response = post(client, question)
        assert Comment.objects.get().state == "spam"
        assert response.url == f"{question.get_absolute_url()}#responses"
        page = Page(client.get(response.url))
        assert page.comments() == []
        assert "waits for a moderator" in page.text

    def test_a_filter_that_fails_holds_the_text(self, client, question, monkeypatch, caplog):
        def broken(*args, **kwargs):
            raise RuntimeError("no lexicon")

        monkeypatch.setattr(screening, "screen", broken)
        assert post(client, question).status_code == 303
        assert Comment.objects.get().state == "pending"
        assert "the filter could not judge" in Screening.objects.get().reasons[0]["reason"]

    def test_the_server_alone_sets_state_author_role_and_time(
        self, client, question, filter_says, expert
    ):
        filter_says("hold")
        post(
            client,
            question,
            state="approved",
            author=expert.user.pk,
            expert=expert.pk,
            by_asker="on",
            created_at="2001-01-01",
            approved_at="2001-01-01",
            path="0",
            depth="9",
            revision="7",
            sender_key="x",
        )
        made = Comment.objects.get()
        assert (made.state, made.author, made.expert, made.by_asker) == (
            "pending",
            None,
            None,
            False,
        )
        assert (made.depth, made.revision, made.approved_at) == (0, 1, None)
        assert timezone.now() - made.created_at < timedelta(minutes=1)

    def test_the_address_is_kept_as_a_keyed_hash_only(self, client, question):
        post(client, question)
        key = Comment.objects.get().sender_key
        assert len(key) == 64
        assert "127.0.0.1" not in key


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "body",
        ["", "   \n ", "\u200b\u200d", "\u3164", "***", "> ", "-\n-", "&nbsp;", "&#8203;", "[](/)"],
    )
    def test_what_would_show_as_nothing(self, client, question, body):
        refused(post(client, question, body=body), BLANK)
        assert not Comment.objects.exists()

    def test_everything_typed_is_still_there(self, client, question):
        typed = {
            "name": "Ruth O’Hara",
            "email": "not an address",
            "website": "https://ruth.example/",
            "body": "  Two\n\nparagraphs <b>",
            "notify": "on",
        }
        parent = make_comment(question)
        response = post(client, question, parent=parent.pk, **typed)
        page = refused(response, "Enter your email, like name@example.org")
        assert page.value("body").strip() == typed["body"].strip()
        for name in ("name", "email", "website", "notify"):
            assert page.value(name) == typed[name]
        assert page.value("parent") == str(parent.pk)
        assert Comment.objects.count() == 1

    def test_all_errors_come_at_once_and_lead_to_their_fields(self, client, question):
        response = post(
            client, question, name=" ", email="", body="", website="javascript:alert(1)"
        )
        page = refused(response, BLANK)
        assert len(page.errors) == 4
        for link in page.one(class_="error-summary").iter("a"):
            field = page.one(id=link.get("href").removeprefix("#"))
            assert field.get("aria-invalid") == "true"

    @pytest.mark.parametrize(
        "website", ["javascript:alert(1)", "ftp://a.example", "data:text/html,x"]
    )
    def test_a_website_that_is_none(self, client, question, website):
        refused(post(client, question, website=website), "Enter a web address")

    def test_a_text_that_is_too_long_and_not_one_that_is_just_as_long(self, client, question):
        body = "word " * 2_000
        assert len(body) == policy.BODY_LENGTH
        refused(post(client, question, body=body + "!"), "at most 10,000 characters")
        assert post(client, question, body=body).status_code == 303

    def test_the_same_text_in_a_new_form(self, client, question):
        post(client, question)
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            refused(post(client, question), DUPLICATE)
        assert Comment.objects.count() == 1

    def test_the_same_text_is_a_new_one_after_a_day(self, client, question):
        post(client, question)
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            assert post(client, question).status_code == 303
        assert Comment.objects.count() == 2

    def test_the_same_text_of_somebody_else_or_elsewhere_is_none(self, client, question):
        post(client, question)
        assert post(client, question, email="marek@visitors.example").status_code == 303
        assert post(client, make_question()).status_code == 303
        assert Comment.objects.count() == 3

    def test_a_member_cannot_post_a_text_twice_either(self, reader_client, question):
        post(reader_client, question)
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            refused(post(reader_client, question), DUPLICATE)

    def test_a_text_that_was_taken_back_may_come_again(self, client, question):
        post(client, question)
        Comment.objects.update(state="removed")
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            assert post(client, question).status_code == 303

    @pytest.mark.parametrize(
        "closed",
        [{"comments_closed_at": ago(days=1)}, {"answered_at": ago(days=366)}],
        ids=["by a moderator", "by itself after a year"],
    )
    def test_a_response_under_a_closed_letter(self, client, closed):
        question = make_question(**closed)
        page = refused(post(client, question), CLOSED)
        assert page.value("body") == SINCERE
        assert not Comment.objects.exists()

    def test_a_year_counts_from_the_last_response(self, client):
        question = make_question(answered_at=ago(days=500), last_comment_at=ago(days=364))
        assert post(client, question).status_code == 303

    @pytest.mark.parametrize("state", ["submitted", "assigned", "declined", "spam"])
    def test_a_letter_that_is_not_public_is_not_there(self, client, state, filter_says):
        question = make_question(state)
        assert post(client, question).status_code == 404
        assert not Comment.objects.exists()

    def test_a_reply_to_what_is_not_under_this_letter(self, client, question):
        elsewhere = make_comment(make_question())
        refused(post(client, question, parent=elsewhere.pk), "no longer there")
        assert Comment.objects.count() == 1

    @pytest.mark.parametrize("state", ["pending", "spam", "removed"])
    def test_a_reply_to_what_is_not_shown(self, client, question, state):
        hidden = make_comment(question, state=state)
        refused(post(client, question, parent=hidden.pk), "no longer there")

    @pytest.mark.parametrize("parent", ["999999", "x", "-1", "9" * 40, "1,2"])
    def test_a_reply_to_nothing(self, client, question, parent):
        page = refused(post(client, question, parent=parent), "no longer there")
        assert page.value("body") == SINCERE

    def test_a_parent_hidden_between_form_and_storing(self, question):
        from django.core.exceptions import ValidationError

        from questions.services.commenting import Writer, post_comment
        from questions.services.sending import Sender

        parent = make_comment(question, state="spam")
        writer = Writer(name="Ruth", email="ruth@visitors.example")
        with pytest.raises(ValidationError, match="no longer there"):
            post_comment(
                question=question, writer=writer, body=SINCERE, parent=parent, sender=Sender()
            )

    def test_another_method(self, client, question):
        assert client.put(reverse("questions:comments", args=[question.pk])).status_code == 405


class TestSentTwice:
    def test_the_same_form_gives_the_first_response(self, client, question):
        first = post(client, question)
        second = post(client, question)
        assert (second.status_code, second.url) == (303, first.url)
        assert Comment.objects.count() == 1
        assert "stored once" in Page(client.get(second.url)).text

    def test_the_same_form_with_other_words_is_another_response(self, client, question):
        post(client, question)
        post(client, question, body="One more thing: the downhill path is paved.")
        assert Comment.objects.count() == 2

    def test_a_stamp_of_another_letter_gives_the_form_back(self, client, question):
        stamp = make_stamp(f"question-{question.pk + 1}")
        page = refused(post(client, question, stamp=stamp), "open for a long time")
        assert page.value("body") == SINCERE
        assert post(client, question, stamp=page.value("stamp")).status_code == 303

    def test_a_page_that_was_open_for_days_gives_the_form_back(self, client, question):
        old = make_stamp(f"question-{question.pk}")
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            page = refused(post(client, question, stamp=old), "open for a long time")
            assert page.value("stamp") != old
            assert post(client, question, stamp=page.value("stamp")).status_code == 303

    def test_a_form_without_a_stamp_is_taken_and_judged(self, client, question):
        assert post(client, question, stamp="").status_code == 303


class TestWhoWrites:
    def test_a_members_name_and_address_come_from_the_account(
        self, reader_client, question, reader
    ):
        form = Page(reader_client.get(question.get_absolute_url()))
        assert form.value("name") is form.value("email") is form.value("website") is None
        post(reader_client, question, name="Somebody Else", website="https://else.example")
        made = Comment.objects.get()
        assert (made.author, made.guest_name, made.guest_email) == (reader, "", "")
        assert (made.author_name, made.website) == ("Rita Reader", "")

    def test_a_member_without_a_name_is_asked_for_it_once(self, sign_in, question):
        user = make_user(name="")
        client = sign_in(user)
        refused(post(client, question, name=""), "Enter a name")
        post(client, question, name="Nora New")
        user.refresh_from_db()
        assert user.name == "Nora New"
        assert Page(client.get(question.get_absolute_url())).value("name") is None

    def test_an_experts_response_carries_the_mark(self, expert_client, expert, question):
        post(expert_client, question)
        made = Comment.objects.get()
        assert (made.expert, made.author_name) == (expert, "Dr. Ada Holm")
        page = Page(Client().get(question.get_absolute_url()))
        assert "by-expert" in page.one(id=f"comment-{made.pk}").get("class").split()

    def test_a_retired_expert_writes_as_a_reader(self, sign_in, question):
        retired = make_expert("Dr. Ben Past", is_active=False)
        post(sign_in(retired.user), question)
        assert Comment.objects.get().expert is None

    @pytest.mark.parametrize(
        "name",
        [
            "Dr. Ada Holm",
            "ada holm",
            "ADA  HOLM",
            "Dr Ada Hölm",
            "Аda Holm",
            "Ad\u200ba Holm",
            "\u202eAda Holm",
            "the Sole Doctor",
        ],
    )
    def test_nobody_else_writes_under_an_experts_name(self, client, question, expert, name):
        refused(post(client, question, name=name), "belongs to one of our experts")
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("name", ["Ada", "Holm", "Ada Holmes", "Dr. Adam Stone"])
    def test_a_name_that_is_only_alike_is_free(self, client, question, expert, name):
        assert post(client, question, name=name).status_code == 303

    def test_a_name_is_one_line_without_unseen_signs(self, client, question):
        post(client, question, name="  Ruth\n\u202eO’Hara\x07 ")
        assert Comment.objects.get().guest_name == "Ruth O’Hara"

    def test_a_name_of_markup_is_shown_as_words(self, client, question):
        post(client, question, name="<b class=by-expert>Ruth</b>")
        page = Page(client.get(question.get_absolute_url()))
        assert not page.all("b", "by-expert")
        assert "<b class=by-expert>Ruth</b>" in page.text

    def test_the_browser_that_asked_is_marked_and_no_other(self, client, question):
        client.get(question.get_asker_url())
        assert QUESTIONS in client.cookies
        post(client, question)
        post(Client(), question, email="marek@visitors.example")
        assert [c.by_asker for c in Comment.objects.order_by("pk")] == [True, False]

    def test_a_forged_cookie_makes_nobody_the_asker(self, client, question):
        client.cookies[QUESTIONS] = f"[{question.pk}]"
        post(client, question)
        assert not Comment.objects.get().by_asker

    def test_a_member_who_asked_is_marked(self, reader, reader_client, outsider_client):
        question = make_question(asker=reader)
        post(reader_client, question)
        post(outsider_client, question)
        assert [c.by_asker for c in Comment.objects.order_by("pk")] == [True, False]


class TestWhatTheFilterKnows:
    def test_the_trap_and_the_time_to_write(self, client, question, filter_says):
        asked = filter_says("hold")
        post(client, question, reference="http://trap.example", seconds="2.5")
        assert asked[0].honeypot_filled
        assert asked[0].seconds_to_write == 2.5

    @pytest.mark.parametrize("seconds", ["-1", "nan", "1e99", "inf"])
    def test_nonsense_of_the_time_is_no_error(self, client, question, filter_says, seconds):
        asked = filter_says("approve")
        assert post(client, question, seconds=seconds).status_code in {303, 422}
        assert all(post.seconds_to_write is None for post in asked)

    def test_who_writes_and_what_to(self, reader_client, reader, question, filter_says):
        earlier = make_comment(make_question(), author=reader)
        make_comment(make_question(), author=reader, state="spam")
        parent = make_comment(question, body="Did it help?")
        asked = filter_says("approve")
        post(reader_client, question, parent=parent.pk)
        facts = asked[0]
        assert (facts.approved_before, facts.spam_before, facts.proven_address) == (1, 1, True)
        assert (facts.is_reply, facts.parent_text) == (True, "Did it help?")
        assert (facts.article_title, facts.author_name) == (question.title, "Rita Reader")
        assert earlier.body not in facts.text

    def test_a_guests_address_proves_no_good_record(self, client, question, filter_says):
        make_comment(make_question(), guest="Ruth", guest_email="ruth@visitors.example")
        make_comment(
            make_question(), guest="Ruth", guest_email="ruth@visitors.example", state="spam"
        )
        asked = filter_says("approve")
        post(client, question)
        assert (asked[0].approved_before, asked[0].spam_before) == (0, 1)


class TestTheFormsOwnPage:
    def test_it_shows_what_is_replied_to(self, client, question):
        parent = make_comment(question, guest=NAMES[0], body="Does it *really* help?")
        address = reverse("questions:comments", args=[question.pk])
        page = Page(client.get(address, {"parent": parent.pk}))
        assert f"Reply to {NAMES[0]}" in words(page.one("h1"))
        assert "Does it really help?" in page.text
        assert page.value("parent") == str(parent.pk)

    @pytest.mark.parametrize("state", ["pending", "spam", "removed"])
    def test_it_never_shows_what_is_hidden(self, client, question, state):
        hidden = make_comment(question, state=state, body="Not for anybody’s eyes.")
        address = reverse("questions:comments", args=[question.pk])
        page = Page(client.get(address, {"parent": hidden.pk}))
        assert "Not for anybody" not in page.html

    @pytest.mark.parametrize("parent", ["", "x", "0", "9" * 30, "²"])
    def test_nonsense_in_the_address_is_a_plain_form(self, client, question, parent):
        address = reverse("questions:comments", args=[question.pk])
        response = client.get(address, {"parent": parent})
        assert response.status_code == 200
        assert words(Page(response).one("h1")) == "Leave a response"

    def test_a_shown_comment_leads_to_it(self, client, question):
        comment = make_comment(question)
        page = Page(client.get(question.get_absolute_url()))
        links = [link.get("href") for link in page.one(id=f"comment-{comment.pk}").iter("a")]
        assert f"/questions/{question.pk}/comments/?parent={comment.pk}" in links
        assert bodies_of(page.one(id=f"comment-{comment.pk}"))
