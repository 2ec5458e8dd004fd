"""Lists of words, in plain files: `[section]`, then words; `#` opens a comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """Return the sections of a list by their names."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    with Path(__file__).with_name(f"{name}.txt").open(encoding="utf-8") as lines:
        for line in lines:
            text = line.split("#", 1)[0].strip()
            if text.startswith("["):
                section = sections.setdefault(text.strip("[]"), [])
            else:
                section += text.split()
    return {title: frozenset(words) for title, words in sections.items()}
