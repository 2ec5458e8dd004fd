"""From the posts of an export to rows: questions and answers, each with its thread."""

import secrets
from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone

from questions import policy
from questions.models import Answer, Question, Topic
from questions.services.texts import set_body
from questions.signatures import initials, make_signature
from questions.wordpress.comments import store_thread
from questions.wordpress.ledger import BEFORE, Ledger, Report
from questions.wordpress.people import Experts
from questions.wordpress.posts import Post, posts_of
from questions.wordpress.read import BadExport, Export
from questions.wordpress.split import Signature

Style = Question.SignatureStyle


def write_export(
    export: Export, *, category: str, named: Sequence[str], say: Callable[[str], None]
) -> Report:
    """Store what is new in an export. The caller owns the transaction."""
    report = Report()
    ledger = Ledger(export.source)
    experts = Experts(export, named=named, report=report)
    # All posts are read before the first is stored: an answer further down may say which account
    # is an expert's, and that account's replies stand under the first ones too.
    for post in posts_of(export, category=category, experts=experts, report=report):
        question = _question(post, ledger, report)
        before = report.comments
        store_thread(question, post, experts=experts, ledger=ledger, report=report)
        ledger.save()
        say(f"Post {post.external_id}, “{question.title}”: {report.comments - before} comments.")
    for note in report.notes:
        say(note)
    return report


def _question(post: Post, ledger: Ledger, report: Report) -> Question:
    """The question of a post: stored now, or by an earlier import."""
    entry = ledger.find("post", post.external_id)
    if entry is not None and entry.question is not None:
        report.skip("post", post.external_id, BEFORE)
        for position, _ in enumerate(post.answers, start=1):
            report.skip("answer", f"{post.external_id}/{position}", BEFORE)
        return entry.question
    question = _store_question(post)
    report.questions += 1
    ledger.note("post", post.external_id, question=question)
    for position, (expert, body) in enumerate(post.answers, start=1):
        answer = Answer(question=question, expert=expert, state=Answer.State.PUBLISHED)
        answer.created_at = answer.updated_at = answer.published_at = post.written
        set_body(answer, body, expert=True)
        _check(answer, f"The answer of {expert} in post {post.external_id}")
        answer.save()
        report.answers += 1
        ledger.note("answer", f"{post.external_id}/{position}", answer=answer)
    return question


def _store_question(post: Post) -> Question:
    name, location = post.signature.name, post.signature.location[: policy.LOCATION_LENGTH]
    style = _style(post.signature)
    question = Question(
        state=Question.State.ANSWERED,
        topic=Topic.objects.filter(slug__in=post.record.categories).first(),
        asker_name=name,
        location=location,
        signature_style=style,
        signature=make_signature(name, location, style),
        token=secrets.token_urlsafe(24),
        token_expires_at=post.written + policy.ASKER_PAGE_LIVES,
        submitted_at=post.written,
        accepted_at=post.written,
        answered_at=post.written,
    )
    if post.record.get("wp:comment_status") == "closed":
        question.comments_closed_at = timezone.now()
    question.set_title(post.title)
    set_body(question, post.letter)
    _check(question, f"Post {post.external_id}")
    question.save()
    return question


def _style(signature: Signature) -> str:
    """As the old page showed the asker, except that a surname is not shown any more."""
    if not signature.name:
        return Style.ANONYMOUS
    plain = signature.name.replace(" ", "")
    return Style.INITIALS if initials(signature.name) in {plain, f"{plain}."} else Style.FIRST_NAME


def _check(row: Question | Answer, what: str) -> None:
    """Nothing is stored that the site's own forms would refuse."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise BadExport(f"{what} cannot be stored: {'; '.join(error.messages)}") from error
