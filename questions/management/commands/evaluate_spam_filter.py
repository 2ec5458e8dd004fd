"""Measure the filter on labelled comments, with models that never saw their like."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questions.spam import SHIPPED
from questions.spam.crossfit import cross_fit
from questions.spam.examples import Example, score_of, total_of
from questions.spam.jsonlines import BadLine
from questions.spam.measure import curve, merit, reliability
from questions.spam.model import Model, from_json, shipped
from questions.spam.plots import curve_plot, reliability_plot
from questions.spam.recipe import recipe_for
from questions.spam.samples import read_samples

PARTS: dict[str, Callable[[Example], str]] = {
    "source": lambda item: item.source,
    "category": lambda item: item.category,
    "language": lambda item: item.language,
}


class Command(BaseCommand):
    help = (
        "Measure the filter on labelled JSON Lines files. With --leave-out each part is scored by "
        "a model trained on the other parts (and on --train); without it the shipped figures are "
        "measured, which flatters them on comments that they were trained on."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--leave-out", choices=sorted(PARTS))
        parser.add_argument("--train", nargs="+", type=Path, default=[], metavar="FILE")
        parser.add_argument("--own", action="store_true", help="train as on the site's own texts")
        parser.add_argument("--figures", type=Path, help="measure these, not the shipped ones")
        parser.add_argument("--plots", type=Path, metavar="FOLDER", help="write two SVG plots")
        parser.add_argument("--name", default="", help="what the plots' files are called")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["train"] and not options["leave_out"]:
            raise CommandError(
                "--train says what to learn besides the other parts: add --leave-out."
            )
        try:
            examples = read_samples(options["files"])
            always = read_samples(options["train"])
            scores = _scores(examples, always, options)
        except (OSError, ValueError, KeyError, BadLine) as error:
            raise CommandError(f"These files cannot be read: {error}") from error
        if not examples:
            raise CommandError("There is no comment in these files.")
        self._report(examples, scores)
        if options["plots"]:
            _draw(examples, scores, options["plots"], options["name"] or options["files"][0].stem)

    def _report(self, examples: Sequence[Example], scores: Sequence[float]) -> None:
        found = merit([item.label for item in examples], scores, SHIPPED.hold)
        figures = {name: round(value, 4) for name, value in asdict(found).items()}
        for title, part_of in (("category", PARTS["category"]), ("language", PARTS["language"])):
            self._errors(title, part_of, examples, scores)
        # The last line is for programs.
        self.stdout.write(json.dumps(figures))

    def _errors(
        self,
        title: str,
        part_of: Callable[[Example], str],
        examples: Sequence[Example],
        scores: Sequence[float],
    ) -> None:
        """Print how many of each part were judged wrongly."""
        of, wrong = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
        for item, score in zip(examples, scores, strict=True):
            of[item.label, part_of(item)] += 1
            wrong[item.label, part_of(item)] += (score >= SHIPPED.hold) != bool(item.label)
        for label, words in ((0, "sincere, held"), (1, "promotion, let through")):
            self.stdout.write(f"{words}, by {title}:")
            for key in sorted(of):
                if key[0] == label:
                    self.stdout.write(f"  {key[1] or '-':<28}{wrong[key]:>5} of {of[key]}")


def _scores(
    examples: Sequence[Example], always: Sequence[Example], options: dict[str, Any]
) -> list[float]:
    if part := options["leave_out"]:
        families = {item.family for item in (*examples, *always)}
        recipe = recipe_for(families, are_own=options["own"])
        return cross_fit(examples, PARTS[part], always=always, recipe=recipe)
    model = _model(options["figures"])
    return [score_of(total_of(model, item)) for item in examples]


def _model(figures: Path | None) -> Model:
    return from_json(figures.read_text(encoding="utf-8")) if figures else shipped()


def _draw(examples: Sequence[Example], scores: Sequence[float], folder: Path, name: str) -> None:
    labels = [item.label for item in examples]
    found = merit(labels, scores, SHIPPED.hold)
    folder.mkdir(parents=True, exist_ok=True)
    at = (found.held_ham, found.held_spam)
    title = f"{name}: AUC {found.auc:.3f}"
    curve_svg = curve_plot(title, curve(labels, scores), at)
    (folder / f"{name}-curve.svg").write_text(curve_svg, encoding="utf-8")
    title = f"{name}: mean error of the score {found.calibration_error:.3f}"
    reliability_svg = reliability_plot(title, reliability(labels, scores))
    (folder / f"{name}-reliability.svg").write_text(reliability_svg, encoding="utf-8")
