"""What became of each row of the file: for the report, and so that no row is imported twice."""

from dataclasses import dataclass, field

from questions.models import Answer, Comment, ImportedItem, Question
from questions.spam import Verdict

IMPORTED, SKIPPED = "imported", "skipped"
BEFORE = "imported before"


@dataclass(slots=True)
class Report:
    """What an import did, in the form in which the command prints it."""

    questions: int = 0
    answers: int = 0
    comments: int = 0
    skipped: list[dict[str, object]] = field(default_factory=list)
    held: list[dict[str, object]] = field(default_factory=list)
    spam: list[dict[str, object]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def skip(self, kind: str, external_id: str, reason: str) -> None:
        self.skipped.append({"kind": kind, "id": external_id, "reason": reason})

    def waits(self, external_id: str, state: str, verdict: Verdict, author: str) -> None:
        """A comment that readers do not see: held for a moderator, or set aside as spam."""
        row = {
            "kind": "comment",
            "id": external_id,
            "author": author,
            # What speaks for the text is not why it waits.
            "reason": "; ".join(item.reason for item in verdict.reasons if item.weight >= 0),
            "score": round(verdict.score, 3),
        }
        (self.spam if state == Comment.State.SPAM else self.held).append(row)

    def as_json(self) -> dict[str, object]:
        names = ("questions", "answers", "comments", "skipped", "held", "spam")
        return {name: getattr(self, name) for name in names}


class Ledger:
    """The rows of one source that earlier imports have stored, and those of this one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._new: list[ImportedItem] = []
        self._known: dict[tuple[str, str], ImportedItem] = {
            (item.kind, item.external_id): item
            for item in ImportedItem.objects.filter(source=source)
        }

    def find(self, kind: str, external_id: str) -> ImportedItem | None:
        """An earlier import's entry for this row."""
        return self._known.get((kind, external_id))

    def note(
        self,
        kind: str,
        external_id: str,
        *,
        outcome: str = IMPORTED,
        reason: str = "",
        question: Question | None = None,
        answer: Answer | None = None,
        comment: Comment | None = None,
    ) -> None:
        """Remember a row; `save` writes what was remembered."""
        item = ImportedItem(
            source=self.source,
            kind=kind,
            external_id=external_id,
            outcome=outcome,
            reason=reason[:200],
            question=question,
            answer=answer,
            comment=comment,
        )
        self._known[(kind, external_id)] = item
        self._new.append(item)

    def save(self) -> None:
        ImportedItem.objects.bulk_create(self._new, batch_size=500)
        self._new.clear()
