"""The table of who may do what, in sentences that anybody can check."""

import pytest
from django.contrib.auth.models import AnonymousUser

from neston_sharing.roles import ROLES, RoleBackend, permissions_of
from neston_sharing.staff.models import User
from neston_sharing.staff.table import BACKS, MANAGER, roles_with, titles
from tests.factories import UserFactory


def who_may(permission: str) -> set[str]:
    return set(roles_with(permission))


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("staff.manage", {"manager"}),
        ("foundation.change_setting", {"manager"}),
        ("sharing.back_up", {"lead", "deputy", "manager"}),
        ("sharing.back_up_when_asked", {"officer"}),
        ("sharing.see_figures", {"officer"}),
        ("sharing.refer", {"practitioner", "lead", "deputy", "manager"}),
        ("consent.view_every_child", {"lead", "deputy", "manager"}),
        ("consent.import_register", {"lead", "deputy", "manager"}),
        ("consent.judge_disputes", {"manager"}),
        ("audit.view_log", {"manager", "auditor"}),
        ("audit.verify_log", {"manager", "auditor", "helper"}),
        ("audit.review_log", {"manager"}),
        ("staff.unlock", {"manager", "helper"}),
        ("operations.look_after", {"helper"}),
    ],
)
def test_who_may(permission, roles):
    assert who_may(permission) == roles


def test_whoever_reviews_the_log_may_verify_it_and_is_told_when_it_was_changed():
    assert who_may("audit.review_log") <= who_may("audit.verify_log")


@pytest.mark.parametrize("role", ["officer", "auditor", "helper"])
def test_these_roles_find_no_child(role):
    assert not [name for name in ROLES[role].permissions if "child" in name or name.startswith("sharing.make")]


def test_every_role_has_a_title_and_a_sentence():
    assert all(role.title and role.sentence.endswith(".") for role in ROLES.values())


def test_the_roles_that_the_staff_list_counts_on_are_in_the_table():
    assert MANAGER in ROLES
    assert roles_with(BACKS)


def test_what_several_roles_may_do_adds_up():
    both = permissions_of({"auditor", "practitioner"})
    assert both == ROLES["auditor"].permissions | ROLES["practitioner"].permissions


def test_a_role_that_the_table_has_not_gives_nothing():
    assert permissions_of({"superuser"}) == frozenset()


def test_titles_come_in_the_order_of_the_table():
    assert titles({"manager", "practitioner"}) == ["Practitioner", "Manager"]


def test_a_person_may_what_their_roles_may(db):
    user = UserFactory(roles=["practitioner"])
    assert user.has_perm("sharing.refer")
    assert not user.has_perm("sharing.back_up")
    assert RoleBackend().has_module_perms(user, "sharing")
    assert RoleBackend().get_all_permissions(user) == ROLES["practitioner"].permissions


def test_an_ended_role_gives_nothing(db):
    user = UserFactory(roles=["manager"])
    for holding in user.holdings.all():
        holding.ended_at, holding.ended_by = user.joined_at, user
        holding.save()
    assert not User.objects.get(pk=user.pk).has_perm("staff.manage")


def test_nobody_may_nothing():
    backend = RoleBackend()
    assert backend.get_all_permissions(AnonymousUser()) == set()
    assert not backend.has_module_perms(AnonymousUser(), "sharing")


def test_who_may_leaves_out_leavers_and_names_nobody_twice(db):
    both = UserFactory(roles=["manager", "lead"])
    UserFactory(roles=["lead"], is_active=False, left_at=both.joined_at)
    assert list(User.objects.who_may("sharing.back_up")) == [both]
