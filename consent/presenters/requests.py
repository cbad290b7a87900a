"""What waits for a child's parents: questions about consent, and spoken words to be confirmed in writing."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from consent.models import Child, ConsentRequest, ConsentStatement


@dataclass(frozen=True)
class Waiting:
    open: list[ConsentRequest]
    to_confirm: list[ConsentStatement]

    @property
    def overdue(self) -> list[ConsentStatement]:
        today = timezone.localdate()
        return [word for word in self.to_confirm if word.confirm_by and word.confirm_by < today]


def waiting(child: Child) -> Waiting:
    """Give what waits for the parents of this child: two queries, and their recipients."""
    requests = child.consent_requests.open().with_all()
    return Waiting(list(requests), list(child.consents.to_confirm(date.max).with_people()))
