"""Policy 1.8: agencies that support families can be given to a parent as a list, in large print."""

import io
import re

import pikepdf
import pytest
from django.urls import reverse

from agencies.actions.directory import add_route
from agencies.leaflet import leaflet, leaflet_pdf
from agencies.models import Agency
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def practitioner(client):
    user = UserFactory(roles=["practitioner"])
    client.force_login(user)
    return user


@pytest.fixture
def hub(practitioner):
    agency = AgencyFactory(name="O'Hara <Hub>", supports_families=True, hours="9 to 5", kind="early_help")
    add_route(by=practitioner, agency=agency, kind="telephone", value="0151 496 0180", note="Ask for Ann")
    add_route(by=practitioner, agency=agency, kind="telephone", value="0151 496 0181", out_of_hours=True)
    add_route(by=practitioner, agency=agency, kind="portal", value="https://refer.example")
    return agency


def told(agency) -> list:
    return leaflet(Agency.objects.filter(pk=agency.pk).with_routes())


def test_only_agencies_that_support_families_can_be_chosen(client, hub):
    AgencyFactory(name="Police", kind="police")
    shown = client.get(reverse("agencies:leaflet")).content.decode()
    assert "O&#x27;Hara" in shown
    assert "Police (" not in shown


def test_an_agency_that_does_not_support_families_gets_on_no_leaflet(client, practitioner):
    other = AgencyFactory(kind="police")
    answer = client.get(reverse("agencies:leaflet-shown"), {"agency": other.pk})
    assert answer.url == reverse("agencies:leaflet") + "?none"


def test_narrowing_the_list_keeps_what_is_chosen(client, hub):
    other = AgencyFactory(name="Welfare Rights", kind="welfare_rights", supports_families=True)
    AgencyFactory(name="Not asked for", kind="culture", supports_families=True)
    shown = client.get(reverse("agencies:leaflet"), {"kind": "welfare_rights", "agency": hub.pk}).content.decode()
    assert re.search(rf'value="{hub.pk}"[^>]*checked', shown)
    assert other.name in shown
    assert "Not asked for" not in shown


def test_the_leaflet_says_when_and_how_a_family_can_reach_an_agency(hub):
    (entry,) = told(hub)
    assert (entry.name, entry.hours) == ("O'Hara <Hub>", "9 to 5")
    assert [(contact.label, contact.value) for contact in entry.contacts] == [
        ("Telephone", "0151 496 0180"),
        ("Telephone, out of hours", "0151 496 0181"),
    ]


def test_what_staff_note_for_themselves_is_not_on_it(client, hub):
    assert "Ask for Ann" not in client.get(reverse("agencies:leaflet-shown"), {"agency": hub.pk}).content.decode()


def test_details_that_nobody_checked_say_so_on_it(hub):
    assert "have not checked these details for a year" in told(hub)[0].checked


def test_nothing_on_the_pdf_is_smaller_than_18_points_and_it_is_tagged(hub):
    with pikepdf.open(io.BytesIO(leaflet_pdf(Agency.objects.filter(pk=hub.pk).with_routes(), by=None))) as made:
        assert made.Root.MarkInfo.Marked
        sizes = [size for page in made.pages for size in sizes_on(page)]
    assert sizes
    assert min(sizes) >= 17.9


def sizes_on(page) -> list[float]:
    """Give each size of letters in points: the font's own times the matrix in which the text stands."""
    sizes, scales, scale, font, text = [], [], 1.0, 0.0, 1.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                scales.append(scale)
            case "Q":
                scale = scales.pop()
            case "cm":
                scale *= abs(float(operands[3]))
            case "Tf":
                font = float(operands[1])
            case "Tm":
                text = abs(float(operands[3]))
            case "Tj" | "TJ":
                sizes.append(font * text * scale)
    return sizes


def test_the_pdf_comes_as_a_file_and_without_a_choice_one_is_asked_for(client, hub):
    made = client.get(reverse("agencies:leaflet-pdf"), {"agency": hub.pk})
    assert made.content.startswith(b"%PDF-")
    assert client.get(reverse("agencies:leaflet-pdf")).url == reverse("agencies:leaflet") + "?none"
