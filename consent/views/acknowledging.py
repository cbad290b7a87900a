"""Who has acknowledged which version of a policy, and asking for it again."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from consent.actions.asking_again import ask_to_acknowledge, stop_asking
from consent.forms.acknowledging import AskAgain, ShowWhom
from consent.forms.policies import GiveUp
from consent.models import AcknowledgementRequest, Child, PolicyVersion
from consent.presenters.acknowledged import counts, listing
from consent.shown import children_shown, references_shown
from consent.views.opening import OpensFile
from neston_sharing.foundation.views import Found, Page, RecordingView


class OfVersion(Found):
    def find(self) -> PolicyVersion:
        return get_object_or_404(PolicyVersion, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(version=self.found, **kwargs)

    def list_url(self) -> str:
        return reverse("consent:policy-acknowledged", args=[self.found.pk])


class Acknowledged(OfVersion, Page):
    """It names children and parents: for those who may read every file."""

    may = "consent.view_every_child"
    template_name = "consent/acknowledged/list.html"

    def get_context_data(self, **kwargs) -> dict:
        user, filter_form = self.request.user, ShowWhom(self.request.GET or None)
        after = Child.objects.visible_to(user).referenced(self.request.GET.get("after", "").replace("\x00", ""))
        page = listing(self.found, user, show=filter_form.shown(), after=after)
        children_shown(self.request, (line.child for line in page.lines))
        about = {"listing": page, "counts": counts(self.found, user), "filter_form": filter_form}
        return super().get_context_data(**about, **kwargs)


class Ask(OfVersion, RecordingView):
    may = "consent.manage_policies"
    form_class = AskAgain
    template_name = "consent/acknowledged/ask.html"
    success_message = "It is asked. It stands in each child's file until a parent has signed."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"version": self.found, "user": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        references_shown(self.request, context["form"].named())
        return context

    def record(self, form) -> str:
        due_on = form.cleaned_data["due_on"]
        ask_to_acknowledge(by=self.request.user, version=self.found, children=form.chosen(), due_on=due_on)
        return f"{self.list_url()}?show=asked"


class StopAsking(OpensFile, RecordingView):
    may = "consent.manage_policies"
    form_class = GiveUp
    template_name = "consent/acknowledged/stop.html"
    success_message = "Nobody is asked for it any more."

    def find(self) -> AcknowledgementRequest:
        seen = AcknowledgementRequest.objects.visible_to(self.request.user).open().with_people()
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(asked=self.found, back_url=self.list_url(), **kwargs)

    def record(self, form) -> str:
        stop_asking(by=self.request.user, request=self.found, why=form.cleaned_data["why"])
        return self.list_url()

    def list_url(self) -> str:
        return reverse("consent:policy-acknowledged", args=[self.found.version_id])
