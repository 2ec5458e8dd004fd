"""One letter before one expert, and what each button of that screen does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import ExpertProfile, User
from questions.models import Answer, Assignment, Question
from questions.services import answering, asking


@dataclass(frozen=True, slots=True)
class Screen:
    """One letter before one expert, as it stands now."""

    question: Question
    expert: ExpertProfile
    user: User
    answer: Answer | None
    assignment: Assignment | None

    @property
    def is_public(self) -> bool:
        return self.answer is not None and self.answer.is_published

    @property
    def address(self) -> str:
        return reverse("admin:questions_question_change", args=[self.question.pk])


def read_screen(user: User, pk: int) -> Screen | None:
    expert: ExpertProfile = user.expert
    mine = Question.objects.asked_of(expert).select_related("topic")
    question = mine.filter(pk=pk).first()
    if question is None:
        return None
    answer = question.answers.written_by(expert).first()
    assignment = question.assignments.filter(expert=expert, handed_back_at=None).first()
    return Screen(question, expert, user, answer, assignment)


@dataclass(frozen=True, slots=True)
class Done:
    words: str
    address: str
    answer: Answer | None = None


Action = Callable[[Screen, dict[str, Any]], Done]


def _save_draft(screen: Screen, sent: dict[str, Any]) -> Done:
    answer = answering.save_draft(
        question=screen.question,
        expert=screen.expert,
        body=sent["body"],
        version=sent["version"],
    )
    return Done("Your draft is saved. Nobody else sees it.", screen.address, answer)


def _publish(screen: Screen, sent: dict[str, Any]) -> Done:
    answer = answering.publish_text(
        question=screen.question, by=screen.user, body=sent["body"], version=sent["version"]
    )
    words = "Your answer is public." if not screen.is_public else "Your revision is public."
    return Done(words, screen.address, answer)


def _withdraw(screen: Screen, sent: dict[str, Any]) -> Done:
    if screen.answer is None:
        raise ValidationError("There is no answer to withdraw.")
    answer = answering.withdraw_answer(screen.answer, by=screen.user)
    return Done("Your answer is off the page. It is a draft again.", screen.address, answer)


def _hand_back(screen: Screen, sent: dict[str, Any]) -> Done:
    if screen.assignment is None:
        raise ValidationError("You were not asked to answer this letter.")
    if screen.is_public:
        raise ValidationError("Your answer is public. Withdraw it before you hand the letter back.")
    try:
        asking.hand_back(screen.assignment, reason=sent["reason"])
    except ValidationError as refusal:
        raise ValidationError({"reason": refusal.messages}) from refusal
    return Done("The letter is back with the moderators.", reverse("admin:index"))


ACTIONS: dict[str, Action] = {
    "_publish": _publish,
    "_save_draft": _save_draft,
    "_withdraw": _withdraw,
    "_hand_back": _hand_back,
}
