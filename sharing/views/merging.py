"""Children and parents who were entered twice: the likely ones, a preview, the merge, and undoing it."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from consent.actions.merging import MAY, merge_children, merge_parents, undo_merge
from consent.models import Child, ChildMerge, Parent, ParentMerge
from consent.shown import children_shown
from consent.twice import children_twice, parents_twice
from consent.views.opening import OpensFile
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.forms.merging import MergeForm, OtherRow, UndoMergeForm
from sharing.presenters.merging import preview_children, preview_parents


class EnteredTwice(Page):
    """Who was probably entered twice, and what was merged."""

    may = MAY
    template_name = "sharing/twice.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        twice, merged = children_twice(user), ChildMerge.objects.seen_by(user).with_people().newest_first()
        children_shown(self.request, [child for pair in twice for child in (pair.one, pair.other)])
        children_shown(self.request, [merge.kept for merge in merged])
        return super().get_context_data(
            children=twice,
            parents=parents_twice(user),
            merged_children=merged,
            merged_parents=ParentMerge.objects.seen_by(user).with_people().newest_first(),
            **kwargs,
        )


class OfTwo(Found, RecordingView):
    """About two rows: the address names the one that is kept, and after it the other."""

    may = MAY
    form_class: type[Form] = MergeForm

    def rows(self):
        """Those that this person may merge."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say which rows it is about: define `rows`")

    def find(self):
        return get_object_or_404(self.rows(), reference=self.kwargs["reference"])

    @cached_property
    def other(self):
        return get_object_or_404(self.rows().other_than(self.found), reference=self.kwargs["other"])


class ChooseOther(OpensFile, OfTwo):
    """Names the other row of a child; leads to the preview."""

    form_class = OtherRow
    template_name = "sharing/merge_choose.html"

    def rows(self):
        return Child.objects.visible_to(self.request.user).kept()

    def whose(self) -> Iterable[Child]:
        return [self.found]

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user, "child": self.found}

    def get_context_data(self, **kwargs):
        return super().get_context_data(child=self.found, **kwargs)

    def record(self, form) -> str:
        return reverse("sharing:merge-child", args=[self.found.reference, form.cleaned_data["other"].reference])


class MergeChildren(OpensFile, OfTwo):
    template_name = "sharing/merge_children.html"
    success_message = "The two are one child now. You can undo this at any time."

    def rows(self):
        return Child.objects.visible_to(self.request.user).kept().select_related("key_person", "cover")

    def whose(self) -> Iterable[Child]:
        return [self.found, self.other]

    def get_context_data(self, **kwargs):
        preview = preview_children(self.found, self.other, user=self.request.user)
        return super().get_context_data(kept=self.found, merged=self.other, preview=preview, **kwargs)

    def record(self, form) -> str:
        merge_children(by=self.request.user, kept=self.found, merged=self.other, **form.cleaned_data)
        return self.found.get_absolute_url()


class MergeParents(OfTwo):
    template_name = "sharing/merge_parents.html"
    success_message = "The two are one person now. You can undo this at any time."

    def rows(self):
        return Parent.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        preview = preview_parents(self.found, self.other, user=self.request.user)
        children_shown(self.request, preview.named)
        return super().get_context_data(kept=self.found, merged=self.other, preview=preview, **kwargs)

    def record(self, form) -> str:
        merge_parents(by=self.request.user, kept=self.found, merged=self.other, **form.cleaned_data)
        return reverse("sharing:twice")


class UndoMerge(OpensFile, RecordingView):
    may = MAY
    form_class = UndoMergeForm
    template_name = "sharing/merge_undo.html"
    success_message = "They are two again."
    model: type[ChildMerge] | type[ParentMerge] = ChildMerge

    def find(self):
        merges = self.model.objects.seen_by(self.request.user).with_people()
        return get_object_or_404(merges, pk=self.kwargs["pk"])

    def whose(self) -> Iterable[Child]:
        """A merge of parents says nothing of a child."""
        return [self.found.kept.one] if self.model is ChildMerge else []

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect("sharing:twice") if self.found.undone_at else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(merge=self.found, **kwargs)

    def record(self, form) -> str:
        undo_merge(by=self.request.user, merge=self.found, **form.cleaned_data)
        return reverse("sharing:twice")
