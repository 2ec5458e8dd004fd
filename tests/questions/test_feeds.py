"""Atom feeds and the sitemap: what is public, in full, with ids that stay and true dates."""

from xml.etree import ElementTree

import pytest
from django.utils import timezone

from questions.models import Comment, Question
from tests.factories import (
    ago,
    make_answer,
    make_comment,
    make_expert,
    make_question,
    make_topic,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def text_of(entry, name):
    return entry.findtext(f"{ATOM}{name}")


def places(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        url.findtext(f"{MAP}loc").replace("http://testserver", ""): url.findtext(f"{MAP}lastmod")
        for url in root.findall(f"{MAP}url")
    }


class TestTheSitesFeed:
    def test_the_letter_and_each_answer_in_full_newest_first(self, client):
        old = make_question(answered_at=ago(days=3))
        new = make_question(
            experts=[make_expert("Dr. Ada <Holm>"), make_expert("Ben Wade")],
            body="My *knee*.",
            answered_at=ago(days=1),
        )
        first, second = entries(client, "/feed/")
        assert [text_of(first, "title"), text_of(second, "title")] == [new.title, old.title]
        content = text_of(first, "summary") or text_of(first, "content")
        assert "<em>knee</em>" in content
        assert "P.M., Dallas, TX" in content
        assert "Dr. Ada &lt;Holm&gt; responds:" in content
        assert "Ben Wade responds:" in content
        assert content.count("Shorten your step") == 2

    def test_an_id_outlives_the_title(self, client):
        question = make_question()
        before = text_of(entries(client, "/feed/")[0], "id")
        question.set_title("Quite another title")
        question.save(update_fields=["title", "slug"])
        assert text_of(entries(client, "/feed/")[0], "id") == before
        assert before.endswith(f"/questions/{question.pk}/")

    def test_updated_is_the_newest_publishing_or_revision(self, client):
        question = make_question()
        assert text_of(entries(client, "/feed/")[0], "updated") == stamp(question.answered_at)
        revised = ago(hours=1)
        question.answers.update(revised_at=revised)
        assert text_of(entries(client, "/feed/")[0], "updated") == stamp(revised)

    def test_only_what_is_public(self, client):
        for state in ("submitted", "assigned", "declined", "spam"):
            make_question(state)
        question = make_question()
        make_answer(question, state="draft", body="Not ready.")
        (entry,) = entries(client, "/feed/")
        assert text_of(entry, "title") == question.title
        assert "Not ready." not in client.get("/feed/").content.decode()
        assert question.asker_email not in client.get("/feed/").content.decode()

    def test_twenty_at_most_at_one_price(self, client, django_assert_max_num_queries):
        for _ in range(22):
            make_question()
        with django_assert_max_num_queries(4):
            assert len(entries(client, "/feed/")) == 20

    def test_an_empty_site_has_one(self, client):
        assert entries(client, "/feed/") == []

    def test_hostile_text_stays_text(self, client):
        make_question(title="</title><script>x</script> & ]]>", location="<b>")
        (entry,) = entries(client, "/feed/")
        assert text_of(entry, "title") == "</title><script>x</script> & ]]>"
        content = text_of(entry, "summary") or text_of(entry, "content")
        assert "P.M., &lt;b&gt;" in content


class TestTheOthers:
    def test_a_topics_feed_holds_the_topic(self, client):
        knees = make_question(topic=make_topic("Knees", slug="knees"))
        make_question()
        response = client.get("/topics/knees/feed/")
        root = ElementTree.fromstring(response.content)
        assert root.findtext(f"{ATOM}title").startswith("Knees ·")
        assert [text_of(e, "title") for e in root.findall(f"{ATOM}entry")] == [knees.title]

    def test_a_questions_feed_holds_its_responses_newest_first(self, client):
        question = make_question()
        first = make_comment(question, guest="Ruth", created_at=ago(hours=2))
        second = make_comment(
            question, expert=make_expert("Ben Wade"), created_at=ago(hours=1), body="*Yes*."
        )
        for state in ("pending", "spam", "removed"):
            make_comment(question, state=state)
        make_comment()
        newest, oldest = entries(client, f"/questions/{question.pk}/feed/")
        assert [text_of(e, "title") for e in (newest, oldest)] == [
            "Response by Ben Wade",
            "Response by Ruth",
        ]
        assert "<em>Yes</em>" in (text_of(newest, "summary") or text_of(newest, "content"))
        assert newest.find(f"{ATOM}link").get("href").endswith(f"/comments/{second.pk}/")
        assert text_of(oldest, "updated") == stamp(first.created_at)

    def test_an_edit_is_an_update(self, client):
        comment = make_comment(created_at=ago(hours=2))
        edited = ago(hours=1)
        Comment.objects.update(edited_at=edited)
        (entry,) = entries(client, f"/questions/{comment.question_id}/feed/")
        assert text_of(entry, "updated") == stamp(edited)

    @pytest.mark.parametrize("path", ["/topics/nothing/feed/", "/questions/999/feed/"])
    def test_what_is_not_there_has_none(self, client, path):
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize("state", ["submitted", "assigned", "declined", "spam"])
    def test_what_is_not_public_has_none(self, client, state):
        question = make_question(state)
        assert client.get(f"/questions/{question.pk}/feed/").status_code == 404


class TestTheSitemap:
    def test_it_names_what_is_public(self, client, expert):
        public = make_question(experts=[expert])
        make_question("submitted")
        make_expert(is_active=False)
        assert set(places(client)) == {
            public.get_absolute_url(),
            *(question.topic.get_absolute_url() for question in Question.objects.all()),
            expert.get_absolute_url(),
        }

    def test_it_says_when_a_page_last_changed(self, client):
        question = make_question(experts=[make_expert(), make_expert()])
        address = question.get_absolute_url()
        assert places(client)[address] == question.answered_at.strftime("%Y-%m-%d")
        question.answers.filter(pk=question.answers.first().pk).update(revised_at=ago(days=2))
        assert places(client)[address] == ago(days=2).strftime("%Y-%m-%d")
        Question.objects.update(last_comment_at=timezone.now())
        assert places(client)[address] == timezone.now().strftime("%Y-%m-%d")

    def test_robots_are_led_to_it(self, client):
        text = client.get("/robots.txt").content.decode()
        assert "Sitemap: http://testserver/sitemap.xml" in text
        for closed in ("/admin/", "/moderation/", "/ask/"):
            assert f"Disallow: {closed}" in text


def stamp(moment):
    return moment.astimezone(timezone.get_default_timezone()).isoformat()
