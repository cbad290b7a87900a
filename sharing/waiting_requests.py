"""What we asked other agencies and have no answer to, on the home page: overdue ones first, in red (policy 2.4)."""

from django.urls import reverse

from sharing.models import InformationRequest
from sharing.presenters.information_request import request_task
from sharing.upkeep import Group

SHOWN = 8


def asked_of_others(user) -> Group | None:
    if not user.has_perm("sharing.ask_for_information"):
        return None
    rows = list(InformationRequest.objects.visible_to(user).open().with_people().soonest_first()[: SHOWN + 1])
    if not rows:
        return None
    more = reverse("sharing:information-requests") if len(rows) > SHOWN else ""
    return Group("Asked of other agencies, and not answered", tuple(map(request_task, rows[:SHOWN])), more)
