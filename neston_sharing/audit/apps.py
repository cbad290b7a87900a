from django.apps import AppConfig

from neston_sharing.foundation.ways import Way


class AuditConfig(AppConfig):
    name = "neston_sharing.audit"
    label = "audit"
    verbose_name = "Audit log"
    ways = (Way("Audit log", "audit:log", ("audit.view_log",), order=60),)
