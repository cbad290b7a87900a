"""Pages about any one child, who is found by name without a name in an address."""

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from consent.models import Child
from neston_sharing.foundation.views import RecordingView
from sharing.forms.picking import FindChildForm


class PicksChild(RecordingView):
    """`?child=` names the child; else the form has a list of children, which a name narrows: it is posted with all
    that was typed, and the page comes back with that. Its form takes `children`, and has the id `form_id`."""

    form_id = ""

    @cached_property
    def everyone(self):
        return Child.objects.findable_by(self.request.user).by_name()

    @cached_property
    def named(self):
        """Those whom the name that was searched for fits; everyone, if nothing was."""
        return self.everyone.named(self.sought)

    @property
    def is_search(self) -> bool:
        return "find" in self.request.POST

    @property
    def sought(self) -> str:
        return self.request.POST.get("q", "")[:100].replace("\x00", "") if self.is_search else ""

    @cached_property
    def child(self) -> Child | None:
        """The one that is known before anything is posted: the one named, or the only one found."""
        if self.sought:
            return self.named[0] if len(self.named) == 1 else None
        return self.everyone.referenced(self.request.GET.get("child", "").replace("\x00", ""))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.is_search:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict:
        typed = self.request.POST.dict() if self.is_search else {}
        return typed | ({"child": self.child.reference} if self.child else {})

    def get_form_kwargs(self) -> dict:
        kwargs = super().get_form_kwargs()
        if self.is_search:  # a search keeps what was typed, and finds no fault with it yet
            del kwargs["data"], kwargs["files"]
        return {**kwargs, "children": self.named if len(self.named) > 1 else self.everyone}

    def get_context_data(self, **kwargs) -> dict:
        find = None if self.child else FindChildForm({"q": self.sought}, of_form=self.form_id)
        nobody = bool(self.sought) and not self.named
        return super().get_context_data(child=self.child, find=find, nobody_found=nobody, **kwargs)
