from typing import Self

from django.db import models
from django.db.models import Q

from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.models.record import Audited


class SettingQuerySet(models.QuerySet["Setting"]):
    def current(self) -> "Setting | None":
        """Give the one setting that this installation serves, or None before it is set up."""
        return self.first()

    def lacking_numbers(self) -> Self:
        """Those of which a number to call is not known: staff are told on every page to ask their manager."""
        return self.filter(Q(social_care_phone="") | Q(social_care_out_of_hours_phone="") | Q(lado_phone=""))


class Setting(Audited):
    """The pre-school itself: its name, and the local numbers that stand on every page."""

    class ReviewWeeks(models.IntegerChoices):
        ONE = 1, "Every week"
        TWO = 2, "Every two weeks"
        FOUR = 4, "Every four weeks"
        EIGHT = 8, "Every eight weeks"
        THIRTEEN = 13, "Every thirteen weeks"

    name = models.CharField("name of the setting", max_length=200)
    address = models.TextField("address", blank=True)
    telephone = models.CharField("telephone", max_length=40, blank=True)
    local_authority = models.CharField("local authority", max_length=200, blank=True)
    social_care_phone = models.CharField("children's social care, in hours", max_length=40, blank=True)
    social_care_out_of_hours_phone = models.CharField("children's social care, out of hours", max_length=40, blank=True)
    lado_phone = models.CharField("LADO (designated officer of the local authority)", max_length=40, blank=True)
    police_phone = models.CharField("police, not an emergency", max_length=40, default="101")
    review_weeks = models.PositiveSmallIntegerField(
        "how often the audit log is reviewed", choices=ReviewWeeks, default=ReviewWeeks.FOUR
    )
    demonstration = models.BooleanField("holds demonstration data", default=False, editable=False)

    objects = SettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_setting_an_installation"),
            one_of("review_weeks", [1, 2, 4, 8, 13], name="setting_reviews_the_log"),
        ]

    def __str__(self) -> str:
        return self.name
