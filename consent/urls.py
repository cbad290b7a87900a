from django.urls import path

from consent.views import (
    addresses,
    children,
    confirmations,
    copies,
    delegations,
    disputes,
    exclusions,
    flags,
    handing_over,
    laws,
    parents,
    policies,
    receipts,
    register_import,
    registration,
    requests,
    signing,
    statements,
)

app_name = "consent"

CHILD = "children/<str:reference>/"
PARENT = f"{CHILD}parents/<str:parent>/"

urlpatterns = [
    # Children
    path("children/", children.Children.as_view(), name="children"),
    path("children/new/", children.RegisterChild.as_view(), name="child-new"),
    path("children/list/", register_import.BringIn.as_view(), name="import"),
    path("children/list/check/", register_import.LookThrough.as_view(), name="import-check"),
    path("children/list/aside/", register_import.PutAside.as_view(), name="import-aside"),
    path("children/list/template.csv", register_import.Template.as_view(), name="import-template"),
    path(f"{CHILD}edit/", children.EditChild.as_view(), name="child-edit"),
    # Parents and addresses
    path(f"{CHILD}parents/", parents.Parents.as_view(), name="parents"),
    path(f"{CHILD}parents/find/", parents.FindParentOfSibling.as_view(), name="parent-find"),
    path(f"{CHILD}parents/new/", parents.AddParent.as_view(), name="parent-new"),
    path(PARENT, parents.EditParent.as_view(), name="parent-edit"),
    path(f"{PARENT}delegations/new/", delegations.Delegate.as_view(), name="delegation-new"),
    path(f"{PARENT}delegations/<int:pk>/end/", delegations.End.as_view(), name="delegation-end"),
    path(f"{CHILD}addresses/new/", addresses.AddAddress.as_view(), name="address-new"),
    path(f"{CHILD}addresses/<int:pk>/", addresses.ChangeAddress.as_view(), name="address-edit"),
    # Flags and exclusions
    path(f"{CHILD}flags/new/", flags.SetFlag.as_view(), name="flag-new"),
    path(f"{CHILD}flags/<int:pk>/end/", flags.TakeDownFlag.as_view(), name="flag-end"),
    path(f"{CHILD}exclusions/", exclusions.Exclusions.as_view(), name="exclusions"),
    path(f"{CHILD}exclusions/<int:pk>/lift/", exclusions.Lift.as_view(), name="exclusion-lift"),
    # Registration
    path(f"{CHILD}registration/", registration.TaskList.as_view(), name="registration"),
    path(f"{CHILD}registration/explained/", registration.HowExplained.as_view(), name="registration-explained"),
    path(f"{CHILD}hand-over/", handing_over.HandOver.as_view(), name="hand-over"),
    path(f"{CHILD}registration/paper/", registration.Paper.as_view(), name="registration-paper"),
    path(f"{CHILD}registration/spoken/", registration.Spoken.as_view(), name="registration-spoken"),
    path(f"{CHILD}registration/form.pdf", copies.FormToSign.as_view(), name="registration-form"),
    path(f"{CHILD}registration/signed/", copies.SignedRegistration.as_view(), name="registration-signed"),
    path(f"{CHILD}registration.pdf", copies.ParentsCopy.as_view(), name="registration-pdf"),
    path(f"{CHILD}scan/", copies.Scan.as_view(), name="registration-scan"),
    path(f"{CHILD}registrations/<int:pk>/", copies.SignedRegistration.as_view(), name="registration-signed-earlier"),
    path(f"{CHILD}registrations/<int:pk>/copy.pdf", copies.ParentsCopy.as_view(), name="registration-pdf-earlier"),
    path(f"{CHILD}registrations/<int:pk>/scan/", copies.Scan.as_view(), name="registration-scan-earlier"),
    # What parents say about sharing
    path(f"{CHILD}consents/", statements.Statements.as_view(), name="statements"),
    path(f"{CHILD}consents/new/", statements.NewStatement.as_view(), name="statement-new"),
    path(f"{CHILD}consents/resolve/", disputes.ResolveDispute.as_view(), name="dispute-resolve"),
    path(f"{CHILD}consents/ask/", requests.Ask.as_view(), name="request-new"),
    path("consents/asked/<int:pk>/give-up/", requests.GiveUp.as_view(), name="request-give-up"),
    path("consents/<int:pk>/confirm/", confirmations.Confirm.as_view(), name="statement-confirm"),
    path("consents/signatures/<int:pk>/", confirmations.SignedConsent.as_view(), name="consent-signature"),
    path("consents/signatures/<int:pk>/scan/", confirmations.Scan.as_view(), name="consent-signature-scan"),
    path("consents/<int:pk>/withdraw/", statements.Withdraw.as_view(), name="statement-withdraw"),
    path("consents/<int:pk>/invalidate/", statements.Invalidate.as_view(), name="statement-invalidate"),
    # What parents keep
    path("receipts/", receipts.CheckReceipt.as_view(), name="receipt-check"),
    path(f"{CHILD}receipts/<int:pk>/", receipts.ReceiptPage.as_view(), name="receipt"),
    path(f"{CHILD}receipts/<int:pk>/copy.pdf", receipts.ReceiptPdf.as_view(), name="receipt-pdf"),
    path(f"{CHILD}receipts/<int:pk>/send/", receipts.SendReceipt.as_view(), name="receipt-send"),
    # Policies and the law list
    path("policies/", policies.Policies.as_view(), name="policies"),
    path("policies/new/", policies.NewPolicy.as_view(), name="policy-new"),
    path("policies/<int:pk>/", policies.PolicyPage.as_view(), name="policy"),
    path("laws/", laws.Laws.as_view(), name="laws"),
    path("laws/new/", laws.NewLaw.as_view(), name="law-new"),
    path("laws/<int:pk>/end/", laws.EndLaw.as_view(), name="law-end"),
    # The tablet in a parent's hands: these three, and nothing else
    path("sign/", signing.Read.as_view(), name="sign"),
    path("sign/sign/", signing.SignOrDecline.as_view(), name="sign-sign"),
    path("sign/done/", signing.Done.as_view(), name="sign-done"),
]
