"""What we asked other agencies and have no answer to, on the home page: overdue ones first, in red (policy 2.4)."""

from sharing.models import InformationRequest
from sharing.presenters.information_request import request_task
from sharing.waiting.tasks import Listed


def asked_of_others(user) -> Listed | None:
    if not user.has_perm("sharing.ask_for_information"):
        return None
    rows = InformationRequest.objects.visible_to(user).open().with_people().soonest_first()
    return Listed("Asked of other agencies, and not answered", rows, request_task, "sharing:information-requests")
