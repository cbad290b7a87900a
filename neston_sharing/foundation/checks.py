"""System checks that look at the database: `manage.py check --database default`."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, Warning, register

from neston_sharing.foundation import guards


@register(Tags.database)
def guards_stand(*, databases: Sequence[str] | None = None, **kwargs) -> list[CheckMessage]:
    """A warning, not an error: an error would stop `migrate`, which is what puts guards back."""
    return [
        Warning(
            f"The guard {name} is missing or altered: what is recorded could be changed unseen",
            hint="Find out who took it away, then run manage.py migrate, which puts it back",
            id="foundation.W001",
        )
        for using in databases or ()
        for name in guards.missing_or_altered(using)
    ]
