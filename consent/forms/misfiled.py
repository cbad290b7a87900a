from django import forms

from consent.forms.fields import OneChild
from consent.models import Child
from neston_sharing.foundation.forms import Form, Prose
from neston_sharing.foundation.forms.layout import neston_helper


class MisfiledForm(Form):
    """To which child it belongs, whom the parent spoke about, and how we know.

    What was signed `on_screen` is about the child whom the screen named: nobody is asked.
    """

    child = OneChild(
        label="Which child does it belong to?", error_messages={"required": "Enter the right child's name or reference"}
    )
    about_right_child = forms.TypedChoiceField(
        label="Whom did the parent speak or sign about?",
        coerce=lambda value: value == "right",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom the parent spoke or signed about"},
    )
    reason = Prose(
        label="How do you know?",
        rows=3,
        help_text="It will stand in the right child's file. Do not name the other child.",
        error_messages={"required": "Say how you know that it belongs to this child"},
    )

    def __init__(self, *args, user, wrong: Child, on_screen: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].user = user
        about = self.fields["about_right_child"]
        about.choices = [
            ("right", "The right child. Only our record is in the wrong file"),
            ("wrong", f"{wrong.name}. The parent is to be asked about the right child"),
        ]
        about.choice_hints = {
            "right": "What they said, and the paper with all its pages, is carried over as it was recorded.",
            "wrong": "Nothing is carried over: consent is about one child. Choose this too if the paper names "
            f"{wrong.name}.",
        }
        if on_screen:
            del self.fields["about_right_child"]
            self.helper = neston_helper(self)

    def said(self) -> dict:
        return {"about_right_child": False} | self.cleaned_data
