import hashlib

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from sharing.models import CopyRequest, CopyRuling, CopyStep, ProducedCopy, RecordExport
from tests.factories.consent import ChildFactory, FamilyLinkFactory
from tests.factories.staff import UserFactory


class CopyRequestFactory(factory.django.DjangoModelFactory):
    """A family's request by a parent of the child, unless told."""

    class Meta:
        model = CopyRequest

    kind = "family"
    child = factory.SubFactory(ChildFactory)
    parent = factory.LazyAttribute(lambda request: FamilyLinkFactory(child=request.child).parent)
    received_on = factory.LazyFunction(timezone.localdate)
    asked = "Everything you hold about her"
    recorded_by = factory.SubFactory(UserFactory, roles=["lead"])


def step(request: CopyRequest, kind: str, on=None, text: str = "As we were told") -> CopyStep:
    on = on or request.received_on
    return CopyStep.objects.create(request=request, kind=kind, on=on, text=text, recorded_by=request.recorded_by)


def known(request: CopyRequest) -> None:
    """Check who asks."""
    step(request, "identity", text="Her passport")
    step(request, "responsibility", text="The birth certificate")


def read(request: CopyRequest, key: str = "child", seen: str = "0" * 64) -> CopyStep:
    return CopyStep.objects.create(
        request=request, kind="read", on=request.received_on, about=key, seen=seen, recorded_by=request.recorded_by
    )


def ruling(request: CopyRequest, piece: str = "child.facts", treatment: str = "include", **fields) -> CopyRuling:
    by = request.recorded_by
    return CopyRuling.objects.create(
        request=request, piece=piece, treatment=treatment, why="It is hers", recorded_by=by, **fields
    )


def produced(export: RecordExport, content: bytes = b"%PDF-") -> ProducedCopy:
    content += export.reference.encode()
    copy = ProducedCopy(export=export, sha256=hashlib.sha256(content).hexdigest(), recorded_by=export.recorded_by)
    copy.file.save(f"{export.reference}.pdf", ContentFile(content), save=False)
    copy.save()
    return copy
