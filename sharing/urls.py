from django.urls import path

from sharing.views.decisions import DecisionList, DecisionPage

app_name = "sharing"
urlpatterns: list = [
    # Decisions: the list, and one of them (last, since its pattern takes any word)
    path("decisions/", DecisionList.as_view(), name="decisions"),
    path("decisions/<str:reference>/", DecisionPage.as_view(), name="decision"),
]
