"""A parent without parental responsibility cannot sign or say anything that counts, by any route there is."""

import ast
import uuid
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.actions import confirmations, delegations, handing_over, requests, signing, statements, tablet
from consent.models import (
    AcknowledgementRequest,
    ConsentConfirmation,
    ConsentSignature,
    ConsentStatement,
    Signature,
    SpokenAcknowledgement,
)
from consent.to_sign import YES, Answer
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.uploads import Upload
from tests.consent.families import ALL_FOUR, DRAWING, NEXT_YEAR, asked, family, handed_over, signed_in, spoken
from tests.factories import (
    ConsentSignatureFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    PolicyVersionFactory,
    SignatureFactory,
)
from tests.foundation.test_uploads import picture

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)
ACTIONS = Path(signing.__file__).parent
KEPT = {"Signature", "ConsentSignature", "ConsentStatement", "SpokenAcknowledgement", "ConsentConfirmation"}

# Actions that write such a row and are nobody's signing, each with the reason.
NOT_A_PARENTS = {
    "ask_for_consent": "writes a question; the statement in it is held to the rules and not saved",
    "invalidate_statement": "a manager's note that something was recorded wrongly",
    "misfile_statement": "copies what was signed already to the child to whom it belongs",
    "misfile_registration": "the same of a registration",
}


class Family:
    """A registration to be signed, and two people: one who may sign, and one whose responsibility ends or never was."""

    def __init__(self) -> None:
        self.registration, self.mother = family()
        self.child, self.by = self.registration.child, self.registration.started_by
        self.link = FamilyLinkFactory(child=self.child, relationship="Father", ground="married")
        self.father = self.link.parent

    def loses_responsibility(self) -> None:
        self.link.has_responsibility, self.link.ground = False, ""
        self.link.save()

    def paper(self) -> dict:
        return {"scan": Upload(b"%PDF-1.4", ".pdf", pages=1), "witness": self.by}

    def said(self) -> dict:
        words = {"purpose": "additional_needs", "statement": "given", "scope": "All", "kinds": ["gp"]}
        return {"by": self.by, "child": self.child, "parent": self.father, "review_on": NEXT_YEAR, **words}


@pytest.fixture
def home():
    return Family()


# --- Every route, by its action -------------------------------------------------------------------------------------
def tablet_drawn(home: Family):
    handover = handed_over(home.registration, home.father)
    home.loses_responsibility()
    return lambda: tablet.sign(by=home.by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)


def tablet_typed(home: Family):
    handover = handed_over(home.registration, home.father)
    home.loses_responsibility()
    return lambda: tablet.sign(by=home.by, handover=handover, acknowledged=ALL_FOUR, typed_name="Tom")


def tablet_asked(home: Family):
    request = asked(home.child, home.father)
    handover = handed_over(home.registration, home.father)
    home.loses_responsibility()
    answers = {f"consentrequest-{request.pk}": Answer(YES)}
    return lambda: tablet.sign(by=home.by, handover=handover, acknowledged=ALL_FOUR, typed_name="Tom", answers=answers)


def handing_over_to_them(home: Family):
    home.loses_responsibility()
    return lambda: handing_over.hand_over(by=home.by, child=home.child, parent=home.father)


def registration_on_paper(home: Family):
    home.loses_responsibility()
    signed = {"parent": home.father, "acknowledged": ALL_FOUR, "signed_on": TODAY, **home.paper()}
    return lambda: signing.sign_from_paper(by=home.by, registration=home.registration, **signed)


def registration_aloud(home: Family):
    home.loses_responsibility()
    aloud = {"said_on": TODAY, "confirm_by": TODAY + DAY, "circumstances": "By telephone"}
    home.registration.explained_on = TODAY
    return lambda: confirmations.acknowledge_aloud(
        by=home.by, registration=home.registration, parent=home.father, **aloud
    )


def consent_spoken(home: Family):
    home.loses_responsibility()
    return lambda: statements.record_consent(how="spoken", stated_on=TODAY, confirm_by=TODAY + DAY, **home.said())


def refusal_spoken(home: Family):
    home.loses_responsibility()
    said = home.said() | {"statement": "refused"}
    return lambda: statements.record_consent(how="spoken", stated_on=TODAY, **said)


def consent_on_paper(home: Family):
    home.loses_responsibility()
    return lambda: statements.record_paper_consent(stated_on=TODAY, **home.said(), **home.paper())


def answer_on_paper(home: Family):
    asked(home.child, home.father)
    home.loses_responsibility()
    return lambda: requests.answer_on_paper(stated_on=TODAY, **home.said(), **home.paper())


def bare_paper(home: Family):
    home.loses_responsibility()
    signed = {"child": home.child, "parent": home.father, "signed_on": TODAY, "shown": []}
    return lambda: signing.paper_signature(by=home.by, **signed, **home.paper())


def confirmation_on_paper(home: Family):
    word = spoken(home.child, home.father)
    home.loses_responsibility()
    return lambda: confirmations.confirm_from_paper(by=home.by, statement=word, signed_on=TODAY, **home.paper())


def confirmation_by_signature(home: Family):
    word = spoken(home.child, home.father)
    signature = ConsentSignatureFactory(child=home.child, parent=home.father)
    home.loses_responsibility()
    return lambda: confirmations.confirm_statement(by=home.by, statement=word, signature=signature)


def withdrawal(home: Family):
    word = spoken(home.child, home.father)
    home.loses_responsibility()
    return lambda: statements.withdraw_consent(by=home.by, statement=word)


def being_asked(home: Family):
    home.loses_responsibility()
    said = {name: value for name, value in home.said().items() if name != "statement"}
    return lambda: requests.ask_for_consent(**said)


def delegation(home: Family):
    """Delegating is for foster carers; nobody else comes to sign by it."""
    home.loses_responsibility()
    paper = {"delegated_by": "Plan", "since": TODAY, "seen_on": TODAY, "seen_by": home.by}
    return lambda: delegations.delegate(by=home.by, link=home.link, what=["additional_needs"], **paper)


ROUTES = {
    tablet_drawn: "sign",
    tablet_typed: "sign",
    tablet_asked: "sign",
    handing_over_to_them: "hand_over",
    registration_on_paper: "sign_from_paper",
    registration_aloud: "acknowledge_aloud",
    consent_spoken: "record_consent",
    refusal_spoken: "record_consent",
    consent_on_paper: "record_paper_consent",
    answer_on_paper: "answer_on_paper",
    bare_paper: "paper_signature",
    confirmation_on_paper: "confirm_from_paper",
    confirmation_by_signature: "confirm_statement",
    withdrawal: "withdraw_consent",
    being_asked: "ask_for_consent",
    delegation: "delegate",
}


def counted() -> list[int]:
    models = (Signature, ConsentSignature, ConsentStatement, SpokenAcknowledgement, ConsentConfirmation)
    return [model.objects.count() for model in models]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_the_action_refuses(home, route):
    act = route(home)
    before = counted()
    with pytest.raises(Refusal):
        act()
    assert counted() == before


@pytest.mark.parametrize("route", [each for each in ROUTES if each is not delegation], ids=lambda each: each.__name__)
def test_with_responsibility_the_same_route_is_open(home, route, monkeypatch):
    """So that no route above is refused for another reason than the one it is there for."""
    monkeypatch.setattr(Family, "loses_responsibility", lambda family: None)
    route(home)()


def test_no_action_that_writes_a_signature_or_a_statement_is_missing_from_the_table():
    assert written_by_actions() == (set(ROUTES.values()) | set(NOT_A_PARENTS)) - {"hand_over", "delegate"}


def written_by_actions() -> set[str]:
    """Name the actions that make a row of KEPT, themselves or through what they call, as their source says."""
    functions = [
        each
        for path in ACTIONS.glob("*.py")
        for each in ast.parse(path.read_text()).body
        if isinstance(each, ast.FunctionDef)
    ]
    calls = {function.name: set(map(called, of_kind(function, ast.Call))) for function in functions}
    makers = {name for name, called in calls.items() if called & KEPT}
    while more := {name for name, called in calls.items() if called & makers} - makers:
        makers |= more
    return makers & {each.name for each in functions if "action" in map(ast.unparse, each.decorator_list)}


def of_kind(tree: ast.AST, kind: type) -> list:
    return [node for node in ast.walk(tree) if isinstance(node, kind)]


def called(call: ast.Call) -> str:
    """Give `Signature` for Signature(…) and Signature.objects.create(…), and otherwise the function's name."""
    words = ast.unparse(call.func)
    return words.removesuffix(".objects.create") if words.endswith(".objects.create") else words.rsplit(".", 1)[-1]


# --- The database, whoever writes -----------------------------------------------------------------------------------
def rows(home: Family) -> dict:
    """A row of every kind that counts, as somebody would write it past the actions."""
    word = spoken(home.child, home.father)
    before = ConsentSignatureFactory(child=home.child, parent=home.father)
    here = {"child": home.child, "parent": home.father}
    aloud = {"said_on": TODAY, "confirm_by": TODAY + DAY, "circumstances": "Said", "recorded_by": home.by}
    return {
        "registration": lambda: SignatureFactory(registration=home.registration, parent=home.father),
        "aloud": lambda: SpokenAcknowledgement.objects.create(
            registration=home.registration, parent=home.father, **aloud
        ),
        "signature": lambda: ConsentSignatureFactory(**here),
        "given": lambda: ConsentStatementFactory(**here, signature=before),
        "refused": lambda: ConsentStatementFactory(**here, signature=before, statement="refused", review_on=None),
        "confirmed": lambda: ConsentConfirmation.objects.create(statement=word, signature=before, recorded_by=home.by),
    }


@pytest.mark.parametrize("kind", ["registration", "aloud", "signature", "given", "refused", "confirmed"])
def test_the_database_refuses(home, kind):
    write = rows(home)[kind]
    home.loses_responsibility()
    with pytest.raises(IntegrityError, match="entitled to"), transaction.atomic():
        write()


@pytest.mark.parametrize("kind", ["registration", "aloud", "signature", "given", "refused", "confirmed"])
def test_with_responsibility_the_database_takes_it(home, kind):
    rows(home)[kind]()


# --- Pages ----------------------------------------------------------------------------------------------------------
def post(client, name: str, *parts, **data):
    return client.post(reverse(f"consent:{name}", args=parts), {"key": str(uuid.uuid4()), **data})


def filled(home: Family) -> dict:
    """Every form by which somebody could be taken to have signed, filled in for the father."""
    day = f"{TODAY:%d/%m/%Y}"
    scan = {"scan": [SimpleUploadedFile("a.jpg", picture())], "witness": home.by.pk, "all_pages": "on"}
    word = {"purpose": "additional_needs", "scope": "All", "kinds": ["gp"], "review_on": "1/10/2027"}
    given = {**word, "statement": "given", "stated_on": day}
    return {
        "hand-over": {},
        "registration-paper": {"signed_on": day, **scan, **dict.fromkeys(ALL_FOUR, "on")},
        "registration-spoken": {"said_on": day, "confirm_by": day, "circumstances": "By telephone"},
        "request-new": word,
        "statement-new": {**given, "how": "spoken", "confirm_by": day},
    }


@pytest.mark.parametrize("alone", [True, False], ids=["nobody else may sign", "the mother may"])
@pytest.mark.parametrize(
    "name", ["hand-over", "registration-paper", "registration-spoken", "request-new", "statement-new"]
)
def test_the_page_takes_nothing_from_them_and_says_who_can(home, name, alone):
    home.loses_responsibility()
    if alone:
        home.child.links.get(parent=home.mother).delete()
    client, before = signed_in(user=home.by), counted()
    answer = post(client, name, home.child.reference, parent=home.father.pk, **filled(home)[name])
    assert answer.status_code == 422
    assert counted() == before
    words = unescape(answer.content.decode())
    assert ("Somebody with parental responsibility can sign" if alone else home.mother.name) in words


def test_there_is_no_form_to_print_for_them_and_the_page_says_who_can(home):
    home.loses_responsibility()
    form = reverse("consent:consent-form", args=[home.child.reference, home.father.reference])
    answer = signed_in(user=home.by).get(form)
    assert answer.status_code == 404
    assert "Somebody with parental responsibility can sign" in answer.content.decode()


def test_what_they_said_before_cannot_be_confirmed_or_withdrawn_from_its_page(home):
    word = spoken(home.child, home.father)
    home.loses_responsibility()
    client, before = signed_in(user=home.by), counted()
    scan = {"scan": [SimpleUploadedFile("a.jpg", picture())], "all_pages": "on", "witness": home.by.pk}
    day = f"{TODAY:%d/%m/%Y}"
    confirmed = post(client, "statement-confirm", word.pk, signed_on=day, **scan)
    withdrawn = post(client, "statement-withdraw", word.pk, no_reason="on", how="spoken", stated_on=day)
    assert (confirmed.status_code, withdrawn.status_code, counted()) == (422, 422, before)
    assert "parental responsibility" in confirmed.content.decode()
    assert "parental responsibility" in withdrawn.content.decode()


# --- What else could make a signer of somebody ----------------------------------------------------------------------
def test_a_list_that_is_brought_in_makes_rows_of_people_and_signs_nothing():
    assert not KEPT & set(map(called, of_kind(ast.parse((ACTIONS / "register_import.py").read_text()), ast.Call)))
    assert "enter" not in written_by_actions()


def test_being_asked_for_a_new_version_of_a_policy_lets_nobody_sign_it_without_the_registration(home):
    version = PolicyVersionFactory()
    AcknowledgementRequest.objects.create(child=home.child, version=version, asked_by=home.by, due_on=TODAY + DAY)
    home.loses_responsibility()
    with pytest.raises(Refusal, match="parental responsibility"):
        handing_over.hand_over(by=home.by, child=home.child, parent=home.father)
