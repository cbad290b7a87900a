"""Every address of the product. Names of children never stand in one."""

from django.urls import include, path

from sharing.views.child_file import ChildFile
from sharing.views.home import Home

handler500 = "neston_sharing.foundation.views.server_error"

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("accounts/", include("neston_sharing.staff.account_urls")),
    path("staff/", include("neston_sharing.staff.urls")),
    path("audit/", include("neston_sharing.audit.urls")),
    path("agencies/", include("agencies.urls")),
    path("", include("neston_sharing.foundation.urls")),
    path("", include("consent.urls")),
    path("", include("sharing.urls")),
    # The file is put together above the floor that keeps the child, and every floor leads to it by this name.
    path("children/<str:reference>/", ChildFile.as_view(), name="child-file"),
]
