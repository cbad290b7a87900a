"""Every page answers to whoever broke the glass: what they may see is asked for otherwise than of others, deeper."""

import pytest
from django.urls import reverse

from consent.models import BrokenGlass
from neston_sharing.foundation import pdf
from tests.metatests.test_access import ACCESS
from tests.metatests.world import World

OURS = sorted(name for name in ACCESS if name == "child-file" or ":" in name)
LEAVES = "consent:glass-end"  # by which one does not see through it any more


@pytest.mark.parametrize("who", ["stranger", "manager"])
def test_no_page_breaks_for_whoever_sees_through_broken_glass(who, db, client, monkeypatch):
    monkeypatch.setattr(pdf, "typeset", lambda page, resources: b"%PDF-")  # takes a second each time
    world = World()
    paths = [reverse(name, kwargs=world.kwargs(name)) for name in OURS if name != LEAVES]
    person = world.people.get(who, world.stranger)  # a practitioner, who sees no file of another's key child as it is
    if who == "manager":
        world.restrict()
    client.raise_request_exception = False
    client.force_login(person)
    client.post(reverse("consent:glass"), {"name": world.child.reference, "reason": "A paramedic asks"})
    assert BrokenGlass.objects.filter(user=person).exists()
    answered = {path: client.get(path).status_code for path in paths}
    assert answered[world.child.get_absolute_url()] == 200
    assert [path for path, status in answered.items() if status >= 500] == []
