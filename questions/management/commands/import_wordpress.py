"""Import a WordPress export: the old column's letters, answers and threads."""

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.services.wordpress import BadExport, import_wordpress

HELP = """\
Import a WordPress export (WXR). A post with answers under headings such as "NAME responds:"
becomes a question with one answer for each expert; its comments become the thread, in the same
shape and with the same dates. The spam filter judges every comment. What the old site had not
approved does not become public. All of a file is stored or nothing; run twice, nothing doubles.

The last line is a JSON object:
  questions, answers  how many were stored
  comments            how many were stored, the public ones and those under held and spam
  held                stored, but waiting for a moderator: kind, id, author, reason, score
  spam                stored, but set aside as spam: the same
  skipped             not stored: kind, id, reason
Each post and comment of the file is counted once: stored, or named under skipped.
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the export, an .xml file")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and store nothing"
        )
        parser.add_argument(
            "--category", default="", metavar="SLUG", help="only posts of this category"
        )
        parser.add_argument(
            "--expert",
            action="append",
            default=[],
            metavar="LOGIN",
            help="this WordPress author is an expert, also without an answer in the file, and "
            "may take over an account of this site with the same address; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as stream:
                report = import_wordpress(
                    stream,
                    dry_run=options["dry_run"],
                    category=options["category"],
                    experts=options["expert"],
                    say=self.stdout.write,
                )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except BadExport as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
