"""Which models are audited: all, but for those named here with a reason."""

from auditlog.registry import auditlog
from django.apps import apps
from django.db import models

NOT_AUDITED = {
    "audit.entry": "the log itself",
    "audit.seal": "the log itself",
    "audit.namedrow": "as many as there is to dispose of: the line that names them holds their hash, and is audited",
    "auditlog": "the library's own entry model, which ours replaces",
    "contenttypes": "numbers for kinds of record, written by migrations",
    "sessions": "who is signed in just now; signing in and out are events of their own",
    "auth": "Django's permissions and groups: ours are in the table of roles",
    "account": "allauth's copy of an e-mail address, which is audited on the person, written outside transactions",
    "mfa": "second factors, saved by allauth; setting one up, removing and failing are events of their own",
    "staff.signintries": "wrong tries in a row, by a digest; each try, lock-out and unlocking is an event of its own",
    "foundation.onetimekey": "a form's key, which says nothing about anyone",
}

# Left out wherever they occur. A model names further secrets of its own in `unlogged`.
SECRET_FIELDS = {"password", "last_login"}


def is_audited(model: type[models.Model]) -> bool:
    return model._meta.managed and not {model._meta.app_label, model._meta.label_lower} & set(NOT_AUDITED)


def register_all() -> None:
    for model in apps.get_models(include_auto_created=True):
        if is_audited(model) and not auditlog.contains(model):
            auditlog.register(model, include_fields=logged_fields(model))


def logged_fields(model: type[models.Model]) -> list[str]:
    """Name the columns whose values are kept: all but secrets (and never the relations that point back here)."""
    secret = SECRET_FIELDS | set(getattr(model, "unlogged", ()))
    return [field.name for field in model._meta.concrete_fields if field.name not in secret]
