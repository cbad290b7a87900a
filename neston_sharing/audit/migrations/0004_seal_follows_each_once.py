from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_squashed_0003_disposal_by_two"),
    ]

    operations = [
        migrations.AlterField(
            model_name="seal",
            name="previous",
            field=models.CharField(max_length=64),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("previous",), name="seal_follows_each_once"),
        ),
    ]
