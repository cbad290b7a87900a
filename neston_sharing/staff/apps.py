from django.apps import AppConfig

from neston_sharing.foundation.ways import Way


class StaffConfig(AppConfig):
    name = "neston_sharing.staff"
    label = "staff"
    verbose_name = "Staff"
    ways = (Way("Staff", "staff:list", ("staff.manage",), order=70),)

    def ready(self) -> None:
        from neston_sharing.staff import signals

        signals.connect()
