from django.urls import include, path

from agencies.views import directory, directory_import, leaflet, professionals, protocols, rechecking, routes

app_name = "agencies"

OF_VERSION = [
    path("", protocols.VersionPage.as_view(), name="protocol-version"),
    path("draft/", protocols.EditDraft.as_view(), name="protocol-draft"),
    path("adopt/", protocols.AdoptDraft.as_view(), name="protocol-adopt"),
    path("discard/", protocols.DiscardDraft.as_view(), name="protocol-discard"),
    path("documents/new/", protocols.AddDocument.as_view(), name="protocol-document-new"),
    path("documents/<int:document>/", protocols.Document.as_view(), name="protocol-document"),
    path("documents/<int:document>/remove/", protocols.RemoveDocument.as_view(), name="protocol-document-remove"),
]

urlpatterns = [
    # The directory
    path("", directory.Directory.as_view(), name="list"),
    path("new/", directory.NewAgency.as_view(), name="new"),
    path("recheck/", rechecking.ToRecheck.as_view(), name="recheck-list"),
    path("<int:pk>/", directory.AgencyPage.as_view(), name="agency"),
    path("<int:pk>/edit/", directory.EditAgency.as_view(), name="edit"),
    path("<int:pk>/checked/", directory.DetailsChecked.as_view(), name="checked"),
    path("<int:pk>/recheck/", rechecking.Recheck.as_view(), name="recheck"),
    path("<int:pk>/retire/", directory.RetireAgency.as_view(), name="retire"),
    path("<int:pk>/bring-back/", directory.BringBackAgency.as_view(), name="bring-back"),
    # Ways to reach an agency
    path("<int:pk>/routes/new/", routes.NewRoute.as_view(), name="route-new"),
    path("<int:pk>/routes/<int:route>/", routes.ChangeRoute.as_view(), name="route-edit"),
    path("<int:pk>/routes/<int:route>/retire/", routes.RetireRoute.as_view(), name="route-retire"),
    # Its people
    path("<int:pk>/professionals/new/", professionals.NewProfessional.as_view(), name="professional-new"),
    path("<int:pk>/professionals/<int:person>/", professionals.EditProfessional.as_view(), name="professional-edit"),
    # A list of agencies
    path("list/", directory_import.BringIn.as_view(), name="import"),
    path("list/check/", directory_import.LookThrough.as_view(), name="import-check"),
    path("list/aside/", directory_import.PutAside.as_view(), name="import-aside"),
    path("list/template.csv", directory_import.Template.as_view(), name="import-template"),
    path("list/agencies.csv", directory_import.Export.as_view(), name="export"),
    # A leaflet for a parent
    path("leaflet/", leaflet.ChooseForLeaflet.as_view(), name="leaflet"),
    path("leaflet/shown/", leaflet.ShowLeaflet.as_view(), name="leaflet-shown"),
    path("leaflet/leaflet.pdf", leaflet.LeafletPdf.as_view(), name="leaflet-pdf"),
    # Protocols
    path("protocols/", protocols.Protocols.as_view(), name="protocols"),
    path("protocols/new/", protocols.NewProtocol.as_view(), name="protocol-new"),
    path("protocols/<int:pk>/", protocols.ProtocolPage.as_view(), name="protocol"),
    path("protocols/<int:pk>/retire/", protocols.RetireProtocol.as_view(), name="protocol-retire"),
    path("protocols/<int:pk>/versions/new/", protocols.NewVersion.as_view(), name="protocol-version-new"),
    path("protocols/<int:pk>/versions/<int:number>/", include(OF_VERSION)),
]
