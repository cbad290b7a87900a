from django.apps import AppConfig

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

        from neston_sharing.audit import created, registration, sealing, signals, verifying
        from neston_sharing.foundation import health

        sealing.begin()
        pre_log.connect(created.log_created, dispatch_uid="audit.log_created")
        registration.register_all()
        signals.connect()
        health.register("The audit log is as it was written", verifying.trouble)
