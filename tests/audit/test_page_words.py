"""What somebody was refused stands in the log in the words that stand over the page, not as its address."""

import pytest
from django.urls import reverse

from neston_sharing.audit.models import Entry
from neston_sharing.audit.page_words import WORDS, page_words
from neston_sharing.audit.reading import read
from tests.factories import ChildFactory, UserFactory
from tests.metatests.test_access import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_words(name):
    words = page_words(name)
    assert words != name
    assert not words.endswith((" of”", " to”", "()”", ",”"))


def test_the_table_has_no_page_that_there_is_not():
    assert set(WORDS) <= set(NAMES)


def test_a_refusal_is_told_in_them(db, client):
    person = UserFactory(roles=["practitioner"])
    client.force_login(person)
    client.get(reverse("consent:child-edit", args=[ChildFactory().reference]))
    client.get("/audit/")
    told = [line.rest for line in read(Entry.objects.of_event("access_refused").order_by("id"), person)]
    assert told[0].startswith("access to “Change a child")
    assert told[1:] == ["access to “Audit log”"]
