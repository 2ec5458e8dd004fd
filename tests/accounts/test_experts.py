"""Making experts and switching them off."""

import pytest
from django.core.exceptions import ValidationError

from accounts.experts import make_expert, switch_expert
from accounts.models import ExpertProfile
from accounts.roles import EXPERTS, is_expert
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def groups_of(user):
    return set(user.groups.values_list("name", flat=True))


def test_an_expert_is_in_the_group_and_has_a_page():
    profile = make_expert(make_user(), display_name="Dr. Ada Holm", bio="I *run*.")
    assert profile.slug == "dr-ada-holm"
    assert profile.bio_html == "<p>I <em>run</em>.</p>\n"
    assert groups_of(profile.user) == {EXPERTS}
    assert is_expert(profile.user)


def test_a_bio_is_made_safe():
    bio = "<script>alert(1)</script>[x](javascript:alert(1))"
    html = make_expert(make_user(), display_name="Ada Holm", bio=bio).bio_html
    assert "<script" not in html
    assert "href" not in html


def test_two_experts_of_one_name_have_two_pages():
    slugs = [make_expert(make_user(), display_name="Ada Holm").slug for _ in range(3)]
    assert slugs == ["ada-holm", "ada-holm-2", "ada-holm-3"]


def test_a_name_without_latin_letters_has_a_page_too():
    assert make_expert(make_user(), display_name="田中").slug == "expert"


def test_a_person_is_an_expert_once():
    user = make_user()
    make_expert(user, display_name="Ada Holm")
    with pytest.raises(ValidationError):
        make_expert(user, display_name="Ada Holm again")
    assert ExpertProfile.objects.count() == 1


def test_switched_off_and_on_again():
    profile = make_expert(make_user(), display_name="Ada Holm")
    switch_expert(profile, on=False)
    assert groups_of(profile.user) == set()
    assert not is_expert(profile.user)
    switch_expert(profile, on=True)
    assert groups_of(profile.user) == {EXPERTS}
