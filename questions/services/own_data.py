"""Everything that a person wrote here, for them to take away."""

from collections.abc import Collection
from typing import Any

from accounts.models import User
from questions.mail.notice import absolute
from questions.models import (
    Answer,
    Assignment,
    Comment,
    Decision,
    Question,
    Report,
    Subscription,
)

Rows = list[dict[str, Any]]

QUESTION_FIELDS = """title body state signature asker_name asker_email location submitted_at
    accepted_at answered_at declined_at decline_reason withdrawn_at""".split()
COMMENT_FIELDS = """body state guest_name guest_email website created_at edited_at approved_at
    decided_at""".split()
ANSWER_FIELDS = "body state created_at updated_at published_at revised_at withdrawn_at".split()
REVISION_FIELDS = "body published_at replaced_at".split()


def own_data(user: User, addresses: Collection[str]) -> dict[str, Any]:
    """As plain values, ready for JSON. `addresses` are those that the person has proved: what
    was sent from them without the account belongs to the person too.
    """
    return {
        "account": _account(user, addresses),
        "questions": _questions(user, addresses),
        "responses": _responses(user, addresses),
        "answers": _answers(user),
        "letters_handed_back": list(
            Assignment.objects.filter(expert__user=user, handed_back_at__isnull=False).values(
                "question__title", "handed_back_at", "handed_back_reason"
            )
        ),
        "subscriptions": list(
            Subscription.objects.of(user, addresses).values(
                "question__title", "email", "created_at", "confirmed_at", "stopped_at"
            )
        ),
        "reports": list(
            Report.objects.filter(reporter=user).values("comment_id", "reason", "created_at")
        ),
        "decisions": list(
            Decision.objects.filter(moderator=user).values(
                "subject", "from_state", "to_state", "reason", "created_at"
            )
        ),
    }


def _account(user: User, addresses: Collection[str]) -> dict[str, Any]:
    profile = getattr(user, "expert", None)
    account: dict[str, Any] = {
        "name": user.name,
        "email": user.email,
        "proved_addresses": sorted(addresses),
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
    }
    if profile is not None:
        shown = ("display_name", "known_as", "credentials", "bio")
        account["expert"] = {name: getattr(profile, name) for name in shown}
        account["expert"]["page"] = absolute(profile.get_absolute_url())
    return account


def _questions(user: User, addresses: Collection[str]) -> Rows:
    rows = Question.objects.sent_by(user, addresses).select_related("topic")
    return [
        {
            **_fields(row, QUESTION_FIELDS),
            "topic": row.topic.name if row.topic else None,
            "page": absolute(row.get_absolute_url()) if row.is_public else None,
        }
        for row in rows
    ]


def _responses(user: User, addresses: Collection[str]) -> Rows:
    rows = Comment.objects.sent_by(user, addresses).select_related("question")
    return [
        {
            **_fields(row, COMMENT_FIELDS),
            "question": row.question.title,
            "page": absolute(row.get_absolute_url()) if row.is_approved else None,
        }
        for row in rows
    ]


def _answers(user: User) -> Rows:
    rows = Answer.objects.filter(expert__user=user).select_related("question")
    return [
        {
            **_fields(row, ANSWER_FIELDS),
            "question": row.question.title,
            "former_texts": [_fields(former, REVISION_FIELDS) for former in row.revisions.all()],
        }
        for row in rows.prefetch_related("revisions").order_by("created_at", "pk")
    ]


def _fields(row: object, names: Collection[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
