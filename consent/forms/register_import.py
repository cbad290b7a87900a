from consent.importing import reading
from neston_sharing.foundation.lists import forms


class BringList(forms.BringList):
    """Refuses what is no list of children."""

    read = staticmethod(reading.read)
