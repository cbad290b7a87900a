"""When somebody who backs decisions is away, and who stands in."""

from django.http import Http404
from django.urls import reverse

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import Found, RecordingView
from neston_sharing.staff.actions import end_absence, record_absence
from neston_sharing.staff.forms import AbsenceForm
from neston_sharing.staff.models import Absence, User
from neston_sharing.staff.table import BACKS
from neston_sharing.staff.views.people import OfPerson, signed_in


class AbsenceOf(OfPerson, RecordingView):
    """A manager says it for another: whoever is ill does not come in to say so."""

    form_class = AbsenceForm
    template_name = "staff/away.html"
    success_message = "The absence is recorded."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"person": self.found}

    def record(self, form: AbsenceForm) -> str:
        record_absence(by=signed_in(self.request), person=self.found, **form.cleaned_data)
        return self.page

    @property
    def page(self) -> str:
        return self.found.get_absolute_url()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(page=self.page, **kwargs)


class MyAbsence(AbsenceOf):
    may = BACKS

    def find(self) -> User:
        return signed_in(self.request)

    @property
    def page(self) -> str:
        return reverse("staff:me")


class EndAbsence(Found, RecordingView):
    may = (BACKS, "staff.manage")
    form_class = Form
    template_name = "staff/absence_end.html"
    success_message = "The absence has ended."

    def find(self) -> Absence:
        mine = Absence.objects.endable_by(self.request.user).with_names()
        if (absence := mine.numbered(self.kwargs["pk"])) is None:
            raise Http404
        return absence

    @property
    def page(self) -> str:
        person = self.found.person
        return reverse("staff:me") if person == self.request.user else person.get_absolute_url()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(absence=self.found, page=self.page, **kwargs)

    def record(self, form: Form) -> str:
        end_absence(by=signed_in(self.request), absence=self.found)
        return self.page
