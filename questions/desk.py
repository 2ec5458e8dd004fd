"""What lies on an expert's desk: letters to answer, drafts, answers, each with its count."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.models import ExpertProfile
from questions import policy
from questions.models import Answer, Assignment, Question

LISTS = {
    "assigned": "Assigned to you",
    "overdue": "Overdue",
    "drafts": "Drafts",
    "answered": "Answered",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One line on the desk: a letter, with what the expert was asked and has written."""

    question: Question
    assignment: Assignment | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    label: str
    count: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Desk:
    tabs: list[Tab]
    letters: list[Letter]
    page: Page[Any] | None = None


def read_desk(expert: ExpertProfile, *, show: str = "assigned", page: int = 1) -> Desk:
    """One list of an expert's desk and the counts of all, in three or four queries."""
    show = show if show in LISTS else "assigned"
    lists = waiting_letters(expert)
    answered = _answers(expert).published().order_by("-published_at", "-pk")
    paginator = Paginator(answered, policy.QUESTIONS_A_PAGE)
    counts = {name: len(letters) for name, letters in lists.items()}
    counts["answered"] = paginator.count
    tabs = [Tab(name, label, counts[name], name == show) for name, label in LISTS.items()]
    if show != "answered":
        return Desk(tabs, lists[show])
    shown = paginator.get_page(page)
    return Desk(tabs, [Letter(row.question, answer=row) for row in shown], shown)


def waiting_letters(expert: ExpertProfile) -> dict[str, list[Letter]]:
    """The lists of what is still to do, oldest first."""
    drafts = list(_answers(expert).filter(state=Answer.State.DRAFT).order_by("updated_at", "pk"))
    by_question = {draft.question_id: draft for draft in drafts}
    asked = list(Assignment.objects.open_for(expert))
    assigned = [Letter(a.question, a, by_question.get(a.question_id)) for a in asked]
    asked_for = {a.question_id: a for a in asked}
    return {
        "assigned": assigned,
        "overdue": [letter for letter in assigned if _is_overdue(letter)],
        "drafts": [Letter(d.question, asked_for.get(d.question_id), d) for d in drafts],
    }


def beside(letters: Iterable[Letter], question: Question) -> list[Letter]:
    """The letters to list beside an open one, which may itself be answered already."""
    rest = list(letters)
    here = any(letter.question == question for letter in rest)
    return rest if here else [Letter(question), *rest]


def _is_overdue(letter: Letter) -> bool:
    return letter.assignment is not None and letter.assignment.is_overdue


def _answers(expert: ExpertProfile) -> Any:
    """An expert's own answers to letters that are still theirs, without the long texts."""
    open_states = [Question.State.ASSIGNED, Question.State.ANSWERED]
    return (
        Answer.objects.written_by(expert)
        .filter(question__state__in=open_states)
        .select_related("question__topic")
        .defer("body", "body_html", "question__body", "question__body_html")
    )
