"""Train the filter from labelled comments, or from what the moderators decided."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questions.services.learning import decided_posts
from questions.spam.examples import Example, example_of, score_of, total_of, without_near_copies
from questions.spam.jsonlines import BadLine, post_of
from questions.spam.measure import merit
from questions.spam.model import Model, to_json
from questions.spam.recipe import recipe_for
from questions.spam.samples import read_samples
from questions.spam.training import train

FEWEST = 20


class Command(BaseCommand):
    help = (
        "Train the spam filter: from labelled JSON Lines files (the fields of score_comments and "
        "label, 1 for promotional), or without --data from the moderators' decisions. The same "
        "input gives the same bytes. Without --out the figures are printed and nothing is written."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--out", type=Path, metavar="FILE")
        parser.add_argument(
            "--own",
            action="store_true",
            help="the comments, save the project's own, are of the very site that is to be "
            "filtered: trust them further",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        examples = self._read(options["data"]) if options["data"] else _decided()
        kept = without_near_copies(examples)
        _check_enough(kept)
        are_own = options["own"] or not options["data"]
        model = train(kept, recipe_for({item.family for item in kept}, are_own=are_own))
        self._print(kept, model)
        if options["out"]:
            options["out"].write_text(to_json(model), encoding="utf-8")
            self.stdout.write(f"Written to {options['out']}.")

    def _read(self, paths: list[Path]) -> list[Example]:
        try:
            return read_samples(paths)
        except (OSError, UnicodeDecodeError, BadLine) as error:
            raise CommandError(f"These comments cannot be read: {error}") from error

    def _print(self, examples: list[Example], model: Model) -> None:
        labels = [item.label for item in examples]
        scores = [score_of(total_of(model, item)) for item in examples]
        figures = merit(labels, scores, 0.5)
        tokens = sum(map(len, model.tokens.values()))
        self.stdout.write(json.dumps(model.about, ensure_ascii=False))
        self.stdout.write(
            f"version {model.version}: {tokens} tokens; on the very comments it was "
            f"trained on (flattering): AUC {figures.auc:.4f}, F1 {figures.f1:.3f}, held "
            f"{figures.held_spam:.1%} of promotion and {figures.held_ham:.1%} of the sincere."
        )


def _check_enough(examples: list[Example]) -> None:
    spam = sum(item.label for item in examples)
    if min(spam, len(examples) - spam) < FEWEST:
        raise CommandError(
            f"Too little to learn from: {spam} promotional and {len(examples) - spam} sincere "
            f"comments (near-copies counted once); each kind needs {FEWEST}."
        )


def _decided() -> list[Example]:
    """Return what the moderators decided, as examples."""
    rows = enumerate(decided_posts(), start=1)
    return [
        example_of(post_of(row, number), int(str(row["label"])), source="decisions")
        for number, row in rows
    ]
