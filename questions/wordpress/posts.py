"""Which posts of the file become questions, and what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import ExpertProfile
from accounts.names import clean_name
from questions import policy
from questions.rendering import is_blank
from questions.wordpress.ledger import Report
from questions.wordpress.markup import to_line, to_markdown
from questions.wordpress.people import Experts
from questions.wordpress.read import Export, Record
from questions.wordpress.split import Column, Signature, clean_title, split
from questions.wordpress.values import moment, number

MAX_CONTENT = 200_000  # with all its markup; a letter and four long answers have 60,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that becomes a question: its letter, and one answer an expert."""

    external_id: str
    title: str
    letter: str
    signature: Signature
    answers: Sequence[tuple[ExpertProfile, str]]
    written: datetime
    record: Record
    base: str


def posts_of(export: Export, *, category: str, experts: Experts, report: Report) -> list[Post]:
    """The posts with an expert's answer in them; each other row is reported with its reason."""
    posts: dict[str, Post] = {}
    for item in export.items:
        external_id = number(item.get("wp:post_id"))
        if external_id is None:
            _skip(item, "its id is not a number", report)
        elif external_id in posts:
            _skip(item, "the file has this id twice", report)
        elif refusal := _not_wanted(item, category):
            _skip(item, refusal, report)
        else:
            post = _post(item, external_id, export.source, experts)
            if isinstance(post, Post):
                posts[external_id] = post
            else:
                _skip(item, post, report)
    return list(posts.values())


def _skip(item: Record, reason: str, report: Report) -> None:
    """A post that is left out takes its comments with it; each is accounted for."""
    kind, external_id = item.get("wp:post_type")[:40] or "post", item.get("wp:post_id")[:40]
    report.skip(kind, external_id, reason)
    for comment in item.comments:
        report.skip(
            comment.get("wp:comment_type")[:40] or "comment",
            comment.get("wp:comment_id")[:40],
            f"its {kind} was not imported",
        )


def _not_wanted(item: Record, category: str) -> str:
    kind, status = item.get("wp:post_type") or "post", item.get("wp:status")
    if kind != "post":
        return f"of the type “{kind[:40]}”, not a post"
    if status != "publish":
        return f"not public on the old site: “{status[:40]}”"
    if item.get("wp:post_password"):
        return "behind a password on the old site"
    if category and category not in item.categories:
        return f"not in the category “{category}”"
    return ""


def _post(item: Record, external_id: str, source: str, experts: Experts) -> Post | str:
    """A post's values, or in words why it cannot become a question."""
    written = moment(item, "post_date")
    if written is None:
        return "its date cannot be read"
    title = clean_name(clean_title(to_line(item.get("title"))))
    if not title:
        return "it has no title"
    base, content = item.get("link") or source, item.get("content:encoded")
    if len(content) > MAX_CONTENT:
        return f"longer than {MAX_CONTENT:,} characters"
    column = split(to_markdown(content, base=base), experts.is_expert)
    if refusal := _unfit(column):
        return refusal
    return Post(
        external_id=external_id,
        title=_fitting(title),
        letter=column.letter,
        signature=column.signature,
        answers=[(experts.of_heading(part.heading), part.body) for part in column.parts],
        written=written,
        record=item,
        base=base,
    )


def _unfit(column: Column) -> str:
    """What the site's own rules refuse in a letter or an answer; a text is never cut."""
    if not column.parts:
        return "no expert's answer was found in it"
    if is_blank(column.letter):
        return "no letter was found before the answers"
    if len(column.letter) > policy.BODY_LENGTH:
        return f"its letter is longer than {policy.BODY_LENGTH:,} characters"
    if any(is_blank(part.body) for part in column.parts):
        return "an answer in it is blank"
    if any(len(part.body) > policy.EXPERT_BODY_LENGTH for part in column.parts):
        return f"an answer in it is longer than {policy.EXPERT_BODY_LENGTH:,} characters"
    return ""


def _fitting(title: str) -> str:
    """A title that is too long for a line here ends with a sign that it went on."""
    if len(title) <= policy.TITLE_LENGTH:
        return title
    return title[: policy.TITLE_LENGTH - 2].rsplit(" ", 1)[0] + " …"
