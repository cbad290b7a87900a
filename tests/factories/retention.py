"""A child who left long ago, with something of every class of record in the file."""

from datetime import date

from django.core.files.base import ContentFile
from factory import SubFactory
from factory.django import DjangoModelFactory

from consent.models import Child, RetentionRule
from neston_sharing.audit.models import Disposal, DueLine, Hold
from sharing.actions.disposal import (
    approve_disposal,
    carry_out_disposal,
    list_what_is_due,
    propose_disposal,
)
from sharing.models import AbuseMark
from tests.factories import (
    ChildFactory,
    FamilyLinkFactory,
    RegistrationFactory,
    SignatureFactory,
    UserFactory,
    VisitFactory,
    concerns,
)
from tests.factories import decisions as build
from tests.factories.received import InformationReceivedFactory


class RetentionRuleFactory(DjangoModelFactory):
    class Meta:
        model = RetentionRule

    kind = "visits"
    years = 6
    counted_from = "record"
    reason = "Our insurer asks for it"
    decided_by = "The committee"
    in_force_from = date(2026, 1, 1)
    recorded_by = SubFactory(UserFactory, roles=["manager"])


def long_gone(**fields) -> Child:
    """Left in 2002 and turned 25 in 2023: but for records of child sexual abuse, every clock has run."""
    return ChildFactory(
        date_of_birth=date(1998, 3, 27), starts_on=date(2001, 9, 3), leaves_on=date(2002, 7, 20), **fields
    )


def registered(child: Child) -> Child:
    parent = FamilyLinkFactory(child=child).parent
    SignatureFactory(registration=RegistrationFactory(child=child), parent=parent)
    return child


def with_everything(child: Child) -> Child:
    """A registration, a decision that was shared on consent, a concern, a visit, and a letter with its file."""
    registered(child)
    build.shared(child=child)
    concerns.ConcernFactory(child=child)
    VisitFactory(child=child)
    InformationReceivedFactory(child=child, attachment=ContentFile(b"%PDF-1.4", name="letter.pdf"))
    return child


def proposed(child: Child, *kinds: str, by=None) -> Disposal:
    """A disposal of these classes of a child's file (all that are due, if none are named), proposed by a manager."""
    by = by or UserFactory(roles=["manager"])
    due_list = list_what_is_due(by=by)
    lines = [line for line in due_list.lines.filter(subject=child.reference) if not kinds or line.what in kinds]
    return propose_disposal(by=by, due_list=due_list, lines=lines)


def gone(child: Child, *kinds: str) -> Disposal:
    """The same, approved by the lead and carried out."""
    disposal, lead = proposed(child, *kinds), UserFactory(roles=["lead"])
    approve_disposal(by=lead, disposal=disposal)
    return carry_out_disposal(by=lead, disposal=disposal)


def due_line(child: Child | None = None) -> DueLine:
    """A line of a list that nobody has decided yet, of a child who is long gone."""
    child = registered(child or long_gone())
    return list_what_is_due().lines.get(subject=child.reference, what="consents")


def hold(subject: str = "") -> Hold:
    return Hold.objects.create(
        subject=subject, ground="court", reason="A summons", set_by=UserFactory(roles=["manager"])
    )


def marked(child: Child) -> AbuseMark:
    return AbuseMark.objects.create(child=child, reason="What she told us", set_by=UserFactory(roles=["lead"]))
