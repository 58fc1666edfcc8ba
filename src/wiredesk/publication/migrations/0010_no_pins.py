from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0009_topics'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='publicstory',
            name='public_pinned',
        ),
        migrations.RemoveField(
            model_name='publicstory',
            name='pinned_until',
        ),
    ]
