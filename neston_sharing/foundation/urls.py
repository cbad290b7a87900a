from django.urls import path

from neston_sharing.foundation import pages

urlpatterns = [
    path("health/", pages.health, name="health"),
    path("setting/", pages.SettingDetails.as_view(), name="setting"),
]
