"""The one door for a WordPress export: all of a file is stored, or nothing of it."""

from collections.abc import Callable, Sequence
from typing import BinaryIO

from django.db import transaction

from questions.wordpress.ledger import Report
from questions.wordpress.read import BadExport, read_export
from questions.wordpress.write import write_export

__all__ = ["BadExport", "Report", "import_wordpress"]


def import_wordpress(
    stream: BinaryIO,
    *,
    dry_run: bool = False,
    category: str = "",
    experts: Sequence[str] = (),
    say: Callable[[str], None] = lambda line: None,
) -> Report:
    """Store what a WordPress export holds and this site does not have yet; no mail is sent.

    A dry run does everything and takes it back, so that it finds what the import would find.
    Raises BadExport, with the reason in words, for a file that cannot be used.
    """
    export = read_export(stream)
    with transaction.atomic():
        report = write_export(export, category=category, named=experts, say=say)
        if dry_run:
            transaction.set_rollback(True)
    return report
