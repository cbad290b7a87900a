"""One of everything, so that every address has something to be about."""

import hashlib
from datetime import timedelta
from functools import cached_property

from django.core.files.base import ContentFile
from django.utils import timezone

from agencies.models import ContactRoute
from consent.actions.merging import merge_children, merge_parents
from consent.actions.misfiling import misfile_statement
from consent.models import (
    AcknowledgementRequest,
    Address,
    BrokenGlass,
    CareAssignment,
    ConsentConfirmation,
    ConsentRequest,
    ConsentSignature,
    ConsentWording,
    Delegation,
    Exclusion,
    Flag,
    Leaving,
    PolicyDraft,
    Receipt,
    Restriction,
    RestrictionReader,
    Signature,
    SpokenAcknowledgement,
)
from neston_sharing.audit.models import Entry
from neston_sharing.roles import ROLES
from neston_sharing.staff.actions import deactivate
from neston_sharing.staff.models import Absence
from sharing.copy_facts import check_of
from sharing.models import RecordExport, Refiling, Submission
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentSignatureFactory,
    ConsentStatementFactory,
    DecisionFactory,
    FamilyLinkFactory,
    LawFactory,
    PolicyVersionFactory,
    ProfessionalFactory,
    ProtocolVersionFactory,
    RegistrationFactory,
    SignatureFactory,
    SupervisionHandoverFactory,
    UserFactory,
    VisitFactory,
    chronologies,
    concerns,
    copies,
    follow_up,
    retention,
)
from tests.factories import decisions as build
from tests.factories.advice import AdviceFactory
from tests.factories.agencies import adopted
from tests.factories.decisions import legal_advice_of
from tests.factories.received import (
    AroundChildFactory,
    InformationReceivedFactory,
    InformationRequestFactory,
    PassingOnRequestFactory,
)
from tests.factories.staff import passkey, second_factor

CHILD = [
    "child-file",
    "consent:child-edit",
    "consent:parents",
    "consent:parent-find",
    "consent:parent-new",
    "consent:address-new",
    "consent:flag-new",
    "consent:exclusions",
    "consent:restrictions",
    "consent:registration",
    "consent:statements",
    "consent:statement-new",
    "consent:request-new",
    "consent:dispute-resolve",
    "consent:care",
    "sharing:received-list",
    "sharing:received-csv",
    "sharing:received-new",
    "sharing:around",
    "sharing:information-request-new",
    "sharing:advice-list",
    "sharing:advice-new",
    "sharing:advice-check",
    "sharing:leaving",
    "sharing:leaving-stays",
    "sharing:keeping",
    "sharing:keeping-hold",
    "sharing:keeping-mark",
    "sharing:leaving-returns",
    "sharing:merge-choose",
    "sharing:looked",
    "sharing:record",
    "sharing:record-copies",
    "sharing:record-copy-family",
    "sharing:record-copy-next",
    "sharing:child-visits",
    "sharing:child-meetings",
    "sharing:meeting-new",
    "sharing:significant-events",
    "sharing:event-choose",
    "sharing:event-new",
    "sharing:chronology-new",
    "sharing:leaflet-choose",
    "sharing:leaflet-give",
]
EXPORT = ["sharing:export", "sharing:export-pdf"]
MEETING = ["sharing:meeting", "sharing:meeting-outcome", "sharing:meeting-task-new"]
VISIT = ["sharing:visit", "sharing:visit-hand-over", "sharing:visit-sign-out"]
NEWCOMER = [
    "consent:registration-explained",
    "consent:hand-over",
    "consent:registration-spoken",
    "consent:registration-form",
    "consent:registration-paper",
]
RECEIPT = ["consent:receipt", "consent:receipt-pdf", "consent:receipt-send"]
SIGNED = ["consent:registration-signed", "consent:registration-pdf"]
SIGNED_EARLIER = ["consent:registration-signed-earlier", "consent:registration-pdf-earlier"]
RECEIVED = ["sharing:received", "sharing:received-attachment", "sharing:passing-on-ask"]
REQUEST = ["sharing:information-request", "sharing:information-request-news", "sharing:information-request-answer"]
DRAFT = [
    "sharing:details",
    "sharing:continue",
    "sharing:outcome",
    "sharing:item-new",
    "sharing:family",
    "sharing:check",
    "sharing:abandon",
    "sharing:hand-over",
]
CONCERN = [
    "sharing:concern",
    "sharing:concern-raised",
    "sharing:concern-discuss",
    "sharing:concern-add",
    "sharing:concern-link",
    "sharing:concern-close",
]
ADULT_CONCERN = ["sharing:adult-concern", "sharing:adult-concern-step"]
RECORDED = ["sharing:decision", "sharing:refile", "sharing:addendum-new", "sharing:disclosure-new", "sharing:copy"]
AGENCY = [
    "agencies:agency",
    "agencies:edit",
    "agencies:checked",
    "agencies:retire",
    "agencies:route-new",
    "agencies:professional-new",
    "agencies:recheck",
]
PROTOCOL = ["agencies:protocol", "agencies:protocol-retire", "agencies:protocol-version-new"]
PROTOCOL_DRAFT = [
    "agencies:protocol-draft",
    "agencies:protocol-adopt",
    "agencies:protocol-discard",
    "agencies:protocol-document-new",
]
DISPOSAL = ["sharing:disposal", "sharing:disposal-approve", "sharing:disposal-refuse", "sharing:disposal-carry-out"]
POLICY = ["consent:policy", "consent:policy-acknowledged", "consent:policy-ask"]
POLICY_DRAFT = [
    "consent:policy-draft",
    "consent:policy-draft-edit",
    "consent:policy-draft-adopt",
    "consent:policy-draft-give-up",
]
WORDS = ["consent:words-of", "consent:words-draft", "consent:words-adopt", "consent:words-discard"]
LAW = ["consent:law-end", "consent:law-edit", "consent:law-supersede"]
COLLEAGUE = [
    "staff:person",
    "staff:roles",
    "staff:deactivate",
    "staff:away",
    "staff:give-code",
    "staff:shown-once",
    "staff:unlock",
    "staff:end-sessions",
    "staff:take-away-second-factor",
]


SCAN = b"%PDF-1.4"


def about(parts: dict[str, str], names: list[str]) -> dict[str, dict[str, str]]:
    return dict.fromkeys(names, parts)


class World:
    """A person in each role, a child whose key person is the practitioner, and what stands in that child's file."""

    # What stands in an address, by its name: which attribute of the world fills which part.
    NEEDS = {
        **about({"reference": "child.reference"}, CHILD),
        **about({"reference": "newcomer.reference"}, NEWCOMER),
        **about({"reference": "signature.registration.child.reference"}, SIGNED),
        **about({"reference": "child.reference", "pk": "signature.registration.pk"}, SIGNED_EARLIER),
        **about({"reference": "draft.reference"}, DRAFT),
        **about(
            {"reference": "draft.reference", "pk": "item.pk"},
            ["sharing:item", "sharing:item-remove", "sharing:item-split"],
        ),
        **about({"reference": "concern.reference"}, CONCERN),
        **about({"record": "adult_concern.reference"}, ADULT_CONCERN),
        "sharing:concern-read": {"reference": "anothers_concern.reference"},
        "sharing:concern-linked": {"pk": "linked_child.pk"},
        **about({"reference": "recorded.reference"}, RECORDED),
        **about({"pk": "visit.pk"}, VISIT),
        "sharing:follow-up-new": {"reference": "disclosure.decision.reference"},
        "sharing:protocol-step": {"reference": "recorded.reference", "pk": "protocol_step.pk"},
        **about({"reference": "meeting.reference"}, MEETING),
        **about({"reference": "produced.export.reference"}, EXPORT),
        "sharing:record-copy": {"reference": "copy_request.reference"},
        "sharing:record-copy-make": {"reference": "copy_request.reference"},
        "sharing:record-copy-step": {"reference": "copy_request.reference", "kind": "copy_step.kind"},
        "sharing:record-copy-section": {"reference": "copy_request.reference", "key": "copy_step.about"},
        "sharing:record-copy-piece": {"reference": "copy_request.reference", "key": "copy_ruling.piece"},
        "sharing:meeting-task-done": {"pk": "meeting_task.pk"},
        "sharing:again": {"reference": "stopped.reference"},
        "sharing:interest": {"reference": "sent.reference"},
        "sharing:event-aside": {"pk": "significant_event.pk"},
        **about({"reference": "chronology.reference"}, ["sharing:chronology", "sharing:chronology-pdf"]),
        "sharing:asker-told": {"reference": "not_shared.reference"},
        **about({"pk": "agency.pk"}, AGENCY),
        **about({"pk": "colleague.pk"}, COLLEAGUE),
        "sharing:keeping-unmark": {"reference": "child.reference", "pk": "abuse_mark.pk"},
        "sharing:retention-rule": {"kind": "retention_rule.kind"},
        "sharing:hold-end": {"pk": "hold.pk"},
        "sharing:due-list": {"pk": "due_line.due_list_id"},
        "sharing:due-line-keep": {"pk": "due_line.pk"},
        **about({"pk": "disposal.pk"}, DISPOSAL),
        "sharing:disposal-certificate": {"pk": "carried_out.pk"},
        **about({"pk": "policy.pk"}, POLICY),
        **about({"pk": "policy_draft.pk"}, POLICY_DRAFT),
        **about({"purpose": "words.purpose"}, WORDS),
        **about({"pk": "law.pk"}, LAW),
        "consent:registration-scan": {"reference": "on_paper.registration.child.reference"},
        "consent:registration-scan-earlier": {
            "reference": "on_paper.registration.child.reference",
            "pk": "on_paper.registration.pk",
        },
        "consent:parent-edit": {"reference": "child.reference", "parent": "link.parent.reference"},
        "consent:consent-form": {"reference": "child.reference", "parent": "link.parent.reference"},
        "consent:delegation-new": {"reference": "child.reference", "parent": "foster.parent.reference"},
        "consent:delegation-end": {
            "reference": "child.reference",
            "parent": "foster.parent.reference",
            "pk": "delegation.pk",
        },
        "consent:address-edit": {"reference": "child.reference", "pk": "address.pk"},
        "consent:flag-end": {"reference": "child.reference", "pk": "flag.pk"},
        "consent:exclusion-lift": {"reference": "child.reference", "pk": "exclusion.pk"},
        "consent:restriction-lift": {"reference": "child.reference", "pk": "restriction.pk"},
        **about({"pk": "glass.pk"}, ["consent:glass-end", "consent:glass-acknowledge"]),
        "consent:statement-withdraw": {"pk": "statement.pk"},
        "consent:statement-invalidate": {"pk": "statement.pk"},
        "consent:statement-misfiled": {"pk": "statement.pk"},
        "consent:registration-misfiled": {"reference": "child.reference", "pk": "signature.registration.pk"},
        "consent:statement-confirm": {"pk": "spoken_word.pk"},
        "consent:request-give-up": {"pk": "consent_request.pk"},
        "consent:consent-signature": {"pk": "consent_signature.pk"},
        "consent:consent-signature-scan": {"pk": "consent_paper.pk"},
        **about({"reference": "child.reference", "pk": "receipt.pk"}, RECEIPT),
        "consent:acknowledgement-stop": {"pk": "asked_again.pk"},
        **about({"reference": "received.reference"}, RECEIVED),
        **about({"reference": "information_request.reference"}, REQUEST),
        **about({"reference": "advice.reference"}, ["sharing:advice", "sharing:advice-answer"]),
        "sharing:passing-on-answer": {"reference": "received.reference", "pk": "passing_on.pk"},
        "sharing:around-end": {"reference": "child.reference", "pk": "around.pk"},
        "sharing:question": {"reference": "draft.reference", "number": "first"},
        "sharing:item-attachment": {"reference": "draft.reference", "pk": "with_file.pk"},
        "sharing:legal-document": {"reference": "advised.reference"},
        "consent:care-end": {"reference": "child.reference", "pk": "care.pk"},
        "consent:care-call-off": {"reference": "child.reference", "pk": "care.pk"},
        "consent:care-cover-end": {"reference": "covered.reference"},
        "sharing:merge-child": {"reference": "child.reference", "other": "newcomer.reference"},
        "sharing:merge-parent": {"reference": "link.parent.reference", "other": "another_parent.reference"},
        "sharing:merge-child-undo": {"pk": "child_merge.pk"},
        "sharing:merge-parent-undo": {"pk": "parent_merge.pk"},
        "sharing:arrival": {"pk": "disclosure.pk"},
        "sharing:copy-accept": {"reference": "recorded.reference", "code": "finding.code"},
        "sharing:copy-file": {"pk": "copy.pk"},
        "sharing:breach-new": {"pk": "disclosure.pk"},
        **about({"reference": "breach.reference"}, ["sharing:breach", "sharing:breach-step"]),
        "sharing:copy-another": {"reference": "draft.reference"},
        "sharing:referred": {"reference": "referral.reference"},
        "sharing:back-up": {"reference": "sent.reference"},
        "audit:entry": {"number": "entry.pk"},
        "agencies:bring-back": {"pk": "retired.pk"},
        **about({"pk": "agency.pk", "route": "route.pk"}, ["agencies:route-edit", "agencies:route-retire"]),
        **about({"pk": "protocol_version.protocol_id"}, PROTOCOL),
        "agencies:protocol-version": {"pk": "protocol_version.protocol_id", "number": "protocol_version.number"},
        "agencies:protocol-document": {
            "pk": "protocol_version.protocol_id",
            "number": "protocol_version.number",
            "document": "protocol_document.pk",
        },
        **about({"pk": "protocol_draft.protocol_id", "number": "protocol_draft.number"}, PROTOCOL_DRAFT),
        "agencies:protocol-document-remove": {
            "pk": "protocol_draft.protocol_id",
            "number": "protocol_draft.number",
            "document": "draft_document.pk",
        },
        "agencies:professional-edit": {"pk": "agency.pk", "person": "professional.pk"},
        "staff:absence-end": {"pk": "absence.pk"},
        "staff:invite-again": {"pk": "invited.pk"},
        "staff:reactivate": {"pk": "leaver.pk"},
        "staff:accept": {"code": "first"},
        "mfa_remove_webauthn": {"pk": "passkey.pk"},
        "account_reset_password_from_key": {"uidb36": "first", "key": "first"},
    }
    first = 1

    def __init__(self) -> None:
        self.people = {role: UserFactory(roles=[role]) for role in ROLES}
        self.stranger = UserFactory(roles=["practitioner"])
        for person in self.people.values():
            second_factor(person)

    def kwargs(self, name: str) -> dict:
        return {part: self._found(path) for part, path in self.NEEDS.get(name, {}).items()}

    def _found(self, path: str):
        found = self
        for part in path.split("."):
            found = getattr(found, part)
        return found

    @property
    def children(self) -> set:
        return {self.child, self.newcomer, self.covered, self.on_paper.registration.child}

    def restrict(self) -> None:
        """To the designated lead alone."""
        for child in self.children:
            for standing in Restriction.objects.standing().filter(child=child):
                standing.lifted_at, standing.lifted_by, standing.lifted_why = timezone.now(), self.stranger, "Anew"
                standing.save()
            lead = self.people["lead"]
            restriction = Restriction.objects.create(child=child, reason="Enquiry", set_by=lead)
            if child == self.child:
                self.restriction = restriction

    def exclude(self, person) -> None:
        for child in self.children:
            Exclusion.objects.get_or_create(
                child=child, user=person, lifted_at=None, defaults={"reason": "Family", "set_by": self.stranger}
            )

    @cached_property
    def passkey(self):
        return passkey(self.people["manager"])

    @cached_property
    def absence(self):
        manager, today = self.people["manager"], timezone.localdate()
        return Absence.objects.create(person=manager, first_on=today, last_on=today, recorded_by=manager)

    # --- The register ----------------------------------------------------------------------------------------------
    @cached_property
    def child(self):
        return ChildFactory(key_person=self.people["practitioner"], family_name="Quillfeather")

    @cached_property
    def newcomer(self):
        return FamilyLinkFactory(child=self._registering()).child

    def _registering(self):
        child = ChildFactory(key_person=self.people["practitioner"], family_name="Quillfeather")
        RegistrationFactory(child=child, explained_by=self.people["practitioner"])
        return child

    @cached_property
    def signature(self):
        registration = RegistrationFactory(child=self.child, explained_by=self.people["practitioner"])
        return SignatureFactory(registration=registration, parent=self.link.parent)

    @cached_property
    def on_paper(self):
        child = FamilyLinkFactory(child=self._registering()).child
        return SignatureFactory(
            registration=child.registrations.get(),
            parent=child.links.get().parent,
            how=Signature.How.PAPER,
            typed_name="",
            scan=ContentFile(SCAN, name="scan.pdf"),
            scan_sha256=hashlib.sha256(SCAN).hexdigest(),
            witness=self.people["practitioner"],
        )

    @cached_property
    def link(self):
        return FamilyLinkFactory(child=self.child)

    @cached_property
    def foster(self):
        return FamilyLinkFactory(child=self.child, has_responsibility=False, carer="foster_carer")

    @cached_property
    def delegation(self):
        today = timezone.localdate()
        return Delegation.objects.create(
            link=self.foster, what="particular", delegated_by="Plan", since=today, seen_on=today, seen_by=self.stranger
        )

    @cached_property
    def care(self):
        tomorrow = timezone.localdate() + timedelta(days=1)
        return CareAssignment.objects.create(
            child=self.child, person=self.stranger, role="cover", since=tomorrow, set_by=self.people["manager"]
        )

    @cached_property
    def covered(self):
        cover = self.people["lead"]
        return ChildFactory(key_person=self.people["practitioner"], cover=cover, family_name="Quillfeather")

    @cached_property
    def another_parent(self):
        return FamilyLinkFactory(child=self.child).parent

    @cached_property
    def child_merge(self):
        merged = ChildFactory(family_name="Quillfeather")
        return merge_children(by=self.people["manager"], kept=self.child, merged=merged, reason="Same certificate")

    @cached_property
    def parent_merge(self):
        merged = FamilyLinkFactory(child=self.child).parent
        return merge_parents(by=self.people["manager"], kept=self.link.parent, merged=merged, reason="Same person")

    @cached_property
    def address(self):
        return Address.objects.create(child=self.child, lines="1 High Street")

    @cached_property
    def flag(self):
        return Flag.objects.create(child=self.child, kind="in_need", set_by=self.stranger)

    @cached_property
    def exclusion(self):
        other = UserFactory(roles=["practitioner"])
        return Exclusion.objects.create(child=self.child, user=other, reason="Family", set_by=self.stranger)

    @cached_property
    def restriction(self):
        """To everybody whom the table of access lets in."""
        restriction = Restriction.objects.create(child=self.child, reason="Enquiry", set_by=self.people["lead"])
        for person in self.people.values():
            self._name(restriction, person)
        return restriction

    def _name(self, restriction, person):
        return RestrictionReader.objects.create(restriction=restriction, user=person, recorded_by=self.people["lead"])

    @cached_property
    def restriction_reader(self):
        return self.restriction.readers.first()

    @cached_property
    def glass(self):
        soon = timezone.now() + BrokenGlass.LIFE
        said = {"reason": "A paramedic asks", "ends_at": soon}
        return BrokenGlass.objects.create(child=self.child, user=self.people["practitioner"], **said)

    @cached_property
    def statement(self):
        return ConsentStatementFactory(child=self.child, parent=self.link.parent)

    @cached_property
    def consent_signature(self):
        return ConsentSignature.objects.create(
            child=self.child,
            parent=self.link.parent,
            how="typed",
            typed_name="Sarah Hart",
            signed_on=timezone.localdate(),
            shown=[{"heading": "Who may be told", "paragraphs": ["The speech therapist."], "points": []}],
            recorded_by=self.stranger,
        )

    @cached_property
    def consent_paper(self):
        return ConsentSignatureFactory(
            child=self.child,
            parent=self.link.parent,
            how=Signature.How.PAPER,
            typed_name="",
            scan=ContentFile(SCAN, name="consent.pdf"),
            scan_sha256=hashlib.sha256(SCAN).hexdigest(),
            pages=1,
            witness=self.stranger,
        )

    @cached_property
    def consent_request(self):
        request = ConsentRequest.objects.create(
            child=self.child,
            parent=self.link.parent,
            purpose="additional_needs",
            scope="How she speaks",
            review_on=timezone.localdate() + timedelta(days=365),
            prepared_by=self.stranger,
        )
        request.recipients.create(kind="speech_therapy")
        return request

    @cached_property
    def spoken_word(self):
        soon = timezone.localdate() + timedelta(days=7)
        return ConsentStatementFactory(
            child=self.child, parent=self.link.parent, how="spoken", signature=None, confirm_by=soon
        )

    @cached_property
    def confirmation(self):
        return ConsentConfirmation.objects.create(
            statement=self.statement, signature=self.consent_signature, recorded_by=self.stranger
        )

    @cached_property
    def misfiling(self):
        link = FamilyLinkFactory(parent=self.link.parent)
        statement = ConsentStatementFactory(child=link.child, parent=link.parent)
        said = {"child": self.child, "reason": "The paper names her", "about_right_child": False}
        misfile_statement(by=self.people["manager"], statement=statement, **said)
        return statement.misfiling

    @cached_property
    def spoken(self):
        link = FamilyLinkFactory(child=self._registering())
        return SpokenAcknowledgement.objects.create(
            registration=link.child.registrations.get(),
            parent=link.parent,
            said_on=timezone.localdate(),
            circumstances="On the telephone",
            confirm_by=timezone.localdate(),
            recorded_by=self.stranger,
        )

    @cached_property
    def receipt(self):
        return Receipt.objects.create(
            code="A" * 26,
            child=self.child,
            parent=self.link.parent,
            consent_signature=self.consent_signature,
            facts=[["Child", "Amelia Hart"]],
            recorded_by=self.stranger,
        )

    @cached_property
    def leaving(self):
        return Leaving.objects.create(
            child=self.child, event="leaves", day=timezone.localdate(), recorded_by=self.stranger
        )

    @cached_property
    def policy(self):
        return PolicyVersionFactory()

    @cached_property
    def policy_draft(self):
        return PolicyDraft.objects.create(
            policy=self.policy.policy, title="Title", text="1.1 Words", started_by=self.stranger
        )

    @cached_property
    def words(self):
        return ConsentWording.objects.create(
            purpose="additional_needs", version="draft", text="May we?", started_by=self.stranger
        )

    @cached_property
    def asked_again(self):
        return AcknowledgementRequest.objects.create(
            child=self.child, version=self.policy, due_on=timezone.localdate(), asked_by=self.stranger
        )

    @cached_property
    def law(self):
        return LawFactory()

    # --- Decisions -------------------------------------------------------------------------------------------------
    @cached_property
    def draft(self):
        return DecisionFactory(child=self.child)

    @cached_property
    def advised(self):
        practitioner, advice = self.people["practitioner"], legal_advice_of(timezone.localdate())
        file = {"legal_document": ContentFile(SCAN, name="advice.pdf"), "legal_document_name": "Advice.pdf"}
        file["legal_document_sha256"] = hashlib.sha256(SCAN).hexdigest()
        return DecisionFactory(child=self.child, started_by=practitioner, holder=practitioner, **advice, **file)

    @cached_property
    def with_file(self):
        return self.draft.items.create(
            attachment=ContentFile(SCAN, name="item.pdf"),
            attachment_name="Report.pdf",
            attachment_sha256=hashlib.sha256(SCAN).hexdigest(),
            nature="fact",
            source="own",
            about="child",
            included=True,
        )

    @cached_property
    def item(self):
        return self.draft.items.create(text="Her speech", nature="fact", source="own", about="child", included=True)

    @cached_property
    def sent(self):
        decision = build.decide_to_share(build.answered_with_consent(child=self.child))
        Submission.objects.create(decision=decision, to_officer=True, recorded_by=decision.started_by)
        build.declare(decision, by=self.people["officer"])
        return decision

    @cached_property
    def recorded(self):
        return build.back(self.sent)

    @cached_property
    def stopped(self):
        return build.stopped(child=self.child)

    @cached_property
    def not_shared(self):
        return build.not_shared(child=self.child)

    @cached_property
    def disclosure(self):
        return build.disclose(self.recorded)

    @cached_property
    def breach(self):
        return build.went_wrong(self.disclosure)

    @cached_property
    def finding(self):
        return check_of(self.recorded).standing[0]

    @cached_property
    def copy(self):
        sha256 = hashlib.sha256(SCAN).hexdigest()
        return build.copy_of(self.recorded, file=ContentFile(SCAN, name="copy.pdf"), sha256=sha256)

    @cached_property
    def referral(self):
        return build.referred(child=self.child)

    @cached_property
    def protocol_step(self):
        return follow_up.protocol_step(self.recorded.agency)

    @cached_property
    def step_taken(self):
        return follow_up.taken(self.recorded, self.protocol_step)

    @cached_property
    def meeting(self):
        return follow_up.MeetingFactory(child=self.child)

    @cached_property
    def meeting_task(self):
        return follow_up.MeetingTaskFactory(meeting=self.meeting)

    @cached_property
    def significant_event(self):
        return chronologies.SignificantEventFactory(child=self.child)

    @cached_property
    def chronology(self):
        return chronologies.chronology_of(self.significant_event)

    @cached_property
    def leaflet(self):
        return follow_up.LeafletGivenFactory(child=self.child)

    @cached_property
    def refiling(self):
        return Refiling.objects.create(
            decision=self.referral, child=self.newcomer, reason="It was her cousin", recorded_by=self.stranger
        )

    @cached_property
    def export(self):
        return RecordExport.objects.create(child=self.child, reason="A copy", recorded_by=self.people["lead"])

    @cached_property
    def produced(self):
        return copies.produced(self.export)

    @cached_property
    def copy_request(self):
        return copies.CopyRequestFactory(child=self.child, parent=self.link.parent)

    @cached_property
    def copy_step(self):
        return copies.read(self.copy_request)

    @cached_property
    def copy_ruling(self):
        return copies.ruling(self.copy_request)

    # --- From other agencies ---------------------------------------------------------------------------------------
    @cached_property
    def received(self):
        return InformationReceivedFactory(
            child=self.child,
            attachment=ContentFile(SCAN, name="received.pdf"),
            attachment_name="1 page",
            attachment_sha256=hashlib.sha256(SCAN).hexdigest(),
        )

    @cached_property
    def passing_on(self):
        return PassingOnRequestFactory(received=self.received)

    @cached_property
    def around(self):
        return AroundChildFactory(child=self.child, agency=self.agency)

    @cached_property
    def information_request(self):
        return InformationRequestFactory(child=self.child)

    @cached_property
    def visit(self):
        return VisitFactory(child=self.child, signed_in_by=self.stranger)

    @cached_property
    def handover(self):
        return SupervisionHandoverFactory(visit=self.visit)

    # --- Concerns --------------------------------------------------------------------------------------------------
    @cached_property
    def concern(self):
        return concerns.ConcernFactory(child=self.child, recorded_by=self.people["practitioner"])

    @cached_property
    def anothers_concern(self):
        return concerns.ConcernFactory(child=self.child, recorded_by=self.stranger)

    @cached_property
    def linked_child(self):
        return concerns.link(concerns.ConcernFactory(recorded_by=self.people["practitioner"]), child=self.child)

    @cached_property
    def adult_concern(self):
        return concerns.AdultConcernFactory(about=self.colleague, recorded_by=self.people["practitioner"])

    @cached_property
    def advice(self):
        return AdviceFactory(child=self.child, decision=self.draft, question=1)

    # --- Retention -------------------------------------------------------------------------------------------------
    @cached_property
    def abuse_mark(self):
        return retention.marked(self.child)

    @cached_property
    def retention_rule(self):
        return retention.RetentionRuleFactory()

    @cached_property
    def hold(self):
        return retention.hold(self.child.reference)

    @property
    def long_gone(self):
        return retention.long_gone(family_name="Quillfeather")

    @cached_property
    def due_line(self):
        return retention.due_line(self.long_gone)

    @cached_property
    def disposal(self):
        return retention.proposed(retention.registered(self.long_gone))

    @cached_property
    def carried_out(self):
        return retention.gone(retention.registered(self.long_gone))

    # --- Everything else -------------------------------------------------------------------------------------------
    @cached_property
    def agency(self):
        return AgencyFactory()

    @cached_property
    def retired(self):
        return AgencyFactory(is_active=False)

    @cached_property
    def route(self):
        return ContactRoute.objects.create(agency=self.agency, kind="telephone", value="0151 496 0200")

    @cached_property
    def protocol_version(self):
        return adopted(ProtocolVersionFactory(started_by=self.stranger))

    @cached_property
    def protocol_document(self):
        return self.protocol_version.documents.get()

    @cached_property
    def protocol_draft(self):
        return ProtocolVersionFactory(started_by=self.stranger)

    @cached_property
    def draft_document(self):
        return self.protocol_draft.documents.get()

    @cached_property
    def professional(self):
        return ProfessionalFactory(agency=self.agency)

    @cached_property
    def entry(self):
        return Entry.objects.order_by("-pk").first()

    @cached_property
    def colleague(self):
        return UserFactory(roles=["practitioner"])

    @cached_property
    def invited(self):
        return UserFactory(roles=["practitioner"], password=None)

    @cached_property
    def leaver(self):
        person = UserFactory(roles=["practitioner"])
        return deactivate(by=self.people["manager"], user=person) or person
