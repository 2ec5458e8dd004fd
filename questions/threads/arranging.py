"""From flat comments in reading order to a thread that a template prints in one loop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from questions import policy
from questions.models import Comment


@dataclass(slots=True, eq=False)
class Node:
    """One comment in its place.

    `depth` counts from 0 without a gap, `closes` says how many levels end after it. A tombstone
    stands for a comment that is no longer shown but whose replies are.
    """

    comment: Comment
    depth: int = 0
    number: int | None = None
    parent: "Node | None" = None
    replies: list["Node"] = field(default_factory=list)
    closes: range = range(0)
    reply_count: int = 0
    names: tuple[str, ...] = ()
    is_tombstone: bool = False
    is_own_waiting: bool = False
    can_edit: bool = False
    # The part of its branch that goes on behind this comment, where a long one was cut here.
    continued_in: int | None = None

    @property
    def root(self) -> Comment:
        node = self
        while node.parent is not None:
            node = node.parent
        return node.comment

    @property
    def opens(self) -> bool:
        return bool(self.replies)

    @property
    def in_reply_to(self) -> "Node | None":
        return self.parent


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose eyes the thread is arranged for: an account, or a browser that sent comments."""

    user_pk: int | None = None
    own: frozenset[int] = frozenset()

    def owns(self, comment: Comment) -> bool:
        if comment.author_id is not None:
            return comment.author_id == self.user_pk
        return comment.pk in self.own


NOBODY = Viewer()


def arrange(
    comments: Iterable[Comment],
    *,
    viewer: Viewer = NOBODY,
    newest_first: bool = False,
    first_number: int = 1,
    now: datetime | None = None,
) -> list[Node]:
    """Assemble a thread in one pass, without a query and without recursion.

    Takes what `CommentQuerySet.in_thread` or `visible_to_author` gave, ordered by path. Comments
    that are hidden and have no visible reply vanish. Roots are numbered in the order of writing.
    """
    roots = _prune(_assemble(comments), viewer)
    for number, root in enumerate(roots, start=first_number):
        root.number = number
    if newest_first:
        roots.reverse()
    return _flatten(roots, viewer, now)


def _assemble(comments: Iterable[Comment]) -> list[Node]:
    """Hang each node under its parent; a parent stands before its replies in path order."""
    nodes: dict[int, Node] = {}
    roots = []
    for comment in comments:
        node = nodes[comment.pk] = Node(comment)
        parent = nodes.get(comment.parent_id) if comment.parent_id else None
        if parent is None:
            roots.append(node)
        else:
            node.parent = parent
            parent.replies.append(node)
    return roots


def _walk(roots: Sequence[Node]) -> list[Node]:
    """Every node, parents before replies, in reading order."""
    order: list[Node] = []
    stack = list(reversed(roots))
    while stack:
        node = stack.pop()
        order.append(node)
        stack.extend(reversed(node.replies))
    return order


def _prune(roots: list[Node], viewer: Viewer) -> list[Node]:
    """Drop what nobody may see, from the leaves up; what must stay for its replies is marked."""
    kept: set[int] = set()
    for node in reversed(_walk(roots)):
        node.is_own_waiting = node.comment.is_held and viewer.owns(node.comment)
        node.replies = [reply for reply in node.replies if reply.comment.pk in kept]
        shown = node.comment.is_approved or node.is_own_waiting
        if shown or node.replies:
            kept.add(node.comment.pk)
            node.is_tombstone = not shown
    return [root for root in roots if root.comment.pk in kept]


def _flatten(roots: list[Node], viewer: Viewer, now: datetime | None) -> list[Node]:
    order = _walk(roots)
    for node in order:
        node.depth = 0 if node.parent is None else node.parent.depth + 1
        node.can_edit = now is not None and policy.can_edit_comment(
            node.comment, is_own=viewer.owns(node.comment), now=now
        )
    for node in reversed(order):
        node.reply_count = sum(
            reply.comment.is_approved + reply.reply_count for reply in node.replies
        )
    depths_after = [*(node.depth for node in order[1:]), 0]
    # Not strict: an empty thread closes nothing.
    for node, next_depth in zip(order, depths_after, strict=False):
        node.closes = range(max(0, node.depth - next_depth))
        if node.replies:
            node.names = _names(node)
    return order


def _names(node: Node) -> tuple[str, ...]:
    """Who speaks in a branch, in order, each once: for the strip of a folded one."""
    seen: dict[str, None] = {}
    for below in _walk(node.replies):
        if below.is_tombstone:
            continue
        mark = " (expert)" if below.comment.expert_id else ""
        seen.setdefault(below.comment.author_name + mark)
    return tuple(seen)
