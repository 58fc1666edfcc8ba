from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0011_issues"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuepage",
            name="covered",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What the desk took off it, each as left, top, width and height in points",
            ),
        ),
    ]
