from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0012_covered"),
    ]

    operations = [
        migrations.AddField(
            model_name="issue",
            name="covered_beyond",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="What the desk took off pages that it does not have now, by their number",
            ),
        ),
        migrations.AlterField(
            model_name="issuepage",
            name="covered",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What the desk took off it, each as left, top, width and height in hundredths of it",
            ),
        ),
    ]
