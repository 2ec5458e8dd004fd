"""One question's page: what the contract promises of it, and what it costs."""

import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from questions.models import Comment
from tests.factories import (
    ago,
    make_answer,
    make_comment,
    make_expert,
    make_question,
    make_topic,
)
from tests.pages import Page, bodies_of, words

pytestmark = pytest.mark.django_db


def page_of(client, question, **query):
    return Page(client.get(question.get_absolute_url(), query))


def queries_of(client, question):
    client.get(question.get_absolute_url())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(question.get_absolute_url()).status_code == 200
    return [query["sql"] for query in queries]


class TestTheLetter:
    def test_it_reads_as_a_letter(self, client):
        question = make_question(title="Why <downhill> & only there?", body="Dear *all*,\n\nwhy?")
        page = page_of(client, question)
        assert words(page.one("h1")) == "Why <downhill> & only there?"
        assert words(page.one(class_="signature")) == "P.M., Dallas, TX"
        letter = page.one("article", "letter-row")
        assert [words(p) for p in letter.iter("p")][:2] == ["Dear all,", "why?"]
        assert page.title.startswith("Why <downhill> & only there?")

    @pytest.mark.parametrize("as_member", [False, True])
    def test_the_askers_name_and_address_are_nowhere(self, client, reader_client, as_member):
        question = make_question(asker_name="Paula Marsh", asker_email="paula@secret.example")
        html = page_of(reader_client if as_member else client, question).html
        assert "Marsh" not in html
        assert "paula@secret" not in html
        assert question.token not in html

    @pytest.mark.parametrize("slug", ["other", "", "why-does-it-hurt"])
    def test_a_wrong_slug_redirects_for_good_and_keeps_the_query(self, client, slug):
        question = make_question(title="Right words")
        response = client.get(f"/questions/{question.pk}/{slug}{'/' if slug else ''}?page=2")
        assert (response.status_code, response.url) == (
            301,
            f"/questions/{question.pk}/right-words/?page=2",
        )

    @pytest.mark.parametrize("title", ["???", "سؤال", "🙂"])
    def test_a_title_without_letters_for_an_address_has_one_all_the_same(self, client, title):
        question = make_question(title=title)
        assert question.get_absolute_url() == f"/questions/{question.pk}/question/"
        assert client.get(question.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize("state", ["submitted", "assigned", "declined", "spam"])
    def test_what_is_not_answered_is_not_there(self, client, state):
        question = make_question(state)
        assert client.get(question.get_absolute_url()).status_code == 404
        assert client.get(f"/questions/{question.pk}/").status_code == 404

    def test_one_h1_and_no_heading_level_left_out(self, client):
        page = page_of(client, make_question(comments=6))
        levels = [int(e.tag[1]) for e in page.all() if e.tag in {"h1", "h2", "h3", "h4"}]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def test_ids_are_unique(self, client):
        ids = [e.get("id") for e in page_of(client, make_question(comments=9)).all() if e.get("id")]
        assert len(ids) == len(set(ids))


class TestTheAnswers:
    def test_each_expert_answers_in_an_article_of_their_own(self, client):
        ada = make_expert("Dr. Ada Holm", known_as="the Sole Doctor", credentials="Physician")
        ben = make_expert("Ben Wade")
        question = make_question(experts=[ada, ben])
        page = page_of(client, question)
        articles = page.all("article", "answer")
        assert [a.get("id") for a in articles] == [f"answer-{a.pk}" for a in question.answers.all()]
        assert words(next(articles[0].iter("h3"))) == ("Dr. Ada Holm aka the Sole Doctor responds:")
        assert "Physician" in words(articles[0])
        assert "Ben Wade responds:" in words(articles[1])

    def test_they_stand_in_the_order_in_which_they_came(self, client):
        question = make_question(experts=[])
        late = make_answer(question, published_at=ago(days=1))
        early = make_answer(question, published_at=ago(days=2))
        found = [a.get("id") for a in page_of(client, question).all("article", "answer")]
        assert found == [f"answer-{early.pk}", f"answer-{late.pk}"]

    def test_a_draft_is_not_shown(self, client):
        question = make_question()
        draft = make_answer(question, state="draft", body="Not ready for anybody.")
        page = page_of(client, question)
        assert not page.all(id=f"answer-{draft.pk}")
        assert "Not ready" not in page.html

    def test_a_revised_one_says_when(self, client):
        question = make_question()
        question.answers.update(revised_at=ago(days=1))
        assert "Edited" in words(page_of(client, question).one("article", "answer"))

    def test_side_by_side_is_one_press_away(self, client):
        question = make_question(experts=[make_expert(), make_expert()])
        assert not page_of(client, question).all(class_="side-by-side")
        wide = page_of(client, question, answers="side-by-side")
        assert len(wide.one(class_="side-by-side").findall("article")) == 2


class TestTheThread:
    def test_every_comment_is_an_element_with_its_text_and_its_replies_inside(self, client):
        question = make_question(comments=30)
        page = page_of(client, question)
        for comment in question.comments.all():
            element = page.one(id=f"comment-{comment.pk}")
            (body,) = bodies_of(element)
            assert words(body) == comment.body
            inside = {e.get("id") for e in element.iter() if e is not element}
            for reply in comment.replies.all():
                assert f"comment-{reply.pk}" in inside

    @pytest.mark.parametrize("comments", [0, 1, 2, 25])
    def test_the_count_is_what_is_shown(self, client, comments):
        question = make_question(comments=comments)
        for state in ("pending", "spam", "removed"):
            make_comment(question, state=state)
        page = page_of(client, question)
        assert len(page.comments()) == comments
        assert words(page.one(class_="response-count")) == str(comments)

    def test_the_heading_counts_in_words_that_fit(self, client):
        question = make_question()
        assert words(page_of(client, question).one(id="responses")).endswith("No responses yet")
        make_comment(question)
        assert words(page_of(client, question).one(id="responses")) == "1 response"
        make_comment(question)
        assert words(page_of(client, question).one(id="responses")) == "2 responses"

    def test_experts_and_the_asker_are_marked_in_words_and_nobody_else(self, client, reader):
        question = make_question(experts=[ada := make_expert("Dr. Ada Holm")])
        expert = make_comment(question, expert=ada)
        asker = make_comment(question, guest="Paula", by_asker=True)
        plain = make_comment(question, author=reader)
        page = page_of(client, question)

        def head(comment):
            element = page.one(id=f"comment-{comment.pk}")
            return element.get("class").split(), words(next(element.iter("header")))

        assert "by-expert" in head(expert)[0]
        assert "Dr. Ada Holm Expert" in head(expert)[1]
        assert "by-expert" not in head(asker)[0]
        assert "Asked this question" in head(asker)[1]
        assert "by-expert" not in head(plain)[0]
        assert not {"Expert", "Asked"} & set(head(plain)[1].split())

    def test_a_removed_comment_with_replies_leaves_a_tombstone_without_its_words(self, client):
        gone = make_comment(state="removed", body="Not for anybody’s eyes.", guest="Nameless")
        reply = make_comment(parent=gone)
        page = page_of(client, gone.question)
        stone = page.one(id=f"comment-{gone.pk}")
        assert "gone" in stone.get("class").split()
        assert not bodies_of(stone)
        assert f"comment-{reply.pk}" in {e.get("id") for e in stone.iter()}
        assert "Not for anybody" not in page.html
        assert "Nameless" not in page.html
        assert words(page.one(class_="response-count")) == "1"

    def test_a_removed_comment_without_replies_vanishes(self, client):
        gone = make_comment(state="removed")
        assert not page_of(client, gone.question).all(id=f"comment-{gone.pk}")

    def test_a_reply_names_whom_it_replies_to(self, client):
        parent = make_comment(guest="Ruth")
        reply = make_comment(parent=parent, guest="Marek")
        head = next(page_of(client, parent.question).one(id=f"comment-{reply.pk}").iter("h3"))
        assert words(head) == "Marek in reply to Ruth"

    def test_newest_first_turns_the_roots_and_keeps_replies_below(self, client):
        question = make_question()
        first, second = make_comment(question), make_comment(question)
        reply = make_comment(parent=first)
        assert page_of(client, question).comments() == [first.pk, reply.pk, second.pk]
        newest = page_of(client, question, sort="newest")
        assert newest.comments() == [second.pk, first.pk, reply.pk]

    def test_a_long_thread_has_pages(self, client, monkeypatch):
        monkeypatch.setattr("questions.policy.ROOTS_A_PAGE", 2)
        monkeypatch.setattr("questions.policy.WHOLE_THREAD", 0)
        question = make_question()
        comments = [make_comment(question) for _ in range(5)]
        shown = [page_of(client, question, page=n).comments() for n in (1, 2, 3)]
        assert shown == [[c.pk for c in comments[n : n + 2]] for n in (0, 2, 4)]
        page = page_of(client, question, page=2)
        assert words(page.one(class_="response-count")) == "5"
        assert {"prev", "next"} <= {link.get("rel") for link in page.all("a")}

    @pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "²", ""])
    def test_any_page_number_answers(self, client, page):
        question = make_question(comments=2)
        assert client.get(question.get_absolute_url(), {"page": page}).status_code == 200

    def test_one_broken_comment_does_not_break_the_page(self, client):
        question = make_question(comments=2)
        comment = question.comments.first()
        Comment.objects.filter(pk=comment.pk).update(body_html="<p>half <em>open <b")
        assert len(page_of(client, question).comments()) == 2

    def test_a_closed_thread_says_since_when_and_has_no_form(self, client):
        question = make_question(comments=1, comments_closed_at=ago(days=2))
        page = page_of(client, question)
        closed = words(page.one(id="respond"))
        assert closed == "Responses are closed"
        assert page.value("body") is None
        assert not page.all("a", **{"data-reply": str(question.comments.get().pk)})


class TestPermanentAddresses:
    def test_it_leads_to_the_page_and_the_place_of_the_comment(self, client, monkeypatch):
        monkeypatch.setattr("questions.policy.ROOTS_A_PAGE", 2)
        monkeypatch.setattr("questions.policy.WHOLE_THREAD", 0)
        question = make_question()
        comments = [make_comment(question) for _ in range(3)]
        reply = make_comment(parent=comments[2])
        address = question.get_absolute_url()
        assert (
            client.get(f"/comments/{comments[0].pk}/").url == f"{address}#comment-{comments[0].pk}"
        )
        found = client.get(f"/comments/{reply.pk}/")
        assert (found.status_code, found.url) == (302, f"{address}?page=2#comment-{reply.pk}")
        assert reply.pk in Page(client.get(found.url)).comments()

    def test_a_tombstone_keeps_its_address(self, client):
        gone = make_comment(state="removed")
        make_comment(parent=gone)
        assert client.get(f"/comments/{gone.pk}/").status_code == 302

    @pytest.mark.parametrize("state", ["pending", "spam", "removed"])
    def test_what_is_hidden_has_none(self, client, state):
        assert client.get(f"/comments/{make_comment(state=state).pk}/").status_code == 404

    def test_what_waits_has_one_for_its_author(self, reader, reader_client, outsider_client):
        comment = make_comment(author=reader, state="pending")
        assert reader_client.get(f"/comments/{comment.pk}/").status_code == 302
        assert outsider_client.get(f"/comments/{comment.pk}/").status_code == 404

    def test_a_comment_under_a_question_that_went_back_has_none(self, client):
        comment = make_comment()
        type(comment.question).objects.update(state="assigned")
        assert client.get(f"/comments/{comment.pk}/").status_code == 404


class TestCost:
    """The promise is 12 queries at any length; as guest and signed in."""

    @pytest.fixture(params=["guest", "reader", "expert"])
    def visitor(self, request, sign_in):
        if request.param == "guest":
            return Client()
        return request.getfixturevalue(f"{request.param}_client")

    def test_a_longer_thread_costs_no_more(self, visitor):
        topic = make_topic()
        short = make_question(topic=topic, comments=25, experts=[make_expert(), make_expert()])
        long = make_question(topic=topic, comments=250, experts=[make_expert()])
        few, many = queries_of(visitor, short), queries_of(visitor, long)
        assert len(few) == len(many), set(many) ^ set(few)
        assert len(many) <= 12, many

    def test_a_deeper_thread_costs_no_more(self, client):
        flat, deep = make_question(), make_question()
        last = None
        for _ in range(20):
            make_comment(flat)
            last = make_comment(deep, parent=last)
        assert len(queries_of(client, flat)) == len(queries_of(client, deep))


class TestForOtherPrograms:
    def test_the_canonical_address_leaves_out_pages_and_orders(self, client):
        question = make_question()
        page = page_of(client, question, sort="newest", page="1")
        link = page.one("link", rel="canonical").get("href")
        assert link == f"http://127.0.0.1:8000{question.get_absolute_url()}"

    def test_the_description_is_the_letters_words(self, client):
        page = page_of(client, make_question(body='My knee *hurts* & "clicks".'))
        assert page.one("meta", name="description").get("content") == 'My knee hurts & "clicks".'

    def test_its_feed_is_named(self, client):
        question = make_question()
        addresses = [e.get("href") for e in page_of(client, question).all("link", rel="alternate")]
        assert f"/questions/{question.pk}/feed/" in addresses
