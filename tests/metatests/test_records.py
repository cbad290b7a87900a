"""What is recorded refuses change: derived from every model that says it is a record."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from consent.models import Child, ConsentRecipient, DisputeResolution, Parent
from neston_sharing.foundation import guards
from neston_sharing.foundation.models import Audited, Record
from neston_sharing.staff.models import AbsenceEnd
from sharing.models import OtherCopy
from tests.factories import chronologies, concerns, follow_up
from tests.factories import decisions as build
from tests.factories.advice import AdviceAnswerFactory
from tests.factories.received import InformationRequestNewsFactory, PassingOnAnswerFactory
from tests.metatests.world import World

FLOORS = ["foundation", "staff", "agencies", "consent", "sharing"]
OURS = [model for label in FLOORS for model in apps.get_app_config(label).get_models()]
RECORDS = [model for model in OURS if issubclass(model, Record)]

NOT_AUDITED = {
    "OneTimeKey",  # says that a form was posted and where it led: the rows that it made are audited
    "SignInTries",  # how often a password was wrong: each time is an event of the log
}


def name(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=name)
def test_every_model_saves_together_with_its_audit_entry(model):
    assert issubclass(model, Audited) or model.__name__ in NOT_AUDITED


@pytest.mark.parametrize("model", RECORDS, ids=name)
def test_every_record_says_who_and_when(model):
    assert not model._meta.get_field("recorded_by").null
    assert not model._meta.get_field("recorded_at").null


# The "when" of these stands without a "who", since nobody did it: the set-up, the product itself, a signed-out form.
BY_NOBODY = {"RoleHolding.granted_by", "OneTimeCode.made_by", "PolicyVersion.entered_by", "OneTimeKey.used_by"}


def who_did_something():
    for model in OURS:
        for field in model._meta.local_fields:
            to_staff = field.is_relation and field.related_model._meta.label == "staff.User"
            if to_staff and field.null and field.name.endswith("_by"):
                yield pytest.param(model, field.name, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize(("model", "field"), list(who_did_something()))
def test_who_did_something_comes_with_when_or_not_at_all(model, field):
    """The database holds the two together, by a constraint that names both."""
    if f"{model.__name__}.{field}" in BY_NOBODY:
        return
    constraints = [str(getattr(constraint, "condition", "")) for constraint in model._meta.constraints]
    assert any(f"{field}__isnull" in text and text.count("__isnull") >= 4 for text in constraints)


def test_every_guard_stands_in_the_database(db):
    assert guards.missing_or_altered() == []


@pytest.mark.parametrize("model", [Child, Parent], ids=name)
def test_texts_that_logs_and_traces_show_name_nobody(model):
    assert str(model(reference="C-TEST", given_names="Amelia", family_name="Hart")) == "C-TEST"


@pytest.fixture
def rows(db) -> dict[str, models.Model]:
    """A row of every kind of record, by its model's name."""
    world = World()
    disclosure = world.disclosure
    return {
        "Absence": world.absence,
        "AbsenceEnd": AbsenceEnd.objects.create(absence=world.absence, recorded_by=world.stranger),
        "Signature": world.signature,
        "ConsentStatement": world.statement,
        "ConsentRecipient": ConsentRecipient.objects.create(
            statement=world.statement, kind="school", recorded_by=world.stranger
        ),
        "ConsentSignature": world.consent_signature,
        "ConsentConfirmation": world.confirmation,
        "DisputeResolution": DisputeResolution.objects.create(
            child=world.child,
            purpose=world.statement.purpose,
            last_word=world.statement,
            reasons="The court said so",
            recorded_by=world.stranger,
        ),
        "SpokenAcknowledgement": world.spoken,
        "Leaving": world.leaving,
        "RestrictionReader": world.restriction_reader,
        "RetentionRule": world.retention_rule,
        "Misfiling": world.misfiling,
        "Receipt": world.receipt,
        "ReceiptCopy": world.receipt.copies.create(route="printed", sha256="0" * 64, recorded_by=world.stranger),
        "Maker": world.recorded.makers.get(),
        "Addendum": build.add(world.recorded),
        "Submission": world.recorded.submissions.get(),
        "Declaration": world.recorded.declarations.get(),
        "Verdict": world.recorded.verdicts.get(),
        "Referral": world.referral.referral,
        "Refiling": world.refiling,
        "AskerTold": build.tell_asker(world.not_shared),
        "NewFacts": build.opened_again(world.not_shared).new_facts,
        "Disclosure": disclosure,
        "DisclosedItem": disclosure.disclosed_items.first(),
        "AcceptedFinding": build.accepted(world.recorded),
        "RecipientCopy": disclosure.copy,
        "Breach": world.breach,
        "BreachStep": build.about_breach(world.breach),
        "OtherCopy": OtherCopy.objects.create(
            first=world.recorded, made=world.draft, why="recipient", recorded_by=world.stranger
        ),
        "CopiedItem": disclosure.copy.items.first(),
        "CopyFinding": build.found(disclosure.copy),
        "Arrival": build.arrive(disclosure),
        "RecordExport": world.export,
        "ProducedCopy": world.produced,
        "CopyRequest": world.copy_request,
        "CopyStep": world.copy_step,
        "CopyRuling": world.copy_ruling,
        "SignificantEvent": world.significant_event,
        "Chronology": world.chronology,
        "ChronologyLine": world.chronology.lines.get(),
        "EventSetAside": chronologies.set_aside(world.significant_event),
        "Concern": world.concern,
        "LinkedChild": world.linked_child,
        "ConcernRead": concerns.read(world.concern),
        "ConcernDiscussion": concerns.discuss(world.concern),
        "ConcernAddendum": concerns.add(world.concern),
        "ConcernClosure": concerns.close(world.concern),
        "AdultConcern": world.adult_concern,
        "AdultConcernEntry": concerns.step(world.adult_concern),
        "Advice": world.advice,
        "AdviceAnswer": AdviceAnswerFactory(advice=world.advice),
        "SupervisionHandover": world.handover,
        "InformationReceived": world.received,
        "PassingOnRequest": world.passing_on,
        "PassingOnAnswer": PassingOnAnswerFactory(request=world.passing_on),
        "ReferralNews": follow_up.news(disclosure.decision),
        "ProtocolStepTaken": world.step_taken,
        "Meeting": world.meeting,
        "MeetingHeld": follow_up.held(world.meeting),
        "MeetingTask": world.meeting_task,
        "MeetingTaskDone": follow_up.done(world.meeting_task),
        "LeafletGiven": world.leaflet,
        "LeafletAgency": follow_up.on_leaflet(world.leaflet),
        "InformationRequest": world.information_request,
        "InformationRequestNews": InformationRequestNewsFactory(request=world.information_request),
    }


def test_raw_sql_cannot_change_a_record(rows):
    for model in RECORDS:
        table, row = connection.ops.quote_name(model._meta.db_table), rows[model.__name__]
        for statement in (f"UPDATE {table} SET recorded_at = recorded_at", f"DELETE FROM {table}"):
            with (
                pytest.raises(IntegrityError, match="cannot be changed or deleted"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"{statement} WHERE id = %s", [row.pk])


def test_code_cannot_change_a_record_either(rows):
    for model in RECORDS:
        with pytest.raises(TypeError, match="never changed"):
            rows[model.__name__].save()
        with pytest.raises(TypeError, match="never deleted"):
            rows[model.__name__].delete()
