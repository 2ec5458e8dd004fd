"""The headers of the security policy stand on every answer: pages, refusals, errors, files."""

import pytest
from django.test import Client

from questions.models import Comment, Question, Subscription
from questions.visitors import COMMENTS, QUESTIONS
from tests.factories import make_comment, make_question, make_topic
from tests.questions.test_add_comment import post
from tests.questions.test_visibility import Site
from tests.routes import addresses

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


@pytest.fixture
def site(expert):
    public = make_question(experts=[expert], topic=make_topic())
    make_comment(public)
    wish = Subscription.objects.create(question=public, email="a@b.example", token="wish")
    return Site(
        questions=list(Question.objects.all()),
        comments=list(Comment.objects.all()),
        topics=[public.topic],
        experts=[expert],
        subscriptions=[wish],
        letter_tokens=[public.token],
        follower_tokens=[wish.token],
    )


def faults(response):
    """The names of the headers that are missing or weaker than promised."""
    headers = response.headers
    given = {part.strip() for part in headers.get("Content-Security-Policy", "").split(";")}
    checks = {
        "Content-Security-Policy": given >= POLICY and "unsafe" not in str(given),
        "X-Content-Type-Options": headers.get("X-Content-Type-Options") == "nosniff",
        "X-Frame-Options": headers.get("X-Frame-Options") == "DENY",
        "Referrer-Policy": headers.get("Referrer-Policy")
        in {"strict-origin-when-cross-origin", "no-referrer", "same-origin"},
        "Cross-Origin-Opener-Policy": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "Cross-Origin-Resource-Policy": headers.get("Cross-Origin-Resource-Policy")
        == "same-origin",
        "Permissions-Policy": "camera=()" in headers.get("Permissions-Policy", ""),
        "Cache-Control": "Cache-Control" in headers,
    }
    return [name for name, holds in checks.items() if not holds]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["guest", "moderator"])
def test_every_route_answers_with_them(request, site, who, method):
    visitor = Client() if who == "guest" else request.getfixturevalue("moderator_client")
    wrong = {
        address: found
        for _, address in addresses(site)
        if (found := faults(getattr(visitor, method)(address)))
    }
    assert wrong == {}


@pytest.mark.parametrize("path", ["/admin/", "/admin/questions/question/", "/accounts/login/"])
def test_the_desk_and_the_accounts_too(expert_client, client, path):
    for visitor in (expert_client, client):
        assert faults(visitor.get(path)) == []


@pytest.mark.parametrize("path", ["/nothing/", "/admin/nothing/", "/media/../../etc/passwd"])
def test_what_is_not_there_too(client, path):
    response = client.get(path)
    assert response.status_code in {302, 404}
    assert faults(response) == []


def test_an_error_of_the_server_too(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("a bug")

    monkeypatch.setattr("questions.views.browse.site_numbers", broken)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "a bug" not in response.content.decode()
    assert faults(response) == []


def test_a_refused_form_too():
    visitor = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    response = visitor.post("/ask/", {})
    assert response.status_code == 403
    assert faults(response) == []


def test_no_page_carries_script_or_style_in_itself(site, moderator_client, expert_client):
    from tests.pages import Page

    visitors = [Client(), moderator_client, expert_client]
    for visitor in visitors:
        for _, address in addresses(site):
            response = visitor.get(address)
            if not response["Content-Type"].startswith("text/html") or not response.content:
                continue
            page = Page(response)
            assert all(
                e.get("src") or e.get("type", "").endswith("json") for e in page.all("script")
            )
            assert not page.all("style")
            for element in page.all():
                assert not any(name.startswith("on") or name == "style" for name in element.attrib)
                for name in ("src", "href", "action"):
                    address_there = element.get(name, "")
                    if element.tag in {"script", "link", "img", "form"} and element.get(
                        "rel"
                    ) not in {"canonical"}:
                        assert not address_there.startswith(("http", "//")), address_there


def test_what_a_guest_carries_is_for_the_server_alone(client, filter_says):
    filter_says("approve")
    question = make_question()
    post(client, question)
    client.get(question.get_asker_url())
    for name in (COMMENTS, QUESTIONS):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
