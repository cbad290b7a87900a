import secrets
from typing import Any

from auditlog.models import AbstractLogEntry
from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from neston_sharing.audit import context
from neston_sharing.audit.models.querysets import EntryManager
from neston_sharing.audit.storable import plain, storable
from neston_sharing.foundation.actions import take_writers_lock
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models.inserting import InsertedQuickly

# What an approved disposal takes from an entry, and what stays of it (see NamedRow).
ERASED = {
    "changes": "IS NULL",
    "serialized_data": "IS NULL",
    "additional_data": "IS NULL",
    "object_repr": "= ''",
    "salt": "= ''",
}
KEPT_COLUMNS = (
    "id", "timestamp", "actor_id", "content_type_id", "object_pk", "object_id",
    "action", "event", "subject", "remote_addr", "cid",
)  # fmt: skip


class OutsideTransaction(RuntimeError):
    """An entry must stand or fall with what it tells of: it is written inside a transaction or not at all."""


def new_salt() -> str:
    """Give 128 random bits: no short value can be guessed from an entry's digest once its payload is erased."""
    return secrets.token_hex(16)


class Entry(InsertedQuickly, AbstractLogEntry):
    """One thing that somebody did: a change of a row, or an event that is none (a sign-in, a file opened)."""

    content_type = models.ForeignKey(
        "contenttypes.ContentType",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        verbose_name="kind of record",
    )
    object_pk = models.CharField("key of the record", max_length=255, blank=True, default="")
    object_id = models.BigIntegerField("number of the record", null=True)
    object_repr = models.TextField("name of the record", blank=True, default="")
    action = models.PositiveSmallIntegerField(
        "action", choices=AbstractLogEntry.Action.choices, default=AbstractLogEntry.Action.ACCESS
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        verbose_name="person",
    )
    cid = models.CharField("request", max_length=32, blank=True, default="")
    timestamp = models.DateTimeField("time")
    subject = models.CharField("child's reference", max_length=40, blank=True, default="")
    event = models.CharField("event that is no change of a row", max_length=40, blank=True, default="")
    salt = models.CharField(max_length=32, default=new_salt)

    # Columns of auditlog's that are filled here.
    remote_addr: str | None
    changes: Any
    additional_data: Any

    # Columns of auditlog's that would be empty here, or would keep personal data a second time.
    changes_text = None
    remote_port = None
    actor_email = None

    objects = EntryManager()

    guards = append_only("An entry of the audit log")

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["subject", "-id"], name="entry_subject_newest"),
            models.Index(fields=["actor", "-id"], name="entry_actor_newest"),
            models.Index(fields=["content_type", "-id"], name="entry_kind_newest"),
            models.Index(fields=["event", "-id"], name="entry_event_newest"),
            models.Index(fields=["timestamp", "id"], name="entry_by_time"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk}"

    @property
    def is_erased(self) -> bool:
        """Whether its payload was disposed of: its salt, which every entry has, went with it."""
        return not self.salt

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("An entry of the audit log is written once and never changed")
        if not connection.in_atomic_block:
            raise OutsideTransaction("An entry of the audit log is written inside a transaction")
        take_writers_lock()
        self._complete()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An entry of the audit log is never deleted")

    def _complete(self) -> None:
        """Say when and who, now that nobody else can write, in values that both engines give back unchanged."""
        now, here = timezone.now(), context.current()
        self.timestamp = now.replace(microsecond=now.microsecond // 1000 * 1000)
        self.actor = self.actor or here.find_actor()
        self.remote_addr = self.remote_addr or here.address
        self.cid = self.cid or here.correlation
        self.object_pk, self.object_repr = plain(str(self.object_pk)), plain(self.object_repr)
        self.changes, self.additional_data = storable(self.changes), storable(self.additional_data)
