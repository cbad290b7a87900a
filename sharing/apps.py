from django.apps import AppConfig

from neston_sharing.foundation.ways import Way


class SharingConfig(AppConfig):
    name = "sharing"
    verbose_name = "Sharing"
    ways = (
        Way("Home", "home", order=0),
        Way(
            "Decisions",
            "sharing:decisions",
            ("sharing.make_decision", "sharing.view_every_decision", "sharing.back_up_when_asked"),
            order=20,
        ),
        Way("Visitors", "sharing:visits", ("sharing.view_visitors",), order=30),
        Way(
            "Concerns",
            "sharing:concerns",
            ("sharing.raise_concern", "sharing.read_concerns_about_managers"),
            order=15,
        ),
        Way("Requests", "sharing:information-requests", ("sharing.ask_for_information",), order=25),
        Way("Overview", "sharing:overview", ("sharing.see_overview",), order=35),
        Way("Figures", "sharing:figures", ("sharing.see_figures",), order=35),
        Way("Refer now", "sharing:refer", ("sharing.refer",), order=0, quick=True),
        Way("Report a concern", "sharing:concern-new", ("sharing.raise_concern",), order=1, quick=True),
    )
    stands_under = {
        "consent:children": (
            "advice/",
            "chronologies/",
            "events/",
            "meetings/",
            "parents/",
            "received/",
            "record-copies/",
        ),
        "consent:policies": ("retention/",),
        "sharing:concerns": ("adult-concerns/",),
        "sharing:decisions": ("breaches/", "disclosures/"),
    }

    def ready(self) -> None:
        from neston_sharing.audit import sampling, subjects
        from sharing import subjects as resolver
        from sharing.sampling import draw, seen

        subjects.register(resolver)
        sampling.register(draw, seen)
