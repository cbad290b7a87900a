"""Refer now: one screen for anyone on the staff about any child, and what comes after it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from consent.models import Child
from consent.shown import children_shown
from neston_sharing.foundation.views import Found, Page
from sharing.actions.refer import refer
from sharing.backing_up import in_person
from sharing.forms.refer import ReferForm
from sharing.models import Decision
from sharing.presenters.child import present_flags
from sharing.views.opening import OpensDecision
from sharing.views.picking import PicksChild
from sharing.working_days import next_working_day


class Refer(PicksChild):
    """The numbers first, then who was told what. `?child=` names the child; `?decision=` a draft that turns into it."""

    may = "sharing.refer"
    form_id = "refer"
    form_class = ReferForm
    template_name = "sharing/refer.html"

    @cached_property
    def draft(self) -> Decision | None:
        reference = self.request.GET.get("decision")
        if not reference:
            return None
        return get_object_or_404(Decision.objects.worked_on_by(self.request.user).with_people(), reference=reference)

    @cached_property
    def child(self) -> Child | None:
        """The draft's, where there is one."""
        return self.draft.about if self.draft else super().child

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.draft and not self.draft.is_open:
            messages.info(request, "This decision is closed. To refer again, start from Refer now.")
            return redirect(self.draft)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "by": self.request.user, "draft": self.draft}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(draft=self.draft, **self._warnings(), **kwargs)

    def _warnings(self) -> dict:
        """What whoever calls must know; of a record that is closed to them, that there is something and not what."""
        if not self.child:
            return {}
        children_shown(self.request, [self.child])
        is_open = Child.objects.all().open_to(self.request.user).among([self.child]).exists()
        if is_open:
            return {"flags": present_flags(self.child)}
        flags = self.child.flags
        return {"do_not_discuss": flags.standing().do_not_discuss(), "limits": flags.limiting()}

    def record(self, form) -> str:
        facts = form.facts
        child = self.draft.about if self.draft else facts.pop("child")
        decision = refer(by=self.request.user, child=child, draft=self.draft, **facts)
        return reverse("sharing:referred", args=[decision.reference])


class Referred(OpensDecision, Found, Page):
    """The reference, and when to chase an answer."""

    may = "sharing.refer"
    template_name = "sharing/referred.html"

    def find(self) -> Decision:
        referred = Decision.objects.confirmed_to(self.request.user).referred().with_people().with_state_facts()
        return get_object_or_404(referred, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        told = self.found.disclosures.first()
        day = next_working_day(timezone.localdate(told.shared_at))
        opens = Decision.objects.visible_to(self.request.user).contains(self.found)
        return super().get_context_data(
            decision=self.found,
            told=told,
            chase_on=day,
            back_by=in_person(self.found.recorded_at).due,
            opens_it=opens,
            **kwargs,
        )
