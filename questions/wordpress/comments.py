"""A post's comments, judged by the filter and stored level by level."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from django.db.models import Count, Max

from accounts.names import reads_like
from questions.models import Comment, Question, Screening
from questions.policy import MAX_THREAD_DEPTH
from questions.rendering import plain_text
from questions.services.screening import STATE_AFTER, judge
from questions.services.texts import set_body
from questions.spam import Evidence, Outcome, Post, Verdict, fingerprint
from questions.wordpress import posts
from questions.wordpress.ledger import Ledger, Report
from questions.wordpress.people import Experts
from questions.wordpress.read import Record
from questions.wordpress.thread import Draft, drafts_of, levels, mark_asker

BATCH = 500
NOBODY = "Anonymous"
# What a row was on the old site, if not public: it does not become public here by itself.
OLD_STATES = {
    "spam": (Outcome.SPAM, Evidence("old_site_spam", 0.0, "the old site had it as spam")),
    "0": (Outcome.HOLD, Evidence("old_site_held", 0.0, "the old site had not approved it")),
}
EXPERTS_NAME = Evidence("experts_name", 0.0, "a guest under a name that reads like an expert's")


def store_thread(
    question: Question, post: posts.Post, *, experts: Experts, ledger: Ledger, report: Report
) -> None:
    """Store the comments of a post that no import has stored yet."""
    records = post.record.comments
    drafts = drafts_of(records, base=post.base, experts=experts, ledger=ledger, report=report)
    mark_asker(drafts, question)
    before = _stored_before(question, ledger, records)
    writer = _Writer(question, drafts, before, experts.names())
    for level in levels(drafts, records, set(before), report):
        writer.store(level)
    writer.finish()
    for draft in drafts.values():
        comment, verdict = writer.stored[draft.external_id], writer.verdicts[draft.external_id]
        ledger.note("comment", draft.external_id, comment=comment)
        report.comments += 1
        if not comment.is_approved:
            report.waits(draft.external_id, comment.state, verdict, comment.author_name)


def _stored_before(
    question: Question, ledger: Ledger, records: Iterable[Record]
) -> dict[str, Comment]:
    """The comments of this thread that an earlier import has brought, by their old ids."""
    there: dict[int, Comment] = Comment.objects.filter(question=question).in_bulk()
    ids = [record.get("wp:comment_id") for record in records]
    entries = {old: ledger.find("comment", old) for old in ids}
    return {
        old: there[entry.comment_id]
        for old, entry in entries.items()
        if entry is not None and entry.comment_id in there
    }


class _Writer:
    """Stores drafts under one question, in few queries for any number."""

    def __init__(
        self,
        question: Question,
        drafts: dict[str, Draft],
        before: dict[str, Comment],
        experts_names: Sequence[str],
    ) -> None:
        self.question = question
        self.article = _article(question)
        self.stored: dict[str, Comment] = dict(before)
        self.verdicts: dict[str, Verdict] = {}
        self.experts_names = experts_names
        self.prints = {old: fingerprint(draft.body) for old, draft in drafts.items()}
        self.copies = _copies(question, set(self.prints.values()))
        self.spammers = _spammers({draft.email for draft in drafts.values()})

    def store(self, level: Sequence[Draft]) -> None:
        """Store comments whose parents are all stored."""
        made = [self._comment(draft) for draft in level]
        for draft, comment in zip(level, made, strict=True):
            verdict = self.verdicts[draft.external_id] = self._judge(draft, comment)
            comment.state = STATE_AFTER[verdict.outcome]
            comment.approved_at = draft.written if comment.is_approved else None
        Comment.objects.bulk_create(made, batch_size=BATCH)
        for draft, comment in zip(level, made, strict=True):
            comment.place_under(comment.parent)
            self.stored[draft.external_id] = comment

    def _comment(self, draft: Draft) -> Comment:
        parent = self.stored[draft.parent] if draft.parent is not None else None
        comment = Comment(
            question=self.question,
            parent=parent,
            # The path needs the row's id, the depth does not; `finish` stores both.
            depth=_depth_under(parent),
            by_asker=draft.by_asker,
            created_at=draft.written,
            fingerprint=self.prints[draft.external_id],
        )
        if draft.expert is not None:
            comment.author, comment.expert = draft.expert.user, draft.expert
        else:
            comment.guest_name = draft.name or NOBODY
            comment.guest_email, comment.website = draft.email, draft.website
        set_body(comment, draft.body)
        return comment

    def _judge(self, draft: Draft, comment: Comment) -> Verdict:
        """The filter's verdict; what the old site kept back stays back whatever it says."""
        verdict = judge(
            Post(
                text=comment.body,
                author_name=comment.author_name,
                author_email=comment.author_email,
                author_url=comment.website,
                is_reply=comment.parent is not None,
                article_title=self.question.title,
                article_text=self.article,
                parent_text=plain_text(comment.parent.body_html) if comment.parent else "",
                spam_before=self.spammers[draft.email],
                is_member_of_staff=comment.expert is not None,
                is_asker=comment.by_asker,
                same_text_elsewhere=self.copies[comment.fingerprint],
            )
        )
        if draft.approved != "1":
            verdict = _kept_back(verdict, *OLD_STATES.get(draft.approved, OLD_STATES["0"]))
        elif comment.expert is None and self._imitates(comment.guest_name):
            verdict = _kept_back(verdict, Outcome.HOLD, EXPERTS_NAME)
        return verdict

    def _imitates(self, name: str) -> bool:
        return any(reads_like(name, taken) for taken in self.experts_names)

    def finish(self) -> None:
        """Store the places and the verdicts, and when the last public word was said."""
        new = [self.stored[old] for old in self.verdicts]
        Comment.objects.bulk_update(new, ["path", "depth"], batch_size=BATCH)
        Screening.objects.bulk_create(
            (_screening(self.stored[old], verdict) for old, verdict in self.verdicts.items()),
            batch_size=BATCH,
        )
        approved = self.question.comments.approved()
        self.question.last_comment_at = approved.aggregate(last=Max("created_at"))["last"]
        self.question.save(update_fields=["last_comment_at"])


def _article(question: Question) -> str:
    """What the page is about, by which the filter knows a reply that is about something else."""
    answers = question.answers.published().in_order().values_list("body_html", flat=True)
    return "\n\n".join(plain_text(html) for html in (question.body_html, *answers))


def _depth_under(parent: Comment | None) -> int:
    return 0 if parent is None else min(parent.depth + 1, MAX_THREAD_DEPTH)


def _kept_back(verdict: Verdict, outcome: Outcome, reason: Evidence) -> Verdict:
    stricter = Outcome.SPAM if Outcome.SPAM in {verdict.outcome, outcome} else Outcome.HOLD
    return replace(verdict, outcome=stricter, reasons=(reason, *verdict.reasons))


def _screening(comment: Comment, verdict: Verdict) -> Screening:
    return Screening(
        comment=comment,
        score=verdict.score,
        total=verdict.total,
        outcome=verdict.outcome.value,
        reasons=[asdict(reason) for reason in verdict.reasons],
        filter_version=verdict.version,
    )


def _copies(question: Question, prints: set[str]) -> Counter[str]:
    """How often each text stands under other questions."""
    found: Counter[str] = Counter()
    others = Comment.objects.exclude(question=question).values("fingerprint")
    for some in _chunks(sorted(prints - {""})):
        rows = others.filter(fingerprint__in=some).annotate(number=Count("pk"))
        found.update({row["fingerprint"]: row["number"] for row in rows})
    return found


def _spammers(addresses: set[str]) -> Counter[str]:
    """How much spam came under each address."""
    found: Counter[str] = Counter()
    spam = Comment.objects.filter(state=Comment.State.SPAM).values("guest_email")
    for some in _chunks(sorted(addresses - {""})):
        rows = spam.filter(guest_email__in=some).annotate(number=Count("pk"))
        found.update({row["guest_email"]: row["number"] for row in rows})
    return found


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
