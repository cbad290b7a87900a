"""What went wrong with a disclosure: noted, recalled, told to the regulator and the people, or why not."""

from django.shortcuts import get_object_or_404

from consent.shown import children_shown
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Page, RecordingView
from sharing.actions.breaches import MAY, note_breach, take_breach_step
from sharing.forms.breach import BreachForm, BreachStepForm
from sharing.models import Breach, Decision, Disclosure
from sharing.presenters.breach import present_breach
from sharing.views.opening import OpensDecision


class NewBreach(OpensDecision, RecordingView):
    may = MAY
    form_class = BreachForm
    template_name = "sharing/breaches/new.html"
    success_message = "Noted. The 72 hours run. Ask for it back first."

    def find(self) -> Disclosure:
        return get_object_or_404(Disclosure.objects.visible_to(self.request.user).with_people(), pk=self.kwargs["pk"])

    @property
    def opens(self) -> Decision:
        return self.found.decision

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(disclosure=self.found, decision=self.found.decision, **kwargs)

    def record(self, form: BreachForm) -> str:
        return note_breach(by=self.request.user, disclosure=self.found, **form.cleaned_data).get_absolute_url()


class OneBreach(OpensDecision):
    may = MAY

    def find(self) -> Breach:
        mine = Breach.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(mine, reference=self.kwargs["reference"])

    @property
    def opens(self) -> Decision:
        return self.found.disclosure.decision

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(breach=present_breach(self.found), decision=self.opens, **kwargs)


class BreachPage(OneBreach, Page):
    template_name = "sharing/breaches/breach.html"


class NewBreachStep(OneBreach, RecordingView):
    form_class = BreachStepForm
    template_name = "sharing/breaches/step.html"
    success_message = "Recorded. It stands with the breach."

    def record(self, form: BreachStepForm) -> str:
        take_breach_step(by=self.request.user, breach=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class Breaches(Page):
    """All that went wrong, as far as this person may see it: the register that the regulator may ask for."""

    may = MAY
    template_name = "sharing/breaches/list.html"

    def get_context_data(self, **kwargs) -> dict:
        page = key_page(Breach.objects.visible_to(self.request.user).with_people().newest_first(), self.request.GET)
        children_shown(self.request, (row.disclosure.decision.about for row in page.rows))
        return super().get_context_data(page=page, breaches=[present_breach(each) for each in page.rows], **kwargs)
