"""Sign-in, sign-out and passwords, by django-allauth; sign-up is closed, so nothing else of it has an address."""

from allauth.account import views
from django.urls import path, re_path

from neston_sharing.staff.views import codes, locking, passwords

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("lock/", locking.Lock.as_view(), name="account_lock"),
    path("unlock/", locking.OpenAgain.as_view(), name="account_unlock"),
    path("stay/", locking.Stay.as_view(), name="account_stay"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("code/", codes.UseCode.as_view(), name="account_code"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", passwords.AskForReset.as_view(), name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",  # the key has hyphens of its own
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
