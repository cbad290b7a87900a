from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from agencies.forms import ProfessionalChoice
from agencies.models import Professional
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, Prose, Several
from neston_sharing.foundation.forms.layout import Group, ShownWhen, neston_helper
from sharing.actions.copies import Unsettled
from sharing.copy_check import Finding
from sharing.copy_facts import check_of
from sharing.held_back import held_back
from sharing.models import Decision, Disclosure, Item
from sharing.presenters.copy import TITLES
from sharing.presenters.passing_on import marked

SOMEBODY_ELSE = "Somebody else: write the name below"
FROM_AFAR = [route for route, _ in Disclosure.ROUTES if route != "in_person"]


class ItemChoices(Several):
    """The items to tick, each with where it came from."""

    def label_from_instance(self, item: Item) -> str:
        return marked(item)


class DisclosureForm(Form):
    """What went out of one decision. The agency is the one that was decided on."""

    items = ItemChoices(
        queryset=Item.objects.none(),
        label="Which items went out?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the items that were decided to be shared"},
    )
    what = Prose(
        label="What was shared, in a sentence or two",
        rows=3,
        error_messages={"required": "Say what was shared"},
    )
    professional = ProfessionalChoice(
        queryset=Professional.objects.none(), label="Who received it?", required=False, empty_label=SOMEBODY_ELSE
    )
    to_whom = forms.CharField(label="Name and post", max_length=200, required=False)
    route = forms.ChoiceField(label="How was it shared?", error_messages={"required": "Choose how it was shared"})
    number_or_address = forms.CharField(
        label="Number called back, or address used",
        help_text="A number from the directory, never the one that they called from",
        max_length=300,
        required=False,
    )
    tracking = forms.CharField(label="Tracking number", max_length=100, required=False)
    identity_known_how = Prose(
        label="How did you know that it was them?",
        help_text="For example, you called back on the number in the directory",
        rows=2,
        required=False,
    )
    shared_at = BritishDateTimeField(label="When?", error_messages={"required": "Enter when it was shared"})
    shared_by = forms.ModelChoiceField(
        queryset=get_user_model().objects.none(),
        label="Who shared it?",
        empty_label=None,
        error_messages={"required": "Choose who shared it"},
    )

    WHY = "why_"

    def __init__(self, *args, decision: Decision, by, waiting: tuple[Finding, ...] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields, self.decision = self.fields, decision
        fields["items"].queryset = decision.items.included().with_agreements()
        self.held_back = held_back(decision, items=fields["items"].queryset)
        fields["professional"].queryset = decision.agency.professionals.in_use().by_name()
        fields["shared_by"].queryset = get_user_model().objects.who_may("sharing.disclose").by_name()
        fields["items"].unmarked = fields["professional"].unmarked = True
        fields["route"].choices = [("", "Choose"), *Disclosure.ROUTES]
        self._whom = self._choose_whom()
        self.findings: list[str] = []
        self._ask_why(waiting)
        for name, value in self._as_decided(decision, by).items():
            self.initial.setdefault(name, value)

    def reasons(self) -> dict[str, str]:
        """Why what was found may go all the same, by its code, whatever was found when the page was made."""
        return {name.removeprefix(self.WHY): self.data[name] for name in self.data if name.startswith(self.WHY)}

    def gives_each_reason(self) -> bool:
        """Whether the check of this very copy leaves nothing to ask: only then is it worth setting."""
        said, reasons = self.cleaned_data, self.reasons()
        going = {"route": said["route"], "used": said["number_or_address"], "professional": said.get("professional")}
        check = check_of(self.decision, said.get("items", ()), **going)
        return all(not each.to_be_mended and reasons.get(each.code, "").strip() for each in check.standing)

    def refuse(self, refusal: Refusal) -> None:
        """Ask for each reason that is missing beside what was found."""
        if not isinstance(refusal, Unsettled):
            return super().refuse(refusal)
        self._ask_why(refusal.waiting)
        for finding in refusal.waiting:
            field = None if finding.to_be_mended else f"{self.WHY}{finding.code}"
            self.add_error(field, f"{finding.words}. Put it right, or say why it may go all the same")
        return None

    def _ask_why(self, waiting: tuple[Finding, ...]) -> None:
        for finding in waiting:
            name = f"{self.WHY}{finding.code}"
            if name not in self.fields and not finding.to_be_mended:
                self.findings.append(name)
                self.fields[name] = Prose(label=f"{TITLES[finding.kind]}. {finding.words}", rows=2, required=False)
                self.fields[name].unmarked = True
        self.helper = neston_helper(self, *self._layout())

    def _choose_whom(self) -> list:
        whom = ["professional", ShownWhen("professional", "", "to_whom")]
        if not self.fields["professional"].queryset.exists():
            del self.fields["professional"]
            whom = ["to_whom"]
            self.fields["to_whom"].label = "Who received it? Name and post"
        if not self.fields["items"].queryset.exists():
            del self.fields["items"]
        return whom

    def _layout(self) -> list:
        items = ["items"] if "items" in self.fields else []
        used, posted = ShownWhen("route", FROM_AFAR, "number_or_address"), ShownWhen("route", "post", "tracking")
        found = [Group("Found in this copy: put it right, or say why it may go", *self.findings)]
        return [
            Group("What", *items, "what"),
            Group("To whom", *self._whom, "route", used, posted, "identity_known_how"),
            Group("When, and by whom", "shared_at", "shared_by"),
            *(found if self.findings else []),
        ]

    def _free_to_go(self) -> list[int]:
        waiting = {held.item.pk for held in self.held_back}
        choices = self.fields["items"].queryset if "items" in self.fields else ()
        return [item.pk for item in choices if item.pk not in waiting]

    def _as_decided(self, decision: Decision, by) -> dict:
        return {
            "items": self._free_to_go(),
            "professional": decision.professional_id,
            "route": decision.route,
            "identity_known_how": decision.identity_known_how,
            "shared_at": timezone.localtime(),
            "shared_by": by.pk,
        }

    def clean(self) -> dict:
        said = super().clean()
        for name in self.findings:
            said.pop(name, None)
        nobody = not said.get("professional") and not said.get("to_whom")
        self.ask_for("to_whom", nobody, "Choose or name who received it")
        unsaid = said.get("route") in FROM_AFAR and not said.get("number_or_address")
        self.ask_for("number_or_address", unsaid, "Enter the number that was called back, or the address used")
        return said


class ArrivalForm(Form):
    arrived_on = BritishDateField(
        label="When did it arrive?",
        initial=timezone.localdate,
        error_messages={"required": "Enter the day on which it arrived"},
    )
    known_how = Prose(
        label="How do you know?",
        help_text="For example, they called to say so, or the portal shows a receipt",
        rows=3,
        error_messages={"required": "Say how you know that it arrived"},
    )
