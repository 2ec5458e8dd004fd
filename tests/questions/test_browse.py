"""The front page, the lists, topics and experts: newest first, true numbers, one price."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from questions.models import Question
from questions.numbers import site_numbers
from questions.templatetags import forum
from tests.factories import ago, make_expert, make_question, make_topic
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def listed(client, path, **query):
    page = Page(client.get(path, query))
    links = [a.get("href") for a in page.one("main").iter("a")]
    known = {question.get_absolute_url(): question for question in Question.objects.all()}
    return list(dict.fromkeys(known[link] for link in links if link in known))


class TestTheFrontPage:
    def test_it_shows_the_newest_answered_first(self, client):
        old = make_question(answered_at=ago(days=3))
        new = make_question(answered_at=ago(days=1))
        make_question("assigned")
        assert listed(client, "/") == [new, old]

    def test_an_empty_site_says_what_to_do(self, client):
        page = Page(client.get("/"))
        assert "/ask/" in [a.get("href") for a in page.one("main").iter("a")]

    def test_it_costs_no_more_for_more(self, client):
        counts = []
        for number in (2, 12):
            for _ in range(number):
                make_question(experts=[make_expert(), make_expert()], comments=2)
            with CaptureQueriesContext(connection) as queries:
                client.get("/")
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[1] <= 10


class TestLists:
    @pytest.fixture
    def knees(self, db):
        return make_topic("Knees", slug="knees")

    def test_by_topic_and_by_expert(self, client, knees, expert):
        both = make_question(topic=knees, experts=[expert])
        topic_only = make_question(topic=knees)
        expert_only = make_question(experts=[expert])
        assert set(listed(client, "/questions/")) == {both, topic_only, expert_only}
        assert set(listed(client, "/questions/", topic="knees")) == {both, topic_only}
        assert set(listed(client, "/questions/", expert="ada-holm")) == {both, expert_only}
        assert listed(client, "/questions/", topic="knees", expert="ada-holm") == [both]
        assert set(listed(client, "/topics/knees/")) == {both, topic_only}
        assert set(listed(client, "/experts/ada-holm/")) == {both, expert_only}

    def test_a_withdrawn_answer_takes_the_letter_off_the_experts_list(self, client, expert):
        question = make_question(experts=[expert, make_expert()])
        question.answers.filter(expert=expert).update(state="draft")
        assert listed(client, "/experts/ada-holm/") == []
        assert listed(client, "/questions/") == [question]

    @pytest.mark.parametrize(
        "path", ["/topics/x/", "/experts/x/", "/questions/?topic=x", "/questions/?expert=x"]
    )
    def test_what_is_not_there_is_404(self, client, path):
        assert client.get(path).status_code == 404

    def test_twenty_a_page(self, client):
        made = [make_question(answered_at=ago(hours=n + 1)) for n in range(21)]
        assert listed(client, "/questions/") == made[:20]
        assert listed(client, "/questions/", page=2) == made[20:]
        for page in ("99", "0", "x"):
            assert client.get("/questions/", {"page": page}).status_code == 200

    def test_a_line_says_how_many_responses(self, client):
        make_question(comments=2)
        assert "2 responses" in Page(client.get("/questions/")).text

    @pytest.mark.parametrize("path", ["/questions/", "/topics/knees/", "/experts/ada-holm/"])
    def test_it_costs_no_more_for_more(self, client, knees, expert, path):
        counts = []
        for number in (2, 15):
            for _ in range(number):
                make_question(topic=knees, experts=[expert, make_expert()], comments=1)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_topics_count_what_is_public(self, client, knees):
        make_question(topic=knees)
        make_question("assigned", topic=knees)
        assert "1 answered question" in words(Page(client.get("/topics/")).one("main"))

    def test_an_expert_who_is_switched_off_is_not_listed_and_keeps_the_page(self, client):
        gone = make_expert("Dr. Past", slug="past", is_active=False)
        make_question(experts=[gone])
        assert "Dr. Past" not in Page(client.get("/experts/")).text
        assert len(listed(client, "/experts/past/")) == 1


class TestNumbers:
    def test_half_of_the_letters_are_answered_within_so_many_days(self):
        for days in (1, 3, 20):
            make_question(submitted_at=ago(days=30), answered_at=ago(days=30 - days))
        make_question("assigned")
        numbers = site_numbers()
        assert (numbers.answered, numbers.median_days) == (3, 3)

    def test_never_less_than_a_day_and_nothing_of_nothing(self):
        assert site_numbers().median_days is None
        make_question(submitted_at=ago(hours=3), answered_at=ago(hours=1))
        make_question(submitted_at=ago(hours=1), answered_at=ago(hours=3))
        assert site_numbers().median_days == 1


class TestWhatTemplatesSay:
    @pytest.mark.parametrize(
        ("age", "expected"),
        [
            (timedelta(seconds=-5), "just now"),
            (timedelta(seconds=59), "just now"),
            (timedelta(minutes=1), "1 minute ago"),
            (timedelta(minutes=59), "59 minutes ago"),
            (timedelta(hours=1), "1 hour ago"),
            (timedelta(days=1), "1 day ago"),
            (timedelta(days=45), "45 days ago"),
            (timedelta(days=62), "2 months ago"),
            (timedelta(days=366), "1 year ago"),
            (timedelta(days=800), "2 years ago"),
        ],
    )
    def test_how_long_ago(self, age, expected):
        assert forum.ago(timezone.now() - age) == expected

    @pytest.mark.parametrize(
        ("items", "expected"),
        [([], ""), (["Ada"], "Ada"), (["Ada", "Ben"], "Ada and Ben"), ("ABC", "A, B and C")],
    )
    def test_lists_in_words(self, items, expected):
        assert forum.and_list(items) == expected

    @pytest.mark.parametrize(
        ("number", "pages", "expected"),
        [
            (1, 1, [1]),
            (1, 3, [1, 2, 3]),
            (5, 9, [1, 0, 4, 5, 6, 0, 9]),
            (9, 9, [1, 0, 8, 9]),
            (2, 9, [1, 2, 3, 0, 9]),
        ],
    )
    def test_the_numbers_of_a_pager(self, number, pages, expected):
        assert forum.page_numbers(number, pages) == expected

    def test_how_a_letter_begins_without_its_salutation(self):
        html = "<p>Dear experts,</p>\n<p>My knee hurts &amp; clicks.</p>"
        assert forum.opening(html) == "My knee hurts & clicks."
        assert forum.opening("<p>My knee hurts, often.</p>") == "My knee hurts, often."

    def test_a_quote_is_whole_sentences(self):
        html = "<p>One. Two! Three? Four.</p>"
        assert forum.lead_quote(html, 8) == "One. Two!"
        assert forum.lead_quote(html) == "One. Two! Three? Four."
        assert forum.first_words(html, 2) == "One. Two! …"
