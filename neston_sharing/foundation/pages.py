"""The pages of the house itself: whether it is well, and what it is called."""

from django.contrib.auth.decorators import login_not_required
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from neston_sharing.foundation import numbers
from neston_sharing.foundation.details import change_setting
from neston_sharing.foundation.forms.setting import SettingForm
from neston_sharing.foundation.health import Finding, examine
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.views import EditingView


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 if all is well and 503 if not, to anyone; JSON where it is asked for.

    Unless all is well the page is drawn without the request: what every other page shows (the setting, who is signed
    in) comes from the database, which may be what is wrong.
    """
    findings = examine()
    well = not any(finding.trouble for finding in findings)
    status = 200 if well else 503
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"well": well, "findings": [_as_json(finding) for finding in findings]}, status=status)
    context = {"findings": findings, "well": well, "setting": Setting.objects.current() if well else numbers.kept()}
    page = render_to_string("foundation/health.html", context, request if well else None)
    return HttpResponse(page, status=status)


def _as_json(finding: Finding) -> dict:
    return {"what": finding.what, "well": not finding.trouble, "trouble": finding.trouble}


class SettingDetails(EditingView):
    may = "foundation.change_setting"
    form_class = SettingForm
    template_name = "foundation/setting.html"
    success_message = "The setting's details are saved."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"instance": self._setting()}

    def stands(self) -> dict:
        return model_to_dict(self._setting(), self.form_class.Meta.fields)

    def _setting(self) -> Setting:
        return Setting.objects.current() or Setting(pk=1)

    def record(self, form: SettingForm) -> str:
        change_setting(by=self.request.user, **form.cleaned_data)
        return reverse("setting")
