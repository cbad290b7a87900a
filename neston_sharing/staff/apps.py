from django.apps import AppConfig

from neston_sharing.foundation.ways import Way


class StaffConfig(AppConfig):
    name = "neston_sharing.staff"
    label = "staff"
    verbose_name = "Staff"
    ways = (
        Way("Staff", "staff:list", ("staff.manage",), order=70),
        Way("Locked out", "staff:locked-out", ("operations.look_after",), order=75),  # managers come by the staff list
    )

    def ready(self) -> None:
        from neston_sharing.staff import signals

        signals.connect()
