"""What every page shows: the setting, its emergency numbers, and the ways through the house."""

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.prepared import one_of, prepared


def setting(request: HttpRequest) -> dict:
    return {"setting": SimpleLazyObject(lambda: one_of(_current()))}


@prepared()
def _current() -> QuerySet[Setting]:
    return Setting.objects.order_by("pk")[:1]


def navigation(request: HttpRequest) -> dict:
    """Collect the `ways` that each app's config declares, as far as this person may go."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "quick_actions": []}
    ways = sorted(
        (way for app in apps.get_app_configs() for way in getattr(app, "ways", ())), key=lambda way: way.order
    )
    links = [(way, reverse(way.url_name)) for way in ways if way.open_to(user)]
    return {
        "navigation": [
            {"title": way.title, "url": url, "current": _stands_under(request.path, url)}
            for way, url in links
            if not way.quick
        ],
        "quick_actions": [{"title": way.title, "url": url} for way, url in links if way.quick],
    }


def _stands_under(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
