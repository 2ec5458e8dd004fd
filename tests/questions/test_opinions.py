"""The outside opinion: off by default, for held texts only, and without any say in the matter."""

import socket
import subprocess
import sys
import types
from pathlib import Path

import pytest

from questions.models import Comment, Screening
from questions.services import opinions, screening
from questions.services.commenting import Writer, edit_comment, post_comment
from questions.services.moderating import decide, undo
from questions.services.sending import Sender
from questions.spam import Evidence, Outcome, Verdict
from tests.factories import make_question

pytestmark = pytest.mark.django_db

BODY = "Mellowheel cups are at https://mellowheel.example if anybody wants to look."
ADDRESS = "ruth@visitors.example"


@pytest.fixture(autouse=True)
def _no_sockets(monkeypatch):
    def refuse(*args):
        raise AssertionError("a test reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def judged(monkeypatch):
    def say(outcome):
        verdict = Verdict(0.8, outcome, (Evidence("word", 1.4, "says it"),), 1.4, "1")
        monkeypatch.setattr(screening, "screen", lambda *a, **k: verdict)

    return say


class Akismet(types.ModuleType):
    """Stands in for the client's package: keeps what it is sent, and answers as it is told."""

    def __init__(self):
        super().__init__("akismet")
        self.calls, self.answer, self.meanwhile = [], True, lambda: None

    def Config(self, key, url):  # noqa: N802 - the client's own name
        self.config = (key, url)
        return self.config

    def SyncClient(self, config):  # noqa: N802
        assert config == self.config
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def comment_check(self, user_ip, **sent):
        self.calls.append(("check", user_ip, sent))
        self.meanwhile()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def submit_ham(self, user_ip, **sent):
        self.calls.append(("ham", user_ip, sent))

    def submit_spam(self, user_ip, **sent):
        self.calls.append(("spam", user_ip, sent))


@pytest.fixture
def akismet(monkeypatch, settings, django_capture_on_commit_callbacks):
    """A site with a key, whose background work is done at once."""
    settings.AKISMET_KEY = "a-key"
    fake = Akismet()
    monkeypatch.setitem(sys.modules, "akismet", fake)
    monkeypatch.setattr(opinions, "_in_background", opinions._quietly)
    monkeypatch.setattr(opinions.connection, "close", lambda: None)
    return fake


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    def send(body=BODY, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            writer = Writer(name="Ruth", email=ADDRESS, website="https://ruth.example")
            return post_comment(
                question=make_question(),
                writer=writer,
                body=body,
                parent=None,
                sender=Sender(),
                **fields,
            ).comment

    return send


@pytest.fixture
def decided(django_capture_on_commit_callbacks, moderator):
    def press(comment, action):
        with django_capture_on_commit_callbacks(execute=True):
            return decide(comment, action=action, by=moderator)

    return press


def names(comment):
    return [reason["name"] for reason in comment.screenings.first().reasons]


def test_without_a_key_nobody_is_asked(akismet, settings, judged, post, decided):
    settings.AKISMET_KEY = ""
    judged(Outcome.HOLD)
    decided(post(), "spam")
    assert akismet.calls == []


@pytest.mark.parametrize("outcome", [Outcome.APPROVE, Outcome.SPAM])
def test_clear_cases_are_nobody_elses_business(akismet, judged, post, outcome):
    judged(outcome)
    post()
    assert akismet.calls == []


@pytest.mark.parametrize("answer", [0, 1, 2])
def test_the_answer_is_one_more_reason_and_nothing_else(akismet, judged, post, answer):
    akismet.answer = answer
    judged(Outcome.HOLD)
    comment = post()
    comment.refresh_from_db()
    assert comment.state == Comment.State.PENDING
    before, after = comment.screenings.order_by("pk")
    assert names(comment) == ["word", "akismet"]
    assert after.reasons[-1]["weight"] == 0
    assert after.reasons[-1]["reason"] == opinions.REASONS[answer > 0]
    for field in ("score", "total", "outcome", "filter_version", "revision"):
        assert getattr(before, field) == getattr(after, field)


def test_no_address_is_passed_on(akismet, judged, post):
    judged(Outcome.HOLD)
    post()
    ((_, user_ip, sent),) = akismet.calls
    assert user_ip == "127.0.0.1"
    assert sent["comment_content"] == BODY
    assert sent["comment_author"] == "Ruth"
    assert sent["permalink"].startswith("http")
    assert ADDRESS not in str(akismet.calls)


def test_an_answer_that_fails_is_no_harm_and_quotes_no_key(akismet, judged, post, caplog):
    akismet.answer = RuntimeError("the key a-key is wrong")
    judged(Outcome.HOLD)
    comment = post()
    assert names(comment) == ["word"]
    assert "RuntimeError" in caplog.text
    assert "a-key" not in caplog.text


def test_an_answer_about_a_text_that_was_changed_meanwhile_is_dropped(akismet, judged, post):
    judged(Outcome.HOLD)
    akismet.meanwhile = lambda: Comment.objects.update(revision=2)
    assert names(post()) == ["word"]


def test_an_answer_after_the_decision_is_dropped(akismet, judged, post):
    judged(Outcome.HOLD)
    akismet.meanwhile = lambda: Comment.objects.update(state="spam")
    assert Screening.objects.filter(comment=post()).count() == 1


def test_an_edited_text_is_shown_again(akismet, judged, post, django_capture_on_commit_callbacks):
    judged(Outcome.HOLD)
    comment = post()
    with django_capture_on_commit_callbacks(execute=True):
        edit_comment(comment, body=f"{BODY} Truly.", is_own=True, sender=Sender())
    assert [sent["comment_content"] for _, _, sent in akismet.calls] == [BODY, f"{BODY} Truly."]


@pytest.mark.parametrize(
    ("answer", "action", "told"),
    [
        (1, "approve", ["ham"]),
        (0, "spam", ["spam"]),
        (1, "spam", []),
        (0, "approve", []),
        (1, "remove", []),
    ],
)
def test_it_is_told_of_corrections_alone(akismet, judged, post, decided, answer, action, told):
    akismet.answer = answer
    judged(Outcome.HOLD)
    decided(post(), action)
    assert [kind for kind, _, _ in akismet.calls] == ["check", *told]


@pytest.mark.parametrize(
    ("answer", "action", "told"), [(1, "approve", ["ham", "spam"]), (0, "approve", [])]
)
def test_an_undone_correction_is_taken_back(
    akismet,
    judged,
    post,
    decided,
    moderator,
    django_capture_on_commit_callbacks,
    answer,
    action,
    told,
):
    akismet.answer = answer
    judged(Outcome.HOLD)
    decision = decided(post(), action)
    with django_capture_on_commit_callbacks(execute=True):
        undo(decision, by=moderator)
    assert [kind for kind, _, _ in akismet.calls] == ["check", *told]


def test_a_changed_mind_is_told(akismet, judged, post, decided):
    akismet.answer = 1
    judged(Outcome.HOLD)
    comment = post()
    decided(comment, "approve")
    decided(comment, "spam")
    assert [kind for kind, _, _ in akismet.calls] == ["check", "ham", "spam"]


def test_it_is_not_told_of_texts_that_it_never_saw(akismet, judged, post, decided):
    judged(Outcome.SPAM)
    decided(post(), "approve")
    assert akismet.calls == []


def test_a_key_without_the_client_stops_the_start():
    """In a process that cannot find the client, whether it is installed here or not."""
    code = (
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'akismet' else find(name, *a)\n"
        "import experts_site.settings"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[2],
        env={"AKISMET_KEY": "a-key"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "requirements-akismet.txt" in run.stderr
