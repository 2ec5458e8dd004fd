"""Models and migrations agree, and every migration has a way back."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from questions.models import Lesson
from tests.factories import make_comment, make_question

ROOT = Path(__file__).resolve().parent.parent
OWN_APPS = ("accounts", "questions")


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None)


@pytest.mark.parametrize("app", OWN_APPS)
def test_migrations_stand_in_one_line(app, loader):
    own = sorted(name for label, name in loader.disk_migrations if label == app)
    assert own
    before = None
    for name in own:
        parents = [
            parent for label, parent in loader.get_migration(app, name).dependencies if label == app
        ]
        assert parents == ([before] if before else [])
        before = name


@pytest.mark.parametrize("app", OWN_APPS)
def test_migrations_are_numbered_and_named_for_their_change(app, loader):
    own = sorted(name for label, name in loader.disk_migrations if label == app)
    assert [int(name[:4]) for name in own] == list(range(1, len(own) + 1))
    assert [name for name in own if re.search(r"_auto_|_alter_.*_more|_remove_.*_more", name)] == []


def migrate(database, *arguments):
    """Run `migrate` in a process and on a database of its own."""
    run = subprocess.run(
        [sys.executable, "manage.py", "migrate", *arguments, "--verbosity", "0", "--skip-checks"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DEBUG": "1", "DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]


def objects_in(database):
    """Tables, indexes and triggers with their definitions, but for the migrations' own order."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        )
        return {(kind, name): sql for kind, name, sql in rows}


def groups_in(database):
    with closing(sqlite3.connect(database)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM auth_group")}


def test_migrations_go_back_to_nothing_and_forward_again(tmp_path):
    database = tmp_path / "site.sqlite3"
    migrate(database)
    first = objects_in(database)
    assert groups_in(database) == {"experts", "moderators"}

    migrate(database, "questions", "zero")
    assert leftovers(database, "questions") == []
    migrate(database, "accounts", "zero")
    assert leftovers(database, "accounts") == []
    assert groups_in(database) == set()

    migrate(database)
    assert objects_in(database) == first
    assert groups_in(database) == {"experts", "moderators"}


@pytest.mark.django_db
def test_lessons_of_letters_go_where_only_comments_can_teach():
    lessons = [
        Lesson.objects.create(is_spam=True, keys=b"", **text)
        for text in ({"comment": make_comment()}, {"question": make_question()})
    ]
    import_module("questions.migrations.0006_lessons_of_letters").drop_letters(apps, None)
    assert list(Lesson.objects.all()) == lessons[:1]


def leftovers(database, app):
    tables = {model._meta.db_table for model in apps.get_app_config(app).get_models()}
    return [name for _, name in objects_in(database) if name in tables or app in name]
