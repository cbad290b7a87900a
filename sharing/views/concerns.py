"""A concern about a child: reporting it, the list, its page, and what is done about it (policy 2.5)."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from consent.models import Child
from consent.shown import children_shown
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.concern_handling import add_to_concern, close_concern, discuss, mark_read
from sharing.actions.concerns import link_child, raise_concern
from sharing.designated import designated_for, to_discuss_with
from sharing.forms import concern as forms
from sharing.models import AdultConcern, Advice, Concern, LinkedChild
from sharing.presenters.adult_concern import COLUMNS as ADULTS
from sharing.presenters.adult_concern import adult_concern_rows
from sharing.presenters.advice import advice_lines
from sharing.presenters.concern import COLUMNS, concern_rows, decisions_from, present_concern
from sharing.views.picking import PicksChild

READ, RAISE = "sharing.read_concerns", "sharing.raise_concern"
ABOUT_MANAGERS = "sharing.read_concerns_about_managers"
MOST_OPEN = 100


class ReportConcern(PicksChild):
    """One screen, for anyone on the staff, about any child."""

    may = RAISE
    form_id = "concern"
    form_class = forms.ConcernForm
    template_name = "sharing/concerns/new.html"

    def record(self, form) -> str:
        concern = raise_concern(by=self.request.user, **form.told)
        return reverse("sharing:concern-raised", args=[concern.reference])


class OneConcern(Found):
    """Mixed into pages about one concern, whose text this person may read."""

    may: str | tuple[str, ...] = (READ, RAISE)

    def seen(self):
        return Concern.objects.visible_to(self.request.user)

    def find(self) -> Concern:
        return get_object_or_404(self.seen().for_presenting(), reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        record_access(self.request.user, self.found.about.reference, "concern", self.found.reference)
        return super().get_context_data(concern=present_concern(self.found, user=self.request.user), **kwargs)


class ConcernRaised(OneConcern, Page):
    """What to do now, first of all if the child may not be safe; then who reads it."""

    may = RAISE
    template_name = "sharing/concerns/raised.html"

    def seen(self):
        return Concern.objects.confirmed_to(self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        readers = designated_for(self.found.child, beside=self.request.user)
        opens = Concern.objects.visible_to(self.request.user).contains(self.found)
        return super().get_context_data(about=self.found.about, readers=list(readers), opens_it=opens, **kwargs)


class ConcernPage(OneConcern, Page):
    """What was written, who read it, what came of it. Opening it is on the record; that it was read is said by hand."""

    template_name = "sharing/concerns/concern.html"

    def get_context_data(self, **kwargs) -> dict:
        user, concern = self.request.user, self.found
        readable = Concern.objects.readable_by(user).contains(concern)
        return super().get_context_data(
            about=concern.about,
            opens_file=Child.objects.visible_to(user).contains(concern.about),
            linked=LinkedChild.objects.visible_to(user).of_concern(concern).with_people(),
            decisions=decisions_from(concern, user=user),
            advice=advice_lines(Advice.objects.visible_to(user).from_concern(concern).for_lines()),
            read_form=Form() if readable and all(row.recorded_by != user for row in concern.reads.all()) else None,
            **kwargs,
        )


class ReadConcern(OneConcern, RecordingView):
    """ "I have read this": a press, since a page that was only opened may not have been read."""

    may = READ
    http_method_names = ["post"]
    form_class = Form
    template_name = ConcernPage.template_name

    def seen(self):
        return Concern.objects.readable_by(self.request.user)

    def record(self, form) -> str:
        return mark_read(by=self.request.user, concern=self.found).get_absolute_url()


class Discuss(OneConcern, RecordingView):
    may = READ
    form_class = forms.DiscussionForm
    template_name = "sharing/concerns/discussion.html"
    success_message = "The discussion is recorded."

    def get_form_kwargs(self) -> dict:
        colleagues = to_discuss_with(self.found.child, self.request.user)
        return {**super().get_form_kwargs(), "colleagues": colleagues}

    def record(self, form) -> str:
        discuss(by=self.request.user, concern=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class AddToConcern(OneConcern, RecordingView):
    form_class = forms.ConcernAddendumForm
    template_name = "sharing/concerns/addendum.html"
    success_message = "The addendum is recorded."

    def record(self, form) -> str:
        add_to_concern(by=self.request.user, concern=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class LinkChild(OneConcern, RecordingView):
    may = RAISE
    form_class = forms.LinkForm
    template_name = "sharing/concerns/link.html"
    success_message = "It stands in that child's file too, by what you wrote for that child."

    def get_form_kwargs(self) -> dict:
        everyone = Child.objects.findable_by(self.request.user).other_than(self.found.about).by_name()
        return {**super().get_form_kwargs(), "children": everyone}

    def record(self, form) -> str:
        said = form.cleaned_data
        link_child(by=self.request.user, concern=self.found, child=said["linked_child"], view=said["linked_view"])
        return self.found.get_absolute_url()


class CloseConcern(OneConcern, RecordingView):
    may = READ
    form_class = forms.CloseConcernForm
    template_name = "sharing/concerns/close.html"
    success_message = "The concern is closed."

    def record(self, form) -> str:
        close_concern(by=self.request.user, concern=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class LinkedView(Found, Page):
    """What a concern means for another child, in that child's file, and nothing of the first."""

    may = (READ, RAISE)
    template_name = "sharing/concerns/linked.html"

    def find(self) -> LinkedChild:
        seen = LinkedChild.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        user, about = self.request.user, self.found.child.one
        record_access(user, about.reference, "concern", str(self.found.pk))
        return super().get_context_data(
            linked=self.found,
            about=about,
            opens_file=Child.objects.visible_to(user).contains(about),
            concern=Concern.objects.visible_to(user).referenced(self.found.concern.reference),
            **kwargs,
        )


def child_asked_for(request: HttpRequest) -> Child | None:
    """The child to whose file a list is to be narrowed, if this person may see it."""
    reference = request.GET.get("child", "").replace("\x00", "")
    return Child.objects.visible_to(request.user).the_one(reference).first() if reference else None


class ConcernList(Page):
    """All open ones first, the oldest on top, then those that are closed; `?child=` narrows to one file."""

    may = (READ, RAISE, ABOUT_MANAGERS)
    template_name = "sharing/concerns/list.html"

    def get_context_data(self, **kwargs) -> dict:
        user, child = self.request.user, child_asked_for(self.request)
        seen = Concern.objects.visible_to(user).for_listing()
        if child:
            seen = seen.about_child(child)
        page = key_page(seen.closed(), self.request.GET)
        opened = list(seen.open().oldest_first()[:MOST_OPEN])
        children_shown(self.request, (row.about for row in (*opened, *page.rows)))
        adults = AdultConcern.objects.visible_to(user).with_people().with_state_facts().newest_first()
        return super().get_context_data(
            columns=COLUMNS,
            adult_columns=ADULTS,
            about=child,
            open=concern_rows(opened),
            closed=concern_rows(page.rows),
            page=page,
            adults=[] if child else adult_concern_rows(adults[:MOST_OPEN]),
            **kwargs,
        )
