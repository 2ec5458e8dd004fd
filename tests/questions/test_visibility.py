"""What is held, hidden, unfinished or private reaches nobody else, whatever the route.

Each hidden text carries a word of its own. Every role asks for every address of every route; the
words that came back must be exactly those that the role may read.
"""

from dataclasses import dataclass, field

import pytest
from django.test import Client

from questions.models import Answer, Comment, Decision, Question, Subscription
from questions.services import answering, moderating
from tests.factories import (
    make_answer,
    make_comment,
    make_expert,
    make_question,
    make_topic,
    make_user,
)
from tests.routes import ELSEWHERE, ROWS, addresses, admin_addresses, names

pytestmark = pytest.mark.django_db

PUBLIC = {"zqletter", "zqanswer", "zqcomment", "zqreply"}
COMMENTS = {"zqheld", "zqspam", "zqremoved", "zqtomb", "zqmine", "zqunder"}
LETTERS = {"zqsubmitted", "zqassigned", "zqdeclined", "zqpromotion", "zqwentback", "zqmyletter"}
UNFINISHED = {"zqdraft", "zqowndraft", "zqtakenoff"}
ALL = PUBLIC | COMMENTS | LETTERS | UNFINISHED
PRIVATE = "@secret.example"


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    monkeypatch.setattr("questions.views.http.check_count", lambda *args: None)


@dataclass
class Site:
    questions: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    experts: list = field(default_factory=list)
    subscriptions: list = field(default_factory=list)
    letter_tokens: list = field(default_factory=list)
    follower_tokens: list = field(default_factory=list)
    public: object = None


@pytest.fixture
def site(expert, reader, moderator):
    """One text in every state, each with its word; every address ends in PRIVATE."""
    topic = make_topic("Knees", slug="knees")
    other = make_expert("Ben Wade", user=make_user(email=f"ben{PRIVATE}"))
    common = {"topic": topic, "asker_name": "Paula Surname", "asker_email": f"paula{PRIVATE}"}

    def letter(word, state, **fields):
        text = {"title": f"The {word} title", "body": f"Dear all, {word} hurts me."}
        return make_question(state, **common | text | fields)

    def comment(word, state, **fields):
        who = {} if "author" in fields else {"guest_email": f"{word}{PRIVATE}"}
        return make_comment(public, state=state, body=f"Indeed {word} it is.", **who, **fields)

    public = letter("zqletter", "answered", experts=[expert])
    public.answers.update(body="zqanswer", body_html="<p>zqanswer</p>")
    make_answer(public, other, state="draft", body="Not yet zqdraft ready.")
    went_back = letter("zqwentback", "assigned", experts=[other])
    make_answer(went_back, other, state="draft", body="Was public zqtakenoff before.")
    make_comment(went_back, body="Under it zqunder it stood.")
    assigned = letter("zqassigned", "assigned", experts=[expert])
    make_answer(assigned, expert, state="draft", body="My zqowndraft so far.")
    for word, state in (
        ("submitted", "submitted"),
        ("declined", "declined"),
        ("promotion", "spam"),
    ):
        letter(f"zq{word}", state)
    mine = {"asker": reader, "asker_name": reader.name, "asker_email": reader.email}
    letter("zqmyletter", "submitted", **mine)

    shown = comment("zqcomment", "approved")
    comment("zqreply", "approved", parent=shown)
    comment("zqheld", "pending")
    comment("zqspam", "spam", parent=shown)
    moderating.decide(comment("zqremoved", "approved"), action="remove", by=moderator)
    make_comment(parent=comment("zqtomb", "removed"), guest="Visible")
    comment("zqmine", "pending", author=reader)
    wish = Subscription.objects.create(question=public, email=f"x{PRIVATE}", token="wish")
    return Site(
        questions=list(Question.objects.all()),
        comments=list(Comment.objects.all()),
        topics=[topic],
        experts=[expert, other],
        subscriptions=[wish],
        letter_tokens=[public.token],
        follower_tokens=[wish.token],
        public=public,
    )


# Words that stand in the hidden texts beside their own; a search shows again what it was given.
ASKED_FOR = ("hurts", "indeed", "ready", "public", "stood", "far", "title", "surname", "secret")


def variations(site, name, address):
    """The same route with everything that an address can ask for."""
    queries = {
        "questions:search": [f"q={word}" for word in ASKED_FOR],
        "questions:similar": [f"title={word}" for word in ASKED_FOR],
        "questions:comments": [f"parent={comment.pk}" for comment in site.comments],
        "questions:questions": ["topic=knees", "expert=ada-holm", "expert=ben-wade"],
        "questions:question": ["sort=newest"],
        "questions:moderation": ["tab=reported", "tab=spam", "tab=recent"],
        "questions:moderate_questions": ["tab=assigned", "tab=declined", "tab=spam"],
    }
    found = [f"{address}?{query}" for query in queries.get(name, [])]
    if name == "questions:comments" and f"/{site.public.pk}/" not in address:
        found = []
    return [address, *found]


def read_all(client, site, with_admin=True):
    """Everything that this visitor gets from any GET."""
    found = [
        client.get(variation)
        for name, address in addresses(site)
        for variation in variations(site, name, address)
    ]
    if with_admin:
        found += [client.get(address) for address in admin_addresses()]
    assert {response.status_code for response in found} <= {200, 301, 302, 303, 403, 404, 405}
    return "\n".join(f"{b''.join(response).decode()}\n{response.headers}" for response in found)


def words_in(text):
    return {word for word in ALL if word in text}


def test_every_route_has_a_row():
    ours = {name for name in names() if not name.startswith(ELSEWHERE)}
    assert ours == set(ROWS)


# What each role reads anywhere on the site, the admin included.
READS = {
    "guest": PUBLIC,
    "outsider": PUBLIC,
    "reader": PUBLIC | {"zqmine", "zqmyletter"},
    "expert": PUBLIC | {"zqassigned", "zqowndraft"},
    # A removed comment is in the log without its words; taking the decision back shows it again.
    "moderator": PUBLIC | LETTERS | COMMENTS - {"zqremoved"},
}


@pytest.fixture(params=READS)
def role(request):
    return request.param


@pytest.fixture
def visitor(request, role, site):
    return Client() if role == "guest" else request.getfixturevalue(f"{role}_client")


def test_each_role_reads_what_it_may_and_nothing_else(role, visitor, site):
    text = read_all(visitor, site)
    assert words_in(text) == READS[role]
    # Addresses and full names: only those who work with the letters.
    assert (PRIVATE in text) == (role == "moderator")
    assert ("Surname" in text) == (role == "moderator")


def test_the_admin_is_closed_but_to_those_who_work_in_it(role, visitor, site):
    open_to_role = [a for a in admin_addresses() if visitor.get(a).status_code == 200]
    if role != "expert":
        assert open_to_role == []
        return
    own = Answer.objects.get(expert__slug="ada-holm", state="draft").question_id
    for address in open_to_role:
        assert "/user/" not in address
        assert "/delete/" not in address
        if address.endswith("/change/"):
            assert "/question/" in address, address
    assert f"/admin/questions/question/{own}/change/" in open_to_role


@pytest.mark.parametrize("role", ["guest", "outsider", "expert"])
def test_sending_to_any_route_shows_and_changes_nothing_of_others(role, visitor, site):
    def states():
        return (
            list(Question.objects.order_by("pk").values_list("pk", "state", "title")),
            list(Comment.objects.order_by("pk").values_list("pk", "state", "body", "author")),
            list(Answer.objects.order_by("pk").values_list("pk", "state", "body")),
            Decision.objects.count(),
        )

    before, seen = states(), ""
    form = {
        "action": "approve",
        "comment": [f"{comment.pk}:1" for comment in site.comments],
        "decision": list(Decision.objects.values_list("pk", flat=True)),
        "parent": Comment.objects.get(state="spam").pk,
        "state": "approved",
    }
    for _, address in addresses(site):
        response = visitor.post(address, form)
        assert response.status_code in {200, 301, 302, 303, 400, 403, 404, 405, 422, 429}, address
        seen += response.content.decode()
    assert states() == before
    assert words_in(seen) <= PUBLIC


class TestHidingWhatWasRead:
    """After each change of state, everything is asked for again."""

    def test_a_comment(self, site, moderator):
        guest = Client()
        assert "zqcomment" in read_all(guest, site, with_admin=False)
        moderating.decide(
            Comment.objects.get(body__contains="zqcomment"), action="remove", by=moderator
        )
        assert words_in(read_all(guest, site, with_admin=False)) == PUBLIC - {"zqcomment"}

    def test_an_answer_and_with_it_the_letter(self, site, expert):
        guest = Client()
        answer = Answer.objects.get(body="zqanswer")
        answering.withdraw_answer(answer, by=expert.user)
        site.questions = list(Question.objects.all())
        # Whoever has a secret address knows the title already.
        site.letter_tokens.clear()
        site.follower_tokens.clear()
        assert words_in(read_all(guest, site, with_admin=False)) == set()

    def test_and_showing_what_was_hidden(self, site, moderator):
        for word in ("zqheld", "zqspam", "zqremoved"):
            comment = Comment.objects.get(body__contains=word)
            moderating.decide(comment, action="approve", by=moderator)
        shown = words_in(read_all(Client(), site, with_admin=False))
        assert shown == PUBLIC | {"zqheld", "zqspam", "zqremoved"}


def test_counts_say_nothing_of_what_is_hidden(site):
    from tests.pages import Page, words

    public = Question.objects.get(state="answered")
    page = Page(Client().get(public.get_absolute_url()))
    assert words(page.one(class_="response-count")) == "3"
    for path in ("/", "/questions/", "/topics/knees/"):
        assert "3 responses" in Page(Client().get(path)).text
