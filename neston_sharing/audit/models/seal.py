from django.db import models

from neston_sharing.audit.models.entry import Entry
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models.inserting import InsertedQuickly


class Seal(InsertedQuickly):
    """A link of the chain: the digest of one entry and the hash of the link before it.

    The sequence is contiguous (no database sequence gives it, so nothing rolled back leaves a gap), and no link has
    two successors: the chain can neither fork nor lose a link unseen.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    guards = append_only("A seal of the audit log")

    class Meta:
        ordering = ["-sequence"]
        default_permissions = ()
        # Not `unique=True`, to which Django adds an index for texts that begin alike: every saved row would pay for it.
        constraints = [models.UniqueConstraint(fields=["previous"], name="seal_follows_each_once")]

    def __str__(self) -> str:
        return f"Seal {self.sequence}"
