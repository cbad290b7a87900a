"""The page that a child leaves by, and the files of those who left."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consent.models import ConsentRecipient, Leaving
from neston_sharing.staff.actions import deactivate
from tests.consent.families import signed_in
from tests.edits import save
from tests.factories import AgencyFactory, ChildFactory, ConsentStatementFactory, UserFactory
from tests.factories import decisions as build

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def client():
    return signed_in("manager")


@pytest.fixture
def child():
    return ChildFactory()


def page(child, name="leaving") -> str:
    return reverse(f"sharing:{name}", args=[child.reference])


def leave(client, child, day=None, **data):
    day = day or timezone.localdate()
    return save(client, page(child), {"day": day.strftime("%d/%m/%Y"), **data})


def summaries(child, agency):
    word = ConsentStatementFactory(child=child, purpose="development_summaries")
    ConsentRecipient.objects.create(statement=word, agency=agency, recorded_by=word.recorded_by)


def test_the_page_shows_what_ends_what_is_open_and_until_when_things_are_kept(client, child):
    draft = build.answered_with_consent(child=child)
    said = client.get(page(child)).content.decode()
    assert draft.reference in said
    for words in ("Consents end with the last day", "25th birthday", "The clock has not started"):
        assert words in said


def test_with_consent_one_button_begins_the_summary_with_child_and_agency_filled_in(client, child):
    school = AgencyFactory(kind="school")
    summaries(child, school)
    leave(client, child, next_provider=school.pk)
    begin = f"{reverse('sharing:start')}?child={child.reference}&agency={school.pk}"
    assert begin.replace("&", "&amp;") in client.get(page(child)).content.decode()
    assert client.get(begin).context["form"]["agency"].value() == str(school.pk)


@pytest.mark.parametrize(
    ("named", "consents", "words"),
    [(False, False, "Enter the next provider"), (True, False, "No parent has been asked"), (True, True, "outside")],
)
def test_without_it_the_page_says_what_is_missing(named, consents, words, client, child):
    school, another = AgencyFactory(kind="school"), AgencyFactory(kind="school")
    if consents:
        summaries(child, another)
    leave(client, child, **({"next_provider": school.pk} if named else {}))
    said = client.get(page(child)).content.decode()
    assert words in said
    assert "Begin the summary" not in said


def test_a_form_that_is_not_whole_keeps_what_was_typed(client, child):
    answer = save(client, page(child), {"day": "soon", "note": "To Wirral"})
    assert answer.status_code == 422
    assert "To Wirral" in answer.content.decode()
    assert not Leaving.objects.exists()


def test_after_the_last_day_managers_and_the_lead_keep_the_file_and_carers_lose_it(client, child):
    leave(client, child, day=timezone.localdate() + DAY)
    carer = signed_in(user=child.key_person)
    assert carer.get(child.get_absolute_url()).status_code == 200
    child.refresh_from_db()
    child.leaves_on = timezone.localdate() - DAY
    child.save()
    assert carer.get(child.get_absolute_url()).status_code == 404
    assert signed_in("lead").get(child.get_absolute_url()).status_code == 200
    assert child.name in client.get(reverse("consent:children") + "?show=left").content.decode()


def test_who_records_a_last_day_that_has_passed_and_loses_the_file_is_led_to_the_list(child):
    carer = signed_in(user=child.key_person)
    answer = leave(carer, child, day=timezone.localdate() - DAY)
    assert answer.url == reverse("consent:children")
    assert carer.get(answer.url).status_code == 200


def test_staying_and_coming_back(client, child):
    leave(client, child)
    assert client.post(page(child, "leaving-stays"), {"note": "The move fell through"}).status_code == 302
    leave(client, child, day=timezone.localdate() - 5 * DAY)
    back = client.post(page(child, "leaving-returns"), {"day": timezone.localdate().strftime("%d/%m/%Y")})
    assert back.status_code == 302
    child.refresh_from_db()
    assert child.leaves_on is None


def test_the_childs_file_says_the_clock_in_words(client, child):
    leave(client, child)
    said = client.get(child.get_absolute_url()).content.decode()
    assert "3 years after the child&#x27;s last day" in said


# --- Key person and cover ---------------------------------------------------------------------------------------------
def test_a_change_to_come_is_entered_shown_and_called_off(client, child):
    care, person = reverse("consent:care", args=[child.reference]), UserFactory(roles=["practitioner"])
    first = timezone.localdate() + 7 * DAY
    client.post(care, {"role": "cover", "person": person.pk, "since": first.strftime("%d/%m/%Y")})
    row = child.care.get()
    assert "To come" in client.get(care).content.decode()
    assert f"{person}: Cover" in client.get(child.get_absolute_url()).content.decode()
    client.post(reverse("consent:care-call-off", args=[child.reference, row.pk]), {})
    assert "Called off" in client.get(care).content.decode()


def test_a_draft_passes_to_another_when_its_maker_has_left(client, child):
    """Nobody's work is lost with them: the lead or a manager hands it on."""
    maker = UserFactory(roles=["practitioner"])
    draft = build.answered_with_consent(child=child, started_by=maker, holder=maker)
    deactivate(by=client.user, user=maker)
    answer = client.post(
        reverse("sharing:hand-over", args=[draft.reference]), {"to": child.key_person.pk, "version": draft.version}
    )
    assert answer.status_code == 302
    taken_on = signed_in(user=child.key_person)
    assert taken_on.get(reverse("sharing:continue", args=[draft.reference])).status_code == 302
    draft.refresh_from_db()
    assert draft.holder == child.key_person
