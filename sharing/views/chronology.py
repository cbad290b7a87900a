"""What matters of a child's file on one page: the lead chooses and sums up, for a referral or a conference."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from consent.models import Child
from consent.views.opening import OpensFile
from neston_sharing.audit.events import record_access
from neston_sharing.audit.witness import downloaded
from neston_sharing.foundation import pdf
from neston_sharing.foundation.views import Found, May, Page, RecordingView
from sharing.actions.chronology import choose_event, make_chronology, set_event_aside
from sharing.forms.chronology import ChronologyForm, SetAsideForm, SignificantEventForm
from sharing.models import Chronology, SignificantEvent
from sharing.models.chronology import KEEPS, READS
from sharing.presenters.chronology import COLUMNS, begun_from, chronology_rows, present_chronology, present_events
from sharing.timeline import entry_at, timeline_of
from sharing.views.received import OfFile


class SignificantEvents(OfFile, Page):
    """The events that were chosen, in the order of time, and the chronologies that were made of them."""

    may = READS
    template_name = "sharing/chronology/events.html"

    def get_context_data(self, **kwargs) -> dict:
        events = SignificantEvent.objects.about_child(self.found).standing().in_order()
        made = Chronology.objects.about_child(self.found).latest_first()
        return super().get_context_data(
            events=present_events(events), columns=COLUMNS, made=chronology_rows(made), **kwargs
        )


class OfWholeFile(OfFile):
    """The child with all that the timeline says of them, fetched at once."""

    def find(self) -> Child:
        seen = Child.objects.visible_to(self.request.user).for_file()
        return get_object_or_404(seen.the_one(self.kwargs["reference"]))


class ChooseFromFile(OfWholeFile, Page):
    """The child's file, each entry with a way to choose it."""

    may = KEEPS
    template_name = "sharing/chronology/choose.html"

    def get_context_data(self, **kwargs) -> dict:
        page = timeline_of(self.found, user=self.request.user, asked=self.request.GET.dict())
        return super().get_context_data(page=page, **kwargs)


class ChooseEvent(OfWholeFile, RecordingView):
    """Sums one event up. `?entry=` names the entry of the file that it is from, and begins with its words."""

    may = KEEPS
    form_class = SignificantEventForm
    template_name = "sharing/chronology/new.html"
    success_message = "Chosen. It stands among the significant events."

    @cached_property
    def entry(self):
        return entry_at(self.found, self.request.GET.get("entry", ""), user=self.request.user)

    def get_initial(self) -> dict:
        return begun_from(self.entry)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(entry=self.entry, **kwargs)

    def record(self, form: SignificantEventForm) -> str:
        source = self.entry.title[:200] if self.entry else ""
        choose_event(by=self.request.user, child=self.found, source=source, **form.cleaned_data)
        return reverse("sharing:significant-events", args=[self.found.reference])


class SetAside(OpensFile, RecordingView):
    may = KEEPS
    form_class = SetAsideForm
    template_name = "sharing/chronology/aside.html"
    success_message = "Set aside. Chronologies that were made before stay as they are."

    def find(self) -> SignificantEvent:
        mine = SignificantEvent.objects.all().kept_by(self.request.user).in_order()
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(self.back_url) if hasattr(self.found, "set_aside") else super().get(request, *args, **kwargs)

    @property
    def back_url(self) -> str:
        return reverse("sharing:significant-events", args=[self.found.child.one.reference])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(event=self.found, back_url=self.back_url, **kwargs)

    def record(self, form: SetAsideForm) -> str:
        set_event_aside(by=self.request.user, event=self.found, **form.cleaned_data)
        return self.back_url


class MakeChronology(OfFile, RecordingView):
    may = KEEPS
    form_class = ChronologyForm
    template_name = "sharing/chronology/make.html"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"child": self.found}

    def record(self, form: ChronologyForm) -> str:
        made = make_chronology(by=self.request.user, child=self.found, **form.cleaned_data)
        return made.get_absolute_url()


class OfChronology(Found):
    may: str | tuple[str, ...] = READS

    def find(self) -> Chronology:
        seen = Chronology.objects.all().visible_to(self.request.user).with_all()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    def opened(self):
        """Say all of it, once that it was opened is on the record."""
        record_access(self.request.user, self.found.audit_subject, "export", self.found.reference)
        return present_chronology(self.found)


class ChronologyPage(OfChronology, Page):
    template_name = "sharing/chronology/page.html"

    def get_context_data(self, **kwargs) -> dict:
        events_url = reverse("sharing:significant-events", args=[self.found.child.one.reference])
        return super().get_context_data(chronology=self.opened(), events_url=events_url, **kwargs)


class ChronologyPdf(OfChronology, pdf.ProducesPdf, May, View):
    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        shown = self.opened()
        said = {"filename": f"chronology-{shown.reference}.pdf", "title": f"Chronology {shown.reference}"}
        about = {"by": request.user, "subject": self.found.audit_subject}
        return downloaded("pdf/chronology.html", {"chronology": shown}, **about, **said)
