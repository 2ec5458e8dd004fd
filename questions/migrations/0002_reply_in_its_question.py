"""A reply belongs to its parent's question: a rule over two rows, kept by the database itself.

PostgreSQL keeps it by a foreign key over both columns, SQLite by triggers. SQLite drops triggers
when a later migration rebuilds the table; a test looks that they are still there.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

RULE = "reply_in_its_parents_question"

FOREIGN_KEY = (
    "FOREIGN KEY (parent_id, question_id) REFERENCES questions_comment (id, question_id)"
    " DEFERRABLE INITIALLY DEFERRED"
)
POSTGRESQL = [
    f"ALTER TABLE questions_comment ADD CONSTRAINT {RULE}_key UNIQUE (id, question_id)",
    f"ALTER TABLE questions_comment ADD CONSTRAINT {RULE} {FOREIGN_KEY}",
]
POSTGRESQL_BACK = [
    f"ALTER TABLE questions_comment DROP CONSTRAINT {RULE}",
    f"ALTER TABLE questions_comment DROP CONSTRAINT {RULE}_key",
]
STRAY = (
    "NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM questions_comment AS parent"
    " WHERE parent.id = NEW.parent_id AND parent.question_id = NEW.question_id)"
)
SQLITE = [
    f"CREATE TRIGGER {RULE}_{name} BEFORE {event} ON questions_comment WHEN {STRAY}"
    f" BEGIN SELECT RAISE(ABORT, '{RULE}'); END"
    for name, event in (("insert", "INSERT"), ("update", "UPDATE OF parent_id, question_id"))
]
SQLITE_BACK = [f"DROP TRIGGER {RULE}_{name}" for name in ("insert", "update")]


def add_rule(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run(schema_editor, POSTGRESQL, SQLITE)


def drop_rule(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


def run(schema_editor: BaseDatabaseSchemaEditor, postgresql: list[str], sqlite: list[str]) -> None:
    vendor = schema_editor.connection.vendor
    for statement in {"postgresql": postgresql, "sqlite": sqlite}.get(vendor, []):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_initial")]
    operations = [migrations.RunPython(add_rule, drop_rule)]
