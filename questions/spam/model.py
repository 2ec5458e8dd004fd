"""The trained figures: read from the shipped file, or the weights set by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from questions.spam.weights import PRIOR, WEIGHTS

DATA = Path(__file__).parent / "data"
SHIPPED_FILE = "figures.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A prior, a weight for each finding, and what tokens are worth.

    `tokens` holds a table for each facet of a wording, learnt from comments like those to be
    judged.
    """

    prior: float
    weights: Mapping[str, float]
    tokens: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    version: str = "hand"
    about: Mapping[str, Any] = field(default_factory=dict)


def by_hand() -> Model:
    """Return the weights as set by hand, with nothing learnt."""
    return Model(PRIOR.start, {name: weight.start for name, weight in WEIGHTS.items()})


@cache
def shipped() -> Model:
    """Return the shipped figures; those set by hand where there is no file."""
    source = DATA / SHIPPED_FILE
    return from_json(source.read_text("utf-8")) if source.is_file() else by_hand()


def from_json(text: str) -> Model:
    """Read a model; a finding that the file does not know keeps its weight set by hand.

    Raises ValueError where the text holds no figures, or those of another version's filter.
    """
    known = {name: weight.start for name, weight in WEIGHTS.items()}
    try:
        # Tens of thousands of tokens share a few hundred figures.
        figures = json.loads(text, parse_float=cache(float))
        trained = {name: weight for name, weight in figures["weights"].items() if name in known}
        return Model(
            prior=float(figures["prior"]),
            weights=known | trained,
            tokens=dict(figures["tokens"]),
            version=str(figures["version"]),
            about=figures["about"],
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"these are no figures that this filter wrote ({error!r})") from error


def to_json(model: Model) -> str:
    """Write a model, the same bytes for the same figures."""
    figures = {
        "about": model.about,
        "prior": model.prior,
        "tokens": model.tokens,
        "version": model.version,
        "weights": model.weights,
    }
    return json.dumps(figures, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
