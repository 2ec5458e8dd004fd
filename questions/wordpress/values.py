"""Single values of the file, judged: dates, numbers, addresses; None or "" where they are unfit."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone

from questions import policy
from questions.wordpress.read import Record

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_WEBSITE = URLValidator(schemes=["http", "https"])


def number(text: str) -> str | None:
    """An id, as WordPress counts them; 0 is none."""
    return text if re.fullmatch(r"[1-9][0-9]{0,18}", text) else None


def moment(record: Record, name: str) -> datetime | None:
    """When a row was written. Old drafts have zeros for the date in GMT and the local one only,
    whose zone the file does not tell: it is read as GMT.
    """
    for field in (f"wp:{name}_gmt", f"wp:{name}"):
        try:
            found = datetime.fromisoformat(record.get(field)).replace(tzinfo=UTC)
        except ValueError:
            continue
        return _plausible(found)
    try:
        found = parsedate_to_datetime(record.get("pubDate"))
    except (ValueError, TypeError, OverflowError):
        return None
    return _plausible(found if found.tzinfo else found.replace(tzinfo=UTC))


def _plausible(when: datetime) -> datetime | None:
    """A date before the web or after today is a mistake, and would set a thread out of order."""
    return when if EARLIEST <= when <= timezone.now() + timedelta(days=1) else None


def email(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= 254 else ""


def website(text: str) -> str:
    address = text.strip()
    if len(address) > policy.WEBSITE_LENGTH:
        return ""
    try:
        _WEBSITE(address)
    except ValidationError:
        return ""
    return address
