"""Reading leaves no cookie and can be cached; forms of guests and of sessions are protected."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from questions.models import Comment, Question
from questions.stamps import make_stamp
from tests.factories import make_comment, make_question, make_topic
from tests.pages import Page
from tests.questions.test_add_comment import SINCERE, form_of
from tests.questions.test_ask import LETTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _approving_filter(filter_says):
    filter_says("approve")


@pytest.fixture
def question(expert):
    return make_question(
        title="Why downhill?", experts=[expert], comments=3, topic=make_topic(slug="knees")
    )


PUBLIC = [
    "/",
    "/questions/",
    "/questions/?topic=knees",
    "/topics/",
    "/topics/knees/",
    "/experts/",
    "/experts/ada-holm/",
    "/search/",
    "/search/?q=knee",
    "/help/",
    "/ask/",
    "/feed/",
    "/topics/knees/feed/",
    "/sitemap.xml",
    "/robots.txt",
    "question",
    "question feed",
    "comment form",
]


@pytest.fixture
def public_page(request, question):
    named = {
        "question": question.get_absolute_url(),
        "question feed": f"/questions/{question.pk}/feed/",
        "comment form": f"/questions/{question.pk}/comments/",
    }
    return named.get(request.param, request.param)


@pytest.mark.parametrize("public_page", PUBLIC, indirect=True)
class TestReading:
    def test_it_sets_no_cookie_and_may_be_cached(self, client, public_page):
        response = client.get(public_page)
        assert response.status_code == 200
        assert not response.cookies
        assert "public" in response["Cache-Control"]
        assert "s-maxage=60" in response["Cache-Control"]
        assert "Cookie" in response["Vary"]

    def test_an_unchanged_page_is_not_sent_again(self, client, public_page):
        with time_machine.travel(timezone.now(), tick=False):
            first = client.get(public_page)
            again = client.get(public_page, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_everybody_gets_the_same(self, public_page):
        with time_machine.travel(timezone.now(), tick=False):
            assert Client().get(public_page).content == Client().get(public_page).content

    def test_it_is_private_for_somebody_with_a_session(self, reader_client, public_page):
        response = reader_client.get(public_page)
        assert response["Cache-Control"] == "private, no-store"
        assert "rita@readers.example" not in response.content.decode()

    def test_nobody_who_comes_later_sees_that_somebody_was_signed_in(
        self, reader_client, public_page
    ):
        reader_client.get(public_page)
        text = Client().get(public_page).content.decode()
        assert "Rita" not in text
        assert "csrfmiddlewaretoken" not in text


def test_a_changed_page_is_sent_again(client, question):
    address = question.get_absolute_url()
    with time_machine.travel(timezone.now(), tick=False):
        tag = client.get(address)["ETag"]
        make_comment(question)
        response = client.get(address, headers={"if-none-match": tag})
    assert response.status_code == 200


def test_a_page_with_a_form_stays_the_same_for_ten_minutes():
    moment = timezone.now().replace(minute=20, second=1, microsecond=0)
    with time_machine.travel(moment, tick=False):
        first = Client().get("/ask/")["ETag"]
    with time_machine.travel(moment + timedelta(minutes=9), tick=False):
        assert Client().get("/ask/")["ETag"] == first
    with time_machine.travel(moment + timedelta(minutes=10), tick=False):
        assert Client().get("/ask/")["ETag"] != first


def test_an_error_is_not_cached_for_others(client):
    response = client.get("/nothing-here/")
    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")


def test_what_a_guest_just_did_is_private(client, question):
    client.post(f"/questions/{question.pk}/comments/", form_of(question))
    page = client.get(question.get_absolute_url())
    assert page["Cache-Control"] == "private, no-store"


FOREIGN = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://testserver.evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
]
OURS = [
    {},
    {"origin": "http://testserver"},
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
]


def browser(**headers):
    return Client(enforce_csrf_checks=True, headers=headers)


class TestGuestsForms:
    @pytest.mark.parametrize("headers", FOREIGN, ids=str)
    def test_a_form_from_another_site_is_refused(self, question, headers):
        before = Comment.objects.count()
        response = browser(**headers).post(f"/questions/{question.pk}/comments/", form_of(question))
        assert response.status_code == 403
        assert Comment.objects.count() == before
        letter = LETTER | {"stamp": make_stamp("ask"), "send": "1"}
        assert browser(**headers).post("/ask/", letter).status_code == 403
        assert Question.objects.count() == 1
        assert browser(**headers).post("/preview/", {"content": "x"}).status_code == 403

    @pytest.mark.parametrize("headers", OURS, ids=str)
    def test_a_form_of_ours_needs_no_cookie(self, question, headers):
        response = browser(**headers).post(f"/questions/{question.pk}/comments/", form_of(question))
        assert response.status_code == 303
        letter = LETTER | {"stamp": make_stamp("ask"), "send": "1"}
        assert browser(**headers).post("/ask/", letter).status_code == 303


class TestSessionsForms:
    """Whoever has a session has something to lose: Django's token stands in every form."""

    @pytest.fixture
    def signed_in(self, sign_in, reader):
        return sign_in(reader, enforce_csrf_checks=True)

    @pytest.fixture
    def form(self, question, signed_in):
        page = Page(signed_in.get(question.get_absolute_url()))
        return form_of(question) | {"csrfmiddlewaretoken": page.value("csrfmiddlewaretoken")}

    def test_the_page_carries_the_token_and_it_works(self, signed_in, question, form):
        response = signed_in.post(f"/questions/{question.pk}/comments/", form)
        assert response.status_code == 303
        assert Comment.objects.filter(body=SINCERE).exists()

    @pytest.mark.parametrize("token", ["", "x", "a" * 64])
    def test_a_stale_token_gives_the_form_back_with_the_text(
        self, signed_in, question, form, token
    ):
        address = f"/questions/{question.pk}/comments/"
        response = signed_in.post(address, form | {"csrfmiddlewaretoken": token})
        assert response.status_code == 422
        assert not Comment.objects.filter(body=SINCERE).exists()
        page = Page(response)
        assert page.value("body") == SINCERE
        assert "open for a long time" in page.errors[0]
        again = form | {
            "csrfmiddlewaretoken": page.value("csrfmiddlewaretoken"),
            "stamp": page.value("stamp"),
        }
        assert signed_in.post(address, again).status_code == 303

    def test_the_letter_too(self, signed_in):
        response = signed_in.post("/ask/", LETTER | {"stamp": make_stamp("ask"), "send": "1"})
        page = Page(response)
        assert (response.status_code, page.value("body")) == (422, LETTER["body"])
        assert "open for a long time" in page.errors[0]
        assert not Question.objects.exists()

    @pytest.mark.parametrize("action", ["edit", "report"])
    def test_editing_and_reporting_too(self, signed_in, reader, action):
        comment = make_comment(author=reader)
        field = {"edit": "body", "report": "reason"}[action]
        response = signed_in.post(f"/comments/{comment.pk}/{action}/", {field: "My new words."})
        page = Page(response)
        assert (response.status_code, page.value(field)) == (422, "My new words.")
        assert "open for a long time" in page.errors[0]
        token = page.value("csrfmiddlewaretoken")
        response = signed_in.post(
            f"/comments/{comment.pk}/{action}/",
            {field: "My new words.", "csrfmiddlewaretoken": token},
        )
        assert response.status_code == 303

    def test_deleting_asks_again(self, signed_in, reader):
        comment = make_comment(author=reader)
        response = signed_in.post(f"/comments/{comment.pk}/delete/")
        comment.refresh_from_db()
        assert (comment.state, response.status_code) == ("approved", 200)

    def test_a_preview_says_to_reload(self, signed_in):
        response = signed_in.post("/preview/", {"content": "x"})
        assert (response.status_code, b"Reload" in response.content) == (403, True)

    @pytest.mark.parametrize("headers", FOREIGN[:4], ids=str)
    def test_another_site_is_refused_outright(self, sign_in, reader, question, headers):
        signed_in = sign_in(reader, enforce_csrf_checks=True, headers=headers)
        response = signed_in.post(f"/questions/{question.pk}/comments/", form_of(question))
        assert response.status_code == 403
        assert not Comment.objects.filter(body=SINCERE).exists()

    def test_a_good_token_does_not_open_the_door_to_another_site(self, signed_in, question, form):
        response = signed_in.post(
            f"/questions/{question.pk}/comments/", form, headers={"origin": "https://evil.example"}
        )
        assert response.status_code == 403


class TestPreview:
    def test_it_is_the_html_that_the_page_will_show(self, client):
        response = client.post("/preview/", {"content": "*Yes* <b>no</b> # x"})
        assert response.content.decode() == "<p><em>Yes</em> &lt;b&gt;no&lt;/b&gt; # x</p>\n"
        assert response["Cache-Control"] == "private, no-store"

    def test_an_expert_sees_it_as_an_answer(self, client, expert_client, owner_client):
        for visitor, expected in (
            (client, "# Plan"),
            (expert_client, "<h3>"),
            (owner_client, "<h3>"),
        ):
            assert expected in visitor.post("/preview/", {"content": "# Plan"}).content.decode()

    def test_more_than_may_be_sent_is_refused(self, client, expert_client):
        text = "x" * 10_001
        assert client.post("/preview/", {"content": text}).status_code == 413
        assert expert_client.post("/preview/", {"content": text}).status_code == 200
        assert expert_client.post("/preview/", {"content": text * 2}).status_code == 413

    def test_looking_is_not_a_preview(self, client):
        assert client.get("/preview/").status_code == 405

    def test_nothing_is_nothing(self, client):
        assert client.post("/preview/").content == b""
