"""The list of decisions as a file: the same rows as on the page, under the same filters."""

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from agencies.views.directory_import import as_file
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.views import May
from sharing.forms.search import DecisionFilter
from sharing.models import Decision
from sharing.presenters.listing import as_list
from sharing.views.decisions import READERS

NAME = "decisions.csv"


class DecisionListCsv(May, View):
    """It names children, so that it was taken stands in the log, with which decisions were on it."""

    may = READERS

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        seen = Decision.objects.visible_to(request.user).for_listing().with_moves().newest_first()
        decisions = list(DecisionFilter(request.GET).narrow(seen, request.user))
        shown = {"decisions": [decision.reference for decision in decisions]}
        record_event("list_exported", by=request.user, about=NAME, data=shown)
        return as_file(as_list(decisions), NAME)
