from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from neston_sharing.foundation.ways import Way


class FoundationConfig(AppConfig):
    name = "neston_sharing.foundation"
    label = "foundation"
    verbose_name = "Foundation"
    ways = (Way("Setting", "setting", ("foundation.change_setting",), order=80),)

    def ready(self) -> None:
        from neston_sharing.foundation import checks, guards, numbers  # noqa: F401  (checks register themselves)

        pre_migrate.connect(guards.before_migrate, dispatch_uid="guards.lift")
        post_migrate.connect(guards.after_migrate, dispatch_uid="guards.put_back")
        post_migrate.connect(numbers.keep_current, sender=self, dispatch_uid="numbers.keep")
