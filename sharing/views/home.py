from consent.models import Child
from consent.shown import children_shown
from neston_sharing.foundation.views import SIGNED_IN, Page
from sharing.doing import most_done
from sharing.waiting.groups import urgent_of, waiting_for


class Home(Page):
    """The three things that I do most, and what waits for me, since when, first things first.

    Whom it names is on the record, as of any list.
    """

    may = SIGNED_IN
    template_name = "sharing/home.html"

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        begins = user.has_perm("consent.import_register") and not Child.objects.findable_by(user).exists()
        waiting = waiting_for(user)
        children_shown(self.request, (task.about for group in waiting for task in group.tasks))
        shown = {"most_done": most_done(user), "waiting": waiting, "urgent": urgent_of(waiting)}
        return super().get_context_data(begins_with_list=begins, **shown, **kwargs)
