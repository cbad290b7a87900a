"""What others would have used: nothing at all, and Django's admin with auditlog's own list, as it comes and tuned."""

from auditlog.admin import LogEntryAdmin
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from neston_sharing.audit.models import Entry


def nothing(request: HttpRequest) -> HttpResponse:
    """Authenticate, and do no more: what a request costs whatever the page does."""
    return HttpResponse("nothing" if request.user.is_authenticated else "nobody")


class Open(admin.AdminSite):
    """Whoever is signed in comes in: our users know no `is_staff`."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


class Stock(LogEntryAdmin):
    """auditlog's list; it knows no entries that are no change of a row, and would stop at them."""

    @admin.display(description="Resource")
    def resource_url(self, obj):
        return super().resource_url(obj) if obj.content_type else obj.object_repr

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True


class Uncounted(Paginator):
    """Takes the newest entry's number for how many there are."""

    @cached_property
    def count(self) -> int:
        return Entry.objects.newest_number()


class Tuned(Stock):
    """The same with what can be switched off: the hierarchy of dates, and counting."""

    date_hierarchy = None
    show_full_result_count = False
    paginator = Uncounted


plain, tuned = Open(name="stock"), Open(name="tuned")
plain.register(Entry, Stock)
tuned.register(Entry, Tuned)
