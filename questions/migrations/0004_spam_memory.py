"""What the spam filter remembers: counts, lessons, hosts seen; thresholds beside each verdict."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import questions.models.learning


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0003_site_cache"),
    ]

    operations = [
        migrations.CreateModel(
            name="TokenCount",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("spam", models.PositiveIntegerField(default=0)),
                ("ham", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="screening",
            name="hold_from",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="screening",
            name="spam_from",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="FilterMemory",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=questions.models.learning.new_key, editable=False, max_length=64
                    ),
                ),
                (
                    "spam_total",
                    models.PositiveIntegerField(default=0, help_text="Texts learnt as spam."),
                ),
                (
                    "ham_total",
                    models.PositiveIntegerField(default=0, help_text="Texts learnt as sincere."),
                ),
                ("hold_from", models.FloatField(blank=True, null=True)),
                ("spam_from", models.FloatField(blank=True, null=True)),
                ("filter_version", models.CharField(blank=True, max_length=40)),
                (
                    "calibrated_on",
                    models.PositiveIntegerField(default=0, help_text="Approved texts measured."),
                ),
                ("calibrated_at", models.DateTimeField(blank=True, null=True)),
                ("decisions_since", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "filter memory",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_filter_memory")
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_spam", models.BooleanField()),
                ("revision", models.PositiveIntegerField(help_text="Of the text that was learnt.")),
                ("keys", models.BinaryField(help_text="The tokens' keys, eight bytes each.")),
                ("learnt_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson",
                        to="questions.comment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SeenHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.BigIntegerField()),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seen_hosts",
                        to="questions.comment",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="questions.question",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["host", "seen_at", "question"], name="host_elsewhere"),
                    models.Index(fields=["seen_at"], name="seen_host_age"),
                ],
            },
        ),
    ]
