from typing import Any

from django.db import migrations, models

BESIDE = ("beside", "thread")


def mark_beside(apps: Any, _: Any) -> None:
    apps.get_model("publication", "Change").objects.filter(kind__in=BESIDE).update(beside=True)


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0013_covered_beyond"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="change",
            name="change_undelivered",
        ),
        migrations.AddField(
            model_name="change",
            name="beside",
            field=models.BooleanField(
                default=False, db_default=False, help_text="Whether it is no news: of what stands beside stories"
            ),
        ),
        migrations.RunPython(mark_beside, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("beside", True), ("kind__in", BESIDE))
                | (models.Q(("beside", False)) & models.Q(("kind__in", BESIDE), _negated=True)),
                name="beside_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("delivered_at__isnull", True)),
                fields=["beside", "-withdrawal", "id"],
                name="change_undelivered",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("delivered_at__isnull", True)), fields=["story"], name="change_of_story"
            ),
        ),
        migrations.AddIndex(
            model_name="publicstory",
            index=models.Index(
                fields=["title", "story", "state", "kind", "sort_at", "changed_at"], name="public_standing"
            ),
        ),
    ]
