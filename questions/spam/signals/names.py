"""Words that tell a product's name from other names."""

from __future__ import annotations

from questions.spam.words import word_lists

_LISTS = word_lists("names")
HOUSEHOLD_NAMES = _LISTS["household"]
NO_BRAND = _LISTS["no_brand"]
PERSONS = _LISTS["persons"]
BEFORE_A_BRAND = _LISTS["before"]
GOODS = _LISTS["goods"]
