"""Fills an empty site with the demonstration: once, in one transaction, without a mail."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from questions.demo.letters import Calendar, load_question, set_back
from questions.demo.people import Login, gather, logins, make_topics
from questions.demo.threads import load_thread
from questions.mail.outbox import without_mail
from questions.models import ImportedItem

FOLDER = Path(__file__).parent
# In the ledger of imports; the row stays when a letter is deleted, so that it does not come back.
SOURCE = "demonstration"


def load_demonstration(say: Callable[[str], None]) -> list[Login]:
    """Load what is not there yet and return whom to sign in as."""
    people = _read(FOLDER / "people.json")
    calendar = Calendar(timezone.now())
    with transaction.atomic(), without_mail():
        cast = gather(people)
        make_topics(_read(FOLDER / "topics.json"), people, cast)
        known = set(
            ImportedItem.objects.filter(source=SOURCE).values_list("external_id", flat=True)
        )
        letters = [_read(path) for path in sorted((FOLDER / "letters").glob("*.json"))]
        new = [letter for letter in letters if str(letter["id"]) not in known]
        # The oldest first, so that numbers follow time as on a site that has grown.
        for letter in sorted(new, key=lambda letter: -float(letter["days_ago"])):
            question = load_question(letter, cast, calendar)
            load_thread(question, letter, cast, calendar)
            set_back(question, letter, calendar)
            ImportedItem.objects.create(
                source=SOURCE, kind="letter", external_id=str(letter["id"]), outcome="imported"
            )
            say(f"  {question.get_state_display():<10} {question.title}")
    say(f"{len(new)} letters loaded, {len(letters) - len(new)} were there already.")
    return logins(people, cast)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
