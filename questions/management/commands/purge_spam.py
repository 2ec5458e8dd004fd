"""Delete what was spam for long enough, and the keys of old senders; meant for every night."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from questions.services.purging import purge


class Command(BaseCommand):
    help = (
        "Delete comments and letters that have been spam for 30 days, blank the keys of senders' "
        "addresses of that age, and measure the filter's thresholds anew. Run it every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="change nothing, count only")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        self.stdout.write(json.dumps(purge(dry_run=dry_run).as_counts()))
