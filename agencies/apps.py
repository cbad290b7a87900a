from django.apps import AppConfig

from neston_sharing.foundation.ways import Way


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Agencies"
    ways = (Way("Agencies", "agencies:list", ("agencies.view_agency",), order=40),)
