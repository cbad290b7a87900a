from django import forms

from consent.forms.addresses import NamedParent
from consent.models import Parent
from consent.presenters.to_sign import Signers
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.forms.layout import neston_helper


class ChooseSigner(Form):
    """Who takes the tablet, of those for whom something waits that they may sign, with what that is."""

    parent = NamedParent(
        label="Who is going to sign?",
        queryset=Parent.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who is going to sign"},
    )

    def __init__(self, *args, signers: Signers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ready, field = signers.ready, self.fields["parent"]
        field.queryset = Parent.objects.filter(pk__in=[signer.link.parent.one_id for signer in ready])
        field.choice_hints = {signer.link.parent.one_id: signer.in_words for signer in ready}
        self.helper = neston_helper(self)
