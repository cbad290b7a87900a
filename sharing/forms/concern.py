from django import forms
from django.utils import timezone

from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import Behind, Group, Row, ShownWhen, SideBySide, neston_helper
from sharing.forms.body_map import BodyMapField, BodyMapPad
from sharing.forms.picking import ChildChoice
from sharing.models import Concern

LINKED = ("1", "2")  # rooms on the form for other children; more are linked from the concern's page
INJURED = [Concern.Injury.ON_ARRIVAL, Concern.Injury.LATER]


class ConcernForm(Form):
    """One screen, under a minute: the child, what was seen or said, and whether the child is safe to go home."""

    child = ChildChoice(label="Which child?")
    facts = Prose(label="What did you see or hear?", rows=3, required=False)
    words = Prose(label="What was said, word for word?", rows=3, required=False)
    whose_words = forms.CharField(label="Whose words?", max_length=200, required=False)
    happened_at = BritishDateTimeField(label="When?", help_text="", required=False)
    injury = forms.ChoiceField(label="An injury?", choices=Concern.Injury.choices, required=False)
    body_map = BodyMapField(label="Where is it?", help_text="Mark it with a finger, a pen or the mouse")
    body_map_said = Prose(
        label="The injury in words", rows=2, required=False, help_text="Size, colour, shape, and what was said of it"
    )
    safe_to_go_home = forms.ChoiceField(
        label="Is the child safe to go home?",
        choices=Concern.Safe.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the child is safe to go home: if you are not sure, say that"},
    )
    opinion = Prose(
        label="What do you think it may mean?", rows=2, required=False, help_text="Kept apart from what you saw"
    )
    place = forms.CharField(label="Where?", max_length=200, required=False)
    present = forms.CharField(label="Who was there?", max_length=300, required=False)
    keyed_for = forms.CharField(
        label="Who noticed it, if you write it down for somebody else?", max_length=200, required=False
    )

    def __init__(self, *args, children, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for number in LINKED:
            self.fields[f"linked_{number}"] = ChildChoice(label="Another child", required=False, empty_label="None")
            self.fields[f"view_{number}"] = Prose(label="What does it mean for that child?", rows=2, required=False)
        for field in self.fields.values():
            if isinstance(field, ChildChoice):
                field.queryset = children
            field.unmarked = True  # nearly all is optional: the page says what is needed
        self.initial.setdefault("happened_at", timezone.localtime())
        self.helper = neston_helper(self, *self._layout())

    def _layout(self) -> list:
        linked = (name for number in LINKED for name in (f"linked_{number}", f"view_{number}"))
        hint = "Name no other child here: each text is kept in that child's own file."
        return [
            Row("child", "happened_at"),
            SideBySide("safe_to_go_home"),
            Row("facts", "words"),
            Row("whose_words", "injury"),
            ShownWhen("injury", INJURED, BodyMapPad("body_map"), "body_map_said"),
            Behind(
                "Where, who was there, what you think, another child",
                Row("place", "present"),
                "opinion",
                "keyed_for",
                Group("Does it touch another child too?", *linked, hint=hint),
            ),
        ]

    def clean(self) -> dict:
        given = super().clean()
        said_nothing = not given.get("facts") and not given.get("words")
        self.ask_for("facts", said_nothing and "words" not in self.errors, "Say what you saw or heard")
        self.ask_for(
            "whose_words", bool(given.get("words")) and not given.get("whose_words"), "Say whose words these are"
        )
        for number in LINKED:
            other, view = given.get(f"linked_{number}"), given.get(f"view_{number}")
            self.ask_for(f"view_{number}", bool(other) and not view, "Say what it means for this child")
            self.ask_for(f"linked_{number}", bool(view) and not other, "Choose the child whom this is about")
        return given

    @property
    def told(self) -> dict:
        """What the action takes."""
        given = dict(self.cleaned_data)
        pairs = [(given.pop(f"linked_{number}"), given.pop(f"view_{number}")) for number in LINKED]
        given["injury"] = given["injury"] or Concern.Injury.NONE
        return given | {"linked": [pair for pair in pairs if pair[0]]}


class LinkForm(Form):
    linked_child = ChildChoice(label="Which child?")
    linked_view = Prose(
        label="What does it mean for this child?",
        help_text="It stands in this child's own file: name no other child",
        error_messages={"required": "Say what it means for this child"},
    )

    def __init__(self, *args, children, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["linked_child"].queryset = children


class DiscussionForm(Form):
    """With whom, when, what came of it, what is next and by when, and what its author may know of that."""

    colleague: forms.ModelChoiceField = forms.ModelChoiceField(
        label="With whom?", queryset=None, required=False, empty_label="Somebody else: write the name"
    )
    with_whom = forms.CharField(label="Their name and post", max_length=200, required=False)
    discussed_at = BritishDateTimeField(
        label="When?", help_text="", error_messages={"required": "Enter when you spoke"}
    )
    outcome = Prose(label="What came of it?", rows=4, error_messages={"required": "Say what came of it"})
    next_step = Prose(label="What happens next?", rows=2, required=False)
    next_by = BritishDateField(label="By when?", required=False, help_text="It stands on the home page until then")
    for_author = Prose(
        label="What may the one who reported it know?", rows=2, required=False, help_text="They read this and no more"
    )

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues
        self.fields["colleague"].unmarked = True
        self.initial.setdefault("discussed_at", timezone.localtime())
        self.helper = neston_helper(
            self,
            Row("colleague", "discussed_at"),
            ShownWhen("colleague", "", "with_whom"),
            "outcome",
            "next_step",
            "next_by",
            "for_author",
        )

    def clean(self) -> dict:
        given = super().clean()
        self.ask_for("with_whom", not given.get("colleague") and not given.get("with_whom"), "Say with whom")
        return given


class ConcernAddendumForm(Form):
    text = Prose(
        label="What is to be added?",
        help_text="The concern stays as it was written. This stands beside it, with your name and the time",
        error_messages={"required": "Say what is to be added"},
    )


class CloseConcernForm(Form):
    reasons = Prose(
        label="Why is it closed?",
        help_text="What was done, or why nothing more is to be done",
        error_messages={"required": "Say why nothing more is to be done, or what was done"},
    )
    for_author = Prose(
        label="What may the one who reported it know?", rows=3, required=False, help_text="They read this and no more"
    )
