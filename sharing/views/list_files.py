"""Lists as files for a spreadsheet: the same rows and the same cells as on the page, under the same filters.

They name children: that one was taken stands in the log before it is sent, with which rows were on it.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import View

from consent.models import Child
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.lists.sending import as_file
from neston_sharing.foundation.views import May
from sharing.actions.breaches import MAY as BREACHES
from sharing.actions.meeting import MAY as MEETINGS
from sharing.forms.information_request import RequestFilter
from sharing.forms.search import DecisionFilter
from sharing.forms.visits import DayForm
from sharing.models import (
    AdultConcern,
    Breach,
    Concern,
    Decision,
    InformationReceived,
    InformationRequest,
    Meeting,
    Visit,
)
from sharing.presenters import (
    adult_concern,
    breach,
    concern,
    information_request,
    listing,
    meeting,
    not_shared,
    received,
    visits,
)
from sharing.views.concerns import ABOUT_MANAGERS, ADULTS, RAISE, READ, child_asked_for
from sharing.views.decisions import READERS
from sharing.views.received import FILE_READERS
from sharing.views.visits import SEE


class ListCsv(May, View):
    """`found()` gives the rows that this person may see, `cells()` what the page says of them, under `columns`."""

    name = ""  # of the list; the file's and the log's
    columns: tuple[str, ...] = ()

    def found(self) -> Iterable:
        raise NotImplementedError

    def cells(self, rows: list) -> Iterable:
        raise NotImplementedError

    def subject(self) -> str:
        """The child's reference, of a list that is about one child."""
        return ""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        rows, name = list(self.found()), f"{self.name}.csv"
        shown = {self.name: [getattr(row, "reference", row.pk) for row in rows]}
        record_event("list_exported", by=request.user, subject=self.subject(), about=name, data=shown)
        return as_file(listing.as_list(self.columns, self.cells(rows)), name)


class DecisionListCsv(ListCsv):
    may = READERS
    name, columns = "decisions", listing.COLUMNS

    def found(self):
        seen = Decision.objects.visible_to(self.request.user).for_listing().with_moves().newest_first()
        return DecisionFilter(self.request.GET).narrow(seen, self.request.user)

    def cells(self, rows):
        return listing.list_rows(rows)


class NotSharedCsv(ListCsv):
    may = READERS
    name, columns = "not-shared", not_shared.COLUMNS

    def found(self):
        return Decision.objects.visible_to(self.request.user).not_shared().for_not_shared()

    def cells(self, rows):
        return not_shared.not_shared_rows(rows)


class ConcernsCsv(ListCsv):
    """Open ones, the oldest first, then those closed; of adults who work here nothing: those stand apart."""

    may = (READ, RAISE)
    name, columns = "concerns", concern.COLUMNS

    def found(self):
        seen = Concern.objects.visible_to(self.request.user).for_listing()
        if child := child_asked_for(self.request):
            seen = seen.about_child(child)
        return [*seen.open().oldest_first(), *seen.closed().oldest_first()]

    def cells(self, rows):
        return concern.concern_rows(rows)


class AdultConcernsCsv(ListCsv):
    """Never for the person whom one is about, whatever their roles."""

    may = (READ, RAISE, ABOUT_MANAGERS)
    name, columns = "adult-concerns", ADULTS

    def found(self):
        seen = AdultConcern.objects.visible_to(self.request.user)
        return seen.with_people().with_state_facts().newest_first()

    def cells(self, rows):
        return adult_concern.adult_concern_rows(rows)


class BreachesCsv(ListCsv):
    """The register of what went wrong, which the regulator may ask for."""

    may = BREACHES
    name, columns = "breaches", breach.COLUMNS

    def found(self):
        return Breach.objects.visible_to(self.request.user).with_people().newest_first()

    def cells(self, rows):
        return breach.breach_rows(rows)


class RequestsCsv(ListCsv):
    may = FILE_READERS
    name, columns = "requests", information_request.COLUMNS

    def found(self):
        mine = InformationRequest.objects.visible_to(self.request.user).with_people().with_news()
        return RequestFilter(self.request.GET).narrow(mine).newest_first()

    def cells(self, rows):
        return information_request.request_rows(rows)


class MeetingsCsv(ListCsv):
    may = MEETINGS
    name, columns = "meetings", meeting.COLUMNS_OF_ALL

    def found(self):
        return Meeting.objects.visible_to(self.request.user).waiting().with_people()

    def cells(self, rows):
        return meeting.rows_of_all(rows)


class VisitsCsv(ListCsv):
    """The board of one day, `?day=` or today: a child whom this person may not know of is not named."""

    may = SEE
    name, columns = "visits", visits.COLUMNS_OF_BOARD

    def found(self):
        form = DayForm(self.request.GET)
        day = (form.is_valid() and form.cleaned_data["day"]) or timezone.localdate()
        return Visit.objects.on(day).on_board_of(self.request.user).with_people().by_arrival()

    def cells(self, rows):
        return visits.board_rows(rows)


class ReceivedCsv(ListCsv):
    """What agencies told us about one child."""

    may = FILE_READERS
    name, columns = "received", received.RECEIVED_COLUMNS

    def child(self) -> Child:
        return get_object_or_404(Child.objects.visible_to(self.request.user).the_one(self.kwargs["reference"]))

    def subject(self) -> str:
        return self.child().reference

    def found(self):
        return InformationReceived.objects.about_child(self.child()).with_people().with_agreements().newest_first()

    def cells(self, rows):
        return received.received_rows(rows)
