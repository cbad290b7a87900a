"""The outcome, and whether the family was told."""

from sharing.actions.decide import decide_outcome
from sharing.actions.tell_family import tell_family
from sharing.forms.outcome import NONE_NEEDED, TAKEN, FamilyForm, OutcomeForm
from sharing.steps import Page, url_of_open
from sharing.views.drafting import Drafting

LEGAL = tuple(f"legal_{name}" for name in TAKEN)


class Outcome(Drafting):
    step = Page.OUTCOME
    form_class = OutcomeForm
    template_name = "sharing/outcome.html"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"decision": self.found, "by": self.request.user}

    def get_initial(self) -> dict:
        decision = self.found
        if decision.outcome is None:
            return super().get_initial()
        return super().get_initial() | {
            "outcome": decision.outcome,
            "outcome_reason": decision.outcome_reason,
            "lawful_basis": decision.lawful_basis_id,
            "condition": decision.condition_id or NONE_NEEDED,
            **{name: getattr(decision, name) for name in LEGAL if name != "legal_document"},
            "departs": decision.path.departs_from_duty,
        }

    def record(self, form: OutcomeForm) -> str:
        return url_of_open(decide_outcome(by=self.request.user, decision=self.found, **form.facts(), **form.seen()))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(path=self.found.path, **kwargs)

    def saved(self, shown) -> tuple:
        return shown.outcome


class Family(Drafting):
    step = Page.FAMILY
    form_class = FamilyForm
    template_name = "sharing/family.html"

    def get_initial(self) -> dict:
        names = ("family_told_on", "family_told_how", "family_not_told", "family_not_told_why")
        told = {True: "yes", False: "no"}.get(self.found.family_told)
        return super().get_initial() | {"family_told": told} | {name: getattr(self.found, name) for name in names}

    def record(self, form: FamilyForm) -> str:
        return url_of_open(tell_family(by=self.request.user, decision=self.found, **form.facts()))

    def saved(self, shown) -> tuple:
        return shown.family
