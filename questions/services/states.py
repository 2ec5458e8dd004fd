"""The one way in which a question, an answer or a comment changes its state."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.timesince import timesince

from accounts.models import User
from questions.models import Answer, Comment, Decision, Question

Row = TypeVar("Row", Question, Answer, Comment)


# The reason in the decision of an author who deletes a response: moderators cannot turn it round.
TAKEN_BACK = "Taken back by its author."


class StaleState(ValidationError):
    """Somebody or something was quicker: the row is no longer in the state that was expected."""


def lock(row: Row) -> Row:
    """The same row, fresh from the database and locked until the transaction ends."""
    model: Any = type(row)
    locked: Row = model.objects.select_for_update().get(pk=row.pk)
    return locked


@transaction.atomic
def change_state(
    row: Row,
    *,
    expected: Iterable[str],
    to: str,
    by: User | None,
    reason: str = "",
    undoes: Decision | None = None,
    **fields: Any,
) -> tuple[Row, Decision]:
    """Move a row to another state and write down who did it, when and why.

    `fields` are stored with the state. `by` is None where the site itself acts for a guest.
    Returns the fresh row and the decision; raises StaleState when the row was not in one of the
    expected states.
    """
    fresh = lock(row)
    if fresh.state not in set(expected):
        raise StaleState(stale_message(fresh), code="stale")
    decision = Decision(
        **{str(fresh._meta.model_name): fresh},
        subject=f"{fresh._meta.model_name} {fresh.pk}",
        moderator=by,
        from_state=fresh.state,
        to_state=to,
        reason=reason,
        undoes=undoes,
    )
    fresh.state = to
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=["state", *fields])
    decision.save()
    return fresh, decision


def stale_message(row: Question | Answer | Comment) -> str:
    """Says what happened meanwhile, and through whom."""
    last = row.decisions.select_related("moderator").first()
    if last is None:
        return f"This is {row.get_state_display().lower()} already."
    who = last.moderator.get_full_name() if last.moderator else "The sender"
    ago = timesince(last.created_at, timezone.now()).split(",")[0]
    return f"{who} handled this {ago} ago: it is now {row.get_state_display().lower()}."
