"""Search: over what is public, words in context, and an answer to any input."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.search import marked, search_site, snippet, words_of
from tests.factories import (
    ago,
    make_answer,
    make_comment,
    make_expert,
    make_question,
    make_user,
)
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def titles(client, query, **more):
    page = Page(client.get("/search/", {"q": query} | more))
    return [words(title) for title in page.all("h2", "entry-title")]


def links(client, query):
    page = Page(client.get("/search/", {"q": query}))
    return [next(title.iter("a")).get("href") for title in page.all("h2", "entry-title")]


class TestWhatIsFound:
    def test_letters_answers_and_responses_each_with_its_place(self, client):
        question = make_question(title="Why downhill?", body="Something about zebras here.")
        answer = make_answer(question, body="A zebra never runs downhill.")
        comment = make_comment(question, body="My zebra does.")
        assert links(client, "zebra") == [
            question.get_absolute_url(),
            answer.get_absolute_url(),
            f"/comments/{comment.pk}/",
        ]

    def test_by_title_too_and_whatever_the_case(self, client):
        question = make_question(title="The ZEBRA question")
        assert titles(client, "zebra") == titles(client, "Zebra") == [question.title]

    def test_every_word_must_occur_anywhere(self, client):
        both = make_question(title="Zebra", body="It eats hay all day long.")
        make_question(title="Zebra alone")
        assert titles(client, "hay zebra") == [both.title]

    @pytest.mark.parametrize("state", ["submitted", "assigned", "declined", "spam"])
    def test_nothing_of_a_letter_that_is_not_public(self, client, state):
        question = make_question(state, title="Zebra", body="A zebra hurts me.")
        make_answer(question, state="published", body="Zebra answer.")
        make_comment(question, body="Zebra comment.")
        assert titles(client, "zebra") == []

    def test_nothing_that_is_hidden(self, client):
        question = make_question()
        make_answer(question, state="draft", body="Zebra draft.")
        for state in ("pending", "spam", "removed"):
            make_comment(question, state=state, body="Zebra here.")
        assert titles(client, "zebra") == []

    def test_nobody_is_found_by_address_or_hidden_name(self, client, reader):
        question = make_question(
            asker=make_user(name="Paula Zebra", email="zebra@letters.example"), location="Here"
        )
        make_comment(question, guest_email="zebra@visitors.example")
        assert titles(client, "zebra") == []

    def test_the_newest_comes_first(self, client):
        old = make_question(title="Zebra one", answered_at=ago(days=9))
        new = make_question(title="Zebra two", answered_at=ago(days=1))
        assert titles(client, "zebra") == [new.title, old.title]


class TestThePage:
    @pytest.fixture
    def zebras(self, db):
        question = make_question(title="Zebra letter", experts=[make_expert("Ben Wade")])
        make_answer(question, body="Zebra answer.")
        for _ in range(3):
            make_comment(question, body="Zebra response.", guest="Ruth")
        return question

    def test_it_counts_each_kind_and_narrows_to_one(self, client, zebras):
        page = Page(client.get("/search/?q=zebra"))
        chips = [words(chip) for chip in page.all("a", "chip")]
        assert chips == ["All 5", "Questions 1", "Answers 1", "Responses 3"]
        assert "5 results for zebra" in page.text
        assert len(titles(client, "zebra", kind="responses")) == 3
        assert len(titles(client, "zebra", kind="nonsense")) == 5

    def test_the_words_found_are_marked(self, client, zebras):
        page = Page(client.get("/search/?q=ZEBRA"))
        assert {words(mark).lower() for mark in page.all("mark")} == {"zebra"}

    def test_it_says_who_wrote(self, client, zebras):
        assert "Response by Ruth" in Page(client.get("/search/?q=zebra")).text

    def test_nothing_found_says_what_to_do(self, client):
        page = Page(client.get("/search/?q=zebra"))
        assert "Nothing found for “zebra”" in page.text
        assert "Ask a new question" in page.text

    def test_nothing_asked_shows_the_empty_form(self, client, zebras):
        page = Page(client.get("/search/"))
        assert page.value("q") == ""
        assert "Nothing found" not in page.text

    def test_it_is_for_no_index(self, client):
        robots = Page(client.get("/search/?q=x")).one("meta", name="robots")
        assert "noindex" in robots.get("content")

    def test_it_costs_no_more_for_more(self, client, zebras, django_assert_max_num_queries):
        for _ in range(30):
            make_comment(zebras, body="Zebra again.")
        with django_assert_max_num_queries(8):
            client.get("/search/?q=zebra")

    def test_twenty_of_a_kind_at_most_and_the_true_count(self, client, zebras):
        for _ in range(20):
            make_comment(zebras, body="Zebra again.")
        page = Page(client.get("/search/?q=zebra&kind=responses"))
        assert len(page.all("h2", "entry-title")) == 20
        assert "Responses 23" in page.text


HARD = [
    "'",
    '"',
    "%",
    "_",
    "*",
    "(",
    ")",
    "\\",
    "-",
    "🙂",
    "\u0000",
    "ß",
    "a" * 999,
    "' OR 1=1 --",
]


class TestAnyInput:
    @pytest.fixture
    def one_of_each(self, db):
        return make_question(title="A ß İ 1 zebra", body="é ñ 漢字 يوم 0", comments=1)

    @pytest.mark.parametrize("query", HARD)
    def test_answers(self, client, query):
        make_question(title="Zebra")
        response = client.get("/search/", {"q": query, "kind": query})
        assert response.status_code == 200
        assert "Zebra" not in [words(t) for t in Page(response).all("h2", "entry-title")]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
    @given(st.text(max_size=80))
    def test_no_text_breaks_it(self, one_of_each, query):
        assert 0 <= search_site(query).total <= 3

    def test_hostile_words_are_shown_as_words(self, client):
        page = Page(client.get("/search/", {"q": '"><script>alert(1)</script>'}))
        assert page.value("q") == '"><script>alert(1)</script>'
        assert all(script.get("src") for script in page.all("script"))


class TestWordsAndSnippets:
    def test_signs_mean_nothing_and_words_count_once(self):
        assert words_of('Zebra, "zebra" + hay_stack!') == ["zebra", "hay", "stack"]
        assert len(words_of(" ".join(f"w{n}" for n in range(50)))) == 8

    @given(st.text(), st.lists(st.text(alphabet="abc.*", min_size=1), min_size=1))
    def test_marking_loses_nothing(self, text, found):
        assert "".join(part.text for part in marked(text, found)) == text

    def test_a_snippet_is_the_neighbourhood_in_whole_words(self):
        text = "before " * 60 + "zebra" + " after" * 60
        shown = "".join(part.text for part in snippet(text, ["zebra"]))
        assert shown.startswith("… before")
        assert shown.endswith("after …")
        assert " zebra " in shown
        assert len(shown) < 260

    def test_a_short_text_is_shown_whole(self):
        assert "".join(p.text for p in snippet("A zebra.", ["zebra"])) == "A zebra."

    def test_words_in_the_title_only_show_how_the_text_begins(self):
        assert snippet("It begins.", ["zebra"])[0].text == "It begins."
