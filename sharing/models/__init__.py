from sharing.models.answer import Answer, Ground
from sharing.models.back_up import Submission, Verdict
from sharing.models.decision import Addendum, Decision, Maker
from sharing.models.disclosure import Arrival, DisclosedItem, Disclosure
from sharing.models.export import RecordExport
from sharing.models.item import Item
from sharing.models.referral import Referral
from sharing.models.refiling import Refiling

__all__ = [
    "Addendum",
    "Answer",
    "Arrival",
    "Decision",
    "DisclosedItem",
    "Disclosure",
    "Ground",
    "Item",
    "Maker",
    "RecordExport",
    "Referral",
    "Refiling",
    "Submission",
    "Verdict",
]
