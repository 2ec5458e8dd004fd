"""The moderators' letters: read, tidied, given to experts, declined, set aside."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from questions.models import Assignment, Decision
from questions.services import asking
from tests.factories import ago, make_expert, make_question, make_topic
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _holding_filter(filter_says):
    filter_says("hold")


@pytest.fixture
def letter(db):
    return make_question("submitted", title="PLEASE HELP", body="I am Paula Marsh, 214-555-0100.")


def address(question):
    return reverse("questions:moderate_question", args=[question.pk])


def accept(client, question, *experts, **fields):
    form = {
        "action": "assign",
        "title": "Why does my knee hurt downhill?",
        "topic": (question.topic or make_topic()).pk,
        "signature": "P.M., Dallas, TX",
        "body": "My knee hurts downhill.",
        "experts": [expert.pk for expert in experts],
        "note": "You know hills.",
    }
    return client.post(address(question), form | fields)


class TestTheList:
    def test_it_shows_each_letter_in_its_state_oldest_first(self, moderator_client):
        late = make_question("submitted", submitted_at=ago(days=1))
        early = make_question("submitted", submitted_at=ago(days=3))
        others = {state: make_question(state) for state in ("assigned", "declined", "spam")}
        page = Page(moderator_client.get("/moderation/questions/"))
        assert [words(h) for h in page.all("h2", "entry-title")] == [early.title, late.title]
        for state, question in others.items():
            page = Page(moderator_client.get("/moderation/questions/", {"tab": state}))
            assert [words(h) for h in page.all("h2", "entry-title")] == [question.title]

    def test_its_counts_are_those_of_the_lists(self, moderator_client):
        for state, number in {"submitted": 3, "assigned": 2, "spam": 1}.items():
            for _ in range(number):
                make_question(state)
        page = Page(moderator_client.get("/moderation/questions/"))
        counts = [words(a).split()[-1] for a in page.one("nav", "tabs").iter("a")]
        assert counts == ["3", "2", "0", "1"]

    def test_an_unknown_tab_is_the_first(self, moderator_client, letter):
        page = Page(moderator_client.get("/moderation/questions/?tab=../etc"))
        assert letter.title in page.text

    def test_it_costs_no_more_for_more(self, moderator_client, django_assert_max_num_queries):
        for _ in range(20):
            make_question("assigned", experts=[make_expert(), make_expert()])
        moderator_client.get("/moderation/questions/?tab=assigned")
        with django_assert_max_num_queries(14):
            moderator_client.get("/moderation/questions/?tab=assigned")


class TestTheLetter:
    def test_it_shows_who_wrote_and_what_the_filter_said(self, moderator_client):
        question = asking.submit_question(
            letter=asking.Letter(
                title="Knee pain",
                body="My knee hurts downhill.",
                name="Paula Marsh",
                email="paula@letters.example",
            ),
            asker=None,
            sender=asking.Sender(),
        )
        page = Page(moderator_client.get(address(question)))
        assert "Paula Marsh" in page.text
        assert "paula@letters.example" in page.text
        assert "the test says so" in page.text

    def test_the_form_begins_with_the_letter_as_it_is(self, moderator_client, letter):
        page = Page(moderator_client.get(address(letter)))
        assert (page.value("title"), page.value("body")) == (letter.title, letter.body)
        assert page.value("topic") == str(letter.topic_id)

    def test_one_that_is_not_there_is_404(self, moderator_client):
        assert moderator_client.get("/moderation/questions/999/").status_code == 404


class TestAccepting:
    def test_it_is_tidied_filed_and_given_to_experts(self, moderator_client, moderator, letter):
        ada, ben, topic = make_expert(), make_expert(), make_topic("Knees")
        response = accept(moderator_client, letter, ada, ben, topic=topic.pk)
        letter.refresh_from_db()
        assert (response.status_code, letter.state, letter.topic) == (303, "assigned", topic)
        assert (letter.title, letter.slug) == (
            "Why does my knee hurt downhill?",
            "why-does-my-knee-hurt-downhill",
        )
        assert (letter.body, letter.body_html) == (
            "My knee hurts downhill.",
            "<p>My knee hurts downhill.</p>\n",
        )
        assert letter.accepted_at is not None
        made = Assignment.objects.order_by("pk")
        assert [(a.expert, a.assigned_by, a.note) for a in made] == [
            (ada, moderator, "You know hills."),
            (ben, moderator, "You know hills."),
        ]
        decision = Decision.objects.get()
        assert (decision.moderator, decision.to_state) == (moderator, "assigned")

    def test_the_asker_and_the_experts_hear_of_it_each_once(
        self, moderator_client, letter, expert, committed
    ):
        with committed():
            accept(moderator_client, letter, expert)
        by_address = {message.to[0]: message for message in mail.outbox}
        assert set(by_address) == {letter.asker_email, expert.user.email}
        assert len(mail.outbox) == 2
        to_expert = by_address[expert.user.email]
        assert "You know hills." in to_expert.body
        assert letter.asker_email not in to_expert.body
        assert "Paula Marsh" not in to_expert.body
        assert letter.token not in to_expert.body

    def test_a_further_expert_can_be_asked_later_and_only_they_hear_of_it(
        self, moderator_client, expert, committed
    ):
        question = make_question("assigned", experts=[first := make_expert()])
        with committed():
            accept(moderator_client, question, first, expert)
        assert [message.to for message in mail.outbox] == [[expert.user.email]]
        assert question.assignments.count() == 2

    def test_an_answered_letter_keeps_its_words(self, moderator_client, expert):
        question = make_question(title="As readers know it")
        accept(moderator_client, question, expert)
        question.refresh_from_db()
        assert (question.state, question.title) == ("answered", "As readers know it")
        assert question.assignments.filter(expert=expert).exists()

    def test_an_expert_who_handed_it_back_can_be_asked_again(self, moderator_client, expert):
        question = make_question("assigned", experts=[expert])
        asking.hand_back(question.assignments.get(), reason="I am away.")
        accept(moderator_client, question, expert)
        assert question.assignments.get().handed_back_at is None

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"experts": []}, "Choose at least one expert"),
            ({"topic": ""}, "Choose a topic"),
            ({"title": ""}, "Title"),
            ({"body": "x" * 10_001}, "at most 10,000 characters"),
        ],
    )
    def test_a_refused_form_comes_back_and_changes_nothing(
        self, moderator_client, letter, expert, fields, message
    ):
        response = accept(moderator_client, letter, expert, **fields)
        assert response.status_code == 422
        page = Page(response)
        assert any(message in line for line in page.errors), page.errors
        assert page.value("note") == "You know hills."
        letter.refresh_from_db()
        assert (letter.state, letter.title) == ("submitted", "PLEASE HELP")

    def test_an_expert_who_is_switched_off_cannot_be_asked(self, moderator_client, letter):
        gone = make_expert(is_active=False)
        assert accept(moderator_client, letter, gone).status_code == 422

    def test_a_declined_letter_cannot_be_given_to_anybody(self, moderator_client, expert):
        question = make_question("declined")
        response = accept(moderator_client, question, expert)
        assert response.status_code == 422
        assert "not declined" in Page(response).errors[0]
        assert not Assignment.objects.exists()

    def test_the_service_asks_for_experts_and_a_topic(self, moderator, expert):
        with pytest.raises(ValidationError, match="at least one expert"):
            asking.assign_question(make_question("submitted"), experts=[], by=moderator)
        nowhere = make_question("submitted", topic=None)
        with pytest.raises(ValidationError, match="Choose a topic"):
            asking.assign_question(nowhere, experts=[expert], by=moderator)


class TestDeclining:
    def test_the_asker_gets_the_reason_word_for_word(self, moderator_client, letter, committed):
        reason = "We cannot judge this from afar.\n\nPlease see a doctor & take care."
        with committed():
            response = moderator_client.post(
                address(letter), {"action": "decline", "reason": reason}
            )
        letter.refresh_from_db()
        assert (response.status_code, letter.state) == (303, "declined")
        assert letter.decline_reason == reason
        (message,) = mail.outbox
        assert message.to == [letter.asker_email]
        assert "Please see a doctor & take care." in message.body

    def test_not_without_a_reason(self, moderator_client, letter):
        for reason in ("", "  \n"):
            response = moderator_client.post(
                address(letter), {"action": "decline", "reason": reason}
            )
            letter.refresh_from_db()
            assert letter.state == "submitted"
            assert response.status_code in {303, 422}

    def test_an_answered_letter_cannot_be_declined(self, moderator_client):
        question = make_question()
        response = moderator_client.post(
            address(question), {"action": "decline", "reason": "Too late."}
        )
        question.refresh_from_db()
        assert (response.status_code, question.state) == (303, "answered")
        assert "answered" in Page(moderator_client.get(response.url)).text


class TestSettingAside:
    def test_promotion_is_set_aside_without_a_word(self, moderator_client, letter, committed):
        with committed():
            response = moderator_client.post(address(letter), {"action": "spam"})
        letter.refresh_from_db()
        assert (response.status_code, letter.state) == (303, "spam")
        assert mail.outbox == []
        assert f"Marked “{letter}” as spam." in Page(moderator_client.get(response.url)).text

    def test_it_can_be_undone_from_the_letter(self, moderator_client, letter):
        moderator_client.post(address(letter), {"action": "spam"})
        decision = Decision.objects.get()
        response = moderator_client.post("/moderation/undo/", {"decision": decision.pk})
        letter.refresh_from_db()
        assert letter.state == "submitted"
        assert response.url == "/moderation/questions/"
        assert "Undone: 1 decision." in Page(moderator_client.get(response.url)).text

    def test_what_cannot_be_undone_says_why(self, moderator_client, letter):
        asking.withdraw_question(letter)
        response = moderator_client.post(
            "/moderation/undo/", {"decision": Decision.objects.get().pk}
        )
        assert "took this letter back" in Page(moderator_client.get(response.url)).text


class TestHandingBack:
    def test_the_moderators_hear_why(self, moderator, committed):
        question = make_question("assigned")
        with committed():
            asking.hand_back(question.assignments.get(), reason="I am away until May.")
        (message,) = mail.outbox
        assert message.to == [moderator.email]
        assert "I am away until May." in message.body

    def test_not_without_a_reason(self):
        assignment = make_question("assigned").assignments.get()
        with pytest.raises(ValidationError, match="Say in a few words"):
            asking.hand_back(assignment, reason=" ")
