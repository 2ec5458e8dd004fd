"""Making people experts, changing how they are shown, switching them off and on again."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.text import slugify

from accounts.models import ExpertProfile, User
from accounts.roles import EXPERTS

SLUG_LENGTH = 80


@transaction.atomic
def make_expert(user: User, *, display_name: str, **fields: object) -> ExpertProfile:
    """Give a person a profile; from here on they can be asked, and what they write is marked.

    Raises ValidationError where a field is refused or the person is an expert already.
    """
    fields.setdefault("slug", free_slug(display_name))
    return store_expert(ExpertProfile(user=user, display_name=display_name, **fields))


@transaction.atomic
def store_expert(profile: ExpertProfile) -> ExpertProfile:
    """Check and store a profile with its rendered bio; the group follows the switch."""
    profile.bio_html = render_bio(profile.bio)
    profile.full_clean()
    profile.save()
    group = Group.objects.get(name=EXPERTS)
    if profile.is_active:
        profile.user.groups.add(group)
    else:
        profile.user.groups.remove(group)
    return profile


def switch_expert(profile: ExpertProfile, *, on: bool) -> ExpertProfile:
    """Off: no more letters and no more writing; the answers stay. On: as before."""
    profile.is_active = on
    return store_expert(profile)


def free_slug(display_name: str) -> str:
    """An address for an expert's page that nobody has yet."""
    base = slugify(display_name)[: SLUG_LENGTH - 4].strip("-") or "expert"
    slug, number = base, 1
    while ExpertProfile.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def render_bio(bio: str) -> str:
    """Through the site's one renderer, whose name stands in the settings."""
    render: Callable[[str], str] = import_string(settings.MARKDOWNX_MARKDOWNIFY_FUNCTION)
    return str(render(bio)) if bio.strip() else ""
