from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from neston_sharing.foundation.forms import BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import Behind, Row, ShownWhen, SideBySide, neston_helper
from sharing.models import AdultConcern, AdultConcernEntry

Kind = AdultConcernEntry.Kind


class AdultConcernForm(Form):
    """One screen: about whom, what kind, what was seen or said, and what keeps children safe now."""

    about: forms.ModelChoiceField = forms.ModelChoiceField(
        label="About whom?", queryset=None, required=False, empty_label="Write the name below"
    )
    about_name = forms.CharField(label="Their name", max_length=200, required=False)
    post = forms.ChoiceField(
        label="Their post",
        choices=AdultConcern.Post.choices,
        required=False,
    )
    nature = forms.ChoiceField(
        label="What kind of concern is it?",
        choices=AdultConcern.Nature.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what kind of concern it is: if in doubt, an allegation"},
    )
    facts = Prose(label="What did you see or hear?", rows=3, required=False)
    words = Prose(label="What was said, word for word?", rows=3, required=False)
    whose_words = forms.CharField(label="Whose words?", max_length=200, required=False)
    happened_at = BritishDateTimeField(label="When?", help_text="", required=False)
    children_safe = Prose(label="What was done to keep children safe?", rows=2, required=False)
    place = forms.CharField(label="Where?", max_length=200, required=False)
    present = forms.CharField(label="Who was there?", max_length=300, required=False)
    opinion = Prose(
        label="What do you think it may mean?", rows=2, required=False, help_text="Kept apart from what you saw"
    )
    not_to_be_told = Prose(
        label="Who must not be told yet?",
        rows=2,
        required=False,
        help_text="The person themselves is never told before the LADO advises",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = get_user_model().objects.active().by_name()
        for field in self.fields.values():
            field.unmarked = True  # nearly all is optional: the page says what is needed
        self.initial.setdefault("happened_at", timezone.localtime())
        self.helper = neston_helper(
            self,
            "about",
            ShownWhen("about", "", Row("about_name", "post")),
            "nature",
            "happened_at",
            Row("facts", "words"),
            Row("whose_words", "children_safe"),
            Behind(
                "Where, who was there, what you think, who must not be told",
                Row("place", "present"),
                "opinion",
                "not_to_be_told",
            ),
        )

    def clean(self) -> dict:
        given = super().clean()
        nobody = not given.get("about") and not given.get("about_name")
        self.ask_for("about_name", nobody, "Choose the person, or write their name")
        said_nothing = not given.get("facts") and not given.get("words")
        self.ask_for("facts", said_nothing and "words" not in self.errors, "Say what you saw or heard")
        self.ask_for(
            "whose_words", bool(given.get("words")) and not given.get("whose_words"), "Say whose words these are"
        )
        given["post"] = given.get("post") or AdultConcern.Post.STAFF
        return given


class StepForm(Form):
    """One step of what is done: who was told or advised, what was said, and that it is closed."""

    kind = forms.ChoiceField(
        label="What happened?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened"},
    )
    happened_at = BritishDateTimeField(
        label="When?", help_text="", error_messages={"required": "Enter when it happened"}
    )
    to_whom = forms.CharField(label="Who was told, or who advised?", max_length=200, required=False)
    their_reference = forms.CharField(label="Their reference", max_length=100, required=False)
    text = Prose(
        label="What was said and decided?", rows=4, error_messages={"required": "Say what was said and decided"}
    )
    despite = Prose(
        label="If the person was told before the LADO advised: why?",
        rows=2,
        required=False,
        help_text="Only where they knew already, or it could not wait",
    )

    def __init__(self, *args, kinds, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in Kind.choices if choice[0] in kinds]
        self.initial.setdefault("happened_at", timezone.localtime())
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0])
        self.helper = neston_helper(
            self,
            SideBySide("kind"),
            "happened_at",
            ShownWhen(
                "kind",
                [Kind.LADO_TOLD, Kind.LADO_ADVICE, Kind.OFSTED_TOLD, Kind.CHAIR_TOLD],
                Row("to_whom", "their_reference"),
            ),
            ShownWhen("kind", Kind.PERSON_TOLD, "despite"),
            "text",
        )
