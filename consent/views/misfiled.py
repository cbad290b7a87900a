"""What a parent said or signed was recorded under the wrong child."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from consent.actions.misfiled_registrations import misfile_registration
from consent.actions.misfiling import misfile_statement
from consent.forms.misfiled import MisfiledForm
from consent.models import Child, Registration
from consent.views.of_child import OfChild
from consent.views.statements import ComesBack, OfStatement
from neston_sharing.foundation.views import RecordingView

CARRIED_OVER = "It stands in the right child's file now. Both files say so."
TO_BE_ASKED = "It is noted as recorded wrongly. Ask the parent for this child: their answer will point back at it."


class Misfiled(RecordingView):
    """Asks for the right child, then leads to that child's page."""

    may = "consent.manage_policies"
    form_class = MisfiledForm
    page = ""  # of the right child, where it stands or is to be asked

    @property
    def wrong(self) -> Child:
        raise NotImplementedError

    @property
    def on_screen(self) -> bool:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict:
        asked = {"user": self.request.user, "wrong": self.wrong, "on_screen": self.on_screen}
        return super().get_form_kwargs() | asked

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(on_screen=self.on_screen, **kwargs)

    def there(self, form) -> str:
        """Say what was done, and give the page of the right child."""
        said = form.said()
        messages.success(self.request, CARRIED_OVER if said["about_right_child"] else TO_BE_ASKED)
        return reverse(self.page, args=[said["child"].reference])


class StatementMisfiled(OfStatement, ComesBack, Misfiled):
    template_name = "consent/statement_misfiled.html"
    page = "consent:statements"

    @property
    def wrong(self) -> Child:
        return self.found.child.one

    @property
    def on_screen(self) -> bool:
        return self.found.was_on_screen

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(way_back=self.way_back(self.wrong), **kwargs)

    def record(self, form) -> str:
        misfile_statement(by=self.request.user, statement=self.found, **form.said())
        return self.there(form)


class RegistrationMisfiled(OfChild, Misfiled):
    may = "consent.manage_policies"
    template_name = "consent/registration_misfiled.html"
    page = "consent:registration"

    @cached_property
    def registration(self) -> Registration:
        standing = self.found.registrations.whole().standing()
        return get_object_or_404(standing, pk=self.kwargs["pk"])

    @property
    def wrong(self) -> Child:
        return self.found

    @property
    def on_screen(self) -> bool:
        return not self.registration.signature.is_on_paper

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(registration=self.registration, **kwargs)

    def record(self, form) -> str:
        misfile_registration(by=self.request.user, registration=self.registration, **form.said())
        return self.there(form)
