"""How a test saves over what stands: as a browser does, from a page that was opened first."""

from django.test import Client


def as_seen(client: Client, page: str) -> dict[str, str]:
    """Open the page, and give the mark of what it shows."""
    return {"seen": client.get(page).context["form"].mark}


def save(client: Client, page: str, fields: dict, **how):
    """Open the page, type over what it shows, and save it."""
    return client.post(page, as_seen(client, page) | fields, **how)
