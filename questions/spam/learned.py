"""What is looked up and counted of a post: its tokens and its hosts."""

from __future__ import annotations

from questions.spam.reading import Reading
from questions.spam.types import Post

MOST_TOKENS = 400


def tokens_of(post: Post) -> frozenset[str]:
    """Return the tokens to look up, and to add or take back with a decision."""
    reading = Reading(post)
    words = [word[:30] for word in reading.words]
    tokens = dict.fromkeys(words)
    tokens |= dict.fromkeys(f"{first} {second}" for first, second in zip(words, words[1:]))
    tokens |= dict.fromkeys(f"name:{word[:30]}" for word in reading.name_words)
    return frozenset(list(tokens)[:MOST_TOKENS]) | {f"host:{host[:80]}" for host in hosts_of(post)}


def hosts_of(post: Post) -> frozenset[str]:
    """Return the owners of all hosts that a post points to, in its text, name or website."""
    reading = Reading(post)
    links = [*reading.links, *reading.name_links]
    if reading.author_link:
        links.append(reading.author_link)
    return frozenset(link.owner for link in links)
