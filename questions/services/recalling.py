"""What the site itself knows of a text and its writer, in two look-ups.

The first reads one row: the memory's totals and thresholds, the writer's history, copies of the
text and the answers above it. The second reads counts by their keys: of each token as moderators
judged it, and of the other questions under which a host was seen of late.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from questions.models import Answer, Comment, FilterMemory, Lesson, Question, SeenHost, TokenCount
from questions.rendering import plain_text
from questions.services import remembering
from questions.spam import SHIPPED, Post, SiteCounts, Thresholds, hosts_of, tokens_of
from questions.spam.hosts import Kind, kind_of
from questions.spam.links import Link, links_in

COPIES_REMEMBERED = timedelta(days=90)
# From so many texts that moderators approved, and none that was spam, a host is vouched for.
ENOUGH_TO_TRUST = 3
# Spammers link to these as well: a spam text that does says nothing against such a host.
EVERYBODYS = frozenset({Kind.HEALTH, Kind.REFERENCE, Kind.SHORTENER})
# A shop that an expert mentions, or that moderators let pass, is not vouched for by that.
NEVER_VOUCHED_FOR = frozenset({Kind.SHOP, Kind.VICE, Kind.SHORTENER})
ANSWERS_READ = 2
# Stands in the place of the ham count where a row tells of a host's questions.
OF_A_HOST = -1


@dataclass(frozen=True, slots=True)
class Recollection:
    """What is known besides the words, ready for a `Post` and for `screen`."""

    memory: FilterMemory
    approved: int = 0
    spam: int = 0
    copies: int = 0
    answers: str = ""
    thresholds: Thresholds = SHIPPED
    counts: SiteCounts = field(default_factory=SiteCounts)
    hosts_elsewhere: Mapping[str, int] = field(default_factory=dict)
    spam_hosts: frozenset[str] = frozenset()
    trusted_hosts: frozenset[str] = frozenset()


def recall(comment: Comment, post: Post) -> Recollection:
    """What is known of a stored comment; `post` holds its words. Two queries.

    What the comment itself has taught is left out: no text vouches for itself. So are copies and
    hosts that came after it: an advertisement that repeats a letter says nothing against it.
    """
    memory = _first_look(comment) or remembering.the_memory()
    known = _recall(memory, post, comment.question_id, comment.written_at)
    htmls = [getattr(memory, f"answer_{n}", None) or "" for n in range(ANSWERS_READ)]
    return replace(
        known,
        approved=getattr(memory, "approved", 0),
        spam=getattr(memory, "spam_texts", 0),
        copies=getattr(memory, "copies", 0),
        answers="\n\n".join(plain_text(html) for html in htmls if html),
        trusted_hosts=known.trusted_hosts | _vouched_for(htmls),
    )


def recall_letter(question: Question, post: Post) -> Recollection:
    """What is known of a letter's words and hosts, without what it has taught. Two queries."""
    memory = _with_lesson(question=question.pk).first() or remembering.the_memory()
    return _recall(memory, post, question.pk, question.submitted_at)


def _recall(memory: FilterMemory, post: Post, question: int, when: datetime) -> Recollection:
    hosts = remembering.host_tokens(hosts_of(post))
    keys = remembering.keys_of(memory, tokens_of(post) | set(hosts))
    counted, elsewhere = _second_look(keys, question, when)
    counts = _without_own(counted, memory)
    spam_hosts, trusted_hosts = _judged(hosts, counts)
    return Recollection(
        memory=memory,
        thresholds=remembering.thresholds_of(memory),
        counts=counts,
        hosts_elsewhere={hosts[token]: number for token, number in elsewhere.items()},
        spam_hosts=spam_hosts,
        trusted_hosts=trusted_hosts,
    )


def _first_look(comment: Comment) -> Any:
    """The memory's row with columns beside it, each found by an index of its own."""
    others = Comment.objects.exclude(pk=comment.pk).order_by()
    when = comment.written_at
    copies = others.filter(
        fingerprint=comment.fingerprint,
        created_at__gt=when - COPIES_REMEMBERED,
        created_at__lte=when,
    )
    copies = copies.exclude(question=comment.question_id).exclude(fingerprint="")
    if comment.author_id is not None:
        mine = others.filter(author=comment.author_id)
        approved = mine.approved()
    else:
        # A guest's address is unproven: approvals under it speak for nobody, spam under it
        # speaks against whoever uses it.
        mine = others.filter(author=None, guest_email=comment.guest_email).exclude(guest_email="")
        approved = mine.none()
    answers = Answer.objects.filter(question=comment.question_id).published().in_order()
    columns = {
        f"answer_{n}": Subquery(answers.values("body_html")[n : n + 1]) for n in range(ANSWERS_READ)
    }
    return (
        _with_lesson(comment=comment.pk)
        .annotate(
            approved=_number_of(approved),
            spam_texts=_number_of(mine.filter(state=Comment.State.SPAM)),
            copies=_number_of(copies),
            **columns,
        )
        .first()
    )


def _with_lesson(**text: int) -> Any:
    """The memory's row, and what one comment or letter has taught it."""
    lesson = Lesson.objects.filter(**text)
    return FilterMemory.objects.filter(pk=FilterMemory.ONLY).annotate(
        own_keys=Subquery(lesson.values("keys")[:1]),
        own_is_spam=Subquery(lesson.values("is_spam")[:1]),
    )


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _second_look(
    keys: Mapping[int, str], question: int, when: datetime
) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """Counts by token, and the numbers of other questions by the tokens of hosts."""
    of_hosts = [key for key, token in keys.items() if token.startswith("host:")]
    known = TokenCount.objects.filter(key__in=keys).values_list("key", "spam", "ham")
    if of_hosts:
        seen = SeenHost.objects.filter(
            host__in=of_hosts, seen_at__gt=when - remembering.HOSTS_REMEMBERED, seen_at__lte=when
        )
        seen = seen.exclude(question=question).values("host")
        seen = seen.annotate(number=Count("question", distinct=True), kind=Value(OF_A_HOST))
        known = known.union(seen.values_list("host", "number", "kind"), all=True)
    rows = [(keys[key], first, second) for key, first, second in known]
    counts = {token: (spam, ham) for token, spam, ham in rows if ham != OF_A_HOST}
    return counts, {token: number for token, number, kind in rows if kind == OF_A_HOST}


def _without_own(counted: dict[str, tuple[int, int]], memory: Any) -> SiteCounts:
    """The counts as they would be without what this very text has taught."""
    all_spam, all_ham = memory.spam_total, memory.ham_total
    own = getattr(memory, "own_is_spam", None)
    if own is None:
        return SiteCounts(all_spam, all_ham, counted)
    taught = remembering.keys_of(memory, counted).items()
    mine = set(remembering.unpacked(memory.own_keys))
    spam, ham = (1, 0) if own else (0, 1)
    for key, token in taught:
        if key in mine:
            counted[token] = (max(0, counted[token][0] - spam), max(0, counted[token][1] - ham))
    return SiteCounts(max(0, all_spam - spam), max(0, all_ham - ham), counted)


def _judged(hosts: Mapping[str, str], counts: SiteCounts) -> tuple[frozenset[str], frozenset[str]]:
    """The hosts that moderators have marked as spam, and those that they keep approving."""
    seen = {host: counts.tokens.get(token, (0, 0)) for token, host in hosts.items()}
    bad = {host for host, (spam, ham) in seen.items() if spam and not ham}
    good = {host for host, (spam, ham) in seen.items() if ham >= ENOUGH_TO_TRUST and not spam}
    return (
        frozenset(host for host in bad if kind_of(Link(host)) not in EVERYBODYS),
        frozenset(host for host in good if kind_of(Link(host)) not in NEVER_VOUCHED_FOR),
    )


def _vouched_for(htmls: list[str]) -> frozenset[str]:
    """Hosts that the experts' own answers above lead to, shops left out."""
    links = [link for html in htmls for link in links_in(html[:20_000])]
    return frozenset(link.owner for link in links if kind_of(link) not in NEVER_VOUCHED_FOR)
