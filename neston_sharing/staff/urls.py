from django.urls import path

from neston_sharing.staff.views import absences, codes, invitations, lockouts, people, second_factor, sessions

app_name = "staff"
urlpatterns = [
    path("", people.StaffList.as_view(), name="list"),
    path("me/", people.Me.as_view(), name="me"),
    path("me/sessions/", sessions.MySessions.as_view(), name="sessions"),
    # Coming in
    path("invite/", invitations.Invite.as_view(), name="invite"),
    path("invitations/<str:code>/", invitations.Accept.as_view(), name="accept"),
    path("<int:pk>/invitation/", invitations.InviteAgain.as_view(), name="invite-again"),
    # Somebody's page
    path("<int:pk>/", people.Person.as_view(), name="person"),
    path("<int:pk>/roles/", people.ChangeRoles.as_view(), name="roles"),
    path("<int:pk>/deactivate/", people.Deactivate.as_view(), name="deactivate"),
    path("<int:pk>/reactivate/", people.Reactivate.as_view(), name="reactivate"),
    path("<int:pk>/sign-out/", sessions.EndSessionsOf.as_view(), name="end-sessions"),
    path("<int:pk>/second-factor/", second_factor.TakeAwaySecondFactor.as_view(), name="take-away-second-factor"),
    # Who is away, and who stands in
    path("me/away/", absences.MyAbsence.as_view(), name="me-away"),
    path("<int:pk>/away/", absences.AbsenceOf.as_view(), name="away"),
    path("absences/<int:pk>/end/", absences.EndAbsence.as_view(), name="absence-end"),
    # Too many wrong passwords
    path("locked-out/", lockouts.LockedOut.as_view(), name="locked-out"),
    path("<int:pk>/unlock/", lockouts.UnlockPerson.as_view(), name="unlock"),
    # Codes
    path("<int:pk>/code/", codes.GiveCode.as_view(), name="give-code"),
    path("<int:pk>/shown-once/", codes.ShownOnce.as_view(), name="shown-once"),
]
