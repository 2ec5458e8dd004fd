"""The honest numbers on the front page."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from questions.models import Question

# Enough for a fair median, few enough to read on every visit.
SAMPLE = 200
DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class SiteNumbers:
    answered: int
    # Half of the newest answered letters had their first answer within so many days.
    median_days: int | None


def site_numbers() -> SiteNumbers:
    """Two queries."""
    public: Any = Question.objects.public()
    waits = [
        max((answered - submitted).total_seconds(), 0)
        for submitted, answered in public.newest().values_list("submitted_at", "answered_at")[
            :SAMPLE
        ]
    ]
    days = max(1, round(median(waits) / DAY)) if waits else None
    return SiteNumbers(answered=public.count(), median_days=days)
