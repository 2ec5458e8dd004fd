"""Asking: the letter, a look at it, the signature, what is stored and what comes back."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from questions import policy
from questions.models import OutboxMail, Question, Screening
from questions.signatures import choices, first_name, initials, make_signature
from questions.stamps import make_stamp
from questions.visitors import QUESTIONS
from tests.factories import make_question, make_topic, make_user
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

LETTER = {
    "title": "Why does my knee hurt downhill?",
    "body": "Dear experts,\n\nmy knee hurts on *every* long run downhill. What should I change?",
    "name": "Paula Marsh",
    "location": "Dallas, TX",
    "email": "Paula@Letters.example",
    "signature_style": "initials",
}


@pytest.fixture(autouse=True)
def _holding_filter(filter_says):
    filter_says("hold")


def send(client, **fields):
    return client.post("/ask/", LETTER | {"stamp": make_stamp("ask"), "send": "1"} | fields)


class TestTheForm:
    def test_it_asks_a_guest_for_what_the_contract_names_and_nothing_else(self, client):
        page = Page(client.get("/ask/"))
        main = page.one("main")
        seen = {
            field.get("name")
            for tag in ("input", "textarea", "select")
            for field in main.iter(tag)
            if field.get("type") != "hidden"
        }
        wanted = {"title", "body", "topic", "name", "location", "email", "signature_style"}
        assert seen - {"reference"} == wanted

    def test_the_trap_is_out_of_the_way(self, client):
        page = Page(client.get("/ask/"))
        trap = page.one("input", name="reference")
        assert (trap.get("tabindex"), trap.get("autocomplete")) == ("-1", "off")
        assert page.one(class_="trap").get("aria-hidden") == "true"

    def test_a_member_is_not_asked_what_the_account_says(self, reader_client):
        page = Page(reader_client.get("/ask/"))
        assert page.value("name") is page.value("email") is None
        assert "R.R." in page.text

    def test_a_member_without_a_name_is_asked_for_it(self, sign_in):
        page = Page(sign_in(make_user(name="")).get("/ask/"))
        assert page.value("name") == ""
        assert page.value("email") is None

    def test_a_link_may_bring_the_topic(self, client):
        topic = make_topic("Knees", slug="knees")
        assert Page(client.get("/ask/?topic=knees")).value("topic") == topic.slug
        assert Page(client.get("/ask/?topic=%22%3E")).value("topic") == ""


class TestSending:
    def test_it_leads_to_the_askers_secret_page(self, client):
        response = send(client)
        question = Question.objects.get()
        assert (response.status_code, response.url) == (303, f"/ask/{question.token}/")
        assert len(question.token) >= 32
        assert client.get(response.url).status_code == 200

    def test_the_letter_is_stored_as_sent_and_waits(self, client):
        topic = make_topic(slug="knees")
        send(client, topic="knees")
        question = Question.objects.get()
        assert (question.state, question.title, question.topic) == (
            "submitted",
            LETTER["title"],
            topic,
        )
        assert question.body == LETTER["body"]
        assert "<em>every</em>" in question.body_html
        assert (question.asker, question.asker_email) == (None, "paula@letters.example")
        assert question.signature == "P.M., Dallas, TX"
        assert Screening.objects.get(question=question).outcome == "hold"

    def test_it_is_not_public(self, client):
        send(client)
        question = Question.objects.get()
        assert Client().get(question.get_absolute_url()).status_code == 404
        assert LETTER["title"] not in Client().get("/").content.decode()

    def test_the_asker_gets_the_secret_page_by_mail(self, client, committed):
        with committed():
            send(client)
        (message,) = mail.outbox
        assert message.to == ["paula@letters.example"]
        assert Question.objects.get().get_asker_url() in message.body
        assert "Hello Paula," in message.body

    def test_the_server_alone_sets_state_asker_and_signature(self, client, owner):
        send(client, state="answered", asker=owner.pk, signature="Dr. Who", token="easy")
        question = Question.objects.get()
        assert (question.state, question.asker, question.signature) == (
            "submitted",
            None,
            "P.M., Dallas, TX",
        )
        assert question.token != "easy"

    def test_a_members_letter_belongs_to_the_account(self, reader_client, reader):
        send(reader_client, name="Somebody Else", email="else@letters.example")
        question = Question.objects.get()
        assert (question.asker, question.asker_email) == (reader, reader.email)
        assert (question.asker_name, question.signature) == ("Rita Reader", "R.R., Dallas, TX")

    def test_promotion_is_set_aside_and_told_nothing(self, client, filter_says):
        filter_says("spam")
        response = send(client)
        question = Question.objects.get()
        assert (question.state, response.status_code) == ("spam", 303)
        page = Page(client.get(response.url))
        assert words(page.one("h1")) == "We have your letter"
        assert "spam" not in page.html.lower()

    def test_a_style_that_is_not_chosen_is_initials(self, client):
        send(client, signature_style="")
        assert Question.objects.get().signature == "P.M., Dallas, TX"

    def test_the_browser_is_remembered_as_the_askers(self, client):
        assert QUESTIONS in send(client).cookies
        assert QUESTIONS not in Client().get("/ask/").cookies


class TestSentTwice:
    def test_the_same_letter_gives_the_first_ones_page_and_one_mail(self, client, committed):
        with committed():
            first = send(client)
            second = send(client)
        assert second.url == first.url
        assert Question.objects.count() == OutboxMail.objects.count() == len(mail.outbox) == 1

    def test_a_reload_an_hour_later_too(self, client):
        first = send(client)
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            assert send(client).url == first.url

    def test_spaces_make_no_other_letter(self, client):
        first = send(client)
        assert send(client, body=LETTER["body"].replace("\n\n", "\r\n\r\n") + "  ").url == first.url

    def test_the_same_words_after_a_day_are_a_new_letter(self, client):
        first = send(client)
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            second = send(client)
            assert second.url != first.url
            assert send(client).url == second.url
        assert Question.objects.count() == 2

    def test_the_same_words_of_somebody_else_are_another_letter(self, client):
        assert send(client).url != send(client, email="marek@letters.example").url


class TestLooking:
    def test_it_shows_the_letter_as_the_page_will_and_stores_nothing(self, client):
        page = Page(send(client, preview="1", title="A <b>title</b>"))
        assert words(page.one("h1")) == "A <b>title</b>"
        assert "<em>every</em>" in page.html
        assert words(page.one(class_="signature")) == "P.M., Dallas, TX"
        assert not Question.objects.exists()

    def test_everything_typed_is_in_it_and_can_be_sent_from_there(self, client):
        page = Page(send(client, preview="1"))
        typed = {name: page.value(name) for name in [*LETTER, "stamp"]}
        assert {name: typed[name] for name in LETTER} == LETTER
        assert client.post("/ask/", typed | {"send": "1"}).status_code == 303
        assert Question.objects.get().body == LETTER["body"]

    def test_going_back_keeps_everything(self, client):
        page = Page(client.post("/ask/", LETTER | {"edit": "1", "topic": ""}))
        assert {name: page.value(name) for name in LETTER} == LETTER
        assert not page.errors

    def test_it_names_answered_questions_like_it(self, client):
        like = make_question(title="My knee hurts downhill")
        make_question("submitted", title="Secret knee downhill")
        page = Page(send(client, preview="1"))
        assert [words(a) for a in page.one(class_="similar").iter("a")] == [like.title]

    def test_a_letter_with_errors_is_not_shown_as_if_it_were_fine(self, client):
        assert send(client, preview="1", email="").status_code == 422


class TestErrors:
    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("title", "", "Enter your question in one line"),
            ("title", "\u200b", "Enter your question in one line"),
            ("title", "\u3164", "Enter your question in one line"),
            ("title", "x" * 151, "at most 150 characters"),
            ("body", "", "Write your letter"),
            ("body", "Too short.", "at least 20 characters"),
            ("body", "\u200b" * 30, "Write your letter"),
            ("body", "***\n\n" * 9, "at least 20 characters"),
            ("body", "x " * 5_001, "at most 10,000 characters"),
            ("topic", "nothing", "Choose one of the topics"),
            ("name", " \u200d", "Enter your name"),
            ("name", "x" * 61, "at most 60 characters"),
            ("email", "nobody", "like name@example.org"),
            ("email", "", "like name@example.org"),
            ("signature_style", "full", "full"),
        ],
    )
    def test_each_says_what_to_do_and_keeps_what_was_typed(self, client, field, value, message):
        response = send(client, **{field: value})
        assert response.status_code == 422
        page = Page(response)
        assert page.title.startswith("Error:")
        assert any(message in line for line in page.errors), page.errors
        for name in LETTER.keys() - {field, "signature_style"}:
            assert page.value(name) == LETTER[name]
        assert not Question.objects.exists()

    def test_all_come_at_once(self, client):
        page = Page(client.post("/ask/", {"send": "1"}))
        assert len(page.errors) == 4

    def test_a_form_of_yesterday_comes_back_with_the_letter(self, client):
        old = make_stamp("ask")
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            response = send(client, stamp=old)
            page = Page(response)
            assert response.status_code == 422
            assert page.value("body") == LETTER["body"]
            assert send(client, stamp=page.value("stamp")).status_code == 303

    def test_a_letter_just_as_long_as_it_may_be_is_taken(self, client):
        body = "word " * 2_000
        assert len(body) == policy.BODY_LENGTH
        assert send(client, body=body).status_code == 303


class TestSimilarWhileTyping:
    def test_it_lists_public_questions_by_shared_words(self, client):
        best = make_question(title="Knee pain downhill")
        other = make_question(title="Knee pain at night")
        make_question(title="How much water?")
        make_question("assigned", title="Knee pain downhill, secret")
        page = Page(client.get("/ask/similar/", {"title": "knee PAIN downhill?"}))
        assert [words(a) for a in page.all("a")] == [best.title, other.title]

    @pytest.mark.parametrize("title", ["", "a in to", "%_", "\"'*()\\", "\u0000"])
    def test_any_words_answer(self, client, title):
        make_question(title="Knee pain downhill")
        response = client.get("/ask/similar/", {"title": title})
        assert (response.status_code, Page(response).all("a")) == (200, [])

    def test_five_at_most(self, client):
        for _ in range(7):
            make_question(title="Knee pain downhill")
        assert len(Page(client.get("/ask/similar/?title=knee pain")).all("a")) == 5


class TestSignatures:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Imke Vos", "I.V."),
            ("P. M.", "P.M."),
            ("PM", "P.M."),
            ("P.M.", "P.M."),
            ("jean-luc picard", "J.L.P."),
            ("Ruth", "R."),
            ("Øyvind Åse", "Ø.Å."),
            ("ANNABEL", "A."),
            ("(Bob) Stone", "S."),
        ],
    )
    def test_initials(self, name, expected):
        assert initials(name) == expected

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("Lena Krog", "Lena"), ("L. Krog", "L.K."), ("L Krog", "L.K."), ("", "")],
    )
    def test_first_names(self, name, expected):
        assert first_name(name) == expected

    @pytest.mark.parametrize(
        ("style", "location", "expected"),
        [
            ("initials", "Dallas, TX", "P.M., Dallas, TX"),
            ("first_name", "Dallas, TX", "Paula, Dallas, TX"),
            ("anonymous", "Dallas, TX", "Anonymous, Dallas, TX"),
            ("initials", " ", "P.M."),
            ("anonymous", "", "Anonymous"),
            ("unheard of", "", "Anonymous"),
        ],
    )
    def test_a_signature(self, style, location, expected):
        assert make_signature("Paula Marsh", location, style) == expected

    def test_a_name_of_signs_only_is_anonymous(self):
        assert make_signature("…", "", "initials") == "Anonymous"

    def test_every_style_is_offered(self):
        assert choices("Paula Marsh", "Dallas") == [
            ("initials", "P.M., Dallas"),
            ("first_name", "Paula, Dallas"),
            ("anonymous", "Anonymous, Dallas"),
        ]
