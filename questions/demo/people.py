"""The people of the demonstration site, each with an account, and the topics they write about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.experts import make_expert
from accounts.models import ExpertProfile, User
from accounts.roles import MODERATORS
from questions.models import Topic

PASSWORD = "long-slow-distance"  # noqa: S105  # of people who do not exist, on a site for trying
OWNER = {"name": "Wim Aalders", "email": "owner@demo.example"}


@dataclass(slots=True)
class Cast:
    """Everybody who takes part, by the keys that the letters use."""

    readers: Mapping[str, Mapping[str, str]]
    members: dict[str, User] = field(default_factory=dict)
    experts: dict[str, ExpertProfile] = field(default_factory=dict)
    moderators: list[User] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the table at the end."""

    role: str
    name: str
    email: str


def gather(people: Mapping[str, Any]) -> Cast:
    """Find or make everybody; who is there already is left as they are."""
    # One hash for all: each takes a tenth of a second, and the password is the same.
    password = make_password(PASSWORD)
    cast = Cast(readers={reader["key"]: reader for reader in people["readers"]})
    _person(OWNER, password, is_superuser=True, is_staff=True)
    for number, row in enumerate(people["experts"], start=1):
        cast.experts[row["key"]] = _expert(row, number, password)
    group = Group.objects.get(name=MODERATORS)
    for row in people["moderators"]:
        moderator, is_new = _person(row, password)
        if is_new:
            moderator.groups.add(group)
        cast.moderators.append(moderator)
    for key in people["members"]:
        cast.members[key], _ = _person(cast.readers[key], password)
    return cast


def _person(row: Mapping[str, str], password: str, **fields: bool) -> tuple[User, bool]:
    """An account that can sign in at once: its address counts as confirmed."""
    user, is_new = User.objects.get_or_create(
        email=row["email"], defaults={"name": row["name"], "password": password, **fields}
    )
    if is_new:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user, is_new


def _expert(row: Mapping[str, Any], number: int, password: str) -> ExpertProfile:
    user, is_new = _person({"name": row["display_name"], "email": row["email"]}, password)
    if not is_new:
        return ExpertProfile.objects.get(user=user)
    fields = {name: row[name] for name in ("known_as", "slug", "credentials", "bio")}
    return make_expert(user, display_name=row["display_name"], position=number, **fields)


def make_topics(rows: Iterable[Mapping[str, str]], people: Mapping[str, Any], cast: Cast) -> None:
    """The shelves, each with the experts who know it."""
    for position, row in enumerate(rows, start=1):
        topic, is_new = Topic.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "description": row["description"],
                "position": position,
            },
        )
        if is_new:
            knowing = [key["key"] for key in people["experts"] if topic.slug in key["topics"]]
            topic.experts.set(cast.experts[key] for key in knowing)


def logins(people: Mapping[str, Any], cast: Cast) -> list[Login]:
    """One person of each role, for the table at the end."""
    reader = cast.members[people["members"][0]]
    expert = next(iter(cast.experts.values())).user
    chosen = (("reader", reader), ("expert", expert), ("moderator", cast.moderators[0]))
    table = [Login(role, user.get_full_name(), user.email) for role, user in chosen]
    return [*table, Login("owner", OWNER["name"], OWNER["email"])]
