from django.db import models
from django.db.models import Exists, OuterRef

from consent.models.child import Child
from consent.models.family import Parent
from consent.models.signing import Signable, Signed, entitled, is_whole
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models.gates import gate

MAY_CONSENT_TO_SOMETHING = " OR ".join(
    entitled(child="NEW.child_id", parent="NEW.parent_id", what=f"'{what}'", day="NEW.signed_on")
    for what in Signable
    if what != Signable.REGISTRATION
)


class ConsentSignatureQuerySet(models.QuerySet["ConsentSignature"]):
    @gate
    def visible_to(self, user) -> "ConsentSignatureQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def whole(self) -> "ConsentSignatureQuerySet":
        """With all that its page says: whose it is, who saw it, and the statements that rest on it."""
        rest_on_it = ("statements", "confirms__statement")
        return self.select_related("child", "parent", "witness", "recorded_by").prefetch_related(*rest_on_it)


class ConsentSignature(Signed):
    """One signature under one or several statements about consent, with the words that were before the parent.

    `shown` is the page or the paper as it was shown: a list of {"heading", "paragraphs", "points"}.
    """

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="consent_signatures")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="consent_signatures")
    shown = models.JSONField()

    objects = ConsentSignatureQuerySet.as_manager()

    guards = (
        *append_only("A signature"),
        Guard(
            "responsibility",
            "Only a person who is entitled to consent for this child can sign about consent",
            ("INSERT",),
            when=f"NOT ({MAY_CONSENT_TO_SOMETHING})",
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=is_whole(), name="consent_signature_is_whole")]

    @property
    def audit_subject(self) -> str:
        return self.child.reference
