from django.db import models

from consent.models.child import Child
from consent.models.family import Parent
from consent.models.signing import Signed, is_whole
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.guards import append_only


class ConsentSignature(Signed):
    """One signature under one or several statements about consent, with the words that were before the parent.

    `shown` is the page or the paper as it was shown: a list of {"heading", "paragraphs", "points"}.
    """

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="consent_signatures")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="consent_signatures")
    shown = models.JSONField()

    guards = append_only("A signature")

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=is_whole(), name="consent_signature_is_whole")]

    @property
    def audit_subject(self) -> str:
        return self.child.reference
