"""The setting and the six people who can sign in. All invented; the numbers are Ofcom's, kept free for drama."""

from neston_sharing.operations.demonstration.shapes import Member

PASSWORD = "seven-golden-rules"  # noqa: S105  printed at the start: it opens invented data only

SETTING = {
    "name": "Dovecote Pre-school (demonstration)",
    "address": "The Old Schoolroom\nDovecote Lane\nAshbrook\nDX4 7QA",
    "telephone": "0151 496 0100",
    "local_authority": "Deeside Borough Council",
    "social_care_phone": "0151 496 0110",
    "social_care_out_of_hours_phone": "0151 496 0111",
    "lado_phone": "0151 496 0112",
    "police_phone": "101",
}

MEMBERS = (
    Member(
        "manager",
        "manager@example.org",
        "Margaret Hughes",
        "Manager",
        ("manager",),
        "backs decisions; keeps staff, policies and agencies; reviews the audit log",
    ),
    Member(
        "lead",
        "lead@example.org",
        "Siobhan Kelly",
        "Deputy manager and safeguarding lead",
        ("lead",),
        "reads every file, backs the decisions of others",
    ),
    Member(
        "practitioner",
        "practitioner@example.org",
        "Priya Nair",
        "Early years practitioner",
        ("practitioner",),
        "key person of half the children: registers, decides, refers",
    ),
    Member(
        "officer",
        "officer@example.org",
        "David Owusu",
        "Committee member, designated officer",
        ("officer",),
        "backs what is sent to the committee; reads figures that name nobody",
    ),
    Member(
        "auditor",
        "auditor@example.org",
        "Helen Price",
        "Auditor",
        ("auditor",),
        "reads the audit log",
    ),
    Member(
        "helper",
        "helper@example.org",
        "Tom Whitfield",
        "Computer helper",
        ("helper",),
        "looks after the computer; sees no child's data",
    ),
)
