"""How long what is kept: the setting's rules, what stops disposal, and what it comes to for one child."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from consent.actions.retention import set_retention_rule
from consent.keeping import TITLES
from consent.retention import periods
from consent.shown import references_shown
from consent.views.of_child import OfChild
from neston_sharing.audit.models import Hold
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import EditingView, Found, Page, RecordingView
from sharing.actions.disposal import APPROVE, KEEP, MARK, end_hold, mark_record, put_hold, take_mark_away
from sharing.forms.retention import EndHoldForm, HoldForm, MarkForm, RuleForm, WhyForm
from sharing.models import AbuseMark
from sharing.presenters.leaving import keeping_of
from sharing.presenters.retention import holds_of, marks_of, present_holds, present_overview, rule_history


class Retention(Page):
    """The rules that stand, the holds, the lists of what is due, and what was disposed of."""

    may = (KEEP, APPROVE)
    template_name = "sharing/retention/overview.html"

    def get_context_data(self, **kwargs) -> dict:
        told = present_overview(self.request.user)
        references_shown(self.request, (hold.named for hold in (*told.holds, *told.ended)))
        return super().get_context_data(told=told, form=Form(), **kwargs)


class SetRule(Found, EditingView):
    """Decide anew how long a class of record is kept; what stood before is listed below."""

    may = KEEP
    form_class = RuleForm
    template_name = "sharing/retention/rule.html"
    success_message = "The new rule is recorded. What stood before stays on the record."

    def find(self) -> str:
        if self.kwargs["kind"] not in periods():
            raise Http404
        return self.kwargs["kind"]

    def stands(self) -> dict:
        rule = periods()[self.found]
        return {"years": rule.years, "counted_from": rule.counted_from, "reason": rule.reason}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(title=TITLES[self.found], history=rule_history(self.found), **kwargs)

    def record(self, form: RuleForm) -> str:
        set_retention_rule(by=self.request.user, kind=self.found, **form.cleaned_data)
        return reverse("sharing:retention")


class HoldEverything(RecordingView):
    may = KEEP
    form_class = HoldForm
    template_name = "sharing/retention/hold.html"
    success_message = "The hold stands. Nothing is disposed of until it is ended."

    def record(self, form: HoldForm) -> str:
        put_hold(by=self.request.user, **form.cleaned_data)
        return reverse("sharing:retention")


class EndHold(Found, RecordingView):
    may = KEEP
    form_class = EndHoldForm
    template_name = "sharing/retention/hold_end.html"
    success_message = "The hold is ended. What is due may be disposed of again."

    def find(self) -> Hold:
        return get_object_or_404(Hold.objects.visible_to(self.request.user).standing(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        (hold,) = present_holds([self.found], self.request.user)
        references_shown(self.request, [hold.named])
        return super().get_context_data(hold=hold, **kwargs)

    def record(self, form: EndHoldForm) -> str:
        end_hold(by=self.request.user, hold=self.found, **form.cleaned_data)
        return reverse("sharing:retention")


class Keeping(OfChild, Page):
    """Until when what of this child is kept, what holds it, and whether the longest rule applies."""

    may = (KEEP, APPROVE)
    template_name = "sharing/retention/keeping.html"
    back = "sharing:leaving"

    def get_context_data(self, **kwargs) -> dict:
        holds = present_holds(holds_of(self.found), self.request.user)
        about = {"keeping": keeping_of(self.found), "holds": holds, "marks": marks_of(self.found)}
        return super().get_context_data(**about, **kwargs)


class HoldChild(OfChild, HoldEverything):
    may = KEEP
    back = "sharing:keeping"

    def record(self, form: HoldForm) -> str:
        put_hold(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()


class MarkRecord(OfChild, RecordingView):
    """That the safeguarding record tells of child sexual abuse: designated people say so, and nobody else."""

    may = MARK
    form_class: type[Form] = MarkForm
    template_name = "sharing/retention/mark.html"
    back = "sharing:keeping"
    success_message = "The record is marked. It is kept by the longest rule."

    def record(self, form) -> str:
        mark_record(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()


class TakeMarkAway(MarkRecord):
    form_class = WhyForm
    template_name = "sharing/retention/unmark.html"
    success_message = "The mark is taken away."

    @cached_property
    def mark(self) -> AbuseMark:
        return get_object_or_404(AbuseMark.objects.about_child(self.found).standing(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(mark=self.mark, **kwargs)

    def record(self, form) -> str:
        take_mark_away(by=self.request.user, mark=self.mark, **form.cleaned_data)
        return self.back_url()
