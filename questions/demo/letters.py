"""One letter of the demonstration: sent, accepted, answered and set back to its day.

Every step goes through the services that the site itself uses; only the dates are changed after.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import ExpertProfile, User
from questions.demo.people import Cast
from questions.models import Answer, Question, Topic
from questions.policy import ASKER_PAGE_LIVES
from questions.services import answering, asking
from questions.services.sending import Sender

Row = Mapping[str, Any]
State = Question.State

# What a person takes to write a letter or a reply; the filter asks for it.
BY_HAND = Sender(seconds_to_write=240.0)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns the letters' days into dates before the moment of loading."""

    now: datetime

    def at(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)


def load_question(row: Row, cast: Cast, calendar: Calendar) -> Question:
    """Bring a letter to the state that its file names, without its comments."""
    question = _submit(row, cast)
    moderator = cast.moderators[int(row["id"]) % len(cast.moderators)]
    if row["state"] == State.SPAM and question.state != State.SPAM:
        asking.mark_question_spam(question, by=moderator)
    elif row["state"] == State.DECLINED:
        asking.decline_question(question, reason=row["decline_reason"], by=moderator)
    elif row["state"] in {State.ASSIGNED, State.ANSWERED}:
        experts = [cast.experts[key] for key in row["assigned"]]
        due_at = calendar.at(-row["due_in_days"])
        question = asking.assign_question(question, experts=experts, by=moderator, due_at=due_at)
    for answer in sorted(row["answers"], key=_oldest_first):
        _answer(answer, question, cast.experts[answer["expert"]], calendar)
    question.refresh_from_db()
    return question


def _submit(row: Row, cast: Cast) -> Question:
    asker = row["asker"]
    letter = asking.Letter(
        title=row["title"],
        body=row["body"],
        name=asker["name"],
        email=asker["email"],
        location=asker["location"],
        topic=Topic.objects.get(slug=row["topic"]) if row["topic"] else None,
        signature_style=asker["signature_style"],
    )
    member = cast.members[asker["member"]] if asker["member"] else None
    return asking.submit_question(letter=letter, asker=member, sender=BY_HAND)


def _answer(row: Row, question: Question, expert: ExpertProfile, calendar: Calendar) -> None:
    """Write, publish and revise as the file says."""
    by: User = expert.user
    body = row.get("previous_body") or row["body"]
    answer = answering.save_draft(question=question, expert=expert, body=body)
    written = calendar.at(row["days_ago"])
    dates = {"created_at": written, "updated_at": written}
    if row["state"] == Answer.State.PUBLISHED:
        answer = answering.publish_answer(answer, by=by)
        dates["published_at"] = written
        answer.decisions.update(created_at=written)
    if "previous_body" in row:
        answering.revise_answer(answer, body=row["body"], by=by, version=answer.version)
        revised = calendar.at(row["revised_days_ago"])
        dates.update(updated_at=revised, revised_at=revised)
        answer.revisions.update(published_at=written, replaced_at=revised)
    Answer.objects.filter(pk=answer.pk).update(**dates)


def set_back(question: Question, row: Row, calendar: Calendar) -> None:
    """Give the letter, its decisions and its assignments the dates that they would have had.

    Once its thread stands: a letter of last year would take no more responses.
    """
    sent = calendar.at(row["days_ago"])
    answered = [calendar.at(answer["days_ago"]) for answer in row["answers"]]
    # A moderator reads within the day, and before the first answer.
    read = min([sent + timedelta(hours=14), calendar.now, *answered])
    dates = {"submitted_at": sent, "token_expires_at": sent + ASKER_PAGE_LIVES}
    question.screenings.update(created_at=sent)
    question.decisions.update(created_at=read)
    if row["state"] in {State.ASSIGNED, State.ANSWERED}:
        dates["accepted_at"] = read
        question.assignments.update(assigned_at=read)
    if row["state"] == State.DECLINED:
        dates["declined_at"] = read
    if row["state"] == State.ANSWERED:
        dates["answered_at"] = min(answered)
        question.decisions.filter(to_state=State.ANSWERED).update(created_at=min(answered))
    Question.objects.filter(pk=question.pk).update(**dates)


def _oldest_first(row: Row) -> float:
    return -float(row["days_ago"])


def flat(rows: list[Row], parent: Row | None = None) -> Iterator[tuple[Row, Row | None]]:
    """Every comment of a thread with the one that it replies to."""
    for row in rows:
        yield row, parent
        yield from flat(row["replies"], row)
