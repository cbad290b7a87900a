"""An item that is somebody else's, or about somebody else, says who that is (policy 1.3, 2.6).

A parent or a sibling is chosen from the child's family; whoever is nobody on file is named in words.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consent.models import Child
from neston_sharing.foundation.actions import Refusal
from sharing.known_people import parents_of, siblings_of
from sharing.models import Item

if TYPE_CHECKING:
    from sharing.actions.items import Facts

BY_NAME = {
    Item.Source.PARENT: "Choose which parent told us, or write their name",
    Item.Source.OTHER_FAMILY: "Say which family: whom you spoke with",
    Item.Source.THIRD_PARTY: "Say who told us, or that they gave no name",
}
ABOUT = {
    Item.About.PARENT: ("about_parent", "Choose which parent it is about, or write their name"),
    Item.About.SIBLING: ("about_sibling", "Choose which brother or sister it is about, or write their name"),
    Item.About.OTHER_CHILD: ("about_named", "Say which child it is about"),
}


def names_nobody(child: Child, facts: "Facts") -> Iterator[Refusal]:
    """Give where an item names nobody and ought to, or somebody who is not of this child's family."""
    if facts.source in BY_NAME and not (facts.told_by_parent or facts.told_by):
        field = "told_by_parent" if facts.source == Item.Source.PARENT else "told_by"
        yield Refusal(BY_NAME[Item.Source(facts.source)], field=field)
    if facts.about in ABOUT and not (facts.about_parent or facts.about_sibling or facts.about_named):
        field, words = ABOUT[Item.About(facts.about)]
        yield Refusal(words, field=field)
    for field in ("told_by_parent", "about_parent"):
        if (parent := getattr(facts, field)) and not parents_of(child).filter(pk=parent.pk).exists():
            yield Refusal("Choose a parent of this child", field=field)
    if facts.about_sibling and not siblings_of(child).filter(pk=facts.about_sibling.pk).exists():
        yield Refusal("Choose a brother or sister of this child", field="about_sibling")
