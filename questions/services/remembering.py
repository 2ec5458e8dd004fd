"""The filter's memory of this site: its one row, and the keys under which it counts.

Tokens and hosts are kept as keyed hashes: what is counted cannot be read back, neither a name nor
an address that somebody wrote.
"""

from array import array
from collections.abc import Iterable
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from django.utils import timezone

from questions.models import Comment, FilterMemory, SeenHost
from questions.spam import FILTER_VERSION, SHIPPED, Post, Thresholds, hosts_of

# "Of late", for hosts under other questions; after that their rows are forgotten.
HOSTS_REMEMBERED = timedelta(days=30)
MOST_HOSTS = 60


def the_memory(*, locked: bool = False) -> FilterMemory:
    """The one row; a site whose tables were emptied gets a new one."""
    rows = FilterMemory.objects.select_for_update() if locked else FilterMemory.objects
    memory: FilterMemory = rows.get_or_create(pk=FilterMemory.ONLY)[0]
    return memory


def thresholds_of(memory: FilterMemory) -> Thresholds:
    """The site's own thresholds, as long as the filter is the one that they were measured with."""
    hold, spam = memory.hold_from, memory.spam_from
    if hold is None or spam is None or memory.filter_version != FILTER_VERSION:
        return SHIPPED
    return Thresholds(hold=hold, spam=spam, allow_spam=True)


def keys_of(memory: FilterMemory, tokens: Iterable[str]) -> dict[int, str]:
    """The tokens by their keys, of eight bytes each."""
    secret = memory.key.encode()
    return {_key(secret, token): token for token in tokens}


def host_tokens(hosts: Iterable[str]) -> dict[str, str]:
    """The hosts by the tokens under which `tokens_of` counts them."""
    return {f"host:{host[:80]}": host for host in sorted(hosts)[:MOST_HOSTS]}


def _key(secret: bytes, token: str) -> int:
    digest = blake2b(token.encode("utf-8", "replace"), digest_size=8, key=secret).digest()
    return int.from_bytes(digest, "big", signed=True)


def packed(keys: Iterable[int]) -> bytes:
    return array("q", sorted(keys)).tobytes()


def unpacked(raw: Any) -> list[int]:
    keys = array("q")
    keys.frombytes(bytes(raw or b""))
    return list(keys)


def note_hosts(comment: Comment, post: Post, memory: FilterMemory) -> None:
    """Remember where a new or changed text points to; an edit replaces what was noted before.
    Experts may name the same place under every question.
    """
    if comment.revision > 1:
        SeenHost.objects.filter(comment=comment).delete()
    if comment.expert_id is not None:
        return
    SeenHost.objects.bulk_create(
        SeenHost(
            host=key,
            question_id=comment.question_id,
            comment=comment,
            seen_at=comment.written_at,
        )
        for key in sorted(keys_of(memory, host_tokens(hosts_of(post))))
    )


def forget_old_hosts() -> int:
    """Drop what is too old to count; returns the number of rows."""
    old = SeenHost.objects.filter(seen_at__lt=timezone.now() - HOSTS_REMEMBERED)
    return int(old.delete()[0])
