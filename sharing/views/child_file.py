from django.http import Http404

from consent.models import Child
from neston_sharing.foundation.views import Page


class ChildFile(Page):
    """The child's file: who the child is, who has responsibility, what waits, and the timeline."""

    may = ("consent.view_every_child", "consent.view_own_children")
    template_name = "sharing/child_file.html"

    def get_context_data(self, **kwargs):
        child = Child.objects.all().visible_to(self.request.user).filter(reference=kwargs["reference"]).first()
        if child is None:
            raise Http404
        return super().get_context_data(child=child, **kwargs)
