"""What the stylesheet, the template pack and the components promise to everyone who uses a page."""

import datetime
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from neston_sharing.foundation.forms.layout import (
    Group,
    Question,
    Row,
    ShownWhen,
    SideBySide,
    SignaturePad,
    neston_helper,
)
from neston_sharing.foundation.templatetags.neston import date_time, long_date, phone

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "static" / "neston_sharing"
CSS = (STATIC / "neston.css").read_text()
OURS = ("base.html", "layouts", "components", "neston", "400.html", "403.html", "404.html", "500.html", "403_csrf.html")
NASTY = "<script>alert(1)</script> D'Arcy & co"


class Everything(forms.Form):
    use_required_attribute = False
    answer = forms.ChoiceField(
        label=NASTY, choices=[("yes", NASTY), ("no", "No")], widget=forms.RadioSelect, help_text=NASTY
    )
    who = forms.CharField(label="Who gave it?", required=False)
    name = forms.CharField(label=NASTY, help_text=NASTY, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    born = forms.DateField(label="Date of birth")
    tests = forms.MultipleChoiceField(
        label="Tests", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="I agree", help_text="To all of it")
    reason = forms.CharField(label="Why?", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose")])
    scan = forms.FileField(label="Scan", required=False)
    strokes = forms.CharField(label="Signature", widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choice_hints = {"yes": NASTY}
        group = Group("Together", "tests", "agree", hint="All of it")
        row = Row("born", "kind")
        pad = SignaturePad("strokes")
        shown = ShownWhen("answer", ["yes", "no"], "who")
        self.helper = neston_helper(self, Question("answer"), shown, "name", row, group, "reason", "scan", pad)

    def clean(self):
        self.add_error(None, "Say it again")


class Elements(HTMLParser):
    """Every element of a page as (tag, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.all if name in attrs]

    def with_id(self, wanted: str) -> dict:
        return next(attrs for _, attrs in self.all if attrs.get("id") == wanted)


def drawn(form: forms.Form, **context) -> str:
    summary = Template("{% error_summary form %}").render(Context({"form": form}))
    return summary + render_crispy_form(form, context=context)


@pytest.fixture
def wrong() -> Elements:
    return Elements(drawn(Everything({})))


@pytest.fixture
def fresh() -> Elements:
    return Elements(drawn(Everything()))


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_words_are_escaped_wherever_they_stand():
    html = drawn(Everything({"name": NASTY, "answer": NASTY}))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 6
    assert "D&#x27;Arcy" in html


@pytest.mark.parametrize(
    "source",
    [
        "{% status 'green' words %}",
        "{% back_link '/' words %}",
        "{% banner 'warning' words %}{{ words }}{% endbanner %}",
        "{% details words %}{{ words }}{% enddetails %}",
        "{% fact words %}{{ words }}{% endfact %}",
        "{% button words url=words %}",
        "{% empty words words url='/' action=words %}",
        "{% summary_row words words change=words %}",
        "{% tile words words hint=words %}",
        "{% progress 1 2 about=words %}",
        "{% data_table words columns rows %}",
        "{{ words|phone }}",
    ],
)
def test_components_escape_what_they_are_given(source):
    html = render(source, words=NASTY, columns=[NASTY], rows=[[NASTY]])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_every_error_is_in_the_summary_as_the_layout_orders_and_leads_to_a_control(wrong):
    targets = [href[1:] for href in wrong.values("href")]
    ids = wrong.values("id")
    assert targets == [f"id_{name}" for name in ("answer_0", "name", "born", "kind", "tests_0", "agree", "reason")]
    assert set(targets) <= set(ids)


def test_the_summary_takes_the_focus_and_comes_first(wrong):
    _, first = wrong.all[0]
    assert first["class"] == "error-summary"
    assert "autofocus" in first


def test_no_summary_without_errors():
    assert render("{% error_summary form nothing %}", form=Everything()).strip() == ""


def test_ids_are_unique(wrong):
    assert len(wrong.values("id")) == len(set(wrong.values("id")))


def test_what_describes_a_control_is_on_the_page(wrong, fresh):
    for page in (wrong, fresh):
        described = {name for value in page.values("aria-describedby") for name in value.split()}
        assert described <= set(page.values("id"))
    assert {"id_name_helptext", "id_name_error"} <= set(wrong.with_id("id_name")["aria-describedby"].split())
    assert "id_answer_error" in wrong.with_id("id_answer")["aria-describedby"]


def test_wrong_controls_say_so(wrong, fresh):
    assert wrong.with_id("id_name")["aria-invalid"] == "true"
    assert "aria-invalid" not in fresh.with_id("id_name")


def test_every_control_has_its_label(fresh):
    labelled = set(fresh.values("for"))
    controls = [a for tag, a in fresh.all if tag in {"input", "select", "textarea"} and a.get("type") != "hidden"]
    assert {attrs["id"] for attrs in controls} <= labelled


def test_attributes_of_a_widget_are_kept(fresh):
    assert fresh.with_id("id_name")["autocomplete"] == "off"


def test_only_a_field_that_may_be_left_empty_is_marked_optional():
    html = drawn(Everything())
    assert html.count("(optional)") == 1  # the scan; "who" depends on an answer


def test_the_question_is_the_legend_and_the_heading():
    html = drawn(Everything())
    assert re.search(r"<legend>\s*<h1>", html)
    assert html.count("<h1>") == 1


def test_a_choice_carries_its_hint(fresh):
    assert fresh.with_id("id_answer_0")["aria-describedby"] == "id_answer_0_hint"
    assert "aria-describedby" not in fresh.with_id("id_answer_1")


def test_fields_that_an_answer_needs_are_there_without_javascript(fresh):
    wrapper = next(attrs for _, attrs in fresh.all if "data-shown-when" in attrs)
    assert wrapper["data-shown-when"] == "answer=yes|no"
    assert "hidden" not in wrapper


def test_fields_that_an_answer_needs_know_the_prefix_of_their_form():
    assert 'data-shown-when="2-answer=yes|no"' in drawn(Everything(prefix="2"))


def test_side_by_side_is_only_for_the_field_that_asked():
    form = Everything()
    form.helper = neston_helper(form, SideBySide("answer"), "tests")
    assert drawn(form).count("choices--short") == 1


def test_the_chosen_answer_comes_back():
    page = Elements(drawn(Everything({"answer": "no"})))
    assert "checked" in page.with_id("id_answer_1")
    assert "checked" not in page.with_id("id_answer_0")


def test_the_helper_leaves_tag_and_token_to_the_page():
    html = drawn(Everything(), csrf_token="secret")
    assert "<form" not in html
    assert "secret" not in html


def test_the_pad_waits_for_its_script_and_fills_one_hidden_field(fresh):
    assert "hidden" in next(attrs for _, attrs in fresh.all if attrs.get("data-signature") == "id_strokes")
    assert fresh.values("name").count("strokes") == 1


@pytest.mark.parametrize("template", ["404.html", "403.html", "400.html", "403_csrf.html", "500.html"])
def test_error_pages_stand_without_any_context_and_give_the_number_to_call(template):
    html = render_to_string(template)
    assert 'href="tel:999"' in html
    assert '<html lang="en-GB">' in html


def test_a_number_that_is_not_set_says_whom_to_ask():
    assert "not set: ask your manager" in render_to_string("components/danger.html")


def test_the_title_begins_with_error_when_something_is_wrong():
    page = render_to_string("layouts/page.html", {"form": Everything({}), "setting": {"name": "Acorns"}})
    assert "<title>Error: Records " in page


def our_templates() -> list[Path]:
    roots = [ROOT / "templates" / name for name in OURS]
    return [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*.*")))]


def test_no_inline_script_or_style():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", re.I)
    assert not [path.name for path in our_templates() if inline.search(path.read_text())]
    assert not inline.search(drawn(Everything({})))


def test_nothing_is_fetched_from_elsewhere():
    address = re.compile(r"(https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.I)
    files = [path for path in STATIC.rglob("*") if path.is_file()] + our_templates()
    assert not [path.name for path in files if address.search(path.read_text())]


def test_a_fact_begins_where_its_words_do():
    """The lines of a value are kept as they are written, so those of the template would show."""
    assert "<dd><b>&lt;</b></dd>" in render("{% fact 'Well' %}\n  <b>&lt;</b>\n{% endfact %}")


def test_the_stylesheet_stays_small():
    assert len(CSS.encode()) < 20_000


def colour(name: str) -> str:
    """Give the colour that the stylesheet's variable holds, or the colour itself."""
    return name if name.startswith("#") else re.search(rf"--{name}: (#[0-9a-f]{{6}})", CSS)[1]


def luminance(name: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    code = colour(name)
    channels = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tags() -> list[tuple[str, str]]:
    found = re.findall(r"\.tag--\w+ \{ background: ([^;]+); color: ([^;]+); \}", CSS)
    assert len(found) == 5
    return [(text, re.sub(r"var\(--(.*)\)", r"\1", ground)) for ground, text in found]


@pytest.mark.parametrize(
    ("text", "ground"),
    [(text, ground) for text in ("ink", "muted", "link", "error") for ground in ("paper", "card", "error-pale")]
    + [("ink", "mist"), ("muted", "mist"), ("ink", "gold-pale"), ("ink", "sand"), ("ink", "gold")]
    + [("#ffffff", "green"), ("#ffffff", "green-dark"), ("#ffffff", "error")]
    + tags(),
)
def test_text_can_be_read(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(
    ("part", "ground"),
    [("edge", "card"), ("edge", "paper"), ("ink", "card"), ("green", "paper"), ("ink", "gold"), ("gold", "green")],
)
def test_parts_of_controls_and_the_focus_can_be_seen(part, ground):
    assert contrast(part, ground) >= 3


def test_days_and_moments_are_written_as_britain_writes_them():
    summer = datetime.datetime(2026, 7, 3, 13, 5, tzinfo=datetime.UTC)
    assert long_date(datetime.date(2026, 11, 22)) == "22 November 2026"
    assert date_time(summer) == "3 July 2026, 14:05"  # an hour on, in London
    assert long_date(datetime.datetime(2026, 7, 3, 23, 30, tzinfo=datetime.UTC)) == "4 July 2026"
    assert date_time(None) == long_date(None) == ""


def test_telephones_are_links_without_their_extension():
    assert phone("0151 496 0001 ext. 4") == '<a href="tel:01514960001">0151 496 0001 ext. 4</a>'
    assert phone("", "none") == "none"


def test_table_cells_carry_the_words_of_their_column():
    html = render("{% data_table 'Decisions' columns rows %}", columns=["Reference", "By"], rows=[["IS-1", "Jo"]])
    assert '<th scope="row" data-label="Reference">' in html
    assert '<td data-label="By">' in html


def test_a_status_always_has_a_known_colour_and_its_word():
    assert render("{% status 'pink' 'Shared' %}") == '<strong class="tag tag--grey">Shared</strong>'


@pytest.mark.parametrize(
    ("name", "stays_on_one_line"),
    [("IS-2026-0042", True), ("C-7K3M9QZ2", True), ("Anne-Marie", False), ("X-" + "A" * 60, False)],
)
def test_a_reference_stays_on_one_line_and_no_name_does(name, stays_on_one_line):
    rows = [[{"text": name, "url": "/"}]]
    html = render("{% data_table 'Decisions' columns rows %}", columns=["Reference"], rows=rows)
    assert ('class="nowrap"' in html) is stays_on_one_line
