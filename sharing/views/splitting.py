"""One report, several copies: for another recipient, or about another family."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from consent.models import Child
from neston_sharing.foundation.views import Found, RecordingView
from sharing.actions.splitting import copy_for, split_off
from sharing.forms.splitting import OtherRecipientForm, SplitForm
from sharing.models import Decision
from sharing.views.items import OneItem
from sharing.views.opening import OpensDecision


class OtherRecipient(OpensDecision, Found, RecordingView):
    may = "sharing.make_decision"
    form_class = OtherRecipientForm
    template_name = "sharing/copies/another.html"
    success_message = "The copy is a decision of its own. Look at each item again: it goes to somebody else."

    def find(self) -> Decision:
        mine = Decision.objects.worked_on_by(self.request.user).with_people().with_answers()
        return get_object_or_404(mine, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, **kwargs)

    def record(self, form: OtherRecipientForm) -> str:
        copy = copy_for(by=self.request.user, decision=self.found, **form.cleaned_data)
        return reverse("sharing:copy", args=[copy.reference])


class SplitItem(OneItem):
    form_class = SplitForm
    template_name = "sharing/copies/split.html"
    success_message = "Split. The copy about the other child is a decision of its own."

    def get_form_kwargs(self) -> dict:
        children = Child.objects.visible_to(self.request.user).kept().other_than(self.found.about).by_name()
        return super().get_form_kwargs() | {"children": children}

    def get_initial(self) -> dict:
        return super().get_initial() | {"stays": self.item.text, "goes": self.item.text}

    def record(self, form: SplitForm) -> str:
        facts = {name: form.cleaned_data[name] for name in ("stays", "child", "goes", "purpose", "version")}
        split_off(by=self.request.user, item=self.item, **facts)
        return reverse("sharing:copy", args=[self.found.reference])
