"""Mail: only what really happened, each once, to those who want it, and stopped by one press."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from questions.mail import outbox
from questions.mail.notice import Notice
from questions.mail.outbox import deliver_due, queue, without_mail
from questions.management.commands import send_mail
from questions.models import OutboxMail, Subscription
from questions.services import commenting, following, moderating
from questions.services.commenting import Writer
from questions.services.sending import Sender
from tests.factories import make_comment, make_question, make_user
from tests.pages import Page, words
from tests.questions.test_add_comment import post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _approving_filter(filter_says):
    filter_says("approve")


def notice(**fields):
    values = {
        "to": "ruth@visitors.example",
        "subject": "Why downhill?",
        "heading": "A heading",
        "paragraphs": ["One & two.", "“Three” <four>."],
        "link": "http://127.0.0.1:8000/x/",
        "link_label": "Read it",
        "why": "You get this because you asked.",
    }
    return Notice(**values | fields)


class TestTheOutbox:
    def test_a_mail_leaves_after_the_commit(self, committed):
        with committed():
            queue(notice())
            assert mail.outbox == []
        assert [m.subject for m in mail.outbox] == ["Why downhill?"]
        assert OutboxMail.objects.get().sent_at is not None

    def test_a_rollback_leaves_no_mail(self, committed):
        def fail_half_way():
            queue(notice())
            raise RuntimeError

        with committed(), pytest.raises(RuntimeError):
            transaction.atomic(fail_half_way)()
        assert not OutboxMail.objects.exists()
        assert mail.outbox == []

    def test_it_is_sent_once(self, committed):
        with committed():
            queue(notice())
        assert deliver_due() == {"sent": 0, "failed": 0}
        assert len(mail.outbox) == 1

    def test_another_process_may_be_quicker(self):
        row = queue(notice())
        OutboxMail.objects.update(sent_at=timezone.now())
        assert outbox._deliver(row.pk) is None

    def test_nobody_else_takes_it_while_it_is_being_sent(self, monkeypatch):
        row = queue(notice())
        monkeypatch.setattr(outbox, "_send", lambda *args: others.append(outbox._deliver(row.pk)))
        others = []
        assert outbox._deliver(row.pk) == "sent"
        assert others == [None]

    def test_it_is_due_again_when_the_process_that_took_it_has_ended(self):
        row = queue(notice())
        outbox._take(row.pk)
        assert deliver_due() == {"sent": 0, "failed": 0}
        with time_machine.travel(timezone.now() + outbox.TAKEN_FOR + timedelta(seconds=1)):
            assert deliver_due() == {"sent": 1, "failed": 0}

    @pytest.mark.django_db(transaction=True)
    def test_no_transaction_is_open_while_a_server_takes_its_time(self, monkeypatch):
        row = queue(notice())
        OutboxMail.objects.update(sent_at=None, send_after=timezone.now())
        open_ones = []
        monkeypatch.setattr(
            outbox, "_send", lambda *args: open_ones.append(connection.in_atomic_block)
        )
        assert outbox._deliver(row.pk) == "sent"
        assert open_ones == [False]

    def test_the_command_for_cron_says_what_it_did(self, capsys):
        queue(notice())
        call_command("send_mail")
        assert json.loads(capsys.readouterr().out) == {"sent": 1, "failed": 0}

    def test_the_command_can_stay_and_watch(self, monkeypatch):
        class EnoughSeen(Exception):
            """Ends the watching."""

        naps = []

        def nap(seconds):
            naps.append(seconds)
            if len(naps) == 2:
                raise EnoughSeen

        monkeypatch.setattr(send_mail.time, "sleep", nap)
        monkeypatch.setattr(send_mail, "close_old_connections", lambda: None)
        with pytest.raises(EnoughSeen):
            call_command("send_mail", watch=7)
        assert naps == [7, 7]

    def test_no_more_than_asked_for_at_a_time(self):
        for _ in range(3):
            queue(notice())
        assert deliver_due(limit=2) == {"sent": 2, "failed": 0}

    def test_nothing_is_queued_for_people_who_do_not_exist(self):
        with without_mail():
            assert queue(notice()) is None
        assert not OutboxMail.objects.exists()

    @pytest.mark.parametrize("way", ["worker", "thread"])
    def test_the_settings_say_who_sends(self, settings, committed, monkeypatch, way):
        started = []
        monkeypatch.setattr(
            outbox.threading, "Thread", lambda **kwargs: started.append(kwargs) or Idle()
        )
        settings.MAIL_DELIVERY = way
        with committed():
            queue(notice())
        assert mail.outbox == []
        assert len(started) == (way == "thread")

    def test_a_thread_that_fails_says_so_and_nothing_else(self, monkeypatch, caplog):
        monkeypatch.setattr(outbox, "deliver_due", lambda: 1 / 0)
        monkeypatch.setattr(outbox.connection, "close", lambda: None)
        outbox._deliver_in_thread()
        assert "stays in it" in caplog.text


class Idle:
    def start(self):
        """Stands for a thread that has not begun yet."""


class TestAFailingServer:
    @pytest.fixture
    def failing(self, monkeypatch):
        def refuse(row, backend):
            raise ConnectionRefusedError("smtp.example")

        monkeypatch.setattr(outbox, "_send", refuse)
        return monkeypatch

    def test_the_request_does_not_notice_and_the_mail_waits(self, failing, client, committed):
        question = make_question()
        with committed():
            response = post(client, question, notify="on")
        row = OutboxMail.objects.get()
        assert response.status_code == 303
        assert (row.sent_at, row.attempts, row.last_error) == (None, 1, "ConnectionRefusedError")

    def test_it_waits_longer_after_each_failure(self, failing):
        row = queue(notice())
        waits = []
        moment = timezone.now()
        for _ in range(4):
            with time_machine.travel(moment, tick=False):
                assert deliver_due() == {"sent": 0, "failed": 1}
                assert deliver_due() == {"sent": 0, "failed": 0}
            row.refresh_from_db()
            waits.append((row.send_after - moment).total_seconds())
            moment = row.send_after
        assert waits == [120, 240, 480, 960]

    def test_it_is_sent_once_the_server_is_back(self, failing):
        row = queue(notice())
        deliver_due()
        failing.undo()
        with time_machine.travel(timezone.now() + timedelta(minutes=3)):
            assert deliver_due() == {"sent": 1, "failed": 0}
        row.refresh_from_db()
        assert row.sent_at is not None

    def test_it_is_set_aside_after_two_days_and_can_be_tried_again(self, failing):
        row = queue(notice())
        with time_machine.travel(timezone.now() + timedelta(hours=49)):
            deliver_due()
            row.refresh_from_db()
            assert row.gave_up_at is not None
        with time_machine.travel(timezone.now() + timedelta(days=9)):
            assert deliver_due() == {"sent": 0, "failed": 0}
            failing.undo()
            assert outbox.try_again(OutboxMail.objects.all()) == 1
            assert deliver_due() == {"sent": 1, "failed": 0}

    def test_one_bad_address_does_not_stop_the_others(self, monkeypatch):
        queue(notice(to="bad@visitors.example"))
        queue(notice())
        send = outbox._send

        def sometimes(row, backend):
            if row.to.startswith("bad"):
                raise ValueError(row.to)
            send(row, backend)

        monkeypatch.setattr(outbox, "_send", sometimes)
        assert deliver_due() == {"sent": 1, "failed": 1}

    def test_the_log_names_no_address(self, failing, caplog):
        queue(notice())
        deliver_due()
        assert "was not sent" in caplog.text
        assert "visitors.example" not in caplog.text


class TestTheLetterItself:
    def test_both_texts_say_the_same(self):
        text = words_of_text(notice(quote="Quoted <b>", quote_by="Ruth").as_text())
        page = notice(quote="Quoted <b>", quote_by="Ruth").as_html()
        for part in ("A heading", "One & two.", "“Three” <four>.", "Quoted <b>", "Read it"):
            assert part in text
            assert part in words_of_html(page)
        assert "http://127.0.0.1:8000/x/" in text
        assert "<b>" not in page

    def test_nothing_in_it_is_fetched(self):
        page = notice().as_html()
        assert "<img" not in page
        assert "src=" not in page

    def test_a_subject_is_one_line(self):
        queue(notice(subject="Why\r\nBcc: all@example.org " + "x" * 300))
        row = OutboxMail.objects.get()
        assert "\n" not in row.subject
        assert len(row.subject) == 250
        assert deliver_due()["sent"] == 1

    def test_programs_can_thread_it_and_do_not_answer_it(self, committed):
        with committed():
            queue(notice(thread="question-7"))
        headers = mail.outbox[0].extra_headers
        assert headers["Auto-Submitted"] == "auto-generated"
        assert headers["References"] == headers["In-Reply-To"] == "<question-7@127.0.0.1>"
        assert headers["Message-ID"] == f"<mail-{OutboxMail.objects.get().pk}@127.0.0.1>"


def words_of_text(text):
    return " ".join(text.split())


def words_of_html(html):
    import html5lib

    return words(html5lib.parse(html, namespaceHTMLElements=False))


@pytest.fixture
def ruth(client):
    """A guest's confirmed wish to hear of replies to her comment."""
    question = make_question()
    post(client, question, notify="on")
    subscription = Subscription.objects.get()
    following.confirm(subscription)
    OutboxMail.objects.all().delete()
    return subscription


def reply_to(comment, *, email="marek@visitors.example", body="It helped me as well, Ruth."):
    return commenting.post_comment(
        question=comment.question,
        writer=Writer(name="Marek", email=email),
        body=body,
        parent=comment,
        sender=Sender(),
    ).comment


class TestFollowing:
    def test_a_guests_address_is_asked_first_and_only_once(self, client, committed):
        question = make_question()
        with committed():
            post(client, question, notify="on")
            post(client, question, notify="on", body="A second response of the same guest here.")
        (message,) = mail.outbox
        assert message.to == ["ruth@visitors.example"]
        assert Subscription.objects.get().token in message.body
        assert Subscription.objects.get().confirmed_at is None

    def test_until_then_it_hears_of_nothing(self, client):
        question = make_question()
        post(client, question, notify="on")
        OutboxMail.objects.all().delete()
        reply_to(question.comments.get())
        assert not OutboxMail.objects.exists()

    def test_a_member_is_not_asked(self, reader_client, reader):
        post(reader_client, make_question(), notify="on")
        assert Subscription.objects.get().user == reader
        assert Subscription.objects.active().exists()
        assert not OutboxMail.objects.exists()

    def test_a_members_own_wish_confirms_what_a_guest_typed(self, client, reader_client, reader):
        question = make_question()
        post(client, question, email=reader.email, notify="on")
        assert not Subscription.objects.active().exists()
        post(reader_client, question, notify="on", body="My own response, signed in this time.")
        assert Subscription.objects.active().get().email == reader.email

    def test_who_does_not_ask_is_not_subscribed(self, client, reader_client):
        question = make_question()
        post(client, question)
        post(reader_client, question)
        assert not Subscription.objects.exists()

    def test_confirming_is_a_press_and_not_a_look(self, client):
        post(client, make_question(), notify="on")
        subscription = Subscription.objects.get()
        visitor = Client(enforce_csrf_checks=True)
        visitor.head(f"/follow/{subscription.token}/")
        assert visitor.get(f"/follow/{subscription.token}/").status_code == 200
        subscription.refresh_from_db()
        assert subscription.confirmed_at is None
        response = visitor.post(f"/follow/{subscription.token}/")
        subscription.refresh_from_db()
        assert subscription.confirmed_at is not None
        assert "You will hear about replies" in Page(response).text

    @pytest.mark.parametrize("path", ["/follow/x/", "/follow/x/stop/"])
    def test_a_wrong_address_is_404(self, client, ruth, path):
        assert client.get(path).status_code == client.post(path).status_code == 404


class TestReplies:
    def test_whoever_is_replied_to_hears_of_it(self, ruth, committed):
        comment = ruth.question.comments.get()
        with committed():
            reply = reply_to(comment)
        (message,) = mail.outbox
        assert message.to == ["ruth@visitors.example"]
        assert message.subject == ruth.question.title
        assert "Marek replied to you" in message.body
        assert "It helped me as well, Ruth." in message.body
        assert f"/comments/{reply.pk}/" in message.body
        assert "marek@visitors" not in message.message().as_string()

    def test_nobody_is_mailed_about_their_own_comment(self, ruth):
        reply_to(ruth.question.comments.get(), email="Ruth@visitors.example", body="I meant left.")
        assert not OutboxMail.objects.exists()

    def test_nobody_is_mailed_about_what_is_no_reply_to_them(self, ruth, client):
        post(client, ruth.question, email="marek@visitors.example", body="Something else here.")
        other = make_comment(ruth.question)
        reply_to(other)
        assert not OutboxMail.objects.exists()

    @pytest.mark.parametrize("outcome", ["hold", "spam"])
    def test_what_is_not_shown_is_not_mailed(self, ruth, filter_says, outcome):
        filter_says(outcome)
        reply_to(ruth.question.comments.get())
        assert not OutboxMail.objects.exists()

    def test_what_a_moderator_approves_is_mailed_then(self, ruth, filter_says, moderator):
        filter_says("hold")
        reply = reply_to(ruth.question.comments.get())
        moderating.decide(reply, action="approve", by=moderator)
        assert OutboxMail.objects.get().to == "ruth@visitors.example"

    def test_each_reply_is_mailed_once_however_often_it_is_shown(self, ruth, moderator, committed):
        with committed():
            reply = reply_to(ruth.question.comments.get())
            hidden = moderating.decide(reply, action="remove", by=moderator)
        with committed():
            moderating.undo(hidden, by=moderator)
            again = moderating.decide(reply, action="spam", by=moderator)
            moderating.undo(again, by=moderator)
        assert len(mail.outbox) == 1

    def test_a_reply_shown_again_after_its_mail_left_is_not_mailed_again(
        self, ruth, moderator, committed
    ):
        with committed():
            reply = reply_to(ruth.question.comments.get())
        with committed():
            moderating.undo(moderating.decide(reply, action="spam", by=moderator), by=moderator)
        assert len(mail.outbox) == 1
        assert OutboxMail.objects.count() == 1

    def test_hiding_a_reply_stops_mail_that_has_not_left(self, ruth, moderator, committed):
        with committed():
            reply = reply_to(ruth.question.comments.get())
            moderating.decide(reply, action="spam", by=moderator)
        assert mail.outbox == []

    def test_a_member_hears_at_the_accounts_address(self, reader_client, reader):
        question = make_question()
        post(reader_client, question, notify="on")
        reply_to(question.comments.get())
        assert OutboxMail.objects.get().to == reader.email


class TestStopping:
    def one_click(self, subscription):
        return Client(enforce_csrf_checks=True).post(
            f"/follow/{subscription.token}/stop/",
            {"List-Unsubscribe": "One-Click"},
            headers={"origin": "https://mail.example", "sec-fetch-site": "cross-site"},
        )

    def test_every_mail_says_how(self, ruth, committed):
        with committed():
            reply_to(ruth.question.comments.get())
        headers = mail.outbox[0].extra_headers
        stop = f"http://127.0.0.1:8000/follow/{ruth.token}/stop/"
        assert headers["List-Unsubscribe"] == f"<{stop}>"
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert stop in mail.outbox[0].body

    def test_one_click_works_without_cookie_sign_in_or_origin(self, ruth):
        assert self.one_click(ruth).status_code == 200
        reply_to(ruth.question.comments.get())
        assert not OutboxMail.objects.exists()

    def test_a_look_changes_nothing(self, ruth, client):
        page = Page(client.get(f"/follow/{ruth.token}/stop/"))
        ruth.refresh_from_db()
        assert ruth.stopped_at is None
        assert len(page.one("main").findall(".//form")) == 1

    def test_a_second_press_keeps_the_first_date(self, ruth):
        self.one_click(ruth)
        first = Subscription.objects.get().stopped_at
        self.one_click(ruth)
        assert Subscription.objects.get().stopped_at == first

    def test_typing_the_address_again_does_not_start_it_again(self, ruth, client):
        following.stop(ruth)
        post(client, ruth.question, notify="on", body="Somebody types the address once more.")
        assert not Subscription.objects.active().exists()
        assert not OutboxMail.objects.exists()

    def test_its_owner_may_start_it_again(self, ruth, client):
        following.stop(ruth)
        client.post(f"/follow/{ruth.token}/")
        assert Subscription.objects.active().get() == ruth

    def test_a_member_may_start_it_again_by_asking_for_it(self, reader_client, reader):
        question = make_question()
        post(reader_client, question, notify="on")
        following.stop(Subscription.objects.get())
        post(reader_client, question, notify="on", body="I would like to hear of it again.")
        assert Subscription.objects.active().get().user == reader

    def test_an_asker_can_stop_mail_about_the_letter(self):
        question = make_question("assigned")
        address = f"/ask/{question.token}/stop/"
        assert Client().get(address).status_code == 200
        assert not following.asker_mail_is_stopped(question)
        Client(enforce_csrf_checks=True).post(address, headers={"origin": "https://mail.example"})
        assert following.asker_mail_is_stopped(question)
        from questions.services import asking

        asking.decline_question(question, reason="See a doctor.", by=make_user())
        assert not OutboxMail.objects.exists()
