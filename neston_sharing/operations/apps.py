from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "neston_sharing.operations"
    label = "operations"
    verbose_name = "Operations"
