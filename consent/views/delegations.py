"""What a foster carer may sign for a child: recorded with its paper, and ended."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from consent.actions.delegations import delegate, end_delegation
from consent.forms.delegations import EndDelegation, NewDelegation
from consent.models import Delegation, Signable
from consent.presenters.entitlement import IN_SHORT
from consent.views.of_child import OfLink
from neston_sharing.foundation.views import RecordingView


class Delegate(OfLink, RecordingView):
    form_class = NewDelegation
    template_name = "consent/delegation_new.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}

    def record(self, form) -> str:
        delegate(by=self.request.user, link=self.link, **form.cleaned_data)
        return self.back_url()


class End(OfLink, RecordingView):
    form_class = EndDelegation
    template_name = "consent/delegation_end.html"

    @cached_property
    def delegation(self) -> Delegation:
        return get_object_or_404(self.link.delegations.all(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            what=IN_SHORT[Signable(self.delegation.what)], delegation=self.delegation, **kwargs
        )

    def record(self, form) -> str:
        end_delegation(by=self.request.user, delegation=self.delegation, **form.cleaned_data)
        return self.back_url()
