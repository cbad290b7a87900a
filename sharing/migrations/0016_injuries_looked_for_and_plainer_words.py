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
        migrations.AlterField(
            model_name="copystep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("identity", "Identity checked"),
                    ("responsibility", "Parental responsibility checked"),
                    ("paused", "Clock paused: we asked them something"),
                    ("resumed", "Clock runs again: they answered"),
                    ("extended", "Extended by two months, and told"),
                    ("read", "Section read"),
                    ("given", "Copy handed over"),
                    ("receipt", "Signed receipt came back"),
                    ("refused", "Refused, with reasons given"),
                    ("taken_back", "Taken back by whoever asked"),
                ],
                max_length=20,
                verbose_name="what was done",
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
