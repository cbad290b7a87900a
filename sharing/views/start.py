"""Starting a decision, and changing what it was started with."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from consent.models import Child
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.views import RecordingView
from sharing.actions.start import change_details, start_decision
from sharing.forms.start import DetailsForm, FindChildForm, StartForm
from sharing.models import Concern
from sharing.presenters.child import present_flags
from sharing.steps import url_of_open
from sharing.views.drafting import Drafting

MOST_SHOWN = 50


class Start(RecordingView):
    """`?child=REF` says about whom; without it, the page lets one choose. A name is posted, never in an address.

    `?concern=REF` names the concern from which it starts.
    """

    may = "sharing.make_decision"
    form_class = StartForm
    template_name = "sharing/start.html"

    @cached_property
    def children(self):
        return Child.objects.visible_to(self.request.user).kept().attending().by_name()

    @cached_property
    def asked_about(self) -> Child | None:
        reference = self.request.GET.get("child", "").replace("\x00", "")
        child = Child.objects.visible_to(self.request.user).the_one(reference).first() if reference else None
        if reference and child is None:
            raise Http404
        return child

    @cached_property
    def concern(self) -> Concern | None:
        reference = self.request.GET.get("concern", "")
        concern = Concern.objects.visible_to(self.request.user).referenced(reference) if reference else None
        if reference and concern is None:
            raise Http404
        return concern

    @property
    def child(self) -> Child:
        if self.asked_about is None:
            raise Http404
        return self.asked_about

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.asked_about else self._choose("")

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return (
            super().post(request, *args, **kwargs)
            if self.asked_about
            else self._choose(request.POST.get("name", "").replace("\x00", ""))
        )

    def _choose(self, name: str) -> HttpResponse:
        found = list(self.children.named(name[:100])[: MOST_SHOWN + 1])
        self.template_name = "sharing/choose_child.html"
        return self.render_to_response(
            {
                "form": FindChildForm(initial={"name": name}),
                "name": name,
                "children": found[:MOST_SHOWN],
                "more": len(found) > MOST_SHOWN,
                "view": self,
            }
        )

    def get_initial(self) -> dict:
        """`?agency=` names the one that it is about, where the page before knew it."""
        agency = self.request.GET.get("agency", "")
        return {"agency": agency, "initiative": "offered"} if agency.isdecimal() else {}

    def record(self, form: StartForm) -> str:
        decision = start_decision(by=self.request.user, child=self.child, concern=self.concern, **form.facts())
        return reverse("sharing:continue", args=[decision.reference])

    def get_context_data(self, **kwargs) -> dict:
        record_access(self.request.user, self.child.reference, "file", self.child.reference)
        flags = present_flags(self.child)
        return super().get_context_data(child=self.child, flags=flags, concern=self.concern, **kwargs)


class Details(Drafting):
    form_class = DetailsForm
    template_name = "sharing/details.html"

    def get_initial(self) -> dict:
        names = ("initiative", "agency", "professional", "information", "purpose", "asked_on", "needed_by")
        return super().get_initial() | {name: getattr(self.found, name) for name in names}

    def record(self, form: DetailsForm) -> str:
        return url_of_open(change_details(by=self.request.user, decision=self.found, **form.facts(), **form.seen()))
