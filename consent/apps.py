from django.apps import AppConfig

from neston_sharing.foundation.ways import Way


class ConsentConfig(AppConfig):
    name = "consent"
    verbose_name = "Children and consent"
    ways = (
        Way("Children", "consent:children", ("consent.find_child", "consent.view_own_children"), order=10),
        Way("Policies", "consent:policies", ("consent.view_policies",), order=50),
    )
    stands_under = {
        "consent:children": ("consents/", "receipts/"),
        "consent:policies": ("acknowledgements/", "laws/", "leaflet/", "words/"),
        "home": ("attention/",),
    }

    def ready(self) -> None:
        from consent import subjects as resolver
        from neston_sharing.audit import subjects
        from neston_sharing.foundation import known_names

        subjects.register(resolver)
        known_names.register(resolver.names_of_children)
