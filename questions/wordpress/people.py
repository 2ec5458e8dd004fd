"""The experts of the old column: who answered there, and which account speaks for them here."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db.models import Max
from django.utils.text import slugify

from accounts.experts import make_expert
from accounts.models import ExpertProfile, User
from accounts.names import clean_name, reads_like, skeleton
from questions import policy
from questions.wordpress.ledger import Report
from questions.wordpress.markup import to_line
from questions.wordpress.read import BadExport, Export, Record
from questions.wordpress.split import names_of
from questions.wordpress.values import email

LAST_POSITION = 32_767


class Experts:
    """Finds or makes the expert behind a heading or a WordPress account.

    The file may bring new experts and speak for those who are there. It gives no rights to an
    account that exists and has none, unless the operator names that author.
    """

    def __init__(self, export: Export, *, named: Sequence[str], report: Report) -> None:
        self.source = export.source
        self.report = report
        self.authors = {author.get("wp:author_login"): author for author in export.authors}
        self.named = set(named)
        self._by_login: dict[str, ExpertProfile] = {}
        self._by_heading: dict[str, ExpertProfile] = {}
        self._refuse_unknown()
        for login in named:
            self._of_author(login)

    def _refuse_unknown(self) -> None:
        unknown = self.named - set(self.authors)
        if unknown:
            raise BadExport(
                f"--expert {', '.join(sorted(unknown))}: the file has no such author. It has: "
                f"{', '.join(sorted(self.authors)) or 'none'}."
            )

    def is_expert(self, heading: str) -> bool:
        """Whether an author of the file or an expert of this site goes by this name."""
        if self._login_of(heading) is not None:
            return True
        return self._existing(heading) is not None

    def of_heading(self, heading: str) -> ExpertProfile:
        """The expert whose answer stands under this heading."""
        key = " ".join(skeleton(heading)) or heading
        if key not in self._by_heading:
            login = self._login_of(heading)
            self._by_heading[key] = (
                self._of_author(login) if login is not None else self._named_only(heading)
            )
        return self._by_heading[key]

    def of_user_id(self, user_id: str) -> ExpertProfile | None:
        """The expert who wrote with this WordPress account, None for everybody else."""
        for login, profile in self._by_login.items():
            if user_id not in {"", "0"} and self.authors[login].get("wp:author_id") == user_id:
                return profile
        return None

    def names(self) -> list[str]:
        """Every name that nobody else may go by."""
        pairs = ExpertProfile.objects.values_list("display_name", "known_as")
        return [name for pair in pairs for name in pair if name]

    def _login_of(self, heading: str) -> str | None:
        for login, author in self.authors.items():
            if _same_person(heading, to_line(author.get("wp:author_display_name"))):
                return login
        return None

    def _of_author(self, login: str) -> ExpertProfile:
        if login not in self._by_login:
            author = self.authors[login]
            name = to_line(author.get("wp:author_display_name")) or login
            self._by_login[login] = self._find(name, author) or self._make(name, author)
        return self._by_login[login]

    def _named_only(self, heading: str) -> ExpertProfile:
        """An expert whom the file's authors do not know; only the heading names them."""
        return self._find(heading, None) or self._make(heading, None)

    def _find(self, name: str, author: Record | None) -> ExpertProfile | None:
        address = _address(author)
        profile = ExpertProfile.objects.filter(user__email=address).first() if address else None
        profile = profile or self._existing(name)
        if profile is not None:
            self.report.notes.append(f"“{name}” is the expert {profile} of this site.")
        return profile

    def _existing(self, name: str) -> ExpertProfile | None:
        for profile in ExpertProfile.objects.select_related("user"):
            if _same_person(name, profile.full_name):
                return profile
        return None

    def _make(self, name: str, author: Record | None) -> ExpertProfile:
        shown, known_as = names_of(clean_name(name))
        shown = shown[: policy.NAME_LENGTH].strip() or "Expert"
        last = ExpertProfile.objects.aggregate(last=Max("position"))["last"] or 0
        profile = make_expert(
            self._account(shown, author),
            display_name=shown,
            known_as=known_as[: policy.NAME_LENGTH].strip(),
            position=min(last + 1, LAST_POSITION),
        )
        self.report.notes.append(
            f"New expert: {profile.full_name}, {profile.user.email}, no password yet."
        )
        return profile

    def _account(self, name: str, author: Record | None) -> User:
        address = _address(author)
        taken = User.objects.filter(email=address).first() if address else None
        login = author.get("wp:author_login") if author is not None else ""
        if taken is not None and login in self.named:
            return taken
        if taken is not None:
            self.report.notes.append(
                f"{address} has an account here and is no expert; {name} gets one of their own. "
                f"Say --expert {login} to make that account the expert's."
            )
        if taken is not None or not address:
            address = self._placeholder(login or name)
        return User.objects.filter(email=address).first() or User.objects.create_user(
            address, password=None, name=name
        )

    def _placeholder(self, name: str) -> str:
        """An address that nobody can have, the same at every import."""
        host = urlsplit(self.source).hostname or "unknown"
        return f"{slugify(name)[:60] or 'expert'}@{host[:150]}.invalid"


def _same_person(one: str, other: str) -> bool:
    """Whether two headings name one person, by the shown name or by the one after "aka"."""
    (mine, my_alias), (theirs, their_alias) = names_of(one), names_of(other)
    if reads_like(mine, theirs):
        return True
    return bool(my_alias and their_alias) and reads_like(my_alias, their_alias)


def _address(author: Record | None) -> str:
    return email(author.get("wp:author_email")) if author is not None else ""
