from django.db import models
from django.db.models import CheckConstraint, Q


class LegallyAdvised(models.Model):
    """The legal advice on departing from a court order: who gave it, when and how, what they said, their letter if any.

    Columns of the decision that it is about: they close with it. Before they were asked apart, `legal_advice` held all.
    """

    class How(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        MEETING = "meeting", "At a meeting"
        EMAIL = "email", "By e-mail"
        LETTER = "letter", "By letter"

    legal_adviser = models.CharField("who gave the legal advice", max_length=150, blank=True)
    legal_post = models.CharField("the legal adviser's post", max_length=150, blank=True)
    legal_firm = models.CharField("the legal adviser's firm or council", max_length=200, blank=True)
    legal_advised_on = models.DateField("when the legal advice was given", null=True)
    legal_how = models.CharField("how the legal advice was given", max_length=20, choices=How, blank=True)
    legal_advice = models.TextField("legal advice on departing from a court order", blank=True)
    legal_document = models.FileField("the legal advice in writing", upload_to="legal/", blank=True)
    legal_document_name = models.CharField(max_length=200, blank=True)
    legal_document_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    @property
    def is_legally_advised(self) -> bool:
        return bool(self.legal_advice and self.legal_adviser)


DOCUMENT = ("legal_document", "legal_document_name", "legal_document_sha256")

_NOBODY = Q(legal_adviser="", legal_post="", legal_firm="", legal_how="", legal_document="", legal_advised_on=None)
_WHOLE = Q(legal_advised_on__isnull=False)
for _name in ("legal_adviser", "legal_post", "legal_firm", "legal_how", "legal_advice"):
    _WHOLE &= ~Q(**{_name: ""})

LEGAL_ADVICE_IS_WHOLE = CheckConstraint(condition=_NOBODY | _WHOLE, name="legal_advice_says_who_when_and_how")
