"""The figures that the filter must not fall behind; docs/spam-filter.md tells how they came."""

from pathlib import Path

import pytest

from questions.spam import SHIPPED, Outcome, screen
from questions.spam.examples import score_of, total_of, without_near_copies
from questions.spam.jsonlines import post_from
from questions.spam.measure import merit
from questions.spam.model import shipped
from questions.spam.samples import read_samples
from questions.spam.training import train

DATA = Path(__file__).parent / "data"
FILES = sorted(DATA.glob("own-*.jsonl"))
# No figure was learnt from these, and nobody had read them while the filter was built.
SEALED = sorted((DATA / "sealed").glob("own-*.jsonl"))
LEFT_OUT = ("own-1", "own-u")


def merit_of(model, samples):
    scores = [score_of(total_of(model, item)) for item in samples]
    return merit([item.label for item in samples], scores, SHIPPED.hold)


def test_hands_that_nobody_learnt_from_are_told_apart():
    found = merit_of(shipped(), read_samples(SEALED))
    assert (found.spam, found.ham) == (1200, 1200)
    assert found.auc >= 0.93
    assert found.held_ham <= 0.05
    assert found.held_spam >= 0.8


def test_the_shipped_figures_know_nothing_of_the_sealed_files():
    assert not {path.stem for path in SEALED} & set(shipped().about["sources"])
    assert {path.stem for path in FILES} <= set(shipped().about["sources"])


def test_a_model_tells_apart_what_other_hands_wrote():
    learnt = read_samples(path for path in FILES if path.stem not in LEFT_OUT)
    model = train(without_near_copies(learnt))
    found = merit_of(model, read_samples(path for path in FILES if path.stem in LEFT_OUT))
    assert found.auc >= 0.93
    assert found.held_ham <= 0.1
    assert found.held_spam >= 0.7


@pytest.mark.parametrize("path", FILES + SEALED, ids=lambda path: path.stem)
def test_no_sincere_comment_is_ever_spam_and_few_are_held(path):
    """The shipped figures know most of these comments: this guards, it measures nothing.

    The bounds are for the hardest hands: under videos (own-cb, own-cn) nearly a third passes, above
    all asks for a look at the writer's own channel and things named in passing. Over all files it
    is 12 %.
    """
    outcomes = {0: [], 1: []}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        label = 1 if '"label": 1' in line else 0
        outcomes[label].append(screen(post_from(line, number)).outcome)
    assert min(map(len, outcomes.values())) >= 147
    assert Outcome.SPAM not in outcomes[0]
    assert outcomes[0].count(Outcome.HOLD) <= 0.1 * len(outcomes[0])
    assert outcomes[1].count(Outcome.APPROVE) <= 0.35 * len(outcomes[1])
