"""An item that is somebody else's, or about somebody else, says who; the check of the copy knows it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains

from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.items import add_item
from sharing.copy_facts import check_of
from sharing.known_people import found_in
from sharing.models import Item
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory
from tests.sharing import drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    return drafts.to_share()


@pytest.fixture
def parent(decision):
    return FamilyLinkFactory(child=decision.child, parent__given_names="Sian", parent__family_name="Hart").parent


def sibling(parent, name: str):
    child = ChildFactory(given_names=name, family_name="Hart")
    FamilyLinkFactory(child=child, parent=parent)
    return child


def item(decision, **facts) -> Item:
    return add_item(by=decision.holder, decision=decision, **{**drafts.OWN_ITEM, **facts})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"source": "parent"}, "which parent told us"),
        ({"source": "other_family"}, "which family"),
        ({"source": "third_party"}, "who told us"),
        ({"about": "parent"}, "which parent it is about"),
        ({"about": "sibling"}, "which brother or sister"),
        ({"about": "other_child"}, "which child"),
    ],
)
def test_it_says_who(decision, facts, words):
    with pytest.raises(Refusal, match=words):
        item(decision, **facts)


def test_a_parent_and_a_sibling_are_chosen_from_the_family(decision, parent):
    ella = sibling(parent, "Ella")
    made = item(decision, source="parent", told_by_parent=parent, about="sibling", about_sibling=ella)
    assert (made.whose, made.whom) == ("Sian Hart", "Ella Hart")
    stranger = FamilyLinkFactory().parent
    with pytest.raises(Refusal, match="a parent of this child"):
        item(decision, source="parent", told_by_parent=stranger)
    with pytest.raises(Refusal, match="a brother or sister of this child"):
        item(decision, about="sibling", about_sibling=ChildFactory())


def test_whoever_is_on_no_file_is_named_in_words(decision):
    made = item(decision, source="third_party", told_by="Mrs Daly, a neighbour", about="parent", about_named="His aunt")
    assert (made.whose, made.whom) == ("Mrs Daly, a neighbour", "His aunt")


def test_what_is_ours_and_about_this_child_names_nobody_else(decision, parent):
    made = item(decision, told_by="Mrs Daly", told_by_parent=parent, about_named="Ben", about_parent=parent)
    assert (made.whose, made.whom) == ("", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=made.pk).update(told_by="Mrs Daly")


def test_the_check_allows_the_sibling_whom_it_is_about_and_no_other(decision, parent):
    ella, _ = sibling(parent, "Ella"), sibling(parent, "Osian")
    item(decision, text="Ella sleeps badly. Osian does not.", about="sibling", about_sibling=ella)
    named = [finding.what for finding in check_of(decision).found if finding.kind == "name"]
    assert named == ["Osian"]


def test_the_check_says_whose_name_it_found(decision):
    item(decision, text="Nerys Daly heard shouting.", source="third_party", told_by="Nerys Daly, a neighbour")
    item(decision, text="It was loud", source="other_family", told_by="The Okonkwos")
    words = " ".join(finding.words for finding in check_of(decision).found)
    assert "“Nerys Daly” is who told us this" in words
    assert "came from another family (The Okonkwos)" in words


def test_the_page_offers_the_family_and_shows_who_it_was(client, decision, parent):
    client.force_login(decision.holder)
    path = f"/decisions/{decision.reference}/items/new/"
    assertContains(client.get(path), "Sian Hart")
    made = item(decision, source="parent", told_by_parent=parent)
    assertContains(client.get(f"/decisions/{decision.reference}/copy/"), "A parent told us (Sian Hart)")
    assert Item.objects.with_agreements().get(pk=made.pk).whose == "Sian Hart"


def test_a_sibling_whose_record_is_closed_is_not_offered_by_name(client, decision, parent):
    ella, owen = sibling(parent, "Ella"), sibling(parent, "Owen")
    Exclusion.objects.create(child=owen, user=decision.holder, reason="Family", set_by=decision.holder)
    client.force_login(decision.holder)
    page = client.get(reverse("sharing:item-new", args=[decision.reference])).content.decode()
    assert f"{ella.given_names} Hart" in page
    assert f"{owen.given_names} Hart" not in page


def _shut(child, reader):
    return Exclusion.objects.create(child=child, user=reader, reason="Family", set_by=reader)


def test_a_sibling_whose_record_is_closed_to_the_reader_is_not_named(client, decision, parent):
    """Exclusion beats every role: the item stays, and says that it is about a brother or sister, no more."""
    bella = sibling(parent, "Bella")
    item(decision, text="Sleeps badly", about="sibling", about_sibling=bella)
    _shut(bella, decision.holder)
    for reader, named in ((decision.holder, False), (UserFactory(roles=["lead"]), True)):
        client.force_login(reader)
        for page in ("decision", "copy"):
            shown = client.get(reverse(f"sharing:{page}", args=[decision.reference])).content.decode()
            assert ("About: A brother or sister (Bella Hart)" in shown, "Bella" in shown) == (named, named)


def test_a_closed_sibling_s_name_is_marked_without_saying_whose_it_is(client, decision, parent):
    """The name must not slip out; what the check says of it, here or where that is kept, tells nobody of a sibling."""
    bella = sibling(parent, "Bella")
    sibling(parent, "Ella")
    FamilyLinkFactory(child=bella, parent__given_names="Gareth", parent__family_name="Prosser")
    _shut(bella, decision.holder)
    says = {found.text: found.what for found in found_in(decision.child, {"": "Ella, Bella and Gareth."})[""]}
    unsaid = "may be the name of somebody known here"
    assert says == {"Ella": "may be a sibling's name", "Bella": unsaid, "Gareth": unsaid}
    item(decision, text="Bella sleeps badly.")
    (words,) = [finding.words for finding in check_of(decision).found if finding.kind == "name"]
    assert words == f"“Bella” {unsaid}, and the item is not said to be about them"
