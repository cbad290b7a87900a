"""That a list showed children is on the record before any of it is sent (`record_list`)."""

from collections.abc import Iterable

from django.http import HttpRequest

from consent.models import Child
from neston_sharing.audit.events import record_list


def children_shown(request: HttpRequest, children: Iterable[Child | None]) -> None:
    """Name to the log those whom this page's list shows; a child who was entered twice by the row that is shown."""
    references_shown(request, (child.one.reference for child in children if child is not None))


def references_shown(request: HttpRequest, references: Iterable[str]) -> None:
    """The same by the references of those who are named ("" is nobody's)."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    record_list(request.user, page, set(references) - {""})
