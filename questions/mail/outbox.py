"""The outbox: mail is stored with the change that causes it, and sent once that has lasted."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from questions.mail.notice import Notice, thread_id
from questions.models import Comment, OutboxMail

log = logging.getLogger("forum.mail")

FIRST_WAIT = timedelta(minutes=1)
# Longer than a server that hangs is waited for (EMAIL_TIMEOUT, at each of a few steps).
TAKEN_FOR = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=48)
BATCH = 50

_silent: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def without_mail() -> Iterator[None]:
    """Inside it nothing is queued: for letters of people who do not exist."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def queue(notice: Notice, *, comment: Comment | None = None) -> OutboxMail | None:
    """Store a mail in the current transaction; it leaves after the commit, or never.

    Mail about a comment names it, so that hiding the comment can stop the mail.
    """
    if _silent.get():
        return None
    mail = OutboxMail.objects.create(
        to=notice.to,
        subject=" ".join(notice.subject.split())[:250],
        text=notice.as_text(),
        html=notice.as_html(),
        headers=notice.headers(),
        comment=comment,
    )
    transaction.on_commit(deliver_soon)
    return mail


def deliver_soon() -> None:
    """Send what is due in the way that the settings name; never fails the request."""
    if settings.MAIL_DELIVERY == "inline":
        deliver_due()
    elif settings.MAIL_DELIVERY == "thread":
        threading.Thread(target=_deliver_in_thread, name="mail", daemon=True).start()


def _deliver_in_thread() -> None:
    try:
        deliver_due()
    except Exception:
        log.exception("The mail queue could not be worked on; the mail stays in it.")
    finally:
        connection.close()


def deliver_due(limit: int = BATCH) -> dict[str, int]:
    """Send up to `limit` due mails, each once; returns how many were sent and how many failed."""
    counts = {"sent": 0, "failed": 0}
    for pk in list(OutboxMail.objects.due().values_list("pk", flat=True)[:limit]):
        outcome = _deliver(pk)
        if outcome:
            counts[outcome] += 1
    return counts


def _deliver(pk: int) -> str | None:
    """Send one mail; None where another process has taken it.

    No transaction is open while a server takes its time: on SQLite it would stop every writer.
    """
    mail = _take(pk)
    if mail is None:
        return None
    try:
        _send(mail, get_connection())
    except Exception as error:
        # SMTP servers fail in many ways; whatever it was, the mail waits for its next try.
        _postpone(mail, error)
        return "failed"
    OutboxMail.objects.filter(pk=pk).update(sent_at=timezone.now())
    return "sent"


def _take(pk: int) -> OutboxMail | None:
    """Take a mail for this process in one statement, for as long as a sending may last; should
    the process end before that, the mail is due again.
    """
    taken = OutboxMail.objects.due().filter(pk=pk).update(send_after=timezone.now() + TAKEN_FOR)
    return OutboxMail.objects.filter(pk=pk).first() if taken else None


def _send(mail: OutboxMail, backend: BaseEmailBackend) -> None:
    # The id is fixed, so that a mail sent twice by a crash is shown once.
    headers = {"Message-ID": thread_id(f"mail-{mail.pk}"), **mail.headers}
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers=headers,
        connection=backend,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()


def _postpone(mail: OutboxMail, error: Exception) -> None:
    """Wait twice as long after each failure, and set the mail aside after two days."""
    mail.attempts += 1
    mail.last_error = type(error).__name__[:200]
    mail.send_after = timezone.now() + FIRST_WAIT * 2 ** min(mail.attempts, 10)
    if timezone.now() - mail.created_at > GIVE_UP_AFTER:
        mail.gave_up_at = timezone.now()
    mail.save(update_fields=["attempts", "last_error", "send_after", "gave_up_at"])
    log.warning("Mail %s was not sent (%s), try %s.", mail.pk, mail.last_error, mail.attempts)


@transaction.atomic
def try_again(mails: QuerySet[OutboxMail]) -> int:
    """Put what was not sent yet back at the head of the queue; returns how many there were."""
    unsent = mails.filter(sent_at=None)
    number = unsent.update(gave_up_at=None, send_after=timezone.now())
    transaction.on_commit(deliver_soon)
    return number
