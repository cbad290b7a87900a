"""The leaflet for the prospectus: the page is for everybody, signed in or not, and holds nothing of any child."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import View

from consent.models import PolicyVersion
from consent.presenters.leaflet import leaflet_of
from neston_sharing.audit.witness import downloaded
from neston_sharing.foundation import pdf
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.views import ANYONE, May, Page

TITLE, FILENAME = "How we keep and share information", "leaflet-for-parents.pdf"


@method_decorator(login_not_required, name="dispatch")
class Leaflet(Page):
    may = ANYONE
    template_name = "consent/leaflet.html"

    def get_context_data(self, **kwargs) -> dict:
        version = PolicyVersion.objects.with_clauses().in_force(PolicyVersion.Policy.INFORMATION_SHARING)
        return super().get_context_data(**leaflet_of(version), **kwargs)


class LeafletPdf(May, pdf.ProducesPdf, View):  # in this order: the permission is asked before all else
    """For staff, to print: making a PDF takes this computer a second, which is nothing to leave open to everybody."""

    may = "consent.view_policies"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        version = PolicyVersion.objects.with_clauses().in_force(PolicyVersion.Policy.INFORMATION_SHARING)
        context = leaflet_of(version) | {"setting": Setting.objects.current()}
        return downloaded("pdf/leaflet.html", context, by=request.user, filename=FILENAME, title=TITLE)
