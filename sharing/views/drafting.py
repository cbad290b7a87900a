"""What every page on which a draft is written has in common."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from neston_sharing.foundation.views import Found, RecordingView
from sharing.found import draft_of
from sharing.models import Decision
from sharing.presenters import present
from sharing.presenters.child import present_flags
from sharing.rests_on import known_against
from sharing.steps import Step, steps, url_before, url_of_open
from sharing.views.opening import OpensDecision


class Drafting(OpensDecision, Found, RecordingView):
    """A form on one draft that this person works on.

    A page that is not to be filled in yet leads to the one that is; a closed decision leads to its own page.
    """

    may = "sharing.make_decision"

    @property
    def step(self) -> Step | None:
        """Where this page stands in the wizard, if it has a place there."""
        return None

    def find(self) -> Decision:
        decision = draft_of(self.request.user, self.kwargs["reference"])
        if decision is None:
            raise Http404
        return decision

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.found.is_being_written:
            return HttpResponseRedirect(self.found.get_absolute_url())
        if self.step and self.step not in steps(self.found):
            return HttpResponseRedirect(url_of_open(self.found))
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict:
        return {"version": self.found.version}

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(decision=self.found, child=self.found.about, **kwargs)
        context["flags"] = present_flags(self.found.about)
        context["back_url"] = url_before(self.found, self.step)
        context["against"] = known_against(self.found)
        if context["form"].stale:
            context["saved"] = self.saved(self._as_it_stands())
        return context

    def saved(self, shown) -> tuple:
        """What somebody else saved on this page meanwhile, as rows, from the decision as presented."""
        return shown.facts

    def _as_it_stands(self):
        return present(self._stands())

    def _stands(self) -> Decision:
        return Decision.objects.for_presenting(self.request.user).get(pk=self.found.pk)
