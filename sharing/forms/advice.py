"""Whom we asked for advice, what, and what they said: without saying who the child is, unless somebody means to."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone

from agencies.forms import AgencyChoice, ProfessionalChoice
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import Group, Row, ShownWhen, SideBySide, neston_helper
from sharing.actions.advice import Identifies
from sharing.models import Advice
from sharing.naming import Segment, marked, reasons

INSIDE = [whom.value for whom in Advice.COLLEAGUES]
OUTSIDE = [whom for whom in Advice.Whom.values if whom not in INSIDE]


@dataclass(frozen=True)
class Marked:
    """A text with what says who it is about marked in it, and why each is."""

    label: str
    segments: tuple[Segment, ...]
    reasons: tuple[Segment, ...]


class NamingForm(Form):
    """Texts that are looked through for names before they are saved. What was found stands above the form, and a field
    for the reason to keep it among its fields."""

    kept_why = Prose(
        required=False,
        rows=2,
        label="Or keep it as it is, because",
        help_text="Then it counts as disclosed who the child is",
    )
    looked_through: tuple[str, ...] = ()
    marked: tuple[Marked, ...] = ()

    def __init__(self, *args, check_url: str, unless: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self.looked_through:
            attrs = {"data-check-names": check_url} | ({"data-check-names-unless": unless} if unless else {})
            self.fields[name].widget.attrs.update(attrs)
        self.fields["kept_why"].unmarked = True

    def lay_out(self) -> None:
        asks_why = bool(self.marked or self.data.get("kept_why"))
        self.helper = neston_helper(self, *self.layout(["kept_why"] if asks_why else []))

    def layout(self, why: list[str]) -> list:
        raise NotImplementedError

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        if isinstance(refusal, Identifies):
            self.marked = tuple(
                Marked(str(self.fields[name].label), marked(refusal.texts[name], found), reasons(found))
                for name, found in refusal.found.items()
            )
            self.lay_out()


class AdviceForm(NamingForm):
    whom = forms.ChoiceField(
        label="Whom did you ask?",
        choices=[("", "Choose whom"), *Advice.Whom.choices],
        error_messages={"required": "Choose whom you asked"},
    )
    colleague: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Which colleague?", queryset=None, required=False, empty_label="Nobody here: write the name"
    )
    agency = AgencyChoice(label="Which agency?", required=False)
    professional = ProfessionalChoice(label="Are they in our directory?", required=False)
    who = forms.CharField(
        label="Their name and post",
        max_length=200,
        required=False,
        help_text="As far as they gave it; for a colleague who is chosen above, leave it empty",
    )
    sought_at = BritishDateTimeField(label="When?", help_text="", error_messages={"required": "Enter when you asked"})
    identity = forms.ChoiceField(
        label="Did you say who the child is?",
        choices=[("no", "No"), ("yes", "Yes, on purpose")],
        widget=forms.RadioSelect,
        help_text="Children's social care, the police and the LADO may have to know. Nobody else, where it can be "
        "avoided (policy 2.3)",
        error_messages={"required": "Say whether you said who the child is"},
    )
    asked = Prose(
        label="What did you ask?",
        rows=5,
        help_text="Without names, birth dates or addresses: “a two-year-old”, “her mother”",
        error_messages={"required": "Write what you asked"},
    )
    said = Prose(
        label="What did they say?", rows=4, required=False, help_text="Leave it empty until they have answered"
    )
    looked_through = ("asked", "said")

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, unless="identity=yes", **kwargs)
        self.fields["colleague"].queryset = colleagues
        for name in ("who", "said"):
            self.fields[name].unmarked = True
        self.initial.setdefault("sought_at", timezone.localtime())
        self.lay_out()

    def layout(self, why: list[str]) -> list:
        return [
            Row("whom", "sought_at"),
            ShownWhen("whom", INSIDE, "colleague"),
            ShownWhen("whom", OUTSIDE, Row("agency", "professional")),
            "who",
            Group("What was asked, and said", SideBySide("identity"), "asked", "said", *why),
        ]

    def told(self) -> dict:
        """What the action takes."""
        return self.cleaned_data | {"identity": self.cleaned_data["identity"] == "yes"}


class AdviceAnswerForm(NamingForm):
    said = Prose(label="What did they say?", rows=6, error_messages={"required": "Write what they said"})
    who = forms.CharField(label="Who answered, if it was somebody else?", max_length=200, required=False)
    answered_at = BritishDateTimeField(
        label="When?", help_text="", error_messages={"required": "Enter when they answered"}
    )
    looked_through = ("said",)

    def __init__(self, *args, on_purpose: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if on_purpose:
            self.fields["said"].widget.attrs.pop("data-check-names")
        self.initial.setdefault("answered_at", timezone.localtime())
        self.lay_out()

    def layout(self, why: list[str]) -> list:
        return ["said", *why, Row("who", "answered_at")]
