from typing import Any

from django import forms
from django.utils import timezone

from sharing.overview.periods import Period, periods


class PeriodFilter(forms.Form):
    """Which stretch of time is looked back on, as its address says; what is not valid is the first choice."""

    fields: dict[str, Any]

    period = forms.ChoiceField(label="Look back on", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {period.code: period for period in periods(timezone.localdate())}
        self.fields["period"].choices = [(code, period.title) for code, period in self.periods.items()]

    def chosen(self) -> Period:
        asked = self.cleaned_data["period"] if self.is_valid() else ""
        return self.periods.get(asked) or next(iter(self.periods.values()))

    def chosen_term(self) -> Period:
        """The term that was asked for, or the running one: the committee is told of whole terms."""
        period = self.chosen()
        return period if period.is_term else next(each for each in self.periods.values() if each.is_term)


class TermFilter(PeriodFilter):
    """Whole terms alone: from stretches that overlap, what was withheld of one could be worked out."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {code: period for code, period in self.periods.items() if period.is_term}
        self.fields["period"].choices = [(code, period.title) for code, period in self.periods.items()]
