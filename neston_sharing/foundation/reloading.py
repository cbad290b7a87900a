"""Pages that ask again by themselves until something is done, and need no script for it.

Nobody need be there when they do, so what they ask carries a mark, and is not taken for use of the session.
"""

from django.http import HttpRequest, HttpResponse

BY_ITSELF = "by_itself"  # by this name in its address, a request says that a page made it and no person


def ask_again(response: HttpResponse, request: HttpRequest, *, after: int, **more: str) -> None:
    """Have the browser ask for this page again after so many seconds, with `more` in its address."""
    asked = request.GET.copy()
    for name, value in {BY_ITSELF: "1", **more}.items():
        asked.pop(name, None)
        asked[name] = value
    response["Refresh"] = f"{after}; url={request.path}?{asked.urlencode()}"


def asks_by_itself(request: HttpRequest) -> bool:
    return request.method == "GET" and BY_ITSELF in request.GET
