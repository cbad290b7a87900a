from django.conf import settings
from django.db import models

from neston_sharing.foundation.models.inserting import InsertedQuickly


class OneTimeKey(InsertedQuickly):
    """One form that was shown and then posted: its key, and where its first answer stands.

    A double click, a resend or a retry after a crash finds the row and is led to the first answer. It holds no
    child's data: `result` is a path, which names children and decisions by reference only.
    """

    key = models.UUIDField(primary_key=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    used_at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(max_length=500)

    def __str__(self) -> str:
        return str(self.key)
