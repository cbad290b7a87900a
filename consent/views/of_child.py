"""What every page about one child's family has in common."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property

from consent.models import Child, FamilyLink
from consent.presenters.entitlement import family_of
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.views import Found


class OfChild(Found):
    """About one child whose file this person may open; a child whom they may not see is a 404 like one there is not."""

    may: str | tuple[str, ...] = "consent.register_child"
    back = "consent:registration"  # where one goes when it is done, and with "Back"

    def find(self) -> Child:
        """Of a child who was merged, the row that is kept: the address of either leads to the same pages."""
        children = Child.objects.visible_to(self.request.user)
        return get_object_or_404(children.the_one(self.kwargs["reference"]))

    def get_context_data(self, **kwargs):
        """Opening a page of a child's file is on the record before any of it is sent."""
        record_access(self.request.user, self.found.reference, "file", self.found.reference)
        common = {"child": self.found, "back_url": self.back_url(), **self.who_may_sign()}
        return super().get_context_data(**{**common, **kwargs})

    def who_may_sign(self) -> dict:
        """For consent/limits.html and consent/cannot_sign.html; nothing of it is asked for where neither is shown."""
        return {
            "limits": self.found.flags.limiting(),
            "family": SimpleLazyObject(lambda: family_of(self.found)),
            "grounds": FamilyLink.Ground.labels,
        }

    def back_url(self) -> str:
        return reverse(self.back, args=[self.found.reference])


class OfLink(OfChild):
    """About one parent or carer of that child, named in the address: `link`."""

    back = "consent:parents"

    @cached_property
    def link(self) -> FamilyLink:
        link = self.found.links.of_parent(self.kwargs["parent"])
        if link is None:
            raise Http404
        return link

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"link": self.link, **kwargs})
