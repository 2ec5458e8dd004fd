"""Which comments make a page: a whole thread while it is short, else some roots with the beginning
of their branches, each of which goes on on pages of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import Left, RowNumber

from questions import policy
from questions.models import Comment, Question
from questions.models.comment import PATH_STEP
from questions.threads.arranging import NOBODY, Node, Viewer, arrange

# Behind every path that begins like the one before it, in every collation.
_END = "z" * (PATH_STEP + 1)


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a thread, with the true number of responses over all its pages.

    `branch` is the root whose branch goes on here, None on the pages of roots.
    """

    nodes: list[Node]
    response_count: int
    number: int
    pages: int
    branch: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands: on a page of roots, or in a further part of its root's branch."""

    page: int = 1
    branch: int | None = None

    def as_query(self) -> str:
        if self.branch is not None:
            return f"?branch={self.branch}&page={self.page}"
        return f"?page={self.page}" if self.page > 1 else ""


def load_page(
    question: Question,
    *,
    viewer: Viewer = NOBODY,
    number: int = 1,
    newest_first: bool = False,
    now: datetime | None = None,
) -> ThreadPage:
    """Read one page of a thread: three queries, whatever its length."""
    comments = Comment.objects.filter(question=question)
    visible = comments.visible_to(viewer.user_pk, viewer.own)
    starts = list(visible.roots().order_by("path").values_list("path", flat=True))
    count = comments.approved().count()
    is_long = count > policy.WHOLE_THREAD
    size = policy.ROOTS_A_PAGE if is_long else max(1, len(starts))
    pages = max(1, -(-len(starts) // size))
    number = min(number, pages)
    first = size * (pages - number if newest_first else number - 1)
    within = starts[first : first + size + 1]
    here = visible.for_thread()
    if within:
        here = here.filter(path__gte=within[0])
    if len(within) > size:
        here = here.filter(path__lt=within[-1])
    rows, cut = _beginnings(here) if is_long else (here, {})
    nodes = arrange(rows, viewer=viewer, newest_first=newest_first, first_number=first + 1, now=now)
    _mark(nodes, cut)
    return ThreadPage(nodes, count, number, pages)


def _beginnings(rows: Any) -> tuple[list[Comment], dict[int, int]]:
    """The first part of each branch, and by their last comment the parts that follow."""
    place = Window(RowNumber(), partition_by=[Left("path", PATH_STEP)], order_by=F("path").asc())
    some = list(rows.annotate(place=place).filter(place__lte=policy.BRANCH_PART + 1))
    cut = {}
    for before, row in pairwise(some):
        if row.place > policy.BRANCH_PART:
            cut[before.pk] = 2
    return [row for row in some if row.place <= policy.BRANCH_PART], cut


def _mark(nodes: list[Node], cut: dict[int, int]) -> None:
    for node in nodes:
        node.continued_in = cut.get(node.comment.pk)


def load_branch(
    root: Comment,
    *,
    viewer: Viewer = NOBODY,
    number: int = 1,
    now: datetime | None = None,
) -> ThreadPage:
    """Read a further part of one long branch, below the comments that it answers; five queries."""
    comments = Comment.objects.filter(question=root.question_id)
    branch = comments.visible_to(viewer.user_pk, viewer.own).filter(
        path__gte=root.path, path__lt=root.path + _END
    )
    pages = max(1, -(-branch.count() // policy.BRANCH_PART))
    number = min(number, pages)
    first = (number - 1) * policy.BRANCH_PART
    rows = list(branch.for_thread()[first : first + policy.BRANCH_PART])
    above = _above(rows[0]) if rows else []
    rows = [*comments.filter(path__in=above).for_thread(), *rows]
    nodes = arrange(rows, viewer=viewer, first_number=_number_of(root, comments), now=now)
    if number < pages and rows:
        _mark(nodes, {rows[-1].pk: number + 1})
    return ThreadPage(nodes, comments.approved().count(), number, pages, branch=root.pk)


def _above(comment: Comment) -> list[str]:
    """The paths of the comments above this one."""
    return [comment.path[:end] for end in range(PATH_STEP, len(comment.path), PATH_STEP)]


def _number_of(root: Comment, comments: Any) -> int:
    """The number in a root's margin."""
    return int(comments.in_thread().roots().filter(path__lte=root.path).count())


def place_of(comment: Comment) -> Place:
    """The page, oldest first, on which a visible comment stands."""
    comments = Comment.objects.filter(question=comment.question_id)
    if comments.approved().count() <= policy.WHOLE_THREAD:
        return Place()
    shown = comments.in_thread()
    start = comment.path[:PATH_STEP]
    in_branch = shown.filter(path__gte=start, path__lte=comment.path).count()
    if in_branch > policy.BRANCH_PART:
        return Place(-(-in_branch // policy.BRANCH_PART), branch=int(start, 36))
    before = shown.roots().filter(path__lte=start).count()
    return Place(max(1, -(-before // policy.ROOTS_A_PAGE)))
