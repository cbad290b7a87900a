"""One item that is to be shared, or left out and why."""

from django import forms
from django.utils.text import Truncator

from agencies.forms import AgencyChoice
from consent.models import Child, Parent
from neston_sharing.foundation.forms import Prose
from neston_sharing.foundation.forms.layout import ShownWhen, SideBySide
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.actions.items import Facts, lacking
from sharing.forms.draft import DraftForm
from sharing.models import InformationReceived, Item


def _one_of(choices, label: str, **kwargs) -> forms.ChoiceField:
    kwargs.setdefault("error_messages", {"required": "Choose one"})
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, label=label, **kwargs)


class ReceivedChoice(forms.ModelChoiceField):
    """One thing that an agency told us about this child."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("empty_label", "None of these: what they told us is not recorded as received")
        kwargs.setdefault("help_text", "Its text, or its file, is taken over where you write and attach nothing above.")
        super().__init__(InformationReceived.objects.none(), **kwargs)

    def label_from_instance(self, received: InformationReceived) -> str:
        words = Truncator(received.what or received.attachment_name).chars(60)
        return f"{received.agency}, {long_date(received.received_at)}: {words}"


class PersonChoice(forms.ModelChoiceField):
    """One of this child's family."""

    def __init__(self, model: type[Parent] | type[Child], **kwargs) -> None:
        super().__init__(model._default_manager.none(), empty_label="Nobody of these: named below", **kwargs)

    def label_from_instance(self, person: Parent | Child) -> str:
        return person.name


class ItemForm(DraftForm):
    text = Prose(required=False, label="What does it say?", rows=4)
    attachment = forms.FileField(
        required=False,
        label="Or attach it",
        help_text="PDF, JPEG or PNG, 10 MB at most. Files are not scanned for viruses.",
    )
    nature = _one_of(
        Item.Nature.choices, "Fact or opinion?", error_messages={"required": "Choose whether it is fact or opinion"}
    )
    source = _one_of(
        Item.Source.choices, "Whose information is it?", error_messages={"required": "Choose whose information it is"}
    )
    received = ReceivedChoice(required=False, label="Which information that we received is it?")
    source_agency = AgencyChoice(required=False, label="Which agency told us?")
    told_by_parent = PersonChoice(Parent, required=False, label="Which parent told us?")
    told_by = forms.CharField(
        required=False,
        max_length=200,
        label="Who told us?",
        help_text="Name, and how they stand to the child. It is for our own record, not for the copy.",
    )
    agency_consent = Prose(
        required=False,
        rows=2,
        label="Their consent: who gave it, when and how",
        help_text="What another agency told us is kept in confidence and goes on only with their consent (policy 1.3). "
        "Back to the same agency, it needs none.",
    )
    override = _one_of(
        [("", "No ground: they consent, or it is left out"), *Item.Override.choices],
        "Without their consent, on which ground?",
        required=False,
    )
    override_why = Prose(required=False, rows=2, label="Why does this ground apply?")
    about = _one_of(Item.About.choices, "About whom?", error_messages={"required": "Choose whom it is about"})
    about_parent = PersonChoice(Parent, required=False, label="About which parent?")
    about_sibling = PersonChoice(Child, required=False, label="About which brother or sister?")
    about_named = forms.CharField(
        required=False, max_length=200, label="About whom?", help_text="By name, where they are not in the list."
    )
    included = _one_of(
        [("yes", "Include it"), ("no", "Leave it out")],
        "Include it, or leave it out?",
        error_messages={"required": "Choose whether it is included"},
    )
    left_out_why = Prose(required=False, rows=2, label="Why is it left out?")

    def __init__(self, *args, item: Item, received, parents, siblings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["told_by_parent"].queryset = self.fields["about_parent"].queryset = parents
        self.fields["about_sibling"].queryset = siblings
        self.fields["text"].unmarked = self.fields["attachment"].unmarked = True
        self.fields["received"].queryset = received
        overridden = ShownWhen("override", Item.Override.values, "override_why")
        self.laid_out(
            "text",
            "attachment",
            SideBySide("nature"),
            "source",
            ShownWhen("source", "agency", *self._from_whom(), "override", overridden),
            ShownWhen("source", "parent", "told_by_parent"),
            ShownWhen("source", ["parent", "other_family", "third_party"], "told_by"),
            "about",
            ShownWhen("about", "parent", "about_parent"),
            ShownWhen("about", "sibling", "about_sibling"),
            ShownWhen("about", ["parent", "sibling", "other_child"], "about_named"),
            SideBySide("included"),
            ShownWhen("included", "no", "left_out_why"),
        )

    def _from_whom(self) -> list:
        """What was recorded as received brings its agency, and that agency's consent is what is recorded there."""
        in_words = ["source_agency", "agency_consent"]
        if not self.fields["received"].queryset.exists():
            del self.fields["received"]
            return in_words
        return ["received", ShownWhen("received", "", *in_words)]

    def clean(self) -> dict:
        """All that is wrong is said at once: what the action would refuse, beside what was not chosen."""
        said = super().clean()
        chosen = {name: said.get(name) or "" for name in ("nature", "source", "about")}
        included = said.get("included") != "no"
        so_far = {name: value for name, value in said.items() if name not in ("version", "confirm", "included")}
        self.ask_for_all(lacking(self.item.decision, self.item, Facts(**so_far | chosen, included=included)))
        return said

    def facts(self) -> dict:
        said = {name: value for name, value in self.cleaned_data.items() if name != "confirm"}
        return said | {"included": said["included"] == "yes"}
