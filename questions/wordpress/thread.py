"""The comments of one post: which are taken over, in whose name, and under which other one."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import ExpertProfile
from accounts.names import clean_name, skeleton
from questions import policy
from questions.models import Question
from questions.rendering import is_blank, plain_text, render
from questions.wordpress.ledger import BEFORE, SKIPPED, Ledger, Report
from questions.wordpress.markup import to_line, to_markdown
from questions.wordpress.people import Experts
from questions.wordpress.read import Record
from questions.wordpress.values import email, moment, number, website

MAX_CONTENT = 70_000  # WordPress cuts a comment at 65,525 bytes
_PINGS = {"pingback", "trackback"}
_TRASH = {"trash", "post-trashed"}


@dataclass(slots=True, kw_only=True)
class Draft:
    """A comment that will be stored. `parent` is the old id of the comment it stands under."""

    external_id: str
    parent: str | None
    written: datetime
    name: str
    email: str
    website: str
    body: str
    approved: str
    expert: ExpertProfile | None
    by_asker: bool = False


def drafts_of(
    records: Iterable[Record], *, base: str, experts: Experts, ledger: Ledger, report: Report
) -> dict[str, Draft]:
    """The comments to store by their old ids; each other row is reported with its reason."""
    drafts: dict[str, Draft] = {}
    for record in records:
        kind = record.get("wp:comment_type") or "comment"
        external_id = number(record.get("wp:comment_id"))
        if external_id is None:
            report.skip(kind, record.get("wp:comment_id")[:40], "its id is not a number")
            continue
        if external_id in drafts:
            report.skip(kind, external_id, "the file has this id twice")
            continue
        if (entry := ledger.find("comment", external_id)) is not None:
            report.skip(kind, external_id, entry.reason or BEFORE)
            continue
        draft = _draft(record, external_id, base, experts)
        if isinstance(draft, str):
            report.skip(kind, external_id, draft)
            ledger.note("comment", external_id, outcome=SKIPPED, reason=draft)
        else:
            drafts[external_id] = draft
    return drafts


def _draft(record: Record, external_id: str, base: str, experts: Experts) -> Draft | str:
    """A comment's values, or in words why it is not taken over."""
    kind = record.get("wp:comment_type") or "comment"
    if kind != "comment":
        return f"a {kind} is no comment" if kind in _PINGS else f"of the type “{kind[:40]}”"
    if record.get("wp:comment_approved") in _TRASH:
        return "it lay in the old site's trash"
    written = moment(record, "comment_date")
    if written is None:
        return "its date cannot be read"
    content = record.get("wp:comment_content")
    if len(content) > MAX_CONTENT:
        return "longer than any comment of WordPress"
    body = to_markdown(content, base=base)
    if is_blank(plain_text(render(body))):
        return "blank: readers would see nothing"
    if len(body) > policy.BODY_LENGTH:
        return f"longer than {policy.BODY_LENGTH:,} characters"
    return Draft(
        external_id=external_id,
        parent=number(record.get("wp:comment_parent")),
        written=written,
        name=clean_name(to_line(record.get("wp:comment_author")))[: policy.NAME_LENGTH].strip(),
        email=email(record.get("wp:comment_author_email")),
        website=website(record.get("wp:comment_author_url")),
        body=body,
        approved=record.get("wp:comment_approved"),
        expert=experts.of_user_id(record.get("wp:comment_user_id")),
    )


def mark_asker(drafts: Mapping[str, Draft], question: Question) -> None:
    """The asker's own replies: by the name under the letter, and from then on by one address."""
    wanted, address = skeleton(question.asker_name), None
    for draft in sorted(drafts.values(), key=_order):
        if not wanted or draft.expert is not None or skeleton(draft.name) != wanted:
            continue
        if address is None:
            address = draft.email
        draft.by_asker = draft.email == address


def levels(
    drafts: Mapping[str, Draft], records: Iterable[Record], stored: set[str], report: Report
) -> list[list[Draft]]:
    """The drafts by depth, each level in the order of writing, parents before their replies.

    A reply to a row that was not taken over moves up to the nearest one that was. `stored` are
    the ids that an earlier import has brought.
    """
    above = {record.get("wp:comment_id"): record.get("wp:comment_parent") for record in records}
    children: dict[str | None, list[Draft]] = defaultdict(list)
    for draft in drafts.values():
        draft.parent = _standing(draft, above, drafts.keys() | stored, report)
        children[draft.parent if draft.parent in drafts else None].append(draft)
    reached = _walk(children[None], children)
    for draft in sorted(drafts.values(), key=_order):
        if draft.external_id not in reached:
            report.notes.append(f"Comment {draft.external_id} replies to itself; it stands alone.")
            draft.parent = None
            reached |= _walk([draft], children, depth_of=reached)
    by_depth: dict[int, list[Draft]] = defaultdict(list)
    for external_id, depth in reached.items():
        by_depth[depth].append(drafts[external_id])
    return [sorted(by_depth[depth], key=_order) for depth in sorted(by_depth)]


def _walk(
    roots: Sequence[Draft],
    children: Mapping[str | None, list[Draft]],
    depth_of: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """How deep each draft below these lies; what `depth_of` has already is left out."""
    found: dict[str, int] = {}
    queue = deque((root, 0) for root in roots)
    while queue:
        draft, depth = queue.popleft()
        if draft.external_id in found or draft.external_id in (depth_of or {}):
            continue
        found[draft.external_id] = depth
        queue.extend((reply, depth + 1) for reply in children.get(draft.external_id, ()))
    return found


def _standing(
    draft: Draft, above: Mapping[str, str], standing: set[str], report: Report
) -> str | None:
    """The nearest comment above this one that is in the thread."""
    seen: set[str] = set()
    parent = draft.parent
    while parent is not None and parent not in standing:
        if parent not in above or parent in seen:
            report.notes.append(
                f"Comment {draft.external_id} replies to {parent}, which is not in the file."
            )
            return None
        seen.add(parent)
        parent = number(above[parent])
    return parent


def _order(draft: Draft) -> tuple[datetime, int]:
    return draft.written, int(draft.external_id)
