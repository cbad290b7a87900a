from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from consent.actions.exclusions import exclude, lift_exclusion
from consent.forms.exclusions import LiftExclusion, NewExclusion
from consent.models import Exclusion
from consent.opening import who_may
from consent.views.of_child import OfChild
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.views import RecordingView

DESIGNATED = "consent.restrict_record"


def nobody_left() -> str:
    """What whoever keeps the last designated person out must know, though the record may be closed to them now."""
    setting = Setting.objects.current()
    lado = setting.lado_phone if setting else ""
    return f"Nobody designated may see this child's record now. Tell the LADO: {lado or 'no number yet'}"


class Exclusions(OfChild, RecordingView):
    """Who must never see this child's record, and a form to add somebody."""

    may = "consent.manage_exclusions"
    form_class = NewExclusion
    template_name = "consent/exclusions.html"
    back = "child-file"

    def get_context_data(self, **kwargs):
        left = list(who_may(DESIGNATED, self.found))
        return super().get_context_data(exclusions=self.found.exclusions.with_people(), designated=left, **kwargs)

    def record(self, form) -> str:
        exclude(by=self.request.user, child=self.found, **form.cleaned_data)
        if not who_may(DESIGNATED, self.found).exists():
            messages.warning(self.request, nobody_left())
        if form.cleaned_data["user"] == self.request.user:
            return reverse("consent:children")  # whoever excludes themselves is out at once
        return reverse("consent:exclusions", args=[self.found.reference])


class Lift(OfChild, RecordingView):
    may = "consent.manage_exclusions"
    form_class = LiftExclusion
    template_name = "consent/exclusion_lift.html"
    back = "consent:exclusions"

    @cached_property
    def exclusion(self) -> Exclusion:
        return get_object_or_404(self.found.exclusions.standing(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(exclusion=self.exclusion, **kwargs)

    def record(self, form) -> str:
        lift_exclusion(by=self.request.user, exclusion=self.exclusion, **form.cleaned_data)
        return self.back_url()
