"""Who is in the building, and who was; a visit from the door to the door (policy 1.4, 1.6)."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property

from consent.models import Child
from consent.shown import children_shown
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.visits import hand_over_supervision, sign_in, sign_out
from sharing.forms.visits import DayForm, HandOverSupervisionForm, SignInForm, SignOutForm
from sharing.models import Visit
from sharing.presenters.visits import COLUMNS, facts_of, history_of, lines, rows_of, stays_with
from sharing.views.picking import PicksChild
from sharing.views.received import OfFile
from sharing.welcome import RULE

THEN, IN = "then", "in"
SEE, RECEIVE = "sharing.view_visitors", "sharing.receive_visitors"


def board(user, visits) -> tuple[list, list]:
    """Tell these visits to this person, with where they may go from each; and give the children whom they name."""
    shown = list(visits.on_board_of(user).with_people().by_arrival())
    readable = set(visits.visible_to(user).values_list("pk", flat=True))
    handled = set(visits.handled_by(user).values_list("pk", flat=True))
    named = [visit.about for visit in shown if visit.names_child]
    return lines(shown, readable=readable, handled=handled), named


class Visitors(Page):
    """Who is in the building now and who has left today; `?day=` shows another day."""

    may = SEE
    template_name = "sharing/visits/board.html"

    def get_context_data(self, **kwargs) -> dict:
        form = DayForm(self.request.GET)
        today = timezone.localdate()
        day = (form.is_valid() and form.cleaned_data["day"]) or today
        shown, named = self._today() if day == today else self._past(day)
        children_shown(self.request, named)
        return super().get_context_data(
            filter_form=form, day=day, now=timezone.now(), **_beside(day), **shown, **kwargs
        )

    def _today(self) -> tuple[dict, list]:
        user = self.request.user
        here, named = board(user, Visit.objects.in_the_building())
        gone, others = board(user, Visit.objects.ended().on(timezone.localdate()))
        return {"here": here, "gone": gone, "left_open": [line for line in here if line.left_open]}, named + others

    def _past(self, day: date) -> tuple[dict, list]:
        past, named = board(self.request.user, Visit.objects.on(day))
        return {"past": past}, named


def _beside(day: date) -> dict:
    """Name the days before and after, up to today."""
    after = day + timedelta(days=1)
    return {"day_before": day - timedelta(days=1), "day_after": after if after <= timezone.localdate() else None}


class SignIn(PicksChild):
    """`?child=` names the child; `?again=` a visit that has ended, whose visitor comes to see another child.

    Who is still in on a visit is signed out of that first: what was typed waits meanwhile, but for when they arrived.
    """

    may = RECEIVE
    form_class = SignInForm
    template_name = "sharing/visits/sign_in.html"
    form_id = "visit"
    success_message = "Signed in. Stay with them until you hand over, or sign them out."

    @cached_property
    def everyone(self):
        return Child.objects.listed_for(self.request.user).attending().by_name()

    @cached_property
    def again(self) -> Visit | None:
        ended = Visit.objects.handled_by(self.request.user).ended().with_people()
        return ended.numbered(self.request.GET.get("again", ""))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        first = self._here().numbered(request.POST.get("first", ""))
        return self._sign_out_of(first) if first else super().post(request, *args, **kwargs)

    def _sign_out_of(self, first: Visit) -> HttpResponse:
        typed = self.request.POST.copy()
        for name in ("first", "arrived_at"):
            typed.pop(name, None)
        self.request.keep(self.request.path, typed)  # type: ignore[attr-defined]
        return HttpResponseRedirect(f"{reverse('sharing:visit-sign-out', args=[first.pk])}?{THEN}={IN}")

    def get_initial(self) -> dict:
        return {**self._as_before(), **super().get_initial()}

    def _as_before(self) -> dict:
        """What stays as it was; why they came is another matter."""
        if (visit := self.again) is None:
            return {}
        same = {name: getattr(visit, name) for name in ("identity_seen", "place", "agreed_to_rule")}
        people = {"professional": visit.professional_id, "supervisor": visit.stays_now and visit.stays_now.pk}
        return {**same, **people, "identity_seen_by": visit.identity_seen_by_id}

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs()
        if self.request.method == "GET" and "data" in kwargs:  # what waited
            kwargs["data"].setdefault("arrived_at", date_format(timezone.localtime(), "j F Y H:i"))
        return {**kwargs, "by": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        shown = super().get_context_data(again=self.again, rule=RULE, **kwargs)
        return {**shown, "there": self._there(shown["form"])}

    def _there(self, form: SignInForm) -> Visit | None:
        """The visit that stands in the way: the same person is in the building already."""
        return self._here().of_professional(form.visitor).first() if form.visitor else None

    def _here(self):
        return Visit.objects.handled_by(self.request.user).in_the_building()

    def record(self, form: SignInForm) -> str:
        return sign_in(by=self.request.user, **form.facts).get_absolute_url()


class OfVisit(Found, RecordingView):
    """About one visit that this person may hand over or end."""

    may = RECEIVE

    def find(self) -> Visit:
        return get_object_or_404(Visit.objects.handled_by(self.request.user).with_people(), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "visit": self.found}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(visit=self.found, stays=stays_with(self.found), **kwargs)

    def afterwards(self) -> str:
        """Lead to the visit's page, or to the board where this person may not read it."""
        readable = Visit.objects.visible_to(self.request.user).contains(self.found)
        return self.found.get_absolute_url() if readable else reverse("sharing:visits")


class HandOverSupervision(OfVisit):
    form_class = HandOverSupervisionForm
    template_name = "sharing/visits/hand_over.html"
    success_message = "Handed over."

    def record(self, form: HandOverSupervisionForm) -> str:
        hand_over_supervision(by=self.request.user, visit=self.found, **form.cleaned_data)
        return self.afterwards()


class SignOut(OfVisit):
    """With `?then=in` it leads back to where the same visitor is being signed in."""

    form_class = SignOutForm
    template_name = "sharing/visits/sign_out.html"
    success_message = "Signed out."

    def record(self, form: SignOutForm) -> str:
        sign_out(by=self.request.user, visit=self.found, **form.cleaned_data)
        return reverse("sharing:visit-new") if self.is_on_the_way_in else self.afterwards()

    def get_context_data(self, **kwargs) -> dict:
        back_url = reverse("sharing:visit-new" if self.is_on_the_way_in else "sharing:visits")
        return super().get_context_data(back_url=back_url, on_the_way_in=self.is_on_the_way_in, **kwargs)

    @property
    def is_on_the_way_in(self) -> bool:
        return self.request.GET.get(THEN) == IN


class VisitPage(Found, Page):
    """All that was recorded of a visit. Opening it is on the record."""

    may = SEE
    template_name = "sharing/visits/visit.html"

    def find(self) -> Visit:
        return get_object_or_404(Visit.objects.visible_to(self.request.user).with_people(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        visit, user = self.found, self.request.user
        record_access(user, visit.audit_subject, "visit", str(visit.pk))
        return super().get_context_data(
            visit=visit,
            facts=facts_of(visit),
            history=history_of(visit),
            stays=stays_with(visit),
            handled=user.has_perm(RECEIVE),
            opens_file=visit.about and Child.objects.visible_to(user).contains(visit.about),
            **kwargs,
        )


class VisitsOfChild(OfFile, Page):
    """Everyone who came to see one child, the latest first. Opening it is on the record, as for the child's file."""

    may = SEE
    template_name = "sharing/visits/of_child.html"

    def get_context_data(self, **kwargs) -> dict:
        visits = Visit.objects.visible_to(self.request.user).about_child(self.found).with_people().latest_first()
        return super().get_context_data(columns=COLUMNS, rows=rows_of(visits), **kwargs)
