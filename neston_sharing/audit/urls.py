from django.urls import path

from neston_sharing.audit.views import log, review, verification

app_name = "audit"
urlpatterns = [
    path("", log.Log.as_view(), name="log"),
    path("<int:number>/", log.EntryPage.as_view(), name="entry"),
    path("review/", review.ReviewPage.as_view(), name="review"),
    path("verification/", verification.Verification.as_view(), name="verification"),
    path("verification/begin/", verification.Begin.as_view(), name="verify"),
    path("verification/check/", verification.CheckPaper.as_view(), name="check"),
    path("verification/checkpoint/", verification.TakeCheckpoint.as_view(), name="checkpoint"),
    path("verification/checkpoint/print/", verification.PrintCheckpoint.as_view(), name="checkpoint-print"),
    path("verification/log/", verification.ExportLog.as_view(), name="export"),
    path("verification/program/", verification.Program.as_view(), name="program"),
]
