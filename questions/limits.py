"""How often one address or account may do a thing; whoever does more is told when to go on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class TooMany(Exception):  # said to a person, not a fault
    """The limit is reached; `again_at` says when it is not any more."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at

    @property
    def seconds(self) -> int:
        return max(1, int((self.again_at - timezone.now()).total_seconds()) + 1)


@dataclass(frozen=True, slots=True)
class Limit:
    number: int
    within: timedelta


QUESTIONS_BY_GUEST = (Limit(3, HOUR), Limit(10, DAY))
QUESTIONS_BY_MEMBER = (Limit(5, HOUR),)
COMMENTS_BY_GUEST = (Limit(5, 10 * MINUTE), Limit(30, DAY))
COMMENTS_BY_MEMBER = (Limit(10, 10 * MINUTE),)
PREVIEWS = {"guest": Limit(20, MINUTE), "member": Limit(60, MINUTE)}
REPORTS = {"guest": Limit(10, DAY), "member": Limit(30, DAY)}
WARNINGS = {"guest": Limit(5, 10 * MINUTE), "member": Limit(10, 10 * MINUTE)}
SEARCHES = {"guest": Limit(30, MINUTE), "member": Limit(60, MINUTE)}


def check_rows(rows: QuerySet[Any], when: str, limits: tuple[Limit, ...]) -> None:
    """Raise TooMany when this sender's stored rows reach a limit. Counted in the database, so that
    no cache that fails can open the gate.
    """
    now = timezone.now()
    for limit in limits:
        recent = rows.filter(**{f"{when}__gt": now - limit.within}).order_by(f"-{when}")
        times = list(recent.values_list(when, flat=True)[: limit.number])
        if len(times) == limit.number:
            raise TooMany(times[-1] + limit.within)


def check_count(action: str, who: str, limit: Limit) -> None:
    """Raise TooMany when `who` did this more often than the limit in the running window."""
    seconds = int(limit.within.total_seconds())
    window = int(timezone.now().timestamp()) // seconds
    key = f"limit:{action}:{who}:{window}"
    if cache.add(key, 1, timeout=seconds):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        count = 1
        cache.set(key, count, timeout=seconds)
    if count > limit.number:
        end = datetime.fromtimestamp((window + 1) * seconds, tz=timezone.get_current_timezone())
        raise TooMany(end)


def by_sender(user_field: str, user: Any, key: str) -> Q:
    """The rows of one account, or of one address where nobody is signed in."""
    if user.is_authenticated:
        return Q(**{user_field: user})
    return Q(**{f"{user_field}__isnull": True, "sender_key": key})
