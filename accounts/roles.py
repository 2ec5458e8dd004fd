"""Who is what: the only place where roles are decided."""

from typing import Any, TypeGuard

from accounts.models import User

EXPERTS = "experts"
MODERATORS = "moderators"


def _is_present(user: Any) -> TypeGuard[User]:
    return isinstance(user, User) and user.is_active


def group_names(user: User) -> frozenset[str]:
    """The names of a person's groups; one query for the life of the instance."""
    cached: frozenset[str] | None = user.__dict__.get("_group_names")
    if cached is None:
        cached = frozenset(user.groups.values_list("name", flat=True))
        user.__dict__["_group_names"] = cached
    return cached


def is_owner(user: Any) -> bool:
    """An owner administers the site: a superuser, or staff by permissions."""
    return _is_present(user) and (user.is_superuser or user.is_staff)


def is_expert(user: Any) -> bool:
    """An expert has an active profile; the profile alone makes the mark on what they write."""
    if not _is_present(user):
        return False
    profile = getattr(user, "expert", None)
    return profile is not None and profile.is_active


def works_here(user: Any) -> bool:
    """Whether somebody has more than a reader's rights."""
    return is_owner(user) or is_moderator(user) or is_expert(user)


def is_moderator(user: Any) -> bool:
    """A moderator is in the group of that name; superusers moderate too."""
    return _is_present(user) and (user.is_superuser or MODERATORS in group_names(user))
