"""The ways through the house: what an app's config offers to the navigation.

A config may have `stands_under` too: by the `url_name` of a way, its own or another app's, how addresses of the app
begin that are found by that way and do not begin as it does.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A link of the navigation: shown to whoever holds one of `permissions` (everybody, if there are none)."""

    title: str
    url_name: str
    permissions: tuple[str, ...] = ()
    order: int = 50
    quick: bool = False  # a button on every page, for what must not wait

    def open_to(self, permissions: frozenset[str]) -> bool:
        return not self.permissions or not permissions.isdisjoint(self.permissions)
