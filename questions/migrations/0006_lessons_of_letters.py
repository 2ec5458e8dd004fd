"""Letters that moderators accept or mark as spam teach the filter as comments do."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def drop_letters(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What they taught stays, as counts; it can no longer be taken back."""
    apps.get_model("questions", "Lesson").objects.filter(comment=None).delete()


class Migration(migrations.Migration):
    dependencies = [("questions", "0005_first_filter_memory")]
    operations = [
        migrations.AddField(
            model_name="lesson",
            name="question",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lesson",
                to="questions.question",
            ),
        ),
        migrations.AlterField(
            model_name="lesson",
            name="comment",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lesson",
                to="questions.comment",
            ),
        ),
        migrations.AlterField(
            model_name="lesson",
            name="revision",
            field=models.PositiveIntegerField(
                default=1, help_text="Of the comment's text that was learnt."
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_letters),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                name="lesson_of_one_text",
                condition=models.Q(comment__isnull=False) ^ models.Q(question__isnull=False),
            ),
        ),
    ]
