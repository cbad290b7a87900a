from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from consent.actions.flags import end_flag, set_flag
from consent.cautions import standing_flags
from consent.forms.flags import EndFlag, NewFlag
from consent.models import Flag
from consent.views.of_child import OfChild
from neston_sharing.foundation.views import RecordingView


class SetFlag(OfChild, RecordingView):
    form_class = NewFlag
    template_name = "consent/flag_new.html"
    back = "child-file"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user, "child": self.found}

    def get_context_data(self, **kwargs):
        return super().get_context_data(flags=standing_flags(self.found), **kwargs)

    def record(self, form) -> str:
        set_flag(by=self.request.user, child=self.found, **form.flag())
        return self.back_url()


class TakeDownFlag(OfChild, RecordingView):
    form_class = EndFlag
    template_name = "consent/flag_end.html"
    back = "child-file"

    @cached_property
    def flag(self) -> Flag:
        return get_object_or_404(self.found.flags.standing().with_people(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(flag=self.flag, **kwargs)

    def record(self, form) -> str:
        end_flag(by=self.request.user, flag=self.flag, why=form.cleaned_data["why"])
        return self.back_url()
