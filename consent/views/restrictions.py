from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from consent.actions.restrictions import MAY, lift_restriction, restrict
from consent.forms.restrictions import LiftRestriction, NewRestriction
from consent.models import Child, Restriction
from consent.opening import who_may_be_named
from consent.views.of_child import OfChild
from neston_sharing.foundation.views import EditingView, RecordingView


class Restrictions(OfChild, EditingView):
    """Whose eyes this record is for, and a form to say so, or to say it anew."""

    may = MAY
    form_class = NewRestriction
    template_name = "consent/restrictions.html"
    back = "child-file"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "people": who_may_be_named(self.found)}

    def get_initial(self) -> dict:
        return super().get_initial() or {"readers": [self.request.user.pk]}

    def stands(self) -> dict:
        restriction = self.found.restrictions.standing().first()
        return {"readers": [row.user_id for row in restriction.readers.all()]} if restriction else {}

    def get_context_data(self, **kwargs):
        rows = self.found.restrictions.with_people().newest_first()
        return super().get_context_data(restrictions=rows, **kwargs)

    def record(self, form) -> str:
        restrict(by=self.request.user, child=self.found, **form.cleaned_data)
        if Child.objects.visible_to(self.request.user).contains(self.found):
            return reverse("consent:restrictions", args=[self.found.reference])
        return reverse("consent:children")  # whoever is not on their own list is out at once


class LiftIt(OfChild, RecordingView):
    may = MAY
    form_class = LiftRestriction
    template_name = "consent/restriction_lift.html"
    back = "consent:restrictions"

    @cached_property
    def restriction(self) -> Restriction:
        return get_object_or_404(self.found.restrictions.standing().with_people(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(restriction=self.restriction, **kwargs)

    def record(self, form) -> str:
        lift_restriction(by=self.request.user, restriction=self.restriction, **form.cleaned_data)
        return self.back_url()
