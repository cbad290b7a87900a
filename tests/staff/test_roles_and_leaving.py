import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from neston_sharing.audit.reviewing import overview
from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.actions import change_roles, deactivate, invite, reactivate
from neston_sharing.staff.models import RoleHolding, User
from tests.edits import save
from tests.factories import UserFactory


@pytest.fixture
def second_manager(db):
    return UserFactory(name="Jo Marsh", roles=["manager"])


def test_changing_roles_adds_and_ends_rows_with_who_and_when(manager, practitioner):
    change_roles(by=manager, user=practitioner, roles=["lead"])
    ended, begun = practitioner.holdings.all()
    assert (ended.role, ended.ended_by, ended.ended_at is not None) == ("practitioner", manager, True)
    assert (begun.role, begun.granted_by, begun.ended_at) == ("lead", manager, None)


def test_a_role_counts_from_the_next_request(client, manager, practitioner):
    client.force_login(practitioner)
    assert client.get("/staff/").status_code == 403
    change_roles(by=manager, user=practitioner, roles=["manager"])
    assert client.get("/staff/").status_code == 200


def test_a_button_says_what_is_done_to_the_person_whose_page_it_is(as_manager, practitioner):
    page = as_manager.get(practitioner.get_absolute_url())
    assertContains(page, "Take away their second factor</a>")
    assertContains(page, "Deactivate their account</a>")


def test_the_page_changes_roles(as_manager, practitioner):
    path = f"/staff/{practitioner.pk}/roles/"
    assertRedirects(save(as_manager, path, {"roles": ["practitioner", "deputy"]}), practitioner.get_absolute_url())
    assert User.objects.get(pk=practitioner.pk).role_names == {"practitioner", "deputy"}


@pytest.mark.parametrize("roles", [[], ["superuser"], ["lead", "superuser"]])
def test_no_role_and_strange_roles_are_refused(as_manager, practitioner, roles):
    assert save(as_manager, f"/staff/{practitioner.pk}/roles/", {"roles": roles}).status_code == 422
    assert User.objects.get(pk=practitioner.pk).role_names == {"practitioner"}


def test_a_role_is_held_once(practitioner):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(user=practitioner, role="practitioner")


def test_the_last_manager_cannot_be_demoted(as_manager, manager):
    response = save(as_manager, f"/staff/{manager.pk}/roles/", {"roles": ["lead"]})
    assertContains(response, "the only manager who can sign in", status_code=422)
    assert User.objects.get(pk=manager.pk).role_names == {"manager"}


def test_the_last_manager_cannot_leave(as_manager, manager):
    response = as_manager.post(f"/staff/{manager.pk}/deactivate/")
    assertContains(response, "the only manager who can sign in", status_code=422)


def test_a_manager_who_has_not_come_in_yet_is_no_second_manager(manager):
    invite(by=manager, name="Noor", email="noor@example.org", roles=["manager"])
    with pytest.raises(Refusal, match="only manager"):
        deactivate(by=manager, user=manager)


def test_a_manager_who_left_is_no_second_manager(manager, second_manager):
    deactivate(by=manager, user=second_manager)
    with pytest.raises(Refusal, match="only manager"):
        change_roles(by=manager, user=manager, roles=["lead"])


def test_two_managers_cannot_demote_each_other(manager, second_manager):
    change_roles(by=manager, user=second_manager, roles=["lead"])
    with pytest.raises(Refusal, match="only manager"):
        change_roles(by=second_manager, user=manager, roles=["lead"])


def test_nobody_shuts_themselves_out(manager, second_manager):
    with pytest.raises(Refusal, match="your own role as manager"):
        change_roles(by=manager, user=manager, roles=["lead"])
    with pytest.raises(Refusal, match="your own role as manager"):
        deactivate(by=manager, user=manager)


def test_nobody_gives_themselves_a_role_while_another_manager_can(as_manager, manager, second_manager):
    response = save(as_manager, f"/staff/{manager.pk}/roles/", {"roles": ["manager", "lead"]})
    assertContains(response, "You cannot give yourself a role. Ask another manager, such as Jo Marsh", status_code=422)
    assert User.objects.get(pk=manager.pk).role_names == {"manager"}
    change_roles(by=second_manager, user=manager, roles=["manager", "lead"])
    assert change_roles(by=manager, user=manager, roles=["manager"]).role_names == {"manager"}


def test_the_only_manager_may_be_the_safeguarding_lead_too_and_the_review_says_so(manager):
    invite(by=manager, name="Noor", email="noor@example.org", roles=["manager"])
    assert change_roles(by=manager, user=manager, roles=["manager", "lead"]).role_names == {"manager", "lead"}
    assert "Gave themselves a role" in {line.title for line in overview(manager).odd}


def test_the_review_tells_who_changed_roles(manager, practitioner):
    change_roles(by=manager, user=practitioner, roles=["lead"])
    assert ("Changed somebody's roles", "Robin Hale") in {(line.title, line.who) for line in overview(manager).odd}


def test_a_leaver_is_out_at_the_next_request(client, manager, practitioner):
    client.force_login(practitioner)
    assert client.get("/staff/me/").status_code == 200
    deactivate(by=manager, user=practitioner)
    assertRedirects(client.get("/staff/me/"), "/accounts/login/?next=/staff/me/")


def test_an_inactive_user_is_out_even_where_a_session_is_left(client, practitioner):
    client.force_login(practitioner)
    practitioner.is_active, practitioner.left_at = False, "2026-11-01T12:00Z"
    practitioner.save()
    assert client.get("/staff/me/").status_code == 302


def test_sessions_of_a_leaver_do_not_come_back_to_life(client, manager, practitioner):
    other = type(client)()
    other.force_login(manager)
    client.force_login(practitioner)
    deactivate(by=manager, user=practitioner)
    reactivate(by=manager, user=practitioner)
    assert client.get("/staff/me/").status_code == 302
    assert other.get("/staff/me/").status_code == 200
    assert Session.objects.count() == 1


def test_a_leaver_keeps_their_place_in_the_record(as_manager, manager, practitioner):
    as_manager.post(f"/staff/{practitioner.pk}/deactivate/")
    page = as_manager.get("/staff/")
    assertContains(page, "Those who left")
    assertContains(as_manager.get(practitioner.get_absolute_url()), "Let them back in")


def test_nobody_leaves_or_returns_twice(manager, practitioner):
    with pytest.raises(Refusal, match="work here already"):
        reactivate(by=manager, user=practitioner)
    deactivate(by=manager, user=practitioner)
    with pytest.raises(Refusal, match="left already"):
        deactivate(by=manager, user=practitioner)


def test_a_leaver_has_no_permission(manager, practitioner):
    leaver = deactivate(by=manager, user=practitioner)
    assert not leaver.has_perm("sharing.refer")


def test_fewer_than_two_who_can_back_is_said(as_manager, manager):
    warning = "Fewer than two people can back a decision"
    invite(by=manager, name="Noor", email="noor@example.org", roles=["lead"])
    assertContains(as_manager.get("/staff/"), warning)
    UserFactory(roles=["deputy"])
    assertNotContains(as_manager.get("/staff/"), warning)


def test_the_list_takes_as_many_queries_for_many_as_for_few(as_manager, django_assert_max_num_queries):
    for _ in range(12):
        UserFactory(roles=["practitioner", "deputy"])
    with django_assert_max_num_queries(10):
        as_manager.get("/staff/")


def test_ones_own_page_says_in_words_what_one_may_do(client, practitioner):
    client.force_login(practitioner)
    assertContains(client.get("/staff/me/"), "Works with children")


def test_no_page_title_names_anybody(as_manager, practitioner):
    for page in ("", "roles/", "code/", "deactivate/", "reactivate/"):
        title = as_manager.get(f"/staff/{practitioner.pk}/{page}").content.decode().partition("</title>")[0]
        assert "Neill" not in title


def test_somebody_who_is_not_there_is_not_found(as_manager):
    assert as_manager.get("/staff/999999/").status_code == 404
