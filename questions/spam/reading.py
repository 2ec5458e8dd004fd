"""A post as the signals read it: folded, split and searched once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions.spam.hosts import Kind, is_profile, kind_of
from questions.spam.languages import content_words, language_of
from questions.spam.lexicon import Hit, find_phrases
from questions.spam.links import Link, emails_in, link_of, links_in, without_links
from questions.spam.naming import Name, name_runs, quoted_names, titled_names, unknown_names
from questions.spam.pages import Page, page_of
from questions.spam.text import (
    fold,
    reading_length,
    unspaced_words,
    whole_words_of,
    words_of,
)
from questions.spam.types import Post

MOST_WORDS = 800
# How far names are looked for.
MOST_PROSE = 4_500
# Kinds of phrases that may be a page's honest subject.
SUBJECT_KINDS = frozenset({"vice", "offer", "benefit", "contact", "blog_talk"})
# Phrases in a name that make it no person's: a site that bears it is no personal one.
_NO_NAME = re.compile(r"[|/#!?$%&+=:]|\d{2}|[a-z]{2}[A-Z]")
SLOGANS = frozenset({"trade", "goods", "vice", "offer", "call"})


@dataclass
class Reading:
    """Everything the signals ask of a post, each worked out when first asked for."""

    post: Post

    def __post_init__(self) -> None:
        folded = fold(self.post.text)
        name = fold(self.post.author_name[:300])
        self.text = folded.text
        self.name = name.text.strip()
        self.disguises = folded.disguises + name.disguises

    @cached_property
    def links(self) -> Sequence[Link]:
        return links_in(self.text)

    @cached_property
    def name_links(self) -> Sequence[Link]:
        return links_in(self.name)

    @cached_property
    def author_link(self) -> Link | None:
        address = fold(self.post.author_url[:500]).text.strip()
        return link_of(address) if address else None

    @cached_property
    def prose(self) -> str:
        return without_links(self.text)

    @cached_property
    def words(self) -> Sequence[str]:
        words = words_of(self.prose)
        if len(words) > MOST_WORDS:
            words = words[: MOST_WORDS - 300] + words[-300:]
        return words + unspaced_words(self.prose)

    @cached_property
    def length(self) -> int:
        """The text's length in words."""
        return reading_length(self.words)

    @cached_property
    def hits(self) -> Mapping[str, list[Hit]]:
        """The phrases found, but for trade words that the page itself is about.

        Under an article on loan sharks, "loan" sells nothing.
        """
        return {
            kind: hits
            if kind not in SUBJECT_KINDS
            else [hit for hit in hits if not self._on_page(hit)]
            for kind, hits in find_phrases(self.words).items()
        }

    def _on_page(self, hit: Hit) -> bool:
        return all(word in self.page_words for word in self.words[hit.start : hit.end])

    @cached_property
    def page_words(self) -> frozenset[str]:
        return frozenset(self.page.words) | frozenset(self.parent_words)

    @cached_property
    def name_words(self) -> Sequence[str]:
        return whole_words_of(self.bare_name)[:40]

    @cached_property
    def name_hits(self) -> Mapping[str, list[Hit]]:
        return find_phrases(words_of(self.bare_name)[:40])

    @cached_property
    def owners(self) -> Sequence[str]:
        """The owners of all hosts that the post points to, each once."""
        links = [*self.links, *self.name_links]
        if self.author_link:
            links.append(self.author_link)
        return list(dict.fromkeys(link.owner for link in links))

    @cached_property
    def author_kind(self) -> Kind:
        """The kind of place behind the author's name; PLAIN where there is none."""
        if self.author_link is None:
            return Kind.PLAIN
        return Kind.PERSONAL if is_profile(self.author_link) else self._kind(self.author_link)

    @cached_property
    def link_kinds(self) -> Sequence[Kind]:
        """The kinds of the text's links, in the order of `links`."""
        return [self._kind(link) for link in self.links]

    def _kind(self, link: Link) -> Kind:
        words = self.name_words if self.name_is_personal else ()
        return kind_of(link, trusted=self.post.trusted_hosts, author_words=words)

    @cached_property
    def name_is_personal(self) -> bool:
        """Whether the name could be a person's: few words, no trade, no lower-case phrase."""
        name = self.bare_name
        words = name.split()
        if not 1 <= len(words) <= 4 or self.name_kinds & SLOGANS or _NO_NAME.search(name):
            return False
        shouted = sum(word.isupper() and len(word) > 3 for word in words)
        return shouted < 2 and not (len(words) >= 2 and name.islower())

    @cached_property
    def bare_name(self) -> str:
        """The name without what follows a comma: "Anna Keller, physio" is Anna Keller."""
        head, comma, _ = self.name.partition(",")
        return head.strip() if comma and " " in head.strip() else self.name

    @cached_property
    def name_kinds(self) -> frozenset[str]:
        return frozenset(self.name_hits)

    @cached_property
    def page(self) -> Page:
        return page_of(self.post.article_title, self.post.article_text)

    @cached_property
    def parent_words(self) -> Sequence[str]:
        return words_of(fold(self.post.parent_text).text)

    @cached_property
    def language(self) -> str:
        """The language that the text's small words belong to; empty where it is unclear."""
        return language_of(self.words)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The text's content words, cut to their stems."""
        return content_words(self.words)

    @cached_property
    def page_subjects(self) -> frozenset[str]:
        """What article and parent are about."""
        return self.page.subjects | content_words(self.parent_words)

    @cached_property
    def here(self) -> frozenset[str]:
        """The words of the page, and of the author's own name."""
        return self.page_words.union(self.name_words)

    @cached_property
    def unknown_names(self) -> Sequence[Name]:
        """Names that neither a list nor the page nor the author's own name knows."""
        return unknown_names(self.prose, self.words, language=self.language, here=self.here)

    @cached_property
    def name_runs(self) -> Sequence[str]:
        """Names of several words that neither a list nor the page nor the author's name knows."""
        prose = self.prose[:MOST_PROSE]
        return name_runs(prose, self.words, language=self.language, here=self.here)

    @cached_property
    def quoted_names(self) -> Sequence[str]:
        """Names and titles in quotation marks that are not of the page."""
        page = "\n".join((self.post.article_title, self.post.article_text, self.post.parent_text))
        return quoted_names(self.prose[:MOST_PROSE], page, here=self.here)

    @cached_property
    def titled_names(self) -> Sequence[str]:
        """Who is named with a title, and is neither of the page nor spoken to."""
        return titled_names(self.prose[:MOST_PROSE], here=self.here)

    @cached_property
    def emails(self) -> Sequence[str]:
        return emails_in(self.text)

    def distinct(self, kind: str) -> int:
        """Count the different phrases of a kind in the text."""
        return len({hit.phrase for hit in self.hits.get(kind, ())})

    def quote(self, kind: str) -> str:
        """Return the longest phrase of a kind as it was written, for a reason."""
        hits = self.hits.get(kind)
        if not hits:
            return ""
        longest = max(hits, key=lambda hit: (hit.end - hit.start, -hit.start))
        return " ".join(self.words[longest.start : longest.end])
