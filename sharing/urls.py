from django.urls import path

from consent.models import ChildMerge, ParentMerge
from sharing.views import adult_concerns as adults
from sharing.views import (
    advice,
    breaches,
    chronology,
    closing,
    concerns,
    copies,
    disposals,
    follow_up,
    items,
    leaflets,
    leaving,
    list_files,
    meetings,
    merging,
    not_shared,
    outcome,
    overview,
    passing_on,
    question,
    received,
    retention,
    splitting,
    start,
    visitor_sheets,
    visits,
)
from sharing.views import information_request as requests
from sharing.views import record_copies as records
from sharing.views.addenda import NewAddendum
from sharing.views.again import DecideAgain
from sharing.views.attachments import ItemAttachment, LegalDocument
from sharing.views.back_up import BackUp
from sharing.views.decisions import DecisionList, DecisionPage
from sharing.views.disclosures import NewDisclosure, RecordArrival
from sharing.views.interest import DeclareInterest
from sharing.views.looked import WhoLooked
from sharing.views.poster import PosterPdf
from sharing.views.record import CheckCopy, ExportPage, ExportPdf, RecordReason
from sharing.views.refer import Refer, Referred
from sharing.views.refile import Refile

app_name = "sharing"
urlpatterns: list = [
    # The wizard
    path("decisions/new/", start.Start.as_view(), name="start"),
    path("decisions/not-shared/list.csv", list_files.NotSharedCsv.as_view(), name="not-shared-csv"),
    path("decisions/not-shared/", not_shared.NotShared.as_view(), name="not-shared"),
    path("decisions/<str:reference>/continue/", closing.Continue.as_view(), name="continue"),
    path("decisions/<str:reference>/details/", start.Details.as_view(), name="details"),
    path("decisions/<str:reference>/questions/<int:number>/", question.QuestionPage.as_view(), name="question"),
    path("decisions/<str:reference>/outcome/", outcome.Outcome.as_view(), name="outcome"),
    path("decisions/<str:reference>/items/new/", items.AddItem.as_view(), name="item-new"),
    path("decisions/<str:reference>/items/<int:pk>/", items.ChangeItem.as_view(), name="item"),
    path("decisions/<str:reference>/items/<int:pk>/remove/", items.RemoveItem.as_view(), name="item-remove"),
    path("decisions/<str:reference>/items/<int:pk>/split/", splitting.SplitItem.as_view(), name="item-split"),
    path("decisions/<str:reference>/items/<int:pk>/attachment/", ItemAttachment.as_view(), name="item-attachment"),
    path("decisions/<str:reference>/family/", outcome.Family.as_view(), name="family"),
    path("decisions/<str:reference>/check/", closing.Check.as_view(), name="check"),
    path("decisions/<str:reference>/abandon/", closing.Abandon.as_view(), name="abandon"),
    path("decisions/<str:reference>/hand-over/", closing.HandOver.as_view(), name="hand-over"),
    # Refer now
    path("refer/", Refer.as_view(), name="refer"),
    path("decisions/<str:reference>/referred/", Referred.as_view(), name="referred"),
    # Concerns about a child, and about an adult who works here
    path("concerns/", concerns.ConcernList.as_view(), name="concerns"),
    path("concerns/list.csv", list_files.ConcernsCsv.as_view(), name="concerns-csv"),
    path("concerns/new/", concerns.ReportConcern.as_view(), name="concern-new"),
    path("concerns/linked/<int:pk>/", concerns.LinkedView.as_view(), name="concern-linked"),
    path("concerns/<str:reference>/", concerns.ConcernPage.as_view(), name="concern"),
    path("concerns/<str:reference>/raised/", concerns.ConcernRaised.as_view(), name="concern-raised"),
    path("concerns/<str:reference>/read/", concerns.ReadConcern.as_view(), name="concern-read"),
    path("concerns/<str:reference>/discussions/new/", concerns.Discuss.as_view(), name="concern-discuss"),
    path("concerns/<str:reference>/addenda/new/", concerns.AddToConcern.as_view(), name="concern-add"),
    path("concerns/<str:reference>/children/new/", concerns.LinkChild.as_view(), name="concern-link"),
    path("concerns/<str:reference>/close/", concerns.CloseConcern.as_view(), name="concern-close"),
    path("adult-concerns/list.csv", list_files.AdultConcernsCsv.as_view(), name="adult-concerns-csv"),
    path("adult-concerns/new/", adults.ReportAdultConcern.as_view(), name="adult-concern-new"),
    path("adult-concerns/<str:record>/", adults.AdultConcernPage.as_view(), name="adult-concern"),
    path("adult-concerns/<str:record>/steps/new/", adults.NewStep.as_view(), name="adult-concern-step"),
    # Back-up, and the later life of a recorded decision
    path("decisions/<str:reference>/back-up/", BackUp.as_view(), name="back-up"),
    path("decisions/<str:reference>/back-up/interest/", DeclareInterest.as_view(), name="interest"),
    path("decisions/<str:reference>/disclosures/new/", NewDisclosure.as_view(), name="disclosure-new"),
    path("decisions/<str:reference>/told/", not_shared.TellAsker.as_view(), name="asker-told"),
    path("decisions/<str:reference>/again/", DecideAgain.as_view(), name="again"),
    path("decisions/<str:reference>/legal-advice/", LegalDocument.as_view(), name="legal-document"),
    path("decisions/<str:reference>/copy/", copies.CopyPage.as_view(), name="copy"),
    path("decisions/<str:reference>/copy/another/", splitting.OtherRecipient.as_view(), name="copy-another"),
    path("decisions/<str:reference>/copy/<str:code>/", copies.Accept.as_view(), name="copy-accept"),
    path("copies/<int:pk>/", copies.CopyFile.as_view(), name="copy-file"),
    path("disclosures/<int:pk>/breach/", breaches.NewBreach.as_view(), name="breach-new"),
    path("breaches/", breaches.Breaches.as_view(), name="breaches"),
    path("breaches/list.csv", list_files.BreachesCsv.as_view(), name="breaches-csv"),
    path("breaches/<str:reference>/", breaches.BreachPage.as_view(), name="breach"),
    path("breaches/<str:reference>/steps/new/", breaches.NewBreachStep.as_view(), name="breach-step"),
    path("disclosures/<int:pk>/arrival/", RecordArrival.as_view(), name="arrival"),
    path("decisions/<str:reference>/addenda/new/", NewAddendum.as_view(), name="addendum-new"),
    path("decisions/<str:reference>/refile/", Refile.as_view(), name="refile"),
    path("children/<str:reference>/looked/", WhoLooked.as_view(), name="looked"),
    # Entered twice
    path("children/twice/", merging.EnteredTwice.as_view(), name="twice"),
    path("children/<str:reference>/merge/", merging.ChooseOther.as_view(), name="merge-choose"),
    path("children/<str:reference>/merge/<str:other>/", merging.MergeChildren.as_view(), name="merge-child"),
    path("children/merges/<int:pk>/undo/", merging.UndoMerge.as_view(model=ChildMerge), name="merge-child-undo"),
    path("parents/<str:reference>/merge/<str:other>/", merging.MergeParents.as_view(), name="merge-parent"),
    path("parents/merges/<int:pk>/undo/", merging.UndoMerge.as_view(model=ParentMerge), name="merge-parent-undo"),
    # What other agencies told us, whether it goes on, and what we asked them
    path("children/<str:reference>/agencies/", received.FromAgencies.as_view(), name="received-list"),
    path("children/<str:reference>/agencies/list.csv", list_files.ReceivedCsv.as_view(), name="received-csv"),
    path("children/<str:reference>/agencies/received/new/", received.NewReceived.as_view(), name="received-new"),
    path("children/<str:reference>/agencies/around/", received.PutAround.as_view(), name="around"),
    path("children/<str:reference>/agencies/around/<int:pk>/end/", received.EndAround.as_view(), name="around-end"),
    path("received/<str:reference>/", received.ReceivedPage.as_view(), name="received"),
    path("received/<str:reference>/attachment/", received.ReceivedAttachment.as_view(), name="received-attachment"),
    path("received/<str:reference>/ask/", passing_on.AskToPassOn.as_view(), name="passing-on-ask"),
    path("received/<str:reference>/asked/<int:pk>/", passing_on.RecordAnswer.as_view(), name="passing-on-answer"),
    path(
        "children/<str:reference>/agencies/ask/", requests.AskForInformation.as_view(), name="information-request-new"
    ),
    path("requests/", requests.Requests.as_view(), name="information-requests"),
    path("requests/list.csv", list_files.RequestsCsv.as_view(), name="information-requests-csv"),
    path("requests/<str:reference>/", requests.RequestPage.as_view(), name="information-request"),
    path("requests/<str:reference>/news/", requests.RecordNews.as_view(), name="information-request-news"),
    path("requests/<str:reference>/answer/", requests.RecordTheAnswer.as_view(), name="information-request-answer"),
    # Advice that was sought about a child
    path("children/<str:reference>/advice/", advice.AdviceOfChild.as_view(), name="advice-list"),
    path("children/<str:reference>/advice/new/", advice.NewAdvice.as_view(), name="advice-new"),
    path("children/<str:reference>/advice/check/", advice.CheckNames.as_view(), name="advice-check"),
    path("advice/<str:reference>/", advice.AdvicePage.as_view(), name="advice"),
    path("advice/<str:reference>/answer/", advice.NewAdviceAnswer.as_view(), name="advice-answer"),
    # What came of a sharing: news, the steps of the recipient's protocol, meetings; a leaflet for a parent
    path("decisions/<str:reference>/news/new/", follow_up.TellWhatCame.as_view(), name="follow-up-new"),
    path("decisions/<str:reference>/steps/<int:pk>/", follow_up.TakeStep.as_view(), name="protocol-step"),
    path("children/<str:reference>/meetings/", meetings.MeetingsOfChild.as_view(), name="child-meetings"),
    path("children/<str:reference>/meetings/new/", meetings.EnterMeeting.as_view(), name="meeting-new"),
    path("meetings/", meetings.Meetings.as_view(), name="meetings"),
    path("meetings/list.csv", list_files.MeetingsCsv.as_view(), name="meetings-csv"),
    path("meetings/tasks/<int:pk>/done/", meetings.FinishTask.as_view(), name="meeting-task-done"),
    path("meetings/<str:reference>/", meetings.MeetingPage.as_view(), name="meeting"),
    path("meetings/<str:reference>/outcome/", meetings.TellOutcome.as_view(), name="meeting-outcome"),
    path("meetings/<str:reference>/tasks/new/", meetings.AddTask.as_view(), name="meeting-task-new"),
    path("children/<str:reference>/leaflet/", leaflets.ChooseLeaflet.as_view(), name="leaflet-choose"),
    path("children/<str:reference>/leaflet/give/", leaflets.GiveLeaflet.as_view(), name="leaflet-give"),
    # What matters of a file, on one page
    path("children/<str:reference>/events/", chronology.SignificantEvents.as_view(), name="significant-events"),
    path("children/<str:reference>/events/choose/", chronology.ChooseFromFile.as_view(), name="event-choose"),
    path("children/<str:reference>/events/new/", chronology.ChooseEvent.as_view(), name="event-new"),
    path("children/<str:reference>/events/chronology/", chronology.MakeChronology.as_view(), name="chronology-new"),
    path("events/<int:pk>/aside/", chronology.SetAside.as_view(), name="event-aside"),
    path("chronologies/<str:reference>/", chronology.ChronologyPage.as_view(), name="chronology"),
    path("chronologies/<str:reference>/pdf/", chronology.ChronologyPdf.as_view(), name="chronology-pdf"),
    # Leaving
    path("children/<str:reference>/leaving/", leaving.Leaves.as_view(), name="leaving"),
    path("children/<str:reference>/leaving/stays/", leaving.Stays.as_view(), name="leaving-stays"),
    path("children/<str:reference>/leaving/returns/", leaving.Returns.as_view(), name="leaving-returns"),
    # How long what is kept, what stops its disposal, what is due, and disposal by two
    path("children/<str:reference>/keeping/", retention.Keeping.as_view(), name="keeping"),
    path("children/<str:reference>/keeping/hold/", retention.HoldChild.as_view(), name="keeping-hold"),
    path("children/<str:reference>/keeping/mark/", retention.MarkRecord.as_view(), name="keeping-mark"),
    path("children/<str:reference>/keeping/mark/<int:pk>/", retention.TakeMarkAway.as_view(), name="keeping-unmark"),
    path("retention/", retention.Retention.as_view(), name="retention"),
    path("retention/rules/<slug:kind>/", retention.SetRule.as_view(), name="retention-rule"),
    path("retention/holds/new/", retention.HoldEverything.as_view(), name="hold-new"),
    path("retention/holds/<int:pk>/end/", retention.EndHold.as_view(), name="hold-end"),
    path("retention/lists/new/", disposals.ListWhatIsDue.as_view(), name="due-list-new"),
    path("retention/lists/<int:pk>/", disposals.DueListPage.as_view(), name="due-list"),
    path("retention/lines/<int:pk>/keep/", disposals.KeepLine.as_view(), name="due-line-keep"),
    path("retention/disposals/<int:pk>/", disposals.DisposalPage.as_view(), name="disposal"),
    path("retention/disposals/<int:pk>/approve/", disposals.Approve.as_view(), name="disposal-approve"),
    path("retention/disposals/<int:pk>/refuse/", disposals.Refuse.as_view(), name="disposal-refuse"),
    path("retention/disposals/<int:pk>/carry-out/", disposals.CarryOut.as_view(), name="disposal-carry-out"),
    path("retention/disposals/<int:pk>/certificate.pdf", disposals.Certificate.as_view(), name="disposal-certificate"),
    # Visitors
    path("visits/", visits.Visitors.as_view(), name="visits"),
    path("visits/list.csv", list_files.VisitsCsv.as_view(), name="visits-csv"),
    path("visits/new/", visits.SignIn.as_view(), name="visit-new"),
    path("visits/welcome/", visitor_sheets.Welcome.as_view(), name="welcome"),
    path("visits/welcome.pdf", visitor_sheets.WelcomePdf.as_view(), name="welcome-pdf"),
    path("visits/fire-drill-list.pdf", visitor_sheets.FireDrillPdf.as_view(), name="fire-drill"),
    path("visits/<int:pk>/", visits.VisitPage.as_view(), name="visit"),
    path("visits/<int:pk>/hand-over/", visits.HandOverSupervision.as_view(), name="visit-hand-over"),
    path("visits/<int:pk>/sign-out/", visits.SignOut.as_view(), name="visit-sign-out"),
    path("children/<str:reference>/visits/", visits.VisitsOfChild.as_view(), name="child-visits"),
    # How much of what there is, and the committee's report
    path("overview/", overview.Overview.as_view(), name="overview"),
    path("overview/figures/", overview.Figures.as_view(), name="figures"),
    path("overview/numbers.csv", overview.NumbersCsv.as_view(), name="overview-csv"),
    path("overview/report.pdf", overview.ReportPdf.as_view(), name="overview-report"),
    # Copies of a child's sharing record: the setting's, the family's, the next setting's
    path("children/<str:reference>/record/", RecordReason.as_view(), name="record"),
    path("children/<str:reference>/record/copies/", records.Copies.as_view(), name="record-copies"),
    path("children/<str:reference>/record/family/", records.AskForFamily.as_view(), name="record-copy-family"),
    path("children/<str:reference>/record/next/", records.AskForNextSetting.as_view(), name="record-copy-next"),
    path("record-copies/", records.CopiesAskedFor.as_view(), name="copies-asked"),
    path("record-copies/check/", CheckCopy.as_view(), name="record-copy-check"),
    path("record-copies/made/<str:reference>/", ExportPage.as_view(), name="export"),
    path("record-copies/made/<str:reference>/pdf/", ExportPdf.as_view(), name="export-pdf"),
    path("record-copies/<str:reference>/", records.CopyPage.as_view(), name="record-copy"),
    path("record-copies/<str:reference>/steps/<str:kind>/", records.TakeStep.as_view(), name="record-copy-step"),
    path(
        "record-copies/<str:reference>/sections/<str:key>/", records.SectionPage.as_view(), name="record-copy-section"
    ),
    path("record-copies/<str:reference>/pieces/<str:key>/", records.RulePiece.as_view(), name="record-copy-piece"),
    path("record-copies/<str:reference>/make/", records.MakeCopy.as_view(), name="record-copy-make"),
    path("decisions/eight-questions.pdf", PosterPdf.as_view(), name="poster"),
    # Decisions: the list, and one of them (last, since its pattern takes any word)
    path("decisions/list.csv", list_files.DecisionListCsv.as_view(), name="decisions-csv"),
    path("decisions/", DecisionList.as_view(), name="decisions"),
    path("decisions/<str:reference>/", DecisionPage.as_view(), name="decision"),
]
