"""What every page shows: the setting, its emergency numbers, and the ways through the house."""

from functools import lru_cache

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
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
    links = _links(frozenset(user.get_all_permissions()), get_script_prefix())
    return {
        "navigation": [
            {"title": title, "url": url, "current": any(_stands_under(request.path, each) for each in (url, *others))}
            for title, url, others, quick in links
            if not quick
        ],
        "quick_actions": [{"title": title, "url": url} for title, url, _, quick in links if quick],
    }


@lru_cache(maxsize=256)  # one for each set of roles that somebody holds
def _links(permissions: frozenset[str], prefix: str) -> list[tuple[str, str, list[str], bool]]:
    """Give (title, address, addresses below it, whether it is a button) of each way that these permissions open."""
    ways = (way for app in apps.get_app_configs() for way in getattr(app, "ways", ()))
    in_order = sorted(ways, key=lambda way: way.order)
    return [
        (way.title, reverse(way.url_name), [prefix + each for each in _below(way.url_name)], way.quick)
        for way in in_order
        if way.open_to(permissions)
    ]


def _below(url_name: str) -> list[str]:
    return [each for app in apps.get_app_configs() for each in getattr(app, "stands_under", {}).get(url_name, ())]


def _stands_under(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
