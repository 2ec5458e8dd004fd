"""What holds for every test: the order of data, the profiles, what a database can do."""

import os

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import settings as hypothesis_settings

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
    """Leave the tests for PostgreSQL out where the database is another one."""
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return
    only_postgres = [item for item in items if item.get_closest_marker("postgres")]
    if only_postgres:
        config.hook.pytest_deselected(items=only_postgres)
        items[:] = [item for item in items if item not in only_postgres]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file for tests with a browser: each thread of the server has its connection."""
    in_browser = any(item.get_closest_marker("browser") for item in request.session.items)
    if in_browser and connection.vendor == "sqlite":
        folder = request.getfixturevalue("tmp_path_factory").mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "browser.sqlite3")
