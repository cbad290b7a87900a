"""The tablet goes from a member of staff to a parent."""

from django.urls import reverse
from django.utils.functional import cached_property

from consent import tablet
from consent.actions.handing_over import hand_over
from consent.forms.handing_over import ChooseSigner
from consent.models import FamilyLink
from consent.presenters.to_sign import Signers, signers
from consent.views.of_child import OfChild
from neston_sharing.foundation.views import RecordingView


class HandOver(OfChild, RecordingView):
    """Ends the staff session of this tablet and gives it to one parent. Where nobody may sign, it says who can."""

    form_class = ChooseSigner
    template_name = "consent/hand_over.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"signers": self.signers}

    @cached_property
    def signers(self) -> Signers:
        return signers(self.found)

    def get_context_data(self, **kwargs):
        cautions = self.found.flags.standing().do_not_discuss()
        return super().get_context_data(
            signers=self.signers,
            registration=self.found.registrations.to_sign(),
            do_not_discuss=cautions.exists(),
            grounds=FamilyLink.Ground.labels,
            **kwargs,
        )

    def record(self, form) -> str:
        _, self.token = hand_over(by=self.request.user, child=self.found, **form.cleaned_data)
        return reverse("consent:sign")

    def form_valid(self, form):
        self.token = ""
        response = super().form_valid(form)
        if self.token:  # only now is the handing over committed
            tablet.begin(self.request, self.token)
        return response
