"""What is printed for visitors and because of them: the welcome sheet, the fire drill list."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from neston_sharing.audit.witness import downloaded
from neston_sharing.foundation import patience, pdf
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.views import May, Page
from sharing.models import Visit
from sharing.presenters.visits import lines
from sharing.welcome import TITLE, welcome_sheet

SEE = "sharing.view_visitors"
DRILL = "Fire drill list: visitors"


def sheet() -> dict:
    return welcome_sheet(get_user_model().objects.who_may("sharing.lead_safeguarding").by_name())


class Welcome(Page):
    may = SEE
    template_name = "sharing/visits/welcome.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**sheet(), **kwargs)


class WelcomePdf(May, pdf.ProducesPdf, View):
    may = SEE

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        context = sheet() | {"setting": Setting.objects.current()}
        return downloaded("pdf/welcome.html", context, by=request.user, filename="welcome-sheet.pdf", title=TITLE)


class FireDrillPdf(May, pdf.ProducesPdf, View):
    """Everyone who is in the building, with boxes to tick. Children are named to those who may find them."""

    may = SEE

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        visits = Visit.objects.in_the_building().on_board_of(request.user).with_people().by_arrival()
        context = {"lines": lines(visits), "now": patience.first_asked_at(), "setting": Setting.objects.current()}
        return downloaded("pdf/fire_drill.html", context, by=request.user, filename="fire-drill-list.pdf", title=DRILL)
