"""The honest numbers on the front page."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from questions.models import Question

# Enough for a fair median, few enough to read on every visit.
SAMPLE = 200


@dataclass(frozen=True, slots=True)
class SiteNumbers:
    answered: int
    # Half of the newest answered letters had their first answer within so many days.
    median_days: int | None


def site_numbers() -> SiteNumbers:
    """Two queries."""
    public = Question.objects.public()
    waits = [
        max(answered - submitted, timedelta())
        for submitted, answered in public.newest().values_list("submitted_at", "answered_at")[
            :SAMPLE
        ]
    ]
    days = max(1, round(median(waits) / timedelta(days=1))) if waits else None
    return SiteNumbers(answered=public.count(), median_days=days)
