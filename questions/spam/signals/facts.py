"""Facts that the site gathered about the text and its writer."""

from __future__ import annotations

from collections.abc import Iterator

from questions.spam.hosts import Kind, kind_of
from questions.spam.links import Link
from questions.spam.reading import Reading
from questions.spam.signals.base import Finding, Signal, rising

_FASTEST = 3.0
_SIGNS_A_SECOND = 30.0
_COMMON_WORDS = 6


def the_writer(reading: Reading) -> Iterator[Finding]:
    """Weigh what the writer has done here before."""
    post = reading.post
    if post.approved_before > 0:
        yield Finding(
            "approved_before",
            rising(post.approved_before, 5),
            f"{post.approved_before} earlier text(s) were approved: speaks for them",
        )
    if post.spam_before > 0:
        yield Finding(
            "spam_before",
            rising(post.spam_before, 3),
            f"{post.spam_before} earlier text(s) were spam",
        )
    if post.proven_address:
        yield Finding("proven_address", 1.0, "their mail address is proven: speaks for them")
    if post.is_asker:
        yield Finding("is_asker", 1.0, "asked this question: speaks for them")


def the_form(reading: Reading) -> Iterator[Finding]:
    """Weigh how the form was filled in."""
    post = reading.post
    if post.honeypot_filled:
        yield Finding("honeypot", 1.0, "filled in a field that people do not see")
    seconds = post.seconds_to_write
    if seconds is not None and seconds >= 0:
        if seconds < _FASTEST:
            yield Finding("too_fast", 1.0, f"was sent {seconds:.0f} s after the page was opened")
        elif len(post.text) / seconds > _SIGNS_A_SECOND:
            yield Finding("too_fast", 0.5, "is longer than anybody types in that time")


def elsewhere(reading: Reading) -> Iterator[Finding]:
    """Weigh the same text, and the same hosts, under other questions."""
    post = reading.post
    if post.same_text_elsewhere > 0:
        strength = rising(post.same_text_elsewhere, 3)
        # "Thank you!" is written twice by chance.
        if reading.length <= _COMMON_WORDS and not reading.links:
            strength *= 0.2
        yield Finding(
            "same_text",
            strength,
            f"the same text stands under {post.same_text_elsewhere} other question(s)",
        )
    seen = [
        (count, host)
        for host, count in post.hosts_elsewhere.items()
        if count > 0 and _is_strange(host, post.trusted_hosts)
    ]
    if seen:
        count, host = max(seen)
        yield Finding(
            "host_elsewhere",
            rising(count, 4),
            f"{host} was linked under {count} other question(s) lately",
        )


def known_hosts(reading: Reading) -> Iterator[Finding]:
    """Weigh hosts that moderators have judged."""
    links = [*reading.links, *reading.name_links]
    if reading.author_link:
        links.append(reading.author_link)
    bad = sorted({link.host for link in links if {link.host, link.owner} & reading.post.spam_hosts})
    if bad:
        yield Finding("spam_host", 1.0, f"links to {bad[0]}, which moderators marked as spam")


def _is_strange(host: str, trusted: frozenset[str]) -> bool:
    return kind_of(Link(host), trusted=trusted) not in (Kind.HEALTH, Kind.REFERENCE)


SIGNALS: tuple[Signal, ...] = (the_writer, the_form, elsewhere, known_hosts)
