from django.apps import AppConfig
from django.db.models.signals import post_save

from neston_sharing.foundation.ways import Way


class AuditConfig(AppConfig):
    name = "neston_sharing.audit"
    label = "audit"
    verbose_name = "Audit log"
    ways = (
        Way("Audit log", "audit:log", ("audit.view_log",), order=60),
        Way("Verification", "audit:verification", ("operations.look_after",), order=61),  # others come by the log
    )

    def ready(self) -> None:
        from auditlog.signals import pre_log

        from neston_sharing.audit import created, registration, sealing, signals
        from neston_sharing.audit.models import Entry

        post_save.connect(sealing.seal, sender=Entry, dispatch_uid="audit.seal")
        pre_log.connect(created.log_created, dispatch_uid="audit.log_created")
        registration.register_all()
        signals.connect()
