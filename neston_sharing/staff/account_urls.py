"""Sign-in, sign-out and passwords, by django-allauth; sign-up is closed, so nothing else of it has an address."""

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path, reverse_lazy

from neston_sharing.staff.views import codes, locking, passwords

REMOVE_PASSKEY = passkeys.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index"))

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
    path("again/", views.reauthenticate, name="account_reauthenticate"),
    # The second factor
    path("second-factor/", factors.index, name="mfa_index"),
    path("second-factor/sign-in/", factors.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", REMOVE_PASSKEY, name="mfa_remove_webauthn"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
