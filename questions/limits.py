"""How often one address or account may do a thing; whoever does more is told when to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


Chosen = TypeVar("Chosen")


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


QUESTIONS: dict[str, Sequence[Limit]] = {
    "guest": (Limit(3, HOUR), Limit(10, DAY)),
    "member": (Limit(5, HOUR),),
}
COMMENTS: dict[str, Sequence[Limit]] = {
    "guest": (Limit(5, 10 * MINUTE), Limit(30, DAY)),
    "member": (Limit(10, 10 * MINUTE),),
}
PREVIEWS = {"guest": Limit(20, MINUTE), "member": Limit(60, MINUTE)}
REPORTS = {"guest": Limit(10, DAY), "member": Limit(30, DAY)}
WARNINGS = {"guest": Limit(5, 10 * MINUTE), "member": Limit(10, 10 * MINUTE)}
SEARCHES = {"guest": Limit(30, MINUTE), "member": Limit(60, MINUTE)}


def check_rows(rows: QuerySet[Any], when: str, limits: Sequence[Limit]) -> None:
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


def of(user: Any, limits: dict[str, Chosen]) -> Chosen:
    """The member's or the guest's part of a pair of limits."""
    return limits["member" if user.is_authenticated else "guest"]
