"""Lists of words, in plain files: `[section]`, then words; `#` opens a comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """Return the sections of a list by their names."""
    sections: dict[str, set[str]] = {}
    section = ""
    for line in files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines():
        text = line.split("#", 1)[0].strip()
        if text.startswith("["):
            section = text.strip("[]")
            sections[section] = set()
        elif text:
            sections[section].update(text.split())
    return {title: frozenset(words) for title, words in sections.items()}
