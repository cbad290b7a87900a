"""Whether the records themselves stand as the sealed log says: the second half of a verification.

The log holds every value that a row was saved with. Put together in order, they must give the row as it is now; a row
that differs was changed by other means than the product, however well the log itself was kept.

People work meanwhile: between a row and its entries something may be recorded. So whatever seems wrong is read once
more while nobody writes, and only what is wrong then is a fault.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditlog.diff import model_instance_diff
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.db import models

from neston_sharing.audit.erased import gone
from neston_sharing.audit.models import Entry
from neston_sharing.audit.models.querysets import BELOW_ALL
from neston_sharing.audit.verifier import Fault
from neston_sharing.foundation.actions import recording

CHUNK = 500
CREATE, DELETE = Entry.Action.CREATE, Entry.Action.DELETE

Logged = tuple[int, dict]  # an action, and the changes that it made: field → [old, new]


def differences() -> Iterator[Fault]:
    """Give a fault for every row that differs from what was logged of it, that is gone, or that was never logged."""
    for model in sorted(auditlog.get_models(), key=lambda model: model._meta.label):
        yield from _of_model(model)


def _of_model(model: type[models.Model]) -> Iterator[Fault]:
    """Walk rows and entries by the row's number, a chunk at a time, so that memory stays flat."""
    after, table, log = BELOW_ALL, model._meta.db_table, _log_of(model)
    while rows := {row.pk: row for row in model._default_manager.filter(pk__gt=after).order_by("pk")[:CHUNK]}:
        until = max(rows)
        disposed = gone(table, after, until)
        seems = _wrong(rows, _logged(log.filter(object_id__gt=after, object_id__lte=until)), disposed)
        yield from _still_wrong(model, list(seems))
        after = until
    disposed = gone(table, after, None)
    yield from _still_wrong(model, list(_wrong({}, _logged(log.filter(object_id__gt=after)), disposed)))


def _still_wrong(model: type[models.Model], numbers: Sequence[int]) -> Iterator[Fault]:
    """Read these rows and their entries again, under the lock that keeps writers out, and give what is wrong then."""
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        with recording():
            rows = model._default_manager.in_bulk(some)
            disposed = gone(model._meta.db_table, some[0] - 1, some[-1])
            wrong = _wrong(rows, _logged(_log_of(model).filter(object_id__in=some)), disposed)
        for pk, words in wrong.items():
            yield Fault(None, f"The {model._meta.verbose_name} number {pk} {words}")


def _log_of(model: type[models.Model]) -> models.QuerySet:
    log = Entry.objects.of_model(ContentType.objects.get_for_model(model).pk)
    return log.filter(action__lte=DELETE, object_id__isnull=False)


def _logged(log: models.QuerySet) -> Mapping[int, list[Logged]]:
    logged: dict[int, list[Logged]] = defaultdict(list)
    for pk, action, changes in log.order_by("id").values_list("object_id", "action", "changes"):
        logged[pk].append((action, changes or {}))
    return logged


def _wrong(rows: Mapping[int, models.Model], logged: Mapping[int, list[Logged]], disposed: set[int]) -> dict[int, str]:
    """Say, by number and in its order, what is wrong with rows that do not stand as the log says."""
    said = {
        pk: _is_back(rows.get(pk)) if pk in disposed else _what_is_wrong(rows.get(pk), logged.get(pk, []))
        for pk in sorted({*rows, *logged})
    }
    return {pk: words for pk, words in said.items() if words}


def _is_back(row: models.Model | None) -> str:
    """Of what was disposed of, nothing is compared: its values are in no log any more."""
    return "was disposed of, and is there again" if row else ""


def _what_is_wrong(row: models.Model | None, logged: list[Logged]) -> str:
    deleted = bool(logged) and logged[-1][0] == DELETE
    if row is None:
        return "" if deleted else "is gone, and nothing in the log says that it was deleted"
    if not logged or logged[0][0] != CREATE or deleted:
        return "was added by other means than the product"
    if wrong := _differing(row, as_logged(logged)):
        return f"is not as it was recorded: {', '.join(wrong)} changed by other means than the product"
    return ""


def as_logged(logged: Iterable[Logged]) -> dict[str, object]:
    """Put a row together from what was logged of it: field → its last value."""
    return {field: new for _, changes in logged for field, (_, new) in changes.items()}


def _differing(row: models.Model, expected: dict[str, object]) -> list[str]:
    """Name the fields whose value is another than the log's, in their people's words."""
    now, expected = _values(row), _values(type(row)()) | expected
    return [
        str(field.verbose_name)
        for field in row._meta.concrete_fields
        if _is_compared(field) and not _same(now.get(field.name), expected.get(field.name))
    ]


def _values(row: models.Model) -> dict[str, object]:
    """Put a row as the log would; one that says nothing gives what a column holds that came after the row."""
    return as_logged([(CREATE, model_instance_diff(None, row, use_json_for_changes=True) or {})])


def _is_compared(field: models.Field) -> bool:
    """All that is logged, but for files: their names are logged before they are stored; their hashes are compared."""
    logged = auditlog.get_model_fields(field.model)["include_fields"]
    return field.name in logged and not isinstance(field, models.FileField)


def _same(one: object, other: object) -> bool:
    return one == other or str(one) == str(other)
