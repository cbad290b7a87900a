"""Who is asked to answer a decision for management, and who no more: the vocabulary of back-up (policy, part 2)."""

from typing import TYPE_CHECKING, Self

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from consent.models import Child
from neston_sharing.foundation.models.gates import gate
from sharing.models.filing import filed_under
from sharing.models.search import DecisionSearch

if TYPE_CHECKING:
    from sharing.models.querysets import DecisionQuerySet


class BackUpSearch(DecisionSearch):
    if TYPE_CHECKING:

        def visible_to(self, user) -> Self: ...
        def awaiting_back_up(self) -> Self: ...
        def had_a_hand(self, user) -> Q: ...
        def referred_unbacked(self) -> "DecisionQuerySet": ...

    # --- Who is asked ----------------------------------------------------------------------------------------------
    @gate
    def backable_by(self, user) -> Self:
        """Decisions that wait for a backer, and of which this person is no maker: never one person's decision.

        One on which its makers and management differ waits for the committee's officer, and for whoever returned it,
        should they give way; for whoever stands in while that person is away.
        """
        if user.has_perm("sharing.back_up"):
            waiting = self.visible_to(user).exclude(Q(self.with_two_views()) & ~self.answered_by_or_for(user))
        elif user.has_perm("sharing.back_up_when_asked"):
            waiting = self.put_to_officer(user)
        else:
            return self.none()
        return waiting.awaiting_back_up().exclude(self.had_a_hand(user))

    @gate
    def put_to_officer(self, user) -> Self:
        """What is this officer's to answer now, whether they have declared their interest or not."""
        sent = Q(self.sent_to_officer(verdict__isnull=True)) | Q(pk__in=self.overdue_in_person())
        return self.open_to_child(user).filter(sent).exclude(self.declared_by(user, has_conflict=True))

    def may_declare(self, user) -> Self:
        """What this person may say an interest in: what they are to answer, and the referrals that a backer opposed."""
        mine = Q(pk__in=self.model.objects.all().backable_by(user).values("pk"))
        if user.has_perm("sharing.back_up_when_asked"):
            mine |= Q(pk__in=self.model.objects.all().disagreements_for(user).values("pk"))
        return self.filter(mine)

    def undeclared_by(self, user) -> Self:
        """Of which this person has not said yet whether they have a conflict of interest."""
        return self.exclude(self.declared_by(user))

    def in_conflict_of(self, user) -> Self:
        """Those in which this person declared a conflict of interest: of these they see no more.

        Found from what they declared, which is little, and not by asking each decision."""
        from sharing.models.interest import Declaration

        mine = Declaration.objects.filter(recorded_by=user.pk, has_conflict=True)
        return self.filter(pk__in=mine.values("decision"))

    @staticmethod
    def declared_by(user, **which) -> Exists:
        from sharing.models.interest import Declaration

        return Exists(Declaration.objects.filter(decision=OuterRef("pk"), recorded_by=user.pk, **which))

    # --- What the officer sees -------------------------------------------------------------------------------------
    def shown_to_officer(self, user) -> Q:
        """What came to them and they declared no conflict in, and what they answered: it stays in sight."""
        came = Q(self.sent_to_officer()) | Q(pk__in=self.model.objects.disagreed_with())
        came |= Q(pk__in=self.overdue_in_person())
        return came & Q(self.declared_by(user, has_conflict=False)) | Q(self.answered_by(user))

    @staticmethod
    def sent_to_officer(**still) -> Exists:
        from sharing.models.back_up import Submission

        return Exists(Submission.objects.filter(decision=OuterRef("pk"), to_officer=True, **still))

    @staticmethod
    def with_two_views() -> Exists:
        """Whether its makers stand by it against management, and nobody has answered that yet."""
        from sharing.models.back_up import Submission

        return Exists(Submission.objects.filter(decision=OuterRef("pk"), stands_by=True, verdict__isnull=True))

    @staticmethod
    def answered_by(user) -> Exists:
        """Whether this person said for management what they think of it."""
        from sharing.models.back_up import Verdict

        return Exists(Verdict.objects.filter(decision=OuterRef("pk"), recorded_by=user.pk))

    @staticmethod
    def answered_by_or_for(user) -> Q:
        """Whether it was this person who said it, or somebody away for whom they stand in."""
        from sharing.models.back_up import Verdict

        stood_in_for = get_user_model().objects.stood_in_for_by(user).values("pk")
        said = Verdict.objects.filter(decision=OuterRef("pk"))
        return Q(Exists(said.filter(Q(recorded_by=user.pk) | Q(recorded_by__in=stood_in_for))))

    # --- What came of it -------------------------------------------------------------------------------------------
    def disagreed_with(self) -> Self:
        """Referrals of which a backer said no afterwards: it undoes nothing and goes to the committee's officer."""
        from sharing.models.back_up import Verdict

        return self.filter(Exists(Verdict.objects.filter(decision=OuterRef("pk"), verdict="disagreed")))

    @gate
    def disagreements_for(self, officer) -> Self:
        """Those of which this officer has not added their own view yet."""
        from sharing.models.decision import Addendum

        added = Exists(Addendum.objects.filter(decision=OuterRef("pk"), recorded_by=officer.pk))
        declared = self.declared_by(officer, has_conflict=True)
        return self.open_to_child(officer).disagreed_with().exclude(added).exclude(declared)

    def in_figures_for(self, user) -> Self:
        """What is counted for this person, whether or not they may read it: nothing of a closed record, and nothing in
        which they declared a conflict of interest."""
        return self.open_to_child(user).exclude(self.declared_by(user, has_conflict=True))

    def open_to_child(self, user) -> Self:
        """About children whose record is open to this person."""
        open_children = Exists(Child.objects.all().open_to(user).filter(pk=OuterRef("filed_under")))
        return self.alias(filed_under=filed_under()).filter(open_children)

    def overdue_in_person(self) -> "DecisionQuerySet":
        """Referred at once, and not backed in person to the end of the next working day."""
        from sharing.backing_up import overdue_before

        return self.referred_unbacked().filter(recorded_at__lt=overdue_before())

    def not_in_time(self) -> Self:
        return self.filter(pk__in=self.overdue_in_person())
