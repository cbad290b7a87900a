from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from consent.actions.addresses import add_address, change_address
from consent.forms.addresses import AddressChange, AddressForm
from consent.models import Address
from consent.views.of_child import OfChild
from neston_sharing.foundation.views import EditingView, RecordingView


class AddAddress(OfChild, RecordingView):
    form_class = AddressForm
    template_name = "consent/address.html"
    back = "consent:parents"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "child": self.found}

    def record(self, form) -> str:
        add_address(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.back_url()


class ChangeAddress(EditingView, AddAddress):
    form_class = AddressChange

    @cached_property
    def address(self) -> Address:
        return get_object_or_404(self.found.addresses, pk=self.kwargs["pk"])

    def stands(self) -> dict:
        return {name: getattr(self.address, name) for name in AddressChange.base_fields}

    def get_context_data(self, **kwargs):
        return super().get_context_data(address=self.address, **kwargs)

    def record(self, form) -> str:
        change_address(by=self.request.user, address=self.address, **form.cleaned_data)
        return self.back_url()
