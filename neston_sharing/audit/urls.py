from django.urls import path

from neston_sharing.audit.views import EntryPage, Log

app_name = "audit"
urlpatterns = [
    path("", Log.as_view(), name="log"),
    path("<int:number>/", EntryPage.as_view(), name="entry"),
]
