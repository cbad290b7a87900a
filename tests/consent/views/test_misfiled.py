"""The manager's way from a record in the wrong child's file to the right one's, and what both files then say."""

import pytest
from django.urls import reverse

from consent.models import ConsentStatement, Exclusion
from sharing.actions.export import export_record
from sharing.presenters.record import present_record
from sharing.timeline import timeline_of
from tests.consent.families import signed_in
from tests.consent.misfiled import WHY, aloud, move, move_registration, on_paper, registered_on_paper, two_children
from tests.factories import ConsentStatementFactory, SignatureFactory, UserFactory

pytestmark = pytest.mark.django_db
MOVED, AWAY, HERE = (
    "Recorded under the wrong child.",
    "It belongs to another child",
    "First recorded under another child.",
)
WAY = "Open the other child"


@pytest.fixture
def of():
    return two_children()


@pytest.fixture
def client(of):
    return signed_in(user=of.manager)


def page(client, child, name="statements") -> str:
    return client.get(reverse(f"consent:{name}", args=[child.reference])).content.decode().replace("&#x27;", "'")


def posted(client, address, child, **changes):
    key = client.get(address).context["form"].key
    return client.post(
        address, {"key": key, "child": child.reference, "about_right_child": "right", "reason": WHY} | changes
    )


def moving(statement) -> str:
    return reverse("consent:statement-misfiled", args=[statement.pk])


def test_a_manager_moves_it_from_the_page_of_consents_once(client, of):
    first = on_paper(of)
    assert moving(first) in page(client, of.wrong)
    answer = posted(client, moving(first), of.right)
    assert answer.url == reverse("consent:statements", args=[of.right.reference])
    assert of.right.consents.get().moved_from == first


def test_both_pages_show_the_trace_with_a_way_to_the_other(client, of):
    move(of, on_paper(of))
    wrong, right = page(client, of.wrong), page(client, of.right)
    assert (AWAY in wrong, WHY in wrong, of.right.name in wrong) == (True, False, False)
    assert (HERE in right, WHY in right, of.wrong.name in right) == (True, True, False)
    assert reverse("consent:statements", args=[of.right.reference]) in wrong
    assert reverse("consent:statements", args=[of.wrong.reference]) in right


def test_who_may_not_see_the_other_child_gets_the_words_and_no_way(of):
    move(of, on_paper(of))
    lead = UserFactory(roles=["lead"])
    for own, other in ((of.wrong, of.right), (of.right, of.wrong)):
        reader = signed_in(user=own.key_person)
        shown = page(reader, own)
        assert "another child" in shown
        assert not any(secret in shown for secret in (WAY, other.name, other.reference))
    Exclusion.objects.create(child=of.right, user=lead, reason="Aunt", set_by=of.manager)
    assert WAY not in page(signed_in(user=lead), of.wrong)


def test_what_is_to_be_asked_anew_stands_on_the_right_childs_page_until_it_is_answered(client, of):
    first = ConsentStatementFactory(child=of.wrong, parent=of.mother)
    assert "It was signed on the screen" in client.get(moving(first)).content.decode()
    posted(client, moving(first), of.right)
    assert "To be asked for this child" in page(client, of.right)
    ConsentStatementFactory(child=of.right, parent=of.mother)
    assert "To be asked for this child" not in page(client, of.right)


def test_a_refusal_comes_back_with_all_that_was_typed(client, of):
    first = aloud(of)
    answer = posted(client, moving(first), of.wrong, reason="O'Neill " + "x" * 10_000)
    assert answer.status_code == 422
    assert "already" in str(answer.context["form"].errors["child"])
    assert answer.context["form"]["reason"].value().startswith("O'Neill")
    empty = client.post(moving(first), {"key": client.get(moving(first)).context["form"].key})
    assert set(empty.context["form"].errors) == {"child", "about_right_child", "reason"}


def test_only_a_manager_is_offered_it(of):
    first = on_paper(of)
    assert moving(first) not in page(signed_in("lead"), of.wrong)


def test_the_page_for_what_is_noted_wrong_leads_there(client, of):
    first = on_paper(of)
    noting = client.get(reverse("consent:statement-invalidate", args=[first.pk]))
    assert moving(first) in noting.content.decode()


# --- Registrations --------------------------------------------------------------------------------------------------
def test_a_manager_moves_a_registration_from_its_page(client, of):
    first = registered_on_paper(of)
    address = reverse("consent:registration-misfiled", args=[of.wrong.reference, first.pk])
    shown = reverse("consent:registration-signed-earlier", args=[of.wrong.reference, first.pk])
    assert address in client.get(shown).content.decode()
    assert posted(client, address, of.right).url == reverse("consent:registration", args=[of.right.reference])
    assert of.right.registrations.get().signature.moved_from == first.signature
    assert AWAY in client.get(shown).content.decode()
    assert client.get(address).status_code == 404


def test_the_pages_of_both_children_say_so(client, of):
    move_registration(of, registered_on_paper(of))
    wrong, right = (page(client, child, "registration") for child in (of.wrong, of.right))
    assert (AWAY in wrong, WHY in wrong, HERE in right, WHY in right) == (True, False, True, True)
    assert "begin a new registration" not in wrong
    assert reverse("consent:registration-explained", args=[of.wrong.reference]) in wrong


def test_what_is_to_be_signed_for_the_right_child_stands_there(client, of):
    first = SignatureFactory(registration__child=of.wrong, parent=of.mother).registration
    move_registration(of, first, about_right_child=False)
    assert "To be signed for this child" in page(client, of.right, "registration")
    SignatureFactory(registration__child=of.right, parent=of.mother)
    assert "To be signed for this child" not in page(client, of.right, "registration")


# --- The file and its copy ------------------------------------------------------------------------------------------
def in_the_file(child, user) -> str:
    return str(timeline_of(child, user=user, asked={}).entries)


def in_the_copy(child, user) -> str:
    return str(present_record(export_record(by=user, child=child, reason="Asked for"), user=user))


@pytest.mark.parametrize("read", [in_the_file, in_the_copy])
def test_the_file_and_its_copy_hold_the_trace_and_no_name(read, of):
    move(of, on_paper(of))
    wrong, right = (read(child, of.manager) for child in (of.wrong, of.right))
    assert (MOVED in wrong, WHY in wrong, of.right.name in wrong, of.right.reference in wrong) == (True, *[False] * 3)
    assert (HERE in right, WHY in right, of.wrong.name in right) == (True, True, False)


def test_the_file_of_the_wrong_child_is_not_registered_by_it(client, of):
    move_registration(of, registered_on_paper(of))
    assert "has yet to sign it" in client.get(of.wrong.get_absolute_url()).content.decode()
    assert MOVED in in_the_file(of.wrong, of.manager)
    assert HERE in in_the_file(of.right, of.manager)


def test_many_traces_take_no_query_more_than_two(client, of, django_assert_max_num_queries):
    counts = []
    for number in range(4):
        move(of, ConsentStatement.objects.get(pk=on_paper(of, purpose_detail=f"Report {number}").pk))
        with django_assert_max_num_queries(25) as counted:
            page(client, of.right)
        counts.append(len(counted))
    assert len(set(counts[1:])) == 1
