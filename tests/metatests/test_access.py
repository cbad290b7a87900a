"""Every address as every role and as nobody. An address that the table does not list fails."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from neston_sharing.roles import ROLES
from tests.metatests.world import World

NOBODY = "nobody"
EVERYONE = set(ROLES)
CARERS = {"practitioner", "lead", "deputy", "manager"}
LEADERS = {"lead", "deputy", "manager"}
READERS = EVERYONE - {"helper"}

# Open to people who are not signed in.
OPEN = {
    "account_login", "account_lock", "account_unlock", "mfa_authenticate", "account_inactive", "account_code",
    "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "staff:accept", "health",
    "consent:sign", "consent:sign-sign", "consent:sign-done",
    "consent:leaflet",
}  # fmt: skip

# Who may come in (GET or POST); whoever is not named gets 403 or, for an object, 404.
ACCESS: dict[str, set[str]] = {
    "home": EVERYONE,
    "setting": {"manager"},
    "account_logout": EVERYONE,
    "account_stay": EVERYONE,
    "account_reauthenticate": EVERYONE,
    "mfa_index": EVERYONE,
    "mfa_reauthenticate": EVERYONE,
    "mfa_reauthenticate_webauthn": EVERYONE,
    "mfa_activate_totp": EVERYONE,
    "mfa_deactivate_totp": EVERYONE,
    "mfa_view_recovery_codes": EVERYONE,
    "mfa_generate_recovery_codes": EVERYONE,
    "mfa_add_webauthn": EVERYONE,
    "mfa_remove_webauthn": {"manager"},  # the world's one passkey is theirs
    "account_change_password": EVERYONE,
    # Staff
    "staff:me": EVERYONE,
    "staff:list": {"manager"},
    "staff:invite": {"manager"},
    "staff:invite-again": {"manager"},
    "staff:person": {"manager"},
    "staff:roles": {"manager"},
    "staff:deactivate": {"manager"},
    "staff:away": {"manager"},
    "staff:me-away": {"manager", "lead", "deputy"},
    "staff:absence-end": {"manager"},
    "staff:reactivate": {"manager"},
    "staff:give-code": {"manager"},
    "staff:shown-once": {"manager"},
    "staff:sessions": EVERYONE,
    "staff:end-sessions": {"manager"},
    "staff:take-away-second-factor": {"manager"},
    "staff:locked-out": {"manager", "helper"},
    "staff:unlock": {"manager", "helper"},
    # The audit log
    "audit:log": {"manager", "auditor"},
    "audit:entry": {"manager", "auditor"},
    "audit:review": {"manager"},
    "audit:verification": {"manager", "auditor", "helper"},
    "audit:verify": {"manager", "auditor", "helper"},
    "audit:check": {"manager", "auditor", "helper"},
    "audit:checkpoint": {"manager", "auditor", "helper"},
    "audit:checkpoint-print": {"manager", "auditor", "helper"},
    "audit:export": {"manager", "auditor"},
    "audit:program": {"manager", "auditor", "helper"},
    # Agencies
    "agencies:list": CARERS | {"officer"},
    "agencies:agency": CARERS | {"officer"},
    "agencies:new": CARERS,
    "agencies:professional-new": CARERS,
    "agencies:edit": LEADERS,
    "agencies:checked": LEADERS,
    "agencies:retire": LEADERS,
    "agencies:bring-back": LEADERS,
    "agencies:route-new": LEADERS,
    "agencies:route-edit": LEADERS,
    "agencies:route-retire": LEADERS,
    "agencies:professional-edit": LEADERS,
    "agencies:recheck-list": LEADERS,
    "agencies:recheck": LEADERS,
    "agencies:leaflet": CARERS | {"officer"},
    "agencies:leaflet-shown": CARERS | {"officer"},
    "agencies:leaflet-pdf": CARERS | {"officer"},
    "agencies:import": {"manager"},
    "agencies:import-check": {"manager"},
    "agencies:import-aside": {"manager"},
    "agencies:import-template": {"manager"},
    "agencies:export": CARERS | {"officer"},
    "agencies:protocols": CARERS | {"officer"},
    "agencies:protocol": CARERS | {"officer"},
    "agencies:protocol-version": CARERS | {"officer"},
    "agencies:protocol-document": CARERS | {"officer"},
    "agencies:protocol-new": {"manager"},
    "agencies:protocol-retire": {"manager"},
    "agencies:protocol-version-new": {"manager"},
    "agencies:protocol-draft": {"manager"},
    "agencies:protocol-adopt": {"manager"},
    "agencies:protocol-discard": {"manager"},
    "agencies:protocol-document-new": {"manager"},
    "agencies:protocol-document-remove": {"manager"},
    # Who works with a child; leaving
    "consent:care": LEADERS,
    "consent:care-end": LEADERS,
    "consent:care-call-off": LEADERS,
    "consent:care-cover-end": LEADERS,
    # What other agencies told us, whether it goes on, and what we asked them
    "sharing:received-list": CARERS,
    "sharing:received-new": CARERS,
    "sharing:around": LEADERS,
    "sharing:around-end": LEADERS,
    "sharing:received": CARERS,
    "sharing:received-attachment": CARERS,
    "sharing:passing-on-ask": CARERS,
    "sharing:passing-on-answer": CARERS,
    "sharing:information-request-new": CARERS,
    "sharing:information-requests": CARERS,
    "sharing:information-request": CARERS,
    "sharing:information-request-news": CARERS,
    "sharing:information-request-answer": CARERS,
    # Advice
    "sharing:advice-list": CARERS,
    "sharing:advice-new": CARERS,
    "sharing:advice-check": CARERS,
    "sharing:advice": CARERS,
    "sharing:advice-answer": CARERS,
    "sharing:leaving": CARERS,
    # How long what is kept, and disposal by two
    "sharing:keeping": LEADERS,
    "sharing:keeping-hold": {"manager"},
    "sharing:keeping-mark": {"lead", "deputy"},
    "sharing:keeping-unmark": {"lead", "deputy"},
    "sharing:retention": LEADERS,
    "sharing:retention-rule": {"manager"},
    "sharing:hold-new": {"manager"},
    "sharing:hold-end": {"manager"},
    "sharing:due-list-new": {"manager"},
    "sharing:due-list": LEADERS,
    "sharing:due-line-keep": {"manager"},
    "sharing:disposal": LEADERS,
    "sharing:disposal-approve": LEADERS,
    "sharing:disposal-refuse": LEADERS,
    "sharing:disposal-carry-out": LEADERS,
    "sharing:disposal-certificate": LEADERS,
    "sharing:leaving-stays": CARERS,
    "sharing:leaving-returns": LEADERS,
    # People who come twice
    "sharing:twice": {"manager"},
    "sharing:merge-choose": {"manager"},
    "sharing:merge-child": {"manager"},
    "sharing:merge-parent": {"manager"},
    "sharing:merge-child-undo": {"manager"},
    "sharing:merge-parent-undo": {"manager"},
    "sharing:refile": {"manager"},
    # Policies and laws
    "consent:policies": CARERS | {"officer", "auditor"},
    "consent:policy": CARERS | {"officer", "auditor"},
    "consent:laws": CARERS | {"officer", "auditor"},
    "consent:policy-new": {"manager"},
    "consent:law-new": {"manager"},
    "consent:law-end": {"manager"},
    "consent:law-edit": {"manager"},
    "consent:law-supersede": {"manager"},
    "consent:policy-draft": {"manager"},
    "consent:policy-draft-edit": {"manager"},
    "consent:policy-draft-adopt": {"manager"},
    "consent:policy-draft-give-up": {"manager"},
    "consent:policy-acknowledged": LEADERS,
    "consent:policy-ask": {"manager"},
    "consent:acknowledgement-stop": {"manager"},
    "consent:words": CARERS | {"officer", "auditor"},
    "consent:words-of": CARERS | {"officer", "auditor"},
    "consent:words-draft": {"manager"},
    "consent:words-adopt": {"manager"},
    "consent:words-discard": {"manager"},
    "consent:leaflet-pdf": CARERS | {"officer", "auditor"},
    # Children: practitioners as key person or cover
    "consent:attention": CARERS,
    "consent:children": CARERS,
    "consent:child-new": CARERS,
    "consent:import": LEADERS,
    "consent:import-check": LEADERS,
    "consent:import-aside": LEADERS,
    "consent:import-template": LEADERS,
    "consent:glass": CARERS,
    "consent:glass-end": {"practitioner"},  # who broke it
    "consent:glass-acknowledge": LEADERS,
    "child-file": CARERS,
    "consent:child-edit": CARERS,
    "consent:parents": CARERS,
    "consent:parent-find": CARERS,
    "consent:parent-new": CARERS,
    "consent:parent-edit": CARERS,
    "consent:delegation-new": CARERS,
    "consent:delegation-end": CARERS,
    "consent:address-new": CARERS,
    "consent:address-edit": CARERS,
    "consent:flag-new": CARERS,
    "consent:flag-end": CARERS,
    "consent:exclusions": {"manager"},
    "consent:exclusion-lift": {"manager"},
    "consent:restrictions": LEADERS,
    "consent:restriction-lift": LEADERS,
    "consent:registration": CARERS,
    "consent:registration-explained": CARERS,
    "consent:hand-over": CARERS,
    "consent:registration-paper": CARERS,
    "consent:registration-spoken": CARERS,
    "consent:registration-form": CARERS,
    "consent:registration-signed": CARERS,
    "consent:registration-pdf": CARERS,
    "consent:registration-scan": CARERS,
    "consent:registration-signed-earlier": CARERS,
    "consent:registration-pdf-earlier": CARERS,
    "consent:registration-scan-earlier": CARERS,
    "consent:statements": CARERS,
    "consent:statement-new": CARERS,
    "consent:statement-confirm": CARERS,
    "consent:request-new": CARERS,
    "consent:consent-form": CARERS,
    "consent:request-give-up": CARERS,
    "consent:consent-signature": CARERS,
    "consent:consent-signature-scan": CARERS,
    "consent:statement-withdraw": CARERS,
    "consent:statement-invalidate": {"manager"},
    "consent:statement-misfiled": {"manager"},
    "consent:registration-misfiled": {"manager"},
    "consent:dispute-resolve": {"manager"},
    # What parents keep
    "consent:receipt-check": CARERS,
    "consent:receipt": CARERS,
    "consent:receipt-pdf": CARERS,
    "consent:receipt-send": CARERS,
    # Decisions: the drafts of the practitioner, and those of whoever leads
    "sharing:start": CARERS,
    "sharing:decisions": CARERS | {"officer"},
    "sharing:decisions-csv": CARERS | {"officer"},
    "sharing:copies-asked": LEADERS,
    "sharing:not-shared-csv": CARERS | {"officer"},
    "sharing:concerns-csv": CARERS,
    "sharing:adult-concerns-csv": CARERS | {"officer"},
    "sharing:breaches-csv": CARERS,
    "sharing:information-requests-csv": CARERS,
    "sharing:meetings-csv": CARERS,
    "sharing:visits-csv": CARERS,
    "sharing:received-csv": CARERS,
    "consent:children-csv": CARERS,
    "sharing:decision": CARERS | {"officer"},
    "sharing:continue": CARERS,
    "sharing:details": CARERS,
    "sharing:question": CARERS,
    "sharing:outcome": CARERS,
    "sharing:item-new": CARERS,
    "sharing:item": CARERS,
    "sharing:item-remove": CARERS,
    "sharing:item-attachment": CARERS,
    "sharing:legal-document": CARERS,
    "sharing:family": CARERS,
    "sharing:check": CARERS,
    "sharing:abandon": CARERS,
    "sharing:hand-over": CARERS,
    # Concerns
    "sharing:concerns": CARERS | {"officer"},
    "sharing:concern-new": CARERS,
    "sharing:concern": CARERS,
    "sharing:concern-raised": CARERS,
    "sharing:concern-read": LEADERS,
    "sharing:concern-discuss": LEADERS,
    "sharing:concern-add": CARERS,
    "sharing:concern-link": CARERS,
    "sharing:concern-close": LEADERS,
    "sharing:concern-linked": CARERS,
    "sharing:adult-concern-new": CARERS | {"officer"},
    "sharing:adult-concern": CARERS,
    "sharing:adult-concern-step": CARERS,
    "sharing:refer": CARERS,
    "sharing:referred": CARERS,
    "sharing:back-up": LEADERS | {"officer"},
    "sharing:disclosure-new": CARERS,
    "sharing:interest": LEADERS | {"officer"},
    "sharing:again": CARERS,
    "sharing:not-shared": CARERS | {"officer"},
    "sharing:asker-told": CARERS,
    "sharing:arrival": CARERS,
    "sharing:copy": CARERS | {"officer"},
    "sharing:breach-new": CARERS,
    "sharing:breach": CARERS,
    "sharing:breach-step": CARERS,
    "sharing:breaches": CARERS,
    "sharing:copy-accept": CARERS,
    "sharing:copy-another": CARERS,
    "sharing:item-split": CARERS,
    "sharing:copy-file": CARERS | {"officer"},
    "sharing:addendum-new": CARERS | {"officer"},
    # Visitors: whoever leads and whoever had a hand in a visit read all of it; the child's visits, as the file
    "sharing:visits": CARERS,
    "sharing:visit-new": CARERS,
    "sharing:visit": CARERS,
    "sharing:visit-hand-over": CARERS,
    "sharing:visit-sign-out": CARERS,
    "sharing:child-visits": CARERS,
    "sharing:welcome": CARERS,
    "sharing:welcome-pdf": CARERS,
    "sharing:fire-drill": CARERS,
    # How much of what there is
    "sharing:overview": LEADERS,
    "sharing:figures": {"officer"},
    "sharing:overview-csv": LEADERS,
    "sharing:overview-report": LEADERS | {"officer"},
    # What came of a sharing: news, the steps of the recipient's protocol, meetings; a leaflet for a parent
    "sharing:follow-up-new": CARERS,
    "sharing:protocol-step": CARERS,
    "sharing:child-meetings": CARERS,
    "sharing:meeting-new": CARERS,
    "sharing:meetings": CARERS,
    "sharing:meeting-task-done": CARERS,
    "sharing:meeting": CARERS,
    "sharing:meeting-outcome": CARERS,
    "sharing:meeting-task-new": CARERS,
    "sharing:leaflet-choose": CARERS,
    "sharing:leaflet-give": CARERS,
    "sharing:looked": LEADERS,
    "sharing:significant-events": LEADERS,
    "sharing:event-choose": {"lead", "deputy"},
    "sharing:event-new": {"lead", "deputy"},
    "sharing:event-aside": {"lead", "deputy"},
    "sharing:chronology-new": {"lead", "deputy"},
    "sharing:chronology": LEADERS,
    "sharing:chronology-pdf": LEADERS,
    "sharing:record": LEADERS,
    "sharing:poster": EVERYONE,
    "sharing:record-copies": LEADERS,
    "sharing:record-copy-family": LEADERS,
    "sharing:record-copy-next": LEADERS,
    "sharing:record-copy-check": LEADERS,
    "sharing:record-copy": LEADERS,
    "sharing:record-copy-step": LEADERS,
    "sharing:record-copy-section": LEADERS,
    "sharing:record-copy-piece": LEADERS,
    "sharing:record-copy-make": LEADERS,
    "sharing:export": LEADERS,
    "sharing:export-pdf": LEADERS,
}


def addresses(resolver=None, namespace: str = ""):
    """Give the full name of every address of the product."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


NAMES = sorted(set(addresses()))
TURNED_AWAY = {403, 404}


def test_the_table_lists_every_address_and_no_other():
    assert set(NAMES) == set(ACCESS) | OPEN


@pytest.fixture
def world(db, settings) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    return World()


@pytest.mark.only_on("sqlite")  # what roles open no database decides; what relations open is in `test_relations`
@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_an_address_lets_in_whom_the_table_names_and_nobody_else(name, world, client):
    path = reverse(name, kwargs=world.kwargs(name))
    for role in ROLES:
        client.force_login(world.people[role])
        for answer in (client.get(path), client.post(path, {})):
            if answer.status_code == 405:  # a page that takes no such request, from nobody
                continue
            came_in = answer.status_code not in TURNED_AWAY
            assert came_in == (role in ACCESS[name]), f"{role} {answer.request['REQUEST_METHOD']} {answer.status_code}"
            assert answer.status_code < 500, f"{role} {answer.status_code}"


@pytest.mark.only_on("sqlite")  # what stands on a page no database decides
def test_a_concern_is_reported_one_click_from_every_page_refusals_included(world, client):
    """Policy 2.5: whatever a member of staff looks at when they begin to worry, a page that says no included."""
    far = []
    for name in NAMES:
        client.force_login(world.people["practitioner"])
        answer = client.get(reverse(name, kwargs=world.kwargs(name)))
        is_page = answer.status_code in {200, 403, 404, 422} and answer["Content-Type"].startswith("text/html")
        if is_page and name not in OPEN and b'href="/concerns/new/"' not in answer.content:
            far.append(name)
    assert far == []


@pytest.mark.only_on("sqlite")  # who is not signed in is turned away before a database is asked
@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_nobody_is_led_to_the_sign_in_page(name, world, client):
    path = reverse(name, kwargs=world.kwargs(name))
    for answer in (client.get(path), client.post(path, {})):
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_to_nobody_answers_without_a_name(name, world, client):
    answer = client.get(reverse(name, kwargs=world.kwargs(name)))
    assert answer.status_code in {200, 302, 403, 404, 503}
    assert world.child.family_name not in answer.content.decode()


OF_A_CHILD = [name for name in ACCESS if "reference" in World.NEEDS.get(name, "")]


# On both databases `test_relations` asks for more: the same answer, to the letter, as about what there is not.
@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("name", OF_A_CHILD)
def test_a_practitioner_who_is_not_key_person_finds_nothing(name, world, client):
    client.force_login(world.stranger)
    path = reverse(name, kwargs=world.kwargs(name))
    assert client.get(path).status_code in TURNED_AWAY | {405}
    assert client.post(path, {}).status_code in TURNED_AWAY | {405}


@pytest.mark.parametrize("name", OF_A_CHILD)
def test_exclusion_beats_every_role(name, world, client):
    for role, person in world.people.items():
        world.exclude(person)
        client.force_login(person)
        answer = client.get(reverse(name, kwargs=world.kwargs(name)))
        assert answer.status_code in TURNED_AWAY | {405}, role
