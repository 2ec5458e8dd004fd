"""All stored comments and letters once more through the present filter."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from questions.services.rescreening import rescreen


class Command(BaseCommand):
    help = (
        "Judge all stored comments and waiting letters again and print what would change, by "
        "state. What moderators decided stays. Nothing is changed without --apply."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--apply", action="store_true", help="write the verdicts down and act on them"
        )
        parser.add_argument(
            "--failed", action="store_true", help="only texts held because the filter had failed"
        )

    def handle(self, *args: Any, apply: bool, failed: bool, **options: Any) -> None:
        done = rescreen(apply=apply, only_failed=failed)
        for (kind, before, after), number in sorted(done.changes.items()):
            self.stdout.write(f"{number} {kind}(s): {before} -> {after}")
        self.stdout.write(
            f"{done.judged} judged, {done.changes.total()} {'changed' if apply else 'would change'}"
            f", {done.overruled} decided otherwise by moderators and left as they are"
        )
        if done.thresholds is not None:
            self.stdout.write(
                f"from now on held from {done.thresholds.hold:.2f}, spam from "
                f"{done.thresholds.spam:.2f} ({done.approved} approved texts measured)"
            )
