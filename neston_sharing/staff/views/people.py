from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import SIGNED_IN, EditingView, Found, Page, RecordingView
from neston_sharing.staff.actions import change_roles, deactivate, reactivate
from neston_sharing.staff.forms import RolesForm
from neston_sharing.staff.models import Absence, OneTimeCode, RoleHolding, User
from neston_sharing.staff.presenters import describe, row, state
from neston_sharing.staff.table import BACKS, ENOUGH_BACKERS


def signed_in(request: HttpRequest) -> User:
    """Who asks: every page of the staff list is for somebody who is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class StaffList(Page):
    may = "staff.manage"
    template_name = "staff/list.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            columns=["Name", "Post", "Roles", "State"],
            people=[row(user) for user in User.objects.active().by_name().with_roles().with_absence()],
            leavers=[row(user) for user in User.objects.leavers().by_name().with_roles()],
            too_few_backers=User.objects.who_may(BACKS).able_to_sign_in().present().count() < ENOUGH_BACKERS,
            **kwargs,
        )


class OfPerson(Found):
    """Views about one member of staff, for managers."""

    may = "staff.manage"

    def find(self) -> User:
        return get_object_or_404(User.objects.with_roles(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(person=self.found, **kwargs)


class Person(OfPerson, Page):
    template_name = "staff/person.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            rows=describe(self.found),
            state=state(self.found),
            holdings=RoleHolding.objects.of(self.found).with_names(),
            backs=self.found.has_perm(BACKS),
            absences=Absence.objects.of(self.found).to_come().with_names(),
            is_me=self.found == self.request.user,
            **kwargs,
        )


class Me(Page):
    """One's own page, for everybody: what stands about them, what they may do, their password."""

    may = SIGNED_IN
    template_name = "staff/me.html"

    def get_context_data(self, **kwargs) -> dict:
        me = signed_in(self.request)
        return super().get_context_data(
            rows=describe(me),
            held=me.roles_held,
            backs=me.has_perm(BACKS),
            absences=Absence.objects.of(me).to_come().with_names(),
            last_code=OneTimeCode.objects.resets().of(me).last_used(),
            **kwargs,
        )


class ChangeRoles(OfPerson, EditingView):
    form_class = RolesForm
    template_name = "staff/roles.html"
    success_message = "Their roles are changed."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.found}

    def stands(self) -> dict:
        return {"roles": sorted(self.found.role_names), "until": self.found.last_day}

    def record(self, form: RolesForm) -> str:
        return change_roles(by=signed_in(self.request), user=self.found, **form.cleaned_data).get_absolute_url()


class Confirmed(OfPerson, RecordingView):
    """A question about a person, and one button."""

    form_class = Form


class Deactivate(Confirmed):
    template_name = "staff/deactivate.html"
    success_message = "They can no longer sign in."

    def record(self, form: Form) -> str:
        return deactivate(by=signed_in(self.request), user=self.found).get_absolute_url()


class Reactivate(Confirmed):
    template_name = "staff/reactivate.html"
    success_message = "They can sign in again."

    def record(self, form: Form) -> str:
        return reactivate(by=signed_in(self.request), user=self.found).get_absolute_url()
