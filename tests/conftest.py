"""What holds for every test: the profiles, what a database can do, and the cast."""

import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from tests.factories import make_expert, make_moderator, make_owner, make_user

# Found examples must be the same on every run of CI; by hand new ones are welcome. A shared
# machine makes single examples slow at random, so no deadline.
hypothesis_settings.register_profile("hand", deadline=None, max_examples=50)
hypothesis_settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") == "true" else "hand")


def pytest_itemcollected(item):
    """Give every test that commits the rows that migrations made (the groups) back first."""
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction") and "serialized_rollback" not in marker.kwargs:
        keywords = {**marker.kwargs, "serialized_rollback": True}
        item.add_marker(pytest.mark.django_db(*marker.args, **keywords), append=False)


def pytest_collection_modifyitems(config, items):
    """Leave the tests for another database out, so that nothing counts as skipped."""
    is_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    foreign = "sqlite" if is_postgres else "postgres"
    left_out = [item for item in items if item.get_closest_marker(foreign)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file for tests with a browser: each thread of the server has its connection."""
    in_browser = any(item.get_closest_marker("browser") for item in request.session.items)
    if in_browser and connection.vendor == "sqlite":
        folder = request.getfixturevalue("tmp_path_factory").mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "browser.sqlite3")


# --- The cast: one person of each kind, and a browser for each ---------------------------------


@pytest.fixture(autouse=True)
def _empty_cache():
    """Limits are counted in the cache: what one test did must not stop the next."""
    cache.clear()


@pytest.fixture
def reader(db):
    """The author of what a test is about."""
    return make_user(name="Rita Reader", email="rita@readers.example")


@pytest.fixture
def outsider(db):
    """Somebody with an account who has nothing to do with it."""
    return make_user(name="Otto Outsider", email="otto@readers.example")


@pytest.fixture
def expert(db):
    """An expert's profile; the person is `expert.user`."""
    person = make_user(name="Ada Holm", email="ada@experts.example")
    return make_expert("Dr. Ada Holm", known_as="the Sole Doctor", slug="ada-holm", user=person)


@pytest.fixture
def moderator(db):
    return make_moderator(name="Mona Moderator", email="mona@desk.example")


@pytest.fixture
def owner(db):
    return make_owner(name="Olga Owner", email="olga@desk.example")


@pytest.fixture
def sign_in():
    """Gives a browser in which a person is signed in."""

    def browser_of(user, **options):
        client = Client(**options)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser_of


@pytest.fixture
def reader_client(reader, sign_in):
    return sign_in(reader)


@pytest.fixture
def outsider_client(outsider, sign_in):
    return sign_in(outsider)


@pytest.fixture
def expert_client(expert, sign_in):
    return sign_in(expert.user)


@pytest.fixture
def moderator_client(moderator, sign_in):
    return sign_in(moderator)


@pytest.fixture
def owner_client(owner, sign_in):
    return sign_in(owner)
