"""People, their names and what reads like somebody else's."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import ExpertProfile, User
from accounts.names import clean_name, reads_like
from accounts.roles import is_expert, is_moderator, is_owner
from tests.factories import make_expert, make_user


@pytest.mark.django_db
def test_one_address_is_one_person_however_it_is_typed():
    person = User.objects.create_user(" Rita@Readers.Example ", "a quiet long mile", name="Rita")
    assert person.email == "rita@readers.example"
    assert person.check_password("a quiet long mile")
    assert User.objects.get_by_natural_key("RITA@readers.example") == person
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(email="RITA@readers.example")


@pytest.mark.django_db
def test_a_person_needs_an_address():
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user("")


@pytest.mark.django_db
def test_whoever_sets_the_site_up_is_its_owner():
    owner = User.objects.create_superuser("olga@desk.example", "a quiet long mile")
    assert is_owner(owner)
    assert is_moderator(owner)
    assert not is_expert(owner)


@pytest.mark.django_db
def test_the_address_never_stands_for_a_missing_name():
    person = make_user(name="", email="rita@readers.example")
    assert person.get_full_name() == f"Reader {person.pk}"
    assert "rita" not in str(person).lower()


@pytest.mark.django_db
def test_whoever_is_switched_off_has_no_role():
    expert = make_expert()
    expert.user.is_active = False
    assert not is_expert(expert.user)
    assert not is_moderator(None)


@pytest.mark.parametrize(
    ("name", "taken", "same"),
    [
        ("Dr. Mark", "Dr. Mark", True),
        ("dr mark", "Dr. Mark", True),
        ("D r. M a r k", "Dr. Mark", True),
        ("Dr. Мark", "Dr. Mark", True),
        ("Dr.\u200b Mark", "Dr. Mark", True),
        ("Dr. Márk", "Dr. Mark", True),
        ("Mark", "Dr. Mark", False),
        ("Ada Holm", "Dr. Ada Holm", True),
        ("Coach Ada Holm", "Dr. Ada Holm", True),
        ("Ada", "Dr. Ada Holm", False),
        ("Adam Holmes", "Dr. Ada Holm", False),
        ("", "Dr. Ada Holm", False),
        ("Ada Holm", "田中", False),
    ],
)
def test_names_that_read_the_same(name, taken, same):
    assert reads_like(name, taken) is same


def test_a_name_is_one_line_without_invisible_characters():
    assert clean_name("  Rita\n\tR.\u202e\u0000 ") == "Rita R."
    assert clean_name("Re\u0301ne\u0301") == "Réné"


@pytest.mark.parametrize(
    ("shown", "initials"),
    [("Dr. Ada Holm", "AH"), ("Mark", "MA"), ("Dr. Mark", "MA"), ("Ada van Holm", "AH")],
)
def test_initials_stand_for_a_missing_photo(shown, initials):
    assert ExpertProfile(display_name=shown).initials == initials


def test_an_expert_has_both_names():
    assert ExpertProfile(display_name="Ada").full_name == "Ada"
    assert ExpertProfile(display_name="Ada", known_as="Doc").full_name == "Ada aka Doc"
