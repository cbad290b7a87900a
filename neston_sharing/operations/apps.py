from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "neston_sharing.operations"
    label = "operations"
    verbose_name = "Operations"

    def ready(self) -> None:
        from neston_sharing.operations import checks  # noqa: F401  (checks register themselves)
