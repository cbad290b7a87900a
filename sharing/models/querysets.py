from datetime import timedelta
from typing import Self

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.models.compiled import CompiledOnce
from neston_sharing.foundation.models.gates import gate
from sharing.models.back_up_search import BackUpSearch
from sharing.models.filing import filed_under, moved_to, with_moves

A_DAY = timedelta(days=1)


class DecisionQuerySet(BackUpSearch):
    """The vocabulary of questions one may ask about decisions."""

    # --- Who may see which -----------------------------------------------------------------------------------------
    @gate
    def visible_to(self, user) -> Self:
        """Order: excluded person, restricted record, role, relation.

        Makers keep sight of what they made; the officer, of what was sent. Who declared a conflict of interest in one
        sees no more of it. Relation is that to the child in whose file it stands now.
        """
        self = self.alias(filed_under=filed_under())
        open_children = Exists(Child.objects.all().open_to(user).filter(pk=OuterRef("filed_under")))
        self = self.exclude(self.declared_by(user, has_conflict=True))
        if user.has_perm("sharing.view_every_decision"):
            return self.filter(open_children)
        seen = Q(pk__in=[])
        if user.has_perm("sharing.refer") or user.has_perm("sharing.make_decision"):
            seen |= Q(self.made_by(user)) | Q(holder=user.pk)
        if user.has_perm("consent.view_own_children"):
            own = Exists(Child.objects.visible_to(user).filter(pk=OuterRef("filed_under")))
            seen |= Q(own) & Q(recorded_at__isnull=False)
        if user.has_perm("sharing.back_up_when_asked"):
            seen |= self.shown_to_officer(user)
        return self.filter(seen).filter(open_children)

    def confirmed_to(self, user) -> Self:
        """Those of `visible_to`, and for a day what this person has just referred: of a child whose record is
        restricted they see their own words confirmed, and no more."""
        self = self.alias(filed_under=filed_under())
        found = Exists(Child.objects.all().not_excluding(user).filter(pk=OuterRef("filed_under")))
        just_now = Q(referral__recorded_by=user.pk, recorded_at__gte=timezone.now() - A_DAY)
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | (just_now & Q(found)))

    def editable_by(self, user) -> Self:
        """Open decisions on which this person may work: its makers, its holder, and whoever may hand it over."""
        return self.worked_on_by(user).open()

    @gate
    def worked_on_by(self, user) -> Self:
        """As `editable_by`, those that have closed since included: so that a second click finds what the first did."""
        mine = self.visible_to(user)
        if user.has_perm("sharing.hand_over_draft"):
            return mine
        return mine.filter(Q(self.made_by(user)) | Q(holder=user.pk))

    @gate
    def addable_by(self, user) -> Self:
        """Recorded decisions to which this person may add."""
        may = ("sharing.make_decision", "sharing.back_up", "sharing.back_up_when_asked")
        return self.visible_to(user).recorded() if any(map(user.has_perm, may)) else self.none()

    @gate
    def disclosable_by(self, user) -> Self:
        """Recorded decisions to share, of which this person may record what went out."""
        may = user.has_perm("sharing.disclose")
        return self.visible_to(user).recorded().filter(outcome="share") if may else self.none()

    def asker_told_by(self, user) -> Self:
        """Recorded decisions not to share what somebody asked for, of which this person may tell them so."""
        may = user.has_perm("sharing.disclose")
        return self.visible_to(user).not_shared().filter(initiative="asked").with_telling() if may else self.none()

    def followed_up_by(self, user) -> Self:
        """Those of which something went out, whose news this person may record."""
        return self.disclosable_by(user).filter(Exists(self._disclosures())).with_people()

    def with_steps_for(self, user) -> Self:
        """Those of which this person may tick off the steps of the recipient's protocol: open ones included."""
        may = user.has_perm("sharing.disclose")
        return self.visible_to(user).filter(abandoned_at__isnull=True).with_people() if may else self.none()

    def decidable_again_by(self, user) -> Self:
        """Recorded decisions that this person may decide again, should there be cause."""
        return self.visible_to(user).recorded() if user.has_perm("sharing.make_decision") else self.none()

    def refilable_by(self, user) -> Self:
        """Recorded decisions that this person may move to another child's file."""
        return self.visible_to(user).recorded() if user.has_perm("sharing.refile_decision") else self.none()

    def by_hand_of(self, user) -> Self:
        return self.filter(self.had_a_hand(user))

    @classmethod
    def had_a_hand(cls, user) -> Q:
        """Whom the database refuses as a backer: a maker, and whoever started, answered or decided it."""
        from sharing.models.answer import Answer

        answered = Exists(Answer.objects.filter(decision=OuterRef("pk"), answered_by=user.pk))
        return Q(cls.made_by(user)) | Q(answered) | Q(started_by=user.pk) | Q(decided_by=user.pk)

    # --- What state they are in ------------------------------------------------------------------------------------
    def with_state_facts(self) -> Self:
        """Fetch with each row the few facts from which `Decision.state` is derived, without a query a row."""
        from sharing.models.state_facts import STATE_FACTS

        facts = {build.__name__: CompiledOnce(self.model, build) for build in STATE_FACTS}
        return self.annotate(**facts).with_consent_facts()

    def with_consent_facts(self) -> Self:
        """Fetch with each row whether the consent that it relies on still stands, and when it was taken back."""
        from sharing.models.gone import gone_consent, withdrawn_on

        gone = CompiledOnce(self.model, gone_consent, timezone.localdate())
        return self.annotate(gone_consent=gone, withdrawn_on=CompiledOnce(self.model, withdrawn_on))

    def awaiting_back_up(self) -> Self:
        """What waits for a backer: sent and unanswered, or referred at once and not yet backed in person."""
        return self.filter(Q(pk__in=self.with_management()) | Q(pk__in=self.referred_unbacked()))

    def with_management(self) -> "DecisionQuerySet":
        from sharing.models.back_up import Submission

        waiting = Submission.objects.filter(decision=OuterRef("pk"), verdict__isnull=True)
        return self.model.objects.open().filter(Exists(waiting))

    def stranded(self) -> Self:
        """Drafts, and what was returned, whose holder cannot go on: nobody's home page has them as theirs."""
        from sharing.models.stranded import holder_cannot_go_on

        written = self.open().exclude(pk__in=self.with_management().values("pk"))
        return written.alias(about_one=Coalesce("child__merged_into", "child")).filter(holder_cannot_go_on())

    def referred_unbacked(self) -> "DecisionQuerySet":
        from sharing.models.back_up import Verdict
        from sharing.models.referral import Referral

        answered = Verdict.objects.filter(decision=OuterRef("pk"), verdict__in=["agreed", "disagreed"])
        referred = Exists(Referral.objects.filter(decision=OuterRef("pk")))
        return self.model.objects.filter(referred).exclude(Exists(answered))

    def referred(self) -> Self:
        return self.recorded().filter(origin="referral")

    def returned(self) -> Self:
        from sharing.models.back_up import Submission

        sent = Submission.objects.filter(decision=OuterRef("pk"))
        return self.open().filter(Exists(sent)).exclude(Exists(sent.filter(verdict__isnull=True)))

    def with_last_return(self) -> Self:
        """Fetch with each row when it was last returned, and with what comment."""
        from sharing.models.back_up import Verdict

        last = Verdict.objects.filter(decision=OuterRef("pk"), verdict="returned").order_by("-id")
        return self.annotate(
            returned_at=Subquery(last.values("recorded_at")[:1]), returned_why=Subquery(last.values("comment")[:1])
        )

    def worked_on_or_made_by(self, user) -> Self:
        return self.filter(Q(self.made_by(user)) | Q(holder=user.pk))

    def held_by(self, user) -> Self:
        return self.filter(holder=user.pk)

    def not_disclosed(self) -> Self:
        """Backed, to share, and nothing has gone out yet."""
        return self.recorded().filter(outcome="share").exclude(Exists(self._disclosures()))

    def awaiting_disclosure(self) -> Self:
        """Nothing has gone out yet, and nothing that is known here stands in the way."""
        return self.not_disclosed().with_consent_facts().filter(gone_consent__isnull=True)

    def stopped(self) -> Self:
        """Nothing has gone out yet, and the consent that it was to go out on does not stand any more."""
        return self.not_disclosed().with_consent_facts().filter(gone_consent__isnull=False)

    def not_decided_again(self) -> Self:
        """Of which no later decision has taken the place; one that was abandoned took none."""
        return self.exclude(Exists(self._again()))

    def _again(self):
        return self.model.objects.filter(decides_again=OuterRef("pk"), abandoned_at__isnull=True).order_by("-id")

    def that_decide_again(self, decision) -> Self:
        return self.filter(decides_again=decision, abandoned_at__isnull=True).order_by("id")

    def untold(self) -> Self:
        """Of which whoever asked has not been told, and which no later decision has opened again."""
        return self.filter(asker_told__isnull=True).not_decided_again()

    # --- How they are listed ---------------------------------------------------------------------------------------
    def with_people(self) -> Self:
        return self.select_related(
            "child__merged_into", "agency", "professional", "started_by", "holder", "decided_by", "decides_again"
        ).annotate(moved_to=moved_to())

    def for_presenting(self, reader=None) -> Self:
        """Fetch all that a presenter says of a decision, in as many queries for fifty decisions as for one.

        Of siblings it names those whose record is open to the reader; without a reader, none.
        """
        from sharing.models.prefetches import everything_said

        people = self.with_state_facts().with_people()
        return people.select_related(
            "policy_version",
            "lawful_basis",
            "condition",
            "abandoned_by",
            "referral__verbal_backer",
            "referral__recorded_by",
            "asker_told__recorded_by",
            "new_facts",
        ).prefetch_related(*everything_said(reader), with_moves())

    def with_legal_document(self) -> Self:
        """Those with legal advice in writing."""
        return self.exclude(legal_document="").with_people()

    def with_moves(self) -> Self:
        """Fetch in whose file each stands, of those that were moved too."""
        return self.prefetch_related(with_moves())

    def with_telling(self) -> Self:
        """Fetch with each row whether whoever asked was told."""
        return self.with_people().select_related("asker_told__recorded_by")

    def for_not_shared(self) -> Self:
        return self.with_telling().with_state_facts().with_moves()

    def for_listing(self) -> Self:
        """Fetch all that a line says: of what is being written, also whether it is on hold."""
        from sharing.models.state_facts import waits_at_hold

        return self.with_state_facts().with_people().annotate(on_hold=CompiledOnce(self.model, waits_at_hold))

    def with_answers(self) -> Self:
        """Fetch what `Decision.path` is walked from, and what the answers name."""
        from sharing.models.answer import Answer

        answers = Answer.objects.select_related(*Answer.names)
        return self.prefetch_related(Prefetch("answers", answers), "grounds")

    def with_path(self) -> Self:
        """Fetch no more than what `Decision.path` is walked from."""
        return self.prefetch_related("answers")

    def held_by_others_than(self, user) -> Self:
        return self.exclude(holder=user.pk)

    def from_concern(self, concern) -> Self:
        return self.filter(concern=concern)

    def next_number(self, year: int) -> int:
        """Give the number after the year's last; gaps are never filled. Ask under the writers' lock only."""
        return (self.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1

    def referenced(self, reference: str):
        """Give the decision of this reference, or None, whatever an address holds (PostgreSQL refuses NUL)."""
        return self.filter(reference=reference.replace("\x00", "")).first()

    def newest_first(self) -> Self:
        return self.order_by("-id")

    def oldest_first(self) -> Self:
        return self.order_by("id")
