from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_squashed_0008_retention_rules"),
        ("sharing", "0001_squashed_0015_decisions_by_outcome"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="concern",
            name="concern_injury_is_known",
        ),
        migrations.AlterField(
            model_name="concern",
            name="injury",
            field=models.CharField(
                choices=[
                    ("none", "Not known"),
                    ("unhurt", "Looked, and none seen"),
                    ("on_arrival", "Injured on arrival"),
                    ("later", "Injury seen later"),
                ],
                default="none",
                max_length=10,
                verbose_name="injury",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("injury__in", ["none", "unhurt", "on_arrival", "later"])),
                name="concern_injury_is_known",
            ),
        ),
    ]
