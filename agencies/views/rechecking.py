"""One agency after another whose details nobody has checked for a year, gone through and confirmed (policy 1.1).

Where somebody is in the walk stands in the address: how many they have behind them, confirmed or skipped.
"""

from django.http import HttpResponse
from django.urls import reverse

from agencies.actions.rechecking import recheck
from agencies.forms import RecheckForm
from agencies.models import Agency
from agencies.presenters.directory import checked_words
from agencies.views.base import AboutAgency
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.meanwhile import ChangedMeanwhile
from neston_sharing.foundation.views import EditingView, Page

MOST_BEHIND = 10_000


class ToRecheck(Page):
    """Where a walk begins and ends: what is still to be checked."""

    may = "agencies.change_agency"
    template_name = "agencies/recheck_list.html"

    def get_context_data(self, **kwargs) -> dict:
        unchecked = Agency.objects.visible_to(self.request.user).unchecked().with_routes().by_name()
        rows = [(agency, checked_words(agency)) for agency in unchecked]
        return super().get_context_data(rows=rows, **kwargs)


class Recheck(AboutAgency, EditingView):
    may = "agencies.change_agency"
    form_class = RecheckForm
    template_name = "agencies/recheck.html"
    success_message = "Recorded: you checked these details today."

    @property
    def behind(self) -> int:
        asked = self.request.GET.get("behind", "")
        return min(int(asked), MOST_BEHIND) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"agency": self.found}

    def stands(self) -> dict:
        shown = [(route.pk, str(route), route.note, route.out_of_hours) for route in self.found.routes_in_use]
        return {"hours": self.found.hours, "routes": shown}

    def refuse(self, form: RecheckForm, refusal: Refusal) -> HttpResponse:
        """Where the routes changed meanwhile, the page that comes back asks about those that stand now."""
        if isinstance(refusal, ChangedMeanwhile):
            form = self.get_form()
            form.full_clean()
        return super().refuse(form, refusal)

    def get_context_data(self, **kwargs) -> dict:
        ahead = Agency.objects.visible_to(self.request.user).unchecked().after(self.found).count()
        place = {"current": self.behind + 1, "total": self.behind + 1 + ahead}
        words = checked_words(self.found)
        return super().get_context_data(checked=words, next_url=self.next_url(), **place, **kwargs)

    def next_url(self) -> str:
        following = Agency.objects.visible_to(self.request.user).unchecked().after(self.found).by_name().first()
        if following is None:
            return reverse("agencies:recheck-list")
        return reverse("agencies:recheck", args=[following.pk]) + f"?behind={self.behind + 1}"

    def record(self, form: RecheckForm) -> str:
        recheck(by=self.request.user, agency=self.found, findings=form.findings(), hours=form.cleaned_data["hours"])
        return self.next_url()
