"""What can be signed here, and the columns of whatever was signed: by hand on the tablet, typed, or on paper."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from consent.models.sameness import rows_of
from neston_sharing.foundation.models import Record

MOVED_AWAY = "Recorded under the wrong child. It belongs to another child's file."
MOVED_HERE = "First recorded under another child."
"""What the two files say of what was recorded in the wrong one: neither names the other child."""


class Signable(models.TextChoices):
    """What a person may be entitled to sign, or have delegated to them (guidance: who may consent)."""

    REGISTRATION = "registration", "The registration, to say that they understand"
    ADDITIONAL_NEEDS = "additional_needs", "Consent: information about additional needs"
    DEVELOPMENT_SUMMARIES = "development_summaries", "Consent: development summaries to the next provider or school"
    PARTICULAR = "particular", "Consent: a particular sharing"


def entitled(*, child: str, parent: str, what: str, day: str) -> str:
    """Give SQL, for guards, that holds where somebody may sign `what` for a child on a day (all four are SQL).

    Parental responsibility entitles to everything; caring as family or friend to the registration alone; fostering to
    what was delegated; how any row of the parent stands to any row of the child counts. Both engines read it alike.
    `FamilyLink.may_sign` and `entitled_to` say the same in Python.
    """
    same_child, same_parent = rows_of("consent_child", child), rows_of("consent_parent", parent)
    return (
        f"EXISTS (SELECT 1 FROM consent_familylink l WHERE l.child_id IN {same_child} "  # noqa: S608 (constants)
        f"AND l.parent_id IN {same_parent} "
        f"AND {_stands('l', day)} AND (l.has_responsibility OR (l.carer = 'kinship_carer' AND {what} = 'registration') "
        "OR (l.carer = 'foster_carer' AND EXISTS (SELECT 1 FROM consent_delegation d "
        f"WHERE d.link_id = l.id AND d.what = {what} AND {_stands('d', day)}))))"
    )


def _stands(row: str, day: str) -> str:
    return f"({row}.since IS NULL OR {row}.since <= {day}) AND ({row}.until IS NULL OR {row}.until >= {day})"


def standing_on(day: date) -> Q:
    """The same as a query: rows with `since` and `until` that stand on this day, the first and the last included."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def stands(row, day: date) -> bool:
    """The same of one row."""
    return (row.since is None or row.since <= day) and (row.until is None or row.until >= day)


class Signed(Record):
    """The columns of a signature. `drawing` is strokes of [x, y, ms] points with the canvas's size.

    `scan` holds all `pages` of a form that was signed on paper, in one file.
    """

    class How(models.TextChoices):
        DRAWN = "drawn", "Drawn on the tablet"
        TYPED = "typed", "Name typed on the tablet"
        PAPER = "paper", "On paper, scanned"

    how = models.CharField("how signed", max_length=10, choices=How)
    signed_on = models.DateField("signed on")
    drawing = models.JSONField(null=True)
    typed_name = models.CharField(max_length=200, blank=True)
    scan = models.FileField(upload_to="scans/", blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField("pages of the form", null=True)
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="who saw it signed",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "signature"

    @property
    def is_on_paper(self) -> bool:
        """Otherwise the screen named the child to whoever signed."""
        return self.how == self.How.PAPER


def is_whole() -> Q:
    """What a signature must hold, by how it was given: a drawing, a name, or a scan and who saw the paper signed."""
    return (
        Q(how="drawn", drawing__isnull=False)
        | (Q(how="typed") & ~Q(typed_name=""))
        | (Q(how="paper", witness__isnull=False) & ~Q(scan="") & ~Q(scan_sha256=""))
    )
