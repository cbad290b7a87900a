"""The pages of a family: who may open them, what they refuse, and that nothing typed is lost."""

import uuid

import pytest
from django.urls import reverse

from consent.actions.addresses import change_address
from consent.models import Address, Child, Exclusion, FamilyLink
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.once import once
from tests.consent.families import signed_in
from tests.edits import as_seen, save
from tests.factories import ChildFactory, FamilyLinkFactory, ParentFactory, UserFactory

pytestmark = pytest.mark.django_db
CHILD = {
    "given_names": "Róisín",
    "family_name": "O'Neill-Hart",
    "date_of_birth": "27/3/2023",
    "starts_on": "3 September 2026",
}
PARENT = {
    "given_names": "Siobhán",
    "family_name": "O'Neill",
    "safe_contact": "Text first",
    "relationship": "Mother",
    "lives_with_child": "yes",
    "has_responsibility": "yes",
    "ground": "mother",
}


def post(client, path, **data):
    return client.post(path, {"key": str(uuid.uuid4()), **data})


def at(name: str, child, *more) -> str:
    return reverse(f"consent:{name}", args=[child.reference, *more])


@pytest.fixture
def client():
    return signed_in("practitioner")


@pytest.fixture
def child(client):
    return ChildFactory(key_person=client.user, given_names="Amelia", family_name="O'Hara")


def test_a_child_is_registered_and_the_task_list_follows(client):
    answer = post(client, reverse("consent:child-new"), key_person=client.user.pk, **CHILD)
    child = Child.objects.get()
    assert answer.url == at("registration", child)
    page = client.get(answer.url).content.decode()
    assert "Register Róisín O&#x27;Neill-Hart" in page
    assert page.count("Cannot start yet") == 2
    assert child.family_name not in answer.url


@pytest.mark.parametrize("data", [{}, {**CHILD, "given_names": "x" * 10_000}, {**CHILD, "key_person": "999999"}])
def test_an_empty_huge_or_forged_form_says_what_is_wrong_and_keeps_what_was_typed(client, data):
    answer = post(client, reverse("consent:child-new"), **data)
    assert answer.status_code == 422
    assert b"There is a problem" in answer.content
    assert data.get("starts_on", "") in answer.content.decode()


def test_a_double_click_registers_one_child(client):
    data = {"key": str(uuid.uuid4()), "key_person": client.user.pk, **CHILD}
    assert [client.post(reverse("consent:child-new"), data).status_code for _ in range(2)] == [302, 302]
    assert Child.objects.count() == 1


def test_everyone_finds_every_child_but_opens_only_their_own(client, child):
    other = ChildFactory(given_names="Amelia", family_name="Elsewhere")
    page = client.post(reverse("consent:children"), {"name": "amelia"}).content.decode()
    assert child.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert "Amelia Elsewhere" in page
    assert f"{reverse('sharing:refer')}?child={other.reference}" in page


def test_an_apostrophe_is_found_and_an_excluded_child_is_not(client, child):
    assert b"O&#x27;Hara" in client.post(reverse("consent:children"), {"name": "o'hara"}).content
    Exclusion.objects.create(child=child, user=client.user, set_by=UserFactory(), reason="His aunt")
    assert b"O&#x27;Hara" not in client.post(reverse("consent:children"), {"name": "o'hara"}).content
    assert b"O&#x27;Hara" not in client.get(reverse("consent:children")).content


OF_THE_LOG = 8  # that the list was shown is an entry and a seal


def test_the_list_turns_by_key_and_its_queries_do_not_grow(client, django_assert_max_num_queries):
    for number in range(120):
        ChildFactory(family_name="Same", given_names="Same", key_person=client.user, known_as=f"#{number:03}")
    seen, url = [], reverse("consent:children")
    while url:
        with django_assert_max_num_queries(10 + OF_THE_LOG):
            listing = client.get(url).context["listing"]
        seen += [line.child.known_as for line in listing.lines]
        url = listing.next_url
    assert seen == [f"#{number:03}" for number in range(120)]


@pytest.mark.parametrize("query", ["?show=nonsense", "?after=C-NOBODY00", "?after=%00", "?after=" + "x" * 5000])
def test_a_forged_address_of_the_list_is_the_list(client, child, query):
    assert b"O&#x27;Hara" in client.get(reverse("consent:children") + query).content


def test_the_unregistered_can_be_listed(client, child):
    page = client.get(reverse("consent:children") + "?show=unregistered").content.decode()
    assert child.get_absolute_url() in page


PAGES = [
    "child-edit",
    "parents",
    "parent-find",
    "parent-new",
    "address-new",
    "flag-new",
    "registration",
    "registration-explained",
    "hand-over",
    "registration-paper",
    "registration-form",
    "registration-signed",
    "registration-pdf",
    "registration-scan",
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_child_of_others_is_a_404_like_one_there_is_not(client, name, method):
    answers = [getattr(client, method)(at(name, each)) for each in (ChildFactory(), Child(reference="C-NOBODY00"))]
    allowed = {404, 405}  # a page without a form has no POST, whoever asks
    assert {answer.status_code for answer in answers} <= allowed
    assert method == "post" or {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("role", ["officer", "auditor", "helper"])
@pytest.mark.parametrize("name", PAGES)
def test_whoever_does_not_work_with_children_comes_to_none_of_these_pages(child, role, name):
    assert signed_in(role).get(at(name, child)).status_code in (403, 404)


def test_a_parent_is_added_and_changed(client, child):
    assert post(client, at("parent-new", child), **PARENT).url == at("parents", child)
    link = child.links.get()
    changed = {**PARENT, "has_responsibility": "no", "telephone": "0151 496 0000"}
    save(client, at("parent-edit", child, link.parent.reference), changed)
    link.refresh_from_db()
    assert (link.has_responsibility, link.ground, link.parent.telephone) == (False, "", "0151 496 0000")


@pytest.mark.parametrize(
    "changes", [{"ground": ""}, {"ground": "section 20"}, {"has_responsibility": ""}, {"safe_contact": " "}]
)
def test_a_parent_without_a_ground_or_a_safe_way_is_not_saved(client, child, changes):
    assert post(client, at("parent-new", child), **{**PARENT, **changes}).status_code == 422
    assert not FamilyLink.objects.exists()


def test_a_siblings_parent_is_found_and_shared(client, child):
    sibling = ChildFactory(key_person=client.user)
    parent = FamilyLinkFactory(child=sibling, parent__given_names="Niamh").parent
    page = client.post(at("parent-find", child), {"name": "niamh"}).content.decode()
    path = f"{at('parent-new', child)}?parent={parent.reference}"
    assert path.replace("&", "&amp;") in page
    post(client, path, relationship="Mother", lives_with_child="yes", has_responsibility="no")
    assert set(parent.links.values_list("child", flat=True)) == {child.pk, sibling.pk}


def test_a_parent_of_other_families_is_neither_found_nor_taken(client, child):
    stranger = FamilyLinkFactory(parent__given_names="Niamh").parent
    assert b"Nobody found" in client.post(at("parent-find", child), {"name": "niamh"}).content
    assert client.get(f"{at('parent-new', child)}?parent={stranger.reference}").status_code == 404
    assert client.get(at("parent-edit", child, stranger.reference)).status_code == 404
    assert client.get(at("parent-edit", child, ParentFactory().reference)).status_code == 404


def test_a_protected_address_is_marked_wherever_it_is_shown(client, child):
    post(client, at("address-new", child), lines="1 Oak Lane", protected="on")
    page = client.get(at("parents", child)).content.decode()
    assert "Protected" in page
    address = child.addresses.get()
    save(client, at("address-edit", child, address.pk), {"lines": "2 Oak Lane", "ended_on": "1/9/2026"})
    address.refresh_from_db()
    assert (address.lines, address.protected, str(address.ended_on)) == ("2 Oak Lane", False, "2026-09-01")


def corrects_the_postcode(child, address):
    """Another of the staff, who opened the page of the address; give what saves their page as they leave it."""
    other = signed_in("lead")
    path = at("address-edit", child, address.pk)
    typed = {"lines": address.lines, "postcode": "CH64 9TA", **as_seen(other, path)}
    return lambda **more: other.post(path, {**typed, **more})


def test_who_corrects_the_postcode_does_not_take_away_the_protection_that_another_gave(client, child):
    address = child.addresses.create(lines="1 Oak Lane")
    late = corrects_the_postcode(child, address)
    save(client, at("address-edit", child, address.pk), {"lines": "1 Oak Lane", "protected": "on"})
    answer = late()
    assert answer.status_code == 422
    assert answer.context["form"]["protected"].field.stands == "Ticked"
    address.refresh_from_db()
    assert (address.protected, address.postcode) == (True, "")
    assert late(protected="on", seen=answer.context["form"].mark).status_code == 302
    address.refresh_from_db()
    assert (address.protected, address.postcode) == (True, "CH64 9TA")


def test_nor_where_it_is_given_while_theirs_is_being_saved(child, monkeypatch):
    """What is saved over is what stands once nobody else writes, not what the page fetched before."""
    address = child.addresses.create(lines="1 Oak Lane")
    late = corrects_the_postcode(child, address)

    def meanwhile(**how):
        change_address(by=None, address=Address.objects.get(pk=address.pk), lines="1 Oak Lane", protected=True)
        return once(**how)

    monkeypatch.setattr("neston_sharing.foundation.views.once", meanwhile)
    assert late().status_code == 422
    address.refresh_from_db()
    assert address.protected


def test_an_address_of_another_child_is_a_404(client, child):
    other = ChildFactory(key_person=client.user)
    address = other.addresses.create(lines="1 Oak Lane")
    assert client.get(at("address-edit", child, address.pk)).status_code == 404


def test_a_flag_is_set_and_taken_down_with_a_reason(client, child):
    post(client, at("flag-new", child), kind="do_not_discuss", detail="An enquiry is under way")
    flag = child.flags.get()
    assert post(client, at("flag-end", child, flag.pk)).status_code == 422
    post(client, at("flag-end", child, flag.pk), why="It is closed")
    assert not child.flags.standing().exists()
    assert client.get(at("flag-end", child, flag.pk)).status_code == 404


def test_exclusions_are_a_managers_and_work_at_once(client, child):
    assert client.get(at("exclusions", child)).status_code == 403
    manager = signed_in("manager")
    post(manager, at("exclusions", child), user=client.user.pk, reason="His aunt")
    assert client.get(at("registration", child)).status_code == 404
    exclusion = child.exclusions.get()
    post(manager, at("exclusion-lift", child, exclusion.pk), why="Somebody else of that name")
    assert client.get(at("registration", child)).status_code == 200


def test_a_manager_who_excludes_themselves_is_led_out(child):
    manager = signed_in("manager")
    assert post(manager, at("exclusions", child), user=manager.user.pk, reason="My son").url == "/children/"
    assert manager.get(at("exclusions", child)).status_code == 404


@pytest.mark.parametrize("name", ["parents", "registration"])
def test_no_name_stands_in_a_page_title(client, child, name):
    page = client.get(at(name, child)).content.decode()
    assert "Hara" not in page[page.index("<title>") : page.index("</title>")]


def test_who_keeps_the_last_designated_person_out_is_told_to_call_the_lado(child):
    Setting.objects.create(id=1, name="Neston", lado_phone="01606 288 931")
    manager, lead = signed_in("manager"), UserFactory(roles=["lead"], name="Siobhan Kelly")
    assert "Siobhan Kelly" in manager.get(at("exclusions", child)).content.decode()
    post(manager, at("exclusions", child), user=lead.pk, reason="His aunt")
    assert "Siobhan Kelly" not in manager.get(at("exclusions", child)).content.decode().split("<table")[0]
    page = post(manager, at("exclusions", child), user=manager.user.pk, reason="My son").url
    assert "Tell the LADO: 01606 288 931" in manager.get(page).content.decode()
