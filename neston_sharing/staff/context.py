from django.http import HttpRequest

from neston_sharing.staff import sitting


def limits(request: HttpRequest) -> dict:
    """For the page's own clock: it warns, and locks the screen, at the same time as the server would.

    That of a page which somebody asked for begins with it; where it asked by itself, the one before goes on.
    """
    return {"idle_limit": sitting.IDLE, "idle_warned": sitting.WARNED, "idle_for": getattr(request, "idle_for", 0)}
