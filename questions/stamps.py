"""Signed stamps in guests' forms: which form it was and when it was made, without a cookie.

The time is cut to ten minutes, so that the page around it stays the same for that long and can be
answered by 304.
"""

import time

from django.core import signing

ROUNDED_TO = 600
LIVES = 24 * 3600


class ExpiredStamp(ValueError):
    """The stamp is old, made for another form, or not ours."""


def make_stamp(subject: str) -> str:
    made = int(time.time()) // ROUNDED_TO * ROUNDED_TO
    return signing.Signer(salt="questions.stamp").sign(f"{subject}:{made}")


def check_stamp(stamp: str, subject: str) -> None:
    """Raise ExpiredStamp unless this stamp was made for this form within a day."""
    try:
        value = signing.Signer(salt="questions.stamp").unsign(stamp)
        made_for, made = value.rsplit(":", 1)
        age = time.time() - int(made)
    except (signing.BadSignature, ValueError) as error:
        raise ExpiredStamp(stamp) from error
    # A clock that jumped back makes stamps of the future: they fail closed.
    if made_for != subject or not -ROUNDED_TO <= age <= LIVES:
        raise ExpiredStamp(stamp)
