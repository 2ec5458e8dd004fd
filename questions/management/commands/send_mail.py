"""Send the mail that waits; for cron, or as a process of its own with --watch."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from questions.mail.outbox import deliver_due


class Command(BaseCommand):
    help = "Sends the mail that is due and prints how many were sent and how many failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="at most so many (500)")
        parser.add_argument(
            "--watch", type=int, metavar="SECONDS", help="go on, looking again after so long"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            self.stdout.write(json.dumps(deliver_due(options["limit"])))
            if options["watch"] is None:
                return
            close_old_connections()
            time.sleep(options["watch"])
