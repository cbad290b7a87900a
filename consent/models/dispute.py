from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from consent.models.child import Child
from consent.models.sameness import rows_of
from consent.models.statement import ConsentStatement
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record

OF_THE_MATTER = f"""EXISTS (SELECT 1 FROM consent_consentstatement s
WHERE s.child_id IN {rows_of("consent_child", "NEW.child_id")}
AND s.purpose = NEW.purpose AND s.purpose_detail = NEW.purpose_detail AND s.id = """  # noqa: S608 (constants)


class DisputeResolutionQuerySet(models.QuerySet["DisputeResolution"]):
    def about_child(self, child: Child) -> "DisputeResolutionQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def made_by_day(self, day: date) -> "DisputeResolutionQuerySet":
        return self.filter(recorded_at__date__lte=day)

    def with_people(self) -> "DisputeResolutionQuerySet":
        return self.select_related("recorded_by", "relies_on__parent__merged_into")


class DisputeResolution(Record):
    """A manager's judgement where parents disagree: rely on the one (named), or treat it as no consent.

    It stands for the words that were on file when it was made: as soon as a parent speaks again on the matter, or a
    word that was weighed is noted as recorded wrongly, the dispute is open again (guidance: who may consent).
    """

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="dispute_resolutions")
    purpose = models.CharField("purpose", max_length=30, choices=ConsentStatement.Purpose)
    purpose_detail = models.CharField("which sharing", max_length=300, blank=True)
    relies_on = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="+", null=True)
    last_word = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField("reasons")

    objects = DisputeResolutionQuerySet.as_manager()

    guards = (
        *append_only("The resolution of a dispute"),
        Guard(
            "matter",
            "A dispute is resolved by the words on its matter, relying on a consent that was given",
            ("INSERT",),
            when=(
                f"NOT {OF_THE_MATTER} NEW.last_word_id) OR (NEW.relies_on_id IS NOT NULL "
                f"AND NOT {OF_THE_MATTER} NEW.relies_on_id AND s.statement = 'given'))"
            ),
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("reasons", name="dispute_resolved_with_reasons")]

    def __str__(self) -> str:
        return "resolution of a dispute"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    @property
    def matter(self) -> tuple[str, str]:
        return self.purpose, self.purpose_detail

    @property
    def matter_in_words(self) -> str:
        return self.purpose_detail or self.get_purpose_display()

    @property
    def decided(self) -> str:
        return f"to rely on {self.relies_on.parent.name}" if self.relies_on else "to treat it as no consent"

    @property
    def in_words(self) -> str:
        day = date_format(timezone.localtime(self.recorded_at).date())
        return f"{self.recorded_by.name} decided on {day} {self.decided}: {self.reasons}"
