from django.http import HttpRequest

from neston_sharing.staff import sitting


def limits(request: HttpRequest) -> dict:
    """For the page's own clock: it warns, and locks the screen, at the same time as the server would."""
    return {"idle_limit": sitting.IDLE, "idle_warned": sitting.WARNED}
