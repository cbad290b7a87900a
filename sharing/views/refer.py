"""Refer now: one screen for anyone on the staff about any child, and what comes after it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from consent.models import Child
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.refer import refer
from sharing.forms.refer import FindChildForm, ReferForm
from sharing.models import Decision
from sharing.working_days import next_working_day


class Refer(RecordingView):
    """The numbers first, then who was told what. `?child=` names the child; `?decision=` a draft that turns into it."""

    may = "sharing.refer"
    form_class = ReferForm
    template_name = "sharing/refer.html"

    @cached_property
    def draft(self) -> Decision | None:
        reference = self.request.GET.get("decision")
        if not reference:
            return None
        return get_object_or_404(Decision.objects.worked_on_by(self.request.user).with_people(), reference=reference)

    @cached_property
    def everyone(self):
        return Child.objects.findable_by(self.request.user).by_name()

    @cached_property
    def named(self):
        """Those whom the name that was searched for fits; everyone, if nothing was."""
        return self.everyone.named(self.sought)

    @property
    def sought(self) -> str:
        return self.request.POST.get("q", "")[:100].replace("\x00", "") if "find" in self.request.POST else ""

    @cached_property
    def child(self) -> Child | None:
        """The one that is known before anything is posted: the draft's, the one named, or the only one found."""
        if self.draft:
            return self.draft.about
        if self.sought:
            return self.named[0] if len(self.named) == 1 else None
        return self.everyone.referenced(self.request.GET.get("child", ""))

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.draft and not self.draft.is_open:
            messages.info(request, "This decision is closed. To refer again, start from Refer now.")
            return redirect(self.draft)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "find" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict:
        typed = self.request.POST.dict() if "find" in self.request.POST else {}
        return typed | ({"child": self.child.reference} if self.child else {})

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs()
        if "find" in self.request.POST:  # a search keeps what was typed, and finds no fault with it yet
            del kwargs["data"], kwargs["files"]
        children = self.named if len(self.named) > 1 else self.everyone
        return {**kwargs, "by": self.request.user, "children": children, "draft": self.draft}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            draft=self.draft,
            child=self.child,
            find=None if self.child else FindChildForm({"q": self.sought}),
            nobody_found=not self.named,
            do_not_discuss=self.child.flags.standing().do_not_discuss() if self.child else None,
            limits=self.child.flags.limiting() if self.child else None,
            **kwargs,
        )

    def record(self, form) -> str:
        facts = form.facts
        child = self.draft.about if self.draft else facts.pop("child")
        decision = refer(by=self.request.user, child=child, draft=self.draft, **facts)
        return reverse("sharing:referred", args=[decision.reference])


class Referred(Found, Page):
    """The reference, and when to chase an answer."""

    may = "sharing.refer"
    template_name = "sharing/referred.html"

    def find(self) -> Decision:
        referred = Decision.objects.visible_to(self.request.user).referred().with_people().with_state_facts()
        return get_object_or_404(referred, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        told = self.found.disclosures.first()
        day = next_working_day(timezone.localdate(told.shared_at))
        return super().get_context_data(decision=self.found, told=told, chase_on=day, **kwargs)
