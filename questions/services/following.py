"""Following a question by mail: asked for, confirmed by guests, stopped by one press."""

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from questions.models import Question, Subscription
from questions.services import notifying

if TYPE_CHECKING:
    from questions.services.commenting import Writer


@transaction.atomic
def follow(*, question: Question, writer: "Writer") -> Subscription:
    """Subscribe a writer to replies. A guest's address is asked to confirm first, once."""
    subscription, is_new = Subscription.objects.get_or_create(
        question=question,
        email=writer.address,
        defaults={
            "user": writer.user,
            "token": secrets.token_urlsafe(24),
            "confirmed_at": timezone.now() if writer.user is not None else None,
        },
    )
    if is_new and subscription.confirmed_at is None:
        notifying.confirm_subscription(subscription)
    elif not is_new and writer.user is not None:
        # The account has proved the address, whoever typed it first.
        confirm(subscription)
    return subscription


def confirm(subscription: Subscription) -> None:
    """The owner of the address wants the mail; also after having stopped it."""
    subscription.confirmed_at = subscription.confirmed_at or timezone.now()
    subscription.stopped_at = None
    subscription.save(update_fields=["confirmed_at", "stopped_at"])


def stop(subscription: Subscription) -> None:
    if subscription.stopped_at is None:
        subscription.stopped_at = timezone.now()
        subscription.save(update_fields=["stopped_at"])


def stop_asker_mail(question: Question) -> None:
    """The asker wants no more mail about the letter: a subscription that is stopped says so."""
    subscription, _ = Subscription.objects.get_or_create(
        question=question,
        email=question.asker_email,
        defaults={"user": question.asker, "token": secrets.token_urlsafe(24)},
    )
    stop(subscription)


def asker_mail_is_stopped(question: Question) -> bool:
    stopped = Subscription.objects.stopped()
    return bool(stopped.filter(question=question, email=question.asker_email).exists())
