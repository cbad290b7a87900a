from django.urls import path

from agencies.views import directory, professionals, routes

app_name = "agencies"
urlpatterns = [
    # The directory
    path("", directory.Directory.as_view(), name="list"),
    path("new/", directory.NewAgency.as_view(), name="new"),
    path("<int:pk>/", directory.AgencyPage.as_view(), name="agency"),
    path("<int:pk>/edit/", directory.EditAgency.as_view(), name="edit"),
    path("<int:pk>/checked/", directory.DetailsChecked.as_view(), name="checked"),
    path("<int:pk>/retire/", directory.RetireAgency.as_view(), name="retire"),
    path("<int:pk>/bring-back/", directory.BringBackAgency.as_view(), name="bring-back"),
    # Ways to reach an agency
    path("<int:pk>/routes/new/", routes.NewRoute.as_view(), name="route-new"),
    path("<int:pk>/routes/<int:route>/retire/", routes.RetireRoute.as_view(), name="route-retire"),
    # Its people
    path("<int:pk>/professionals/new/", professionals.NewProfessional.as_view(), name="professional-new"),
    path("<int:pk>/professionals/<int:person>/", professionals.EditProfessional.as_view(), name="professional-edit"),
]
