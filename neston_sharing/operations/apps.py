from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OperationsConfig(AppConfig):
    name = "neston_sharing.operations"
    label = "operations"
    verbose_name = "Operations"

    def ready(self) -> None:
        from neston_sharing.operations import checks  # noqa: F401  (checks register themselves)
        from neston_sharing.operations.backup import noted

        post_migrate.connect(noted.record_restored, dispatch_uid="backup.record_restored")
