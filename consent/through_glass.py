"""The session that broke the glass: what it sees by that, for as long as it lasts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from consent.models import BrokenGlass
from consent.models.glass import TOLD
from consent.opening import who_may

KEY = "broken_glass"


def begin(request: HttpRequest, glass: BrokenGlass) -> None:
    request.session[KEY] = [*request.session.get(KEY, []), glass.pk]


class ThroughGlass:
    """Tells the gate, for this request, which records this session sees through broken glass; and the page, to say so.

    Whoever broke none costs no statement.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.broken_glass = []  # type: ignore[attr-defined]
        if (numbers := request.session.get(KEY)) and request.user.is_authenticated:
            self._look(request, numbers)
        return self.get_response(request)

    @staticmethod
    def _look(request: HttpRequest, numbers: list[int]) -> None:
        live = list(BrokenGlass.objects.of(request.user).live().not_excluded(request.user).numbered(numbers))
        if len(live) < len(numbers):
            request.session[KEY] = [glass.pk for glass in live]
        for glass in live:
            glass.told = list(who_may(TOLD, glass.child.one).exclude(pk=request.user.pk))  # type: ignore[attr-defined]
        request.broken_glass = live  # type: ignore[attr-defined]
        request.user.sees_through_glass = frozenset(glass.child.one_id for glass in live)  # type: ignore[union-attr]
