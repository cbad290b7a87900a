"""What was found is shown in the text, and whatever stands in the text is escaped."""

from django.template.loader import render_to_string

from sharing.naming import Check, Found, Known, Person, Segment, marked, reasons
from sharing.naming.found import in_order

CHECK = Check(Known(people=(Person("Amara", "Okafor"),)))


def shown(text: str) -> str:
    found = CHECK.find(text)
    return render_to_string("components/marked.html", {"segments": marked(text, found), "reasons": reasons(found)})


def test_the_text_is_cut_into_plain_and_marked():
    found = (Found(4, 9, "Amara", "may be the child's name"),)
    assert marked("See Amara.", found) == (Segment("See "), Segment("Amara", "may be the child's name"), Segment("."))


def test_a_clean_text_is_one_segment_and_an_empty_one_none():
    assert marked("A child.", ()) == (Segment("A child."),)
    assert marked("", ()) == ()


def test_each_name_is_marked_and_its_reason_is_said_once():
    page = shown("Amara fell. Amara cried.")
    assert page.count("<mark>Amara</mark>") == 3
    assert page.count("may be the child&#x27;s name") == 1


def test_everything_else_is_escaped():
    page = shown("<b>Amara</b> & <script>alert(1)</script>")
    assert "&lt;b&gt;<mark>Amara</mark>&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "<script" not in page


def test_a_clean_text_has_no_list():
    assert "<ul>" not in shown("A child fell.")


def test_findings_that_run_into_one_another_become_one():
    spans = [(4, 9, "a date"), (6, 14, "a name"), (7, 8, "initials"), (14, 16, "a postcode")]
    found = in_order("See 3 May Okafor", spans)
    assert [(one.text, one.what) for one in found] == [("3 May Okaf", "a date"), ("or", "a postcode")]
