"""The one row of the filter's memory, with a key of this site's own."""

import secrets

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_row(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    memory = apps.get_model("questions", "FilterMemory")
    memory.objects.get_or_create(pk=1, defaults={"key": secrets.token_hex(32)})


def drop_row(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("questions", "FilterMemory").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("questions", "0004_spam_memory")]
    operations = [migrations.RunPython(make_row, drop_row)]
