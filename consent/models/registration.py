from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from consent.models.child import Child
from consent.models.family import Parent
from consent.models.policy import PolicyVersion
from consent.models.sameness import rows_of
from consent.models.signing import MOVED_AWAY, MOVED_HERE, Signed, entitled, is_whole
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only, frozen_when, frozen_with_parent
from neston_sharing.foundation.models import Audited, Record
from neston_sharing.foundation.models.gates import gate

CHILD_OF_REGISTRATION = "(SELECT r.child_id FROM consent_registration r WHERE r.id = NEW.registration_id)"


SIGNED_FOR_ANOTHER = f"""NEW.moved_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM consent_misfiling m
JOIN consent_signature g ON g.id = m.signature_id
WHERE g.id = NEW.moved_from_id AND m.child_id IN {rows_of("consent_child", CHILD_OF_REGISTRATION)}
AND g.parent_id IN {rows_of("consent_parent", "NEW.parent_id")})"""  # noqa: S608 (constants)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def signed(self) -> "RegistrationQuerySet":
        return self.filter(signature__isnull=False)

    def standing(self) -> "RegistrationQuerySet":
        """Signed, and for the child under whom they stand."""
        return self.signed().filter(signature__misfiling__isnull=True)

    def open(self) -> "RegistrationQuerySet":
        return self.filter(signature__isnull=True, closed_at__isnull=True)

    def newest_first(self) -> "RegistrationQuerySet":
        """The last begun comes first: that is the one that counts."""
        return self.order_by("-started_at", "-id")

    def to_sign(self) -> "Registration | None":
        """Of one child's: the last begun, if it is open.

        A child who was entered twice may have another open one, which a later signature has left behind.
        """
        last = self.filter(signature__misfiling__isnull=True).newest_first().first()
        return None if last is None or last.is_signed else last

    def whole(self) -> "RegistrationQuerySet":
        """With all that a page or a copy says of it: the child, who explained, who signed, what was given."""
        people = (
            "explained_by",
            "started_by",
            "child",
            "signature__parent",
            "signature__witness",
            "signature__receipt",
            "signature__misfiling",
            "signature__moved_from__misfiling",
        )
        return self.select_related(*people).prefetch_related("policies_given__version")

    @gate
    def visible_to(self, user) -> "RegistrationQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))


class Registration(Audited):
    """A child's registration (policy 2.2, 3.3): how it was explained, what was given. Signed, it is closed for good."""

    class Explained(models.TextChoices):
        SPOKEN = "spoken", "Spoken, face to face"
        PROSPECTUS = "prospectus", "In the prospectus"
        FORM = "form", "On the registration form"

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="registrations")
    explained_how = models.CharField("how it was explained", max_length=20, choices=Explained)
    explained_note = models.TextField("note", blank=True, help_text="For example, with an interpreter")
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="explained by"
    )
    explained_on = models.DateField("explained on", default=timezone.localdate)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)  # set with the signature: one open registration a child

    objects = RegistrationQuerySet.as_manager()

    traces: list  # told by the page that lists what was signed

    guards = frozen_when("OLD.closed_at IS NOT NULL", "A signed registration")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(closed_at__isnull=True), name="one_open_registration_a_child"
            ),
            one_of("explained_how", ["spoken", "prospectus", "form"], name="registration_was_explained"),
        ]

    def __str__(self) -> str:
        return "registration"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    @property
    def is_signed(self) -> bool:
        return self.closed_at is not None

    @property
    def stands(self) -> bool:
        """Whether it is signed, and for the child under whom it stands."""
        return self.is_signed and not self.signature.is_misfiled


class PolicyGivenQuerySet(models.QuerySet["PolicyGiven"]):
    def signed_for(self, children, policy: str) -> "PolicyGivenQuerySet":
        """Every version of a policy that parents of these children signed for, the oldest signature first."""
        given = self.filter(version__policy=policy, registration__child__in=children)
        signed = given.filter(registration__signature__isnull=False, registration__signature__misfiling__isnull=True)
        signed = signed.select_related("version", "registration__signature__parent")
        return signed.order_by("registration__signature__signed_on", "pk")


class PolicyGiven(Audited):
    """The version of a policy that the parent was given at registration (policy 2.2)."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="policies_given")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")

    objects = PolicyGivenQuerySet.as_manager()

    guards = frozen_with_parent(
        "consent_registration", "registration_id", "p.closed_at IS NOT NULL", "A policy given at registration"
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["registration", "version"], name="given_once")]

    def __str__(self) -> str:
        return "policy given"

    @property
    def audit_subject(self) -> str:
        return self.registration.child.reference


class SignatureQuerySet(models.QuerySet["Signature"]):
    def standing(self) -> "SignatureQuerySet":
        """Those that stand under the child for whom they were given."""
        return self.filter(misfiling__isnull=True)


class Signature(Signed):
    """What the parent signed, when, how, and exactly which words were before them (policy 2.2, 3.3).

    It acknowledges that the parent understands; it is not consent to share. `wording` is the page as it was shown: a
    list of {"heading", "paragraphs", "points"}.
    """

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="signature")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="signatures")
    has_policy = models.BooleanField("has the Information Sharing Policy")
    understands_sharing = models.BooleanField("understands when information may be shared without consent")
    has_safeguarding = models.BooleanField("has information on safeguarding")
    has_other_circumstances = models.BooleanField("has information on special needs and transition to school")
    wording_version = models.CharField(max_length=20)
    wording = models.JSONField()
    moved_from = models.OneToOneField("self", on_delete=models.PROTECT, related_name="moved_to", null=True)

    objects = SignatureQuerySet.as_manager()

    guards = (
        *append_only("A signature"),
        Guard(
            "moved_from",
            "What was first signed under another child is recorded anew for the child to whom it belongs, "
            "of the same parent",
            ("INSERT",),
            when=SIGNED_FOR_ANOTHER,
        ),
        Guard(
            "responsibility",
            "Only a person who is entitled to sign for this child can sign",
            ("INSERT",),
            when="NOT "
            + entitled(child=CHILD_OF_REGISTRATION, parent="NEW.parent_id", what="'registration'", day="NEW.signed_on"),
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    has_policy=True, understands_sharing=True, has_safeguarding=True, has_other_circumstances=True
                ),
                name="four_acknowledgements",
            ),
            models.CheckConstraint(condition=is_whole(), name="signature_is_whole"),
        ]

    @property
    def audit_subject(self) -> str:
        return self.registration.child.reference

    @property
    def is_misfiled(self) -> bool:
        """Whether it was given for another child than the one under whom it stands."""
        return hasattr(self, "misfiling")

    @property
    def trace(self) -> str:
        """Say that it stands in the wrong child's file, or stood there first; "" of any other."""
        if self.is_misfiled:
            return MOVED_AWAY
        return f"{MOVED_HERE} {self.moved_from.misfiling.reason}" if self.moved_from else ""


class SpokenAcknowledgementQuerySet(models.QuerySet["SpokenAcknowledgement"]):
    @gate
    def visible_to(self, user) -> "SpokenAcknowledgementQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("registration__child"))))

    def outstanding(self) -> "SpokenAcknowledgementQuerySet":
        """The last spoken acknowledgement of each registration that is not signed yet, the earliest due first."""
        later = self.model.objects.filter(registration=OuterRef("registration"), pk__gt=OuterRef("pk"))
        unsigned = self.filter(registration__closed_at__isnull=True).exclude(Exists(later))
        return unsigned.select_related("parent", "registration__child").order_by("confirm_by", "id")


class SpokenAcknowledgement(Record):
    """A parent said the four acknowledgements aloud, and will sign by a day: until then the registration stays open."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="spoken")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField("said on")
    circumstances = models.TextField("where, and who heard it")
    confirm_by = models.DateField("to be signed by")

    objects = SpokenAcknowledgementQuerySet.as_manager()

    guards = (
        *append_only("A spoken acknowledgement"),
        Guard(
            "responsibility",
            "Only a person who is entitled to sign for this child can acknowledge its registration",
            ("INSERT",),
            when="NOT "
            + entitled(child=CHILD_OF_REGISTRATION, parent="NEW.parent_id", what="'registration'", day="NEW.said_on"),
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("circumstances", name="spoken_acknowledgement_was_heard"),
            models.CheckConstraint(
                condition=models.Q(confirm_by__gte=models.F("said_on")), name="acknowledgement_confirmed_after_said"
            ),
        ]

    def __str__(self) -> str:
        return "spoken acknowledgement"

    def is_overdue(self, on: date | None = None) -> bool:
        return self.confirm_by < (on or timezone.localdate())

    @property
    def audit_subject(self) -> str:
        return self.registration.child.reference
