from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from consent import drawing, wording
from consent.to_sign import LATER, YES, Answer, Question, ToSign
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import Form, Prose
from neston_sharing.foundation.forms.layout import Group, Layout, ShownWhen, SignaturePad, neston_helper

SIGNATURES = ("strokes", "typed_name")
UNREMEMBERED = {"autocomplete": "off"}  # whoever holds the tablet next is not shown what was typed before


class Asked(Layout):
    """One question about consent with the facts that it is about, and its answers below."""

    def __init__(self, question: Question, *fields) -> None:
        super().__init__(*fields)
        self.question = question

    def around(self, form, fields: SafeString) -> SafeString:
        return render_to_string("consent/sign/question.html", {"fields": fields, "question": self.question})


class Sign(Form):
    """An answer to every question, boxes for a registration, nothing chosen beforehand; a signature drawn or typed."""

    strokes = forms.CharField(
        label="Your signature", widget=forms.HiddenInput, required=False, max_length=drawing.MOST_CHARACTERS
    )
    typed_name = forms.CharField(
        label="Or type your full name instead",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=UNREMEMBERED),
    )

    def __init__(self, *args, asked: ToSign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.boxes = wording.CURRENT.acknowledgements if asked.registration else ()
        questions = [self._ask(question) for question in asked.questions]
        for each in self.boxes:
            self.fields[each.name] = forms.BooleanField(label=each.sentence, help_text=each.more, required=False)
        boxes = [Group("Tick each box that is true", *(each.name for each in self.boxes))] if self.boxes else []
        self.fields["typed_name"].unmarked = True
        self.order_fields([name for name in self.fields if name not in SIGNATURES])
        self.helper = neston_helper(self, *questions, *boxes, SignaturePad("strokes"), "typed_name")

    def _ask(self, question: Question) -> Asked:
        name, words = question.name, f"Choose an answer, or “Ask me later”: {question.heading}"
        self.fields[name] = forms.ChoiceField(
            label=question.sentence,
            choices=question.choices,
            widget=forms.RadioSelect,
            error_messages={"required": words},
        )
        if not question.is_asked:
            return Asked(question, name)
        self.fields[_spare(name)] = Prose(
            label="Is there anybody we must not tell?",
            rows=2,
            required=False,
            help_text="You can leave this empty. For example, “not my mother's doctor”.",
        )
        self.fields[_spare(name)].widget.attrs |= UNREMEMBERED
        return Asked(question, name, ShownWhen(name, YES, _spare(name)))

    def clean_strokes(self) -> dict | None:
        text = self.cleaned_data["strokes"]
        if not text:
            return None
        try:
            return drawing.parse(text)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None

    def clean(self) -> dict:
        """All that is missing at once; the action refuses it again, whoever asks."""
        said = super().clean()
        for each in self.boxes:
            self.ask_for(each.name, not said.get(each.name), f"Tick to sign: {each.sentence}")
        if not self.errors.keys() & set(SIGNATURES) and not any(map(said.get, SIGNATURES)):
            self.add_error("typed_name", "Draw your signature, or type your full name")
        return said

    def acknowledged(self) -> list[str]:
        return [each.name for each in self.boxes if self.cleaned_data[each.name]]

    def answers(self) -> dict[str, Answer]:
        """Give each question's answer; whom not to tell counts only with a yes."""
        said = self.cleaned_data
        names = (question.name for question in self.asked.questions)
        return {
            name: Answer(said[name], said.get(_spare(name), "") if said[name] == YES else "")
            for name in names
            if said[name] != LATER
        }


def _spare(name: str) -> str:
    return f"{name}-spare"


class Decline(Form):
    why = Prose(label="Why not? You do not have to say", rows=3, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].unmarked = True
        self.fields["why"].widget.attrs |= UNREMEMBERED
        self.helper = neston_helper(self)
