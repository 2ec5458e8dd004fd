"""What moderators' decisions teach the filter, and what is taken back when they change.

A comment or letter teaches once: the state that moderators gave it last. Every change of the
counts first locks the memory's one row, and is the last thing that a decision does: two moderators
neither lose a count nor wait in a ring.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from questions.models import (
    Comment,
    Decision,
    FilterMemory,
    Lesson,
    Question,
    Screening,
    TokenCount,
)
from questions.services import remembering
from questions.services.facts import letter_of, words_of
from questions.spam import FILTER_VERSION, SHIPPED, calibrate, tokens_of

log = logging.getLogger("forum.learning")

# A thousand scores place the limit of 0.2 % between the second and the third highest.
CALIBRATED_ON = 1000
CALIBRATE_EVERY = 25
# What the states that moderators give say of a text; others say nothing of it. Experts publish what
# moderators accepted.
IS_SPAM: dict[type, dict[str, bool]] = {
    Comment: {Comment.State.SPAM: True, Comment.State.APPROVED: False},
    Question: {
        Question.State.SPAM: True,
        Question.State.ASSIGNED: False,
        Question.State.ANSWERED: False,
    },
}
TRAINING_FIELDS = (
    "text",
    "author_name",
    "author_email",
    "author_url",
    "is_reply",
    "article_title",
    "article_text",
    "parent_text",
)


@transaction.atomic
def settle(text: Comment | Question) -> None:
    """Make the memory agree with the decisions on a text: learn it, or take its lesson back."""
    memory = remembering.the_memory(locked=True)
    lesson = Lesson.objects.filter(**_of(text)).first()
    is_spam = decided_label(text)
    if lesson is not None and (lesson.is_spam, lesson.revision) != (is_spam, _revision(text)):
        _take_back(lesson, memory)
        lesson = None
    if lesson is None and is_spam is not None:
        _learn(text, is_spam, memory)
    memory.decisions_since += 1
    memory.save(update_fields=["spam_total", "ham_total", "decisions_since"])
    if memory.decisions_since >= CALIBRATE_EVERY:
        _calibrate(memory)


def decided_label(text: Comment | Question) -> bool | None:
    """Whether moderators hold a text for spam; None where they have not said, or not that.

    Decisions that were undone do not count, and an undoing that was undone does not either.
    """
    decisions = list(text.decisions.order_by("-created_at", "-pk"))
    undoings = {decision.undoes_id: decision for decision in decisions if decision.undoes_id}

    def stands(decision: Decision) -> bool:
        undoing = undoings.get(decision.pk)
        return undoing is None or not stands(undoing)

    standing = (row for row in decisions if row.undoes_id is None and stands(row))
    newest = next(standing, None)
    if newest is None or newest.to_state != text.state:
        return None
    return IS_SPAM[type(text)].get(text.state)


def _of(text: Comment | Question) -> dict[str, Any]:
    return {"comment" if isinstance(text, Comment) else "question": text}


def _revision(text: Comment | Question) -> int:
    """Letters have none: each further decision turns round what was said of one, or unsays it."""
    return text.revision if isinstance(text, Comment) else 1


def _learn(text: Comment | Question, is_spam: bool, memory: FilterMemory) -> None:
    try:
        words = words_of(text) if isinstance(text, Comment) else letter_of(text)
        tokens = tokens_of(words)
    except Exception:
        # The decision stands whatever the filter makes of the text.
        log.exception("%s %s could not be learnt.", text._meta.verbose_name, text.pk)
        return
    keys = sorted(remembering.keys_of(memory, tokens))
    column = "spam" if is_spam else "ham"
    TokenCount.objects.bulk_create([TokenCount(key=key) for key in keys], ignore_conflicts=True)
    TokenCount.objects.filter(key__in=keys).update(**{column: F(column) + 1})
    Lesson.objects.create(
        is_spam=is_spam, revision=_revision(text), keys=remembering.packed(keys), **_of(text)
    )
    _add_to_total(memory, is_spam, 1)


def _take_back(lesson: Lesson, memory: FilterMemory) -> None:
    keys = remembering.unpacked(lesson.keys)
    column = "spam" if lesson.is_spam else "ham"
    rows = TokenCount.objects.filter(key__in=keys)
    rows.filter(**{f"{column}__gt": 0}).update(**{column: F(column) - 1})
    rows.filter(spam=0, ham=0).delete()
    _add_to_total(memory, lesson.is_spam, -1)
    lesson.delete()


def _add_to_total(memory: FilterMemory, is_spam: bool, step: int) -> None:
    """The row is locked, so that reading it and writing it back loses nothing."""
    if is_spam:
        memory.spam_total = max(0, memory.spam_total + step)
    else:
        memory.ham_total = max(0, memory.ham_total + step)


@transaction.atomic
def recalibrate() -> FilterMemory:
    """Measure the thresholds anew: after a new filter, and every night."""
    memory = remembering.the_memory(locked=True)
    _calibrate(memory)
    return memory


def _calibrate(memory: FilterMemory) -> None:
    scores = scores_of_approved()
    found = calibrate(scores)
    is_own = found != SHIPPED
    memory.hold_from = found.hold if is_own else None
    memory.spam_from = found.spam if is_own else None
    memory.filter_version = FILTER_VERSION
    memory.calibrated_on = len(scores)
    memory.calibrated_at = timezone.now()
    memory.decisions_since = 0
    memory.save()


def scores_of_approved() -> Sequence[float]:
    """What the present filter said of the newest approved texts of readers, when it judged them."""
    judged = Screening.objects.filter(comment=OuterRef("pk"), filter_version=FILTER_VERSION)
    newest = judged.order_by("-created_at", "-pk").values("score")[:1]
    rows = Comment.objects.approved().filter(expert=None).annotate(score=Subquery(newest))
    scores = rows.order_by("-pk").values_list("score", flat=True)[:CALIBRATED_ON]
    return [score for score in scores if score is not None]


def decided_posts() -> Iterator[dict[str, object]]:
    """The comments that moderators decided, as labelled rows for training, oldest first.

    The fields of `score_comments`, and `label`: 1 for promotion. A text that was changed after
    its decision is left out. So are letters: figures are trained for comments, and a letter is
    always longer.
    """
    lessons = Lesson.objects.filter(revision=F("comment__revision")).order_by("comment_id")
    lessons = lessons.select_related(
        "comment__question", "comment__parent", "comment__author", "comment__expert"
    )
    for lesson in lessons.iterator(chunk_size=200):
        words = asdict(words_of(lesson.comment))
        yield {name: words[name] for name in TRAINING_FIELDS} | {"label": int(lesson.is_spam)}
