"""What is fetched with children so that their pages take a constant number of queries."""

from django.db.models import Prefetch

from consent.models.care import CareAssignment
from consent.models.child import Address
from consent.models.dispute import DisputeResolution
from consent.models.family import FamilyLink
from consent.models.flag import Flag
from consent.models.registration import PolicyGiven, Registration
from consent.models.statement import ConsentStatement


def head_of_file() -> tuple[Prefetch, ...]:
    """Give the prefetches of a child's standing flags, family and their words, addresses in use and registrations."""
    flags = Flag.objects.standing().with_people().select_related("set_by")
    policies = Prefetch("policies_given", PolicyGiven.objects.select_related("version"))
    signed = ("explained_by", "signature__parent__merged_into", "signature__witness", "signature__recorded_by")
    moved = ("signature__misfiling", "signature__moved_from__misfiling")
    return (
        Prefetch("flags", flags),
        *words(),
        Prefetch("addresses", Address.objects.filter(ended_on__isnull=True).select_related("parent__merged_into")),
        Prefetch("care", CareAssignment.objects.with_people()),
        Prefetch("registrations", Registration.objects.select_related(*signed, *moved).prefetch_related(policies)),
    )


def words() -> tuple[Prefetch, ...]:
    """Give the prefetches of all that a child's parents said, of who may say so, and of what managers judged."""
    return (
        Prefetch("consents", ConsentStatement.objects.with_people(named_before=False)),
        Prefetch("dispute_resolutions", DisputeResolution.objects.with_people()),
        Prefetch("leavings"),
        Prefetch("links", FamilyLink.objects.with_people().with_delegations()),
    )
