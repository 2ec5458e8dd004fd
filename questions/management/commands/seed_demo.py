"""Fill the demonstration site: people, letters, answers, threads and a moderation queue."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from questions.demo.loader import load_demonstration
from questions.demo.people import PASSWORD, Login


class Command(BaseCommand):
    help = (
        "Fill a site for trying with people, letters at every state, answers, threads and a "
        "moderation queue, and print whom to sign in as. Run again, it changes nothing. "
        "Works with DEBUG only: its password is known to everybody."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "seed_demo makes accounts with a public password, so it runs with DEBUG=1 only."
            )
        table = load_demonstration(self.stdout.write)
        self._print(table)

    def _print(self, table: list[Login]) -> None:
        wide = max(len(login.email) for login in table)
        self.stdout.write(f"\nSign in at {settings.SITE_URL}/accounts/login/ as one of these:\n\n")
        self.stdout.write(f"  {'role':<10} {'e-mail':<{wide}}  {'password':<18}  who")
        for who in table:
            self.stdout.write(f"  {who.role:<10} {who.email:<{wide}}  {PASSWORD}  {who.name}")
        self.stdout.write("\nThese people exist for trying only; the password is no secret.")
