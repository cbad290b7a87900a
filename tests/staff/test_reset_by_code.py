from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.actions import deactivate, give_reset_code, invite
from tests.factories import PASSWORD, UserFactory

CODE = "/accounts/code/"
NEW = "seven tall green hats"
REFUSED = "do not go together"


@pytest.fixture
def code(manager, practitioner):
    return give_reset_code(by=manager, user=practitioner)


def use(client, code, email="sio@example.org", password=NEW):
    return client.post(CODE, {"email": email, "code": code, "password1": password, "password2": password})


def test_a_code_sets_a_new_password(client, practitioner, code):
    assertRedirects(use(client, code), "/accounts/login/")
    practitioner.refresh_from_db()
    assert practitioner.check_password(NEW)


def test_a_code_may_be_typed_without_hyphens_in_small_letters(client, practitioner, code):
    assert use(client, f" {code.replace('-', ' ').lower()} ", "Sio@Example.org").status_code == 302


def test_a_code_signs_out_whoever_was_signed_in(client, practitioner, code):
    client.force_login(practitioner)
    use(type(client)(), code)
    assert client.get("/staff/me/").status_code == 302


def test_the_manager_sees_the_code_once(as_manager, practitioner):
    shown = as_manager.post(f"/staff/{practitioner.pk}/code/", follow=True)
    assertContains(shown, "A code for Siobhán O&#x27;Neill")
    assert as_manager.get(f"/staff/{practitioner.pk}/shown-once/").status_code == 302


def test_a_code_of_one_person_is_not_shown_on_anothers_page(as_manager, practitioner):
    as_manager.post(f"/staff/{practitioner.pk}/code/")
    assert as_manager.get(f"/staff/{UserFactory().pk}/shown-once/").status_code == 302


def test_a_used_code_is_refused(client, practitioner, code):
    use(client, code)
    assertContains(use(client, code, password="another long password"), REFUSED, status_code=422)


def test_a_code_ends_after_an_hour(client, practitioner, code):
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assertContains(use(client, code), REFUSED, status_code=422)


def test_a_second_code_stops_the_first(client, manager, practitioner, code):
    second = give_reset_code(by=manager, user=practitioner)
    assert use(client, code).status_code == 422
    assert use(client, second).status_code == 302


def words_of(response) -> str:
    return response.content.decode().partition("<main")[2].partition("<form")[0]


def test_a_wrong_code_and_an_unknown_address_are_answered_alike(client, practitioner, code):
    wrong, unknown = use(client, "AAAA"), use(client, "AAAA", "nobody@example.org")
    assertContains(wrong, REFUSED, status_code=422)
    assert words_of(wrong) == words_of(unknown)


def test_a_code_is_of_use_to_its_owner_only(client, manager, code):
    assert use(client, code, manager.email).status_code == 422


def test_an_invitation_is_no_code_for_a_password(client, manager):
    invited = invite(by=manager, name="Noor", email="noor@example.org", roles=["lead"])
    assert use(client, invited.code, "noor@example.org").status_code == 422


def test_a_leaver_cannot_use_a_code(client, manager, practitioner, code):
    deactivate(by=manager, user=practitioner)
    assertContains(use(client, code), REFUSED, status_code=422)


def test_a_poor_password_does_not_use_the_code_up(client, practitioner, code):
    assert use(client, code, password="siobhán o'neill").status_code == 422
    assert use(client, code).status_code == 302


def test_a_stranger_cannot_try_out_the_names_of_the_staff(client, practitioner):
    a_name, no_name = use(client, "AAAA", password="siobhán 1234"), use(client, "AAAA", password="rumplest 1234")
    assert words_of(a_name) == words_of(no_name)


def test_tries_are_limited(client, practitioner, code):
    for _ in range(5):
        use(client, "AAAA")
    assertContains(use(client, code), "Too many tries", status_code=429)
    practitioner.refresh_from_db()
    assert practitioner.check_password(PASSWORD)


def test_nobody_gives_themselves_a_code(manager):
    with pytest.raises(Refusal, match="your own page"):
        give_reset_code(by=manager, user=manager)


def test_no_code_for_leavers_nor_for_those_not_in_yet(manager, practitioner):
    invited = invite(by=manager, name="Noor", email="noor@example.org", roles=["lead"])
    with pytest.raises(Refusal, match="not come in"):
        give_reset_code(by=manager, user=invited.user)
    deactivate(by=manager, user=practitioner)
    with pytest.raises(Refusal, match="have left"):
        give_reset_code(by=manager, user=practitioner)


def test_who_gave_the_code_stands_on_ones_own_page(client, practitioner, code):
    use(client, code)
    practitioner.refresh_from_db()
    client.force_login(practitioner)
    assertContains(client.get("/staff/me/"), "a code that Robin Hale gave")
