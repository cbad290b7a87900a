"""What stands in a child's file beside decisions: who came, what agencies told and were asked, advice, concerns, flags.

Each is a source of the timeline and of the copy of the record, so that the page and the PDF say the same. `user` sees
of concerns what they may read (policy 2.5), and so of advice; everything else is for whoever may read the file.
"""

from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Cast

from consent.models import Child, Flag
from sharing.models import (
    Advice,
    AdviceAnswer,
    Concern,
    ConcernAddendum,
    ConcernClosure,
    ConcernDiscussion,
    InformationReceived,
    InformationRequest,
    InformationRequestNews,
    LeafletGiven,
    LinkedChild,
    Meeting,
    MeetingHeld,
    MeetingTask,
    MeetingTaskDone,
    PassingOnAnswer,
    PassingOnRequest,
    ReferralNews,
    SupervisionHandover,
    Visit,
)
from sharing.presenters import happenings as say
from sharing.sources import Source

RECORDED = {"moment": "recorded_at", "who": "recorded_by__name"}


def happenings_of(child: Child, seen: QuerySet, user) -> list[Source]:
    """Name the tables, each with the rows of this child; `seen` are the decisions that this person sees of them."""
    return [
        *_who_came(child),
        *_agencies(child),
        *_advice(child, user),
        *_concerns(child, user),
        *_news(seen),
        *_meetings(child),
        *_leaflets(child),
        *_flags(child),
    ]


def _source(place: int, rows: QuerySet, how, **columns: Any) -> Source:
    return Source(place, rows, how, **({"reference": "", "text": ""} | RECORDED | columns))


def _said_if(**facts: str) -> Case:
    """Say the words of the first of these columns that is true, or nothing."""
    cases = (When(then=Value(words), **{column: True}) for column, words in facts.items())
    return Case(*cases, default=Value(""), output_field=CharField())


def _who_came(child: Child) -> list[Source]:
    visits = Visit.objects.about_child(child)
    visit = {"moment": "arrived_at", "who": "signed_in_by__name", "text": "purpose", "more": "place"}
    visitor = {"to_whom": "professional__name", "agency": "professional__agency__name"}
    stays = {"word": "supervisor__name", "also": "power_named", "besides": "agreed_by__name"}
    gone = {"moment": "left_at", "who": "left_by__name", "text": "left_note"}
    took_over = SupervisionHandover.objects.filter(visit__in=visits).annotate(of_visit=Cast("visit", CharField()))
    over = {"moment": "at", "reference": "of_visit", "more": "from_supervisor__name", "word": "to_supervisor__name"}
    return [
        _source(9, visits, say.visit, **visit, **visitor, **stays),
        _source(27, took_over, say.took_over, to_whom="visit__professional__name", **over),
        _source(28, visits.ended(), say.left, **gone, **visitor),
    ]


def _agencies(child: Child) -> list[Source]:
    requests = InformationRequest.objects.about_child(child)
    received = InformationReceived.objects.about_child(child)
    marked = received.annotate(kept_from=_said_if(not_to_parents="Not to be told to the parents"))
    passing_on = PassingOnRequest.objects.filter(received__in=received)
    answers = PassingOnAnswer.objects.filter(request__in=passing_on)
    news = InformationRequestNews.objects.filter(request__in=requests)
    told = {"reference": "reference", "text": "what", "to_whom": "from_whom", "agency": "agency__name", "more": "terms"}
    may_we = {"reference": "received__reference", "text": "purpose", "to_whom": "asked_of", "more": "to_agency__name"}
    asked = {"reference": "reference", "text": "what", "to_whom": "asked_of", "agency": "agency__name", "more": "why"}
    openly = {"word": "lawful_basis__name", "also": "family_told_how", "besides": "family_not_told_why"}
    answer = {"reference": "request__received__reference", "text": "words", "to_whom": "answered_by", "word": "answer"}
    became = {"reference": "request__reference", "text": "text", "to_whom": "who", "word": "kind"}
    return [
        _source(10, marked, say.received, moment="received_at", word="kept_from", **told),
        _source(29, passing_on, say.asked_to_pass_on, agency="received__agency__name", **may_we),
        _source(11, answers, say.passing_on, agency="request__received__agency__name", **answer),
        _source(12, requests, say.request, moment="asked_at", **asked, **openly),
        _source(13, news, say.news_of_request, moment="happened_at", agency="request__agency__name", **became),
    ]


def _advice(child: Child, user) -> list[Source]:
    seen = Advice.objects.visible_to(user).about_child(child).values_list("pk", flat=True)
    mine = Advice.objects.filter(pk__in=list(seen))  # who may see it, within all else, is too deep for SQLite's parser
    disclosed = _said_if(on_purpose="Identity disclosed on purpose", identity_disclosed="Identity disclosed")
    sought = mine.annotate(disclosed=disclosed)
    given = AdviceAnswer.objects.filter(advice__in=mine)
    asked = {"moment": "sought_at", "reference": "reference", "text": "asked", "word": "whom", "to_whom": "who"}
    said = {"moment": "answered_at", "reference": "advice__reference", "text": "said", "word": "advice__whom"}
    return [
        _source(14, sought, say.advice_sought, also="disclosed", **asked),
        _source(15, given, say.advice_given, to_whom="who", also="kept_why", **said),
    ]


def _concerns(child: Child, user) -> list[Source]:
    raised = Concern.objects.visible_to(user).about_child(child)
    handled = Concern.objects.handled_by(user).about_child(child)
    linked = LinkedChild.objects.visible_to(user).about_child(child)
    of_concern = {"reference": "concern__reference"}
    concern = {"reference": "reference", "text": "facts", "more": "words", "to_whom": "whose_words"}
    apart = {"also": "body_map_said", "besides": "opinion"}
    discussed = ConcernDiscussion.objects.filter(concern__in=handled)
    discussion = {"moment": "discussed_at", "text": "outcome", "more": "next_step", "to_whom": "with_whom"}
    return [
        _source(16, raised, say.concern, word="safe_to_go_home", **concern, **apart),
        _source(17, linked, say.linked, text="view"),
        _source(18, discussed, say.discussed, word="colleague__name", **of_concern, **discussion),
        _source(19, ConcernAddendum.objects.filter(concern__in=raised), say.added, text="text", **of_concern),
        _source(20, ConcernClosure.objects.filter(concern__in=handled), say.closed, text="reasons", **of_concern),
    ]


def _news(seen: QuerySet) -> list[Source]:
    news = ReferralNews.objects.filter(decision__in=seen)
    told = {"moment": "happened_at", "reference": "decision__reference", "text": "text", "word": "kind"}
    whose = {"to_whom": "who", "agency": "decision__agency__name", "more": "their_reference"}
    return [_source(21, news, say.news_of_referral, **told, **whose)]


def _meetings(child: Child) -> list[Source]:
    meetings = Meeting.objects.filter(child__in=Child.objects.same_as(child))
    held = MeetingHeld.objects.filter(meeting__in=meetings)
    tasks = MeetingTask.objects.filter(meeting__in=meetings)
    done = MeetingTaskDone.objects.filter(task__in=tasks)
    met = {"moment": "held_at", "text": "about", "more": "place", "word": "kind", "agency": "agency__name"}
    of_meeting = {"reference": "meeting__reference", "word": "meeting__kind"}
    of_task = {"reference": "task__meeting__reference", "word": "task__meeting__kind", "more": "task__what"}
    return [
        _source(22, meetings, say.meeting, reference="reference", **met),
        _source(23, held, say.meeting_held, text="decided", to_whom="attended", **of_meeting),
        _source(30, tasks, say.task, text="what", to_whom="whose__name", **of_meeting),
        _source(31, done, say.task_done, text="how", **of_task),
    ]


def _leaflets(child: Child) -> list[Source]:
    given = LeafletGiven.objects.filter(child__in=Child.objects.same_as(child))
    to = {"to_whom": "parent__given_names", "more": "parent__family_name"}
    return [_source(24, given, say.leaflet, reference="child__reference", text="note", **to)]


def _flags(child: Child) -> list[Source]:
    put_up = Flag.objects.filter(child__in=Child.objects.same_as(child))
    flag = {"reference": "child__reference", "word": "kind"}
    order = {"to_whom": "about_parent__given_names", "more": "about_parent__family_name"}
    down = {"moment": "ended_at", "who": "ended_by__name", "text": "ended_why"}
    return [
        _source(25, put_up, say.flag, moment="set_at", who="set_by__name", text="detail", **flag, **order),
        _source(26, put_up.exclude(ended_at=None), say.flag_down, **down, **flag, **order),
    ]
