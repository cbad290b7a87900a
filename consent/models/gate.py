"""Who may find, name and open which child. Order: excluded person, restricted record, role, relation."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q, Value
from django.db.models.functions import Concat

from consent.models.sameness import one, persons_of, stand_for
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.together import TogetherQuerySet

if TYPE_CHECKING:
    from consent.models.child import Child

FINDS = "consent.find_child"
ON_EVERY_LIST = "consent.read_restricted"


def seen_through_glass(user) -> frozenset[int]:
    """The children whose record this person's session sees through broken glass now, by the row that is kept."""
    return getattr(user, "sees_through_glass", frozenset())


class OpenToSome(TogetherQuerySet["Child"]):
    """What of the vocabulary about children asks who is asking; see `ChildQuerySet`."""

    if TYPE_CHECKING:

        def kept(self) -> Self: ...
        def cared_for_by(self, user, on: date | None = None) -> Self: ...

    @gate
    def findable_by(self, user) -> Self:
        """Children whom this person can find by name, to refer or to record a concern: all, but for exclusions.

        Whoever is worried about a child whose record is restricted must be able to say so too.
        """
        return self.kept().not_excluding(user) if user.has_perm(FINDS) else self.none()

    def listed_for(self, user) -> Self:
        """One row a child of those whom lists and searches show to this person."""
        return self.kept().nameable_by(user)

    @gate
    def nameable_by(self, user) -> Self:
        """Every row that stands for children whose name this person may read in lists, logs and on the board."""
        return self.open_to(user) if user.has_perm(FINDS) else self.none()

    @gate
    def visible_to(self, user) -> Self:
        """Children whose file this person may read. Order: excluded person, restricted record, role, relation."""
        if user.has_perm("consent.view_every_child"):
            return self.open_to(user)
        if user.has_perm("consent.view_own_children"):
            cared_for = self.open_to(user).cared_for_by(user)
            seen = seen_through_glass(user)
            return self.open_to(user).filter(Q(pk__in=cared_for.values("pk")) | stand_for(seen)) if seen else cared_for
        return self.none()

    @gate
    def open_to(self, user) -> Self:
        """Children from whose record this person is neither excluded nor kept by a restriction; both beat every role.

        What stands at one of the rows that stand for a child holds for all of them.
        """
        return self.not_excluding(user).not_restricted_from(user)

    @gate
    def not_excluding(self, user) -> Self:
        from consent.models.exclusion import Exclusion

        return self.exclude(stand_for(persons_of(Exclusion.objects.standing().filter(user=user.pk))))

    def not_restricted_from(self, user) -> Self:
        """Children whose record is not restricted, or to this person among others; the lead is on every list.

        Whoever broke the glass sees it all the same, for as long as that lasts.
        """
        from consent.models.restriction import Restriction

        if user.has_perm(ON_EVERY_LIST):
            return self
        shut_to_them = stand_for(persons_of(Restriction.objects.standing().not_naming(user)))
        seen = seen_through_glass(user)
        return self.exclude(shut_to_them & ~stand_for(seen) if seen else shut_to_them)

    def closed_to_anybody(self) -> Self:
        """Children from whose record somebody is excluded, or that is restricted, whoever asks."""
        from consent.models.exclusion import Exclusion
        from consent.models.restriction import Restriction

        excluded, restricted = Exclusion.objects.standing(), Restriction.objects.standing()
        return self.filter(stand_for(persons_of(excluded)) | stand_for(persons_of(restricted)))

    def called(self, text: str) -> Self:
        """Children of whom one row has exactly this full name, or this reference."""
        text = " ".join(text.split())
        full = Concat("given_names", Value(" "), "family_name")
        rows = self.model.objects.annotate(full_name=full)
        rows = rows.filter(Q(full_name__iexact=text) | Q(reference__iexact=text))
        return self.filter(stand_for(persons_of(rows, "")))

    @gate
    def shut_to(self, user) -> Self:
        """The others: those from whose record this person is excluded, or that is restricted to others."""
        from consent.models.exclusion import Exclusion
        from consent.models.restriction import Restriction

        excluded = Exclusion.objects.standing().filter(user=user.pk)
        shut = Restriction.objects.standing().not_naming(user).annotate(person=one("child"))
        if user.has_perm(ON_EVERY_LIST):
            shut = shut.none()
        elif seen := seen_through_glass(user):
            shut = shut.exclude(person__in=seen)
        return self.filter(stand_for(persons_of(excluded)) | stand_for(shut.values("person")))
