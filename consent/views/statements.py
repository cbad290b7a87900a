"""What parents say about sharing: the history, and recording more of it (policy 3.4)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from consent.actions.requests import answer_on_paper
from consent.actions.statements import (
    invalidate_statement,
    record_consent,
    withdraw_consent,
)
from consent.forms.statements import InvalidateForm, StatementForm, WithdrawForm
from consent.models import Child, ConsentStatement
from consent.presenters.consent_form import papers_of
from consent.presenters.misfiled import Misfiled
from consent.presenters.receipts import receipts_of
from consent.presenters.requests import waiting
from consent.presenters.statements import history
from consent.views.of_child import OfChild
from consent.views.opening import OpensFile
from neston_sharing.foundation.views import Page, RecordingView

LONGEST_WAY_BACK = 300


class OfStatement(OpensFile):
    """Mixed into views about one statement: `found`, in the page `statement`."""

    def find(self) -> ConsentStatement:
        statements = ConsentStatement.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(statements, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(statement=self.found, child=self.found.child, **kwargs)


class ComesBack(View):
    """Mixed into forms that lead back to where one came from: `?next=` a path of ours, else the child's consents."""

    def way_back(self, child: Child) -> str:
        asked = self.request.GET.get("next", "")
        ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
        if ours and len(asked) <= LONGEST_WAY_BACK:
            return asked
        return reverse("consent:statements", args=[child.reference])


class Statements(OfChild, Page):
    may = ("consent.view_every_child", "consent.view_own_children")
    template_name = "consent/statements.html"

    def get_context_data(self, **kwargs) -> dict:
        child, filed = self.found, Misfiled(self.found, self.request.user)
        links = list(child.links.with_people().with_delegations())
        matters = history(child, filed, links)
        counting = [voice.last for matter in matters for voice in matter.voices if voice.last]
        lists = {"waiting": waiting(child), "receipts": receipts_of(child), "to_ask": filed.to_ask(counting)}
        lists["papers"] = papers_of(links)
        return super().get_context_data(matters=matters, **lists, **kwargs)


class NewStatement(OfChild, ComesBack, RecordingView):
    may = "consent.record_consent"
    form_class = StatementForm
    template_name = "consent/statement_new.html"
    success_message = "What they said is recorded."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"child": self.found}

    def get_initial(self) -> dict:
        asked = self.request.GET
        return {
            "agencies": asked.getlist("agency"),
            "purpose": asked.get("purpose"),
            "statement": asked.get("statement"),
        }

    def get_context_data(self, **kwargs) -> dict:
        cautions = self.found.flags.standing().do_not_discuss()
        way_back = self.way_back(self.found)
        return super().get_context_data(do_not_discuss=cautions.exists(), way_back=way_back, **kwargs)

    def record(self, form) -> str:
        act = answer_on_paper if form.on_paper else record_consent
        act(by=self.request.user, child=self.found, **form.said())
        return self.way_back(self.found)


class Withdraw(OfStatement, ComesBack, RecordingView):
    may = "consent.record_consent"
    form_class = WithdrawForm
    template_name = "consent/statement_withdraw.html"
    success_message = "The consent is withdrawn. From now on it is not relied on."

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(way_back=self.way_back(self.found.child), **kwargs)

    def record(self, form) -> str:
        withdraw_consent(by=self.request.user, statement=self.found, **form.cleaned_data)
        return self.way_back(self.found.child)


class Invalidate(OfStatement, ComesBack, RecordingView):
    may = "consent.manage_policies"
    form_class = InvalidateForm
    template_name = "consent/statement_invalidate.html"
    success_message = "Noted: this was recorded wrongly and does not count."

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(way_back=self.way_back(self.found.child), **kwargs)

    def record(self, form) -> str:
        invalidate_statement(by=self.request.user, statement=self.found, **form.cleaned_data)
        return self.way_back(self.found.child)
