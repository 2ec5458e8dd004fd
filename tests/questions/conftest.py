"""What the tests of the forum share: a filter that says what a test needs, and commits."""

import pytest

from questions.services import screening
from questions.spam import Evidence, Outcome, Verdict


@pytest.fixture
def filter_says(monkeypatch):
    """Make the spam filter give one outcome; returns the posts that it was asked about."""

    def says(outcome, score=0.5):
        asked = []

        def judge(post, **kwargs):
            asked.append(post)
            reasons = (Evidence("test", 0.0, "the test says so"),)
            return Verdict(score, Outcome(outcome), reasons, 0.0, "test")

        monkeypatch.setattr(screening, "screen", judge)
        return asked

    return says


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What stands in this block is committed: mail that waits for that is sent."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
