"""Twelve agencies, one of each kind that the directory knows, with those who work there."""

from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.shapes import Agency, Route

SOCIAL_CARE = "Deeside Children's Social Care"
POLICE = "Deeside Police, Vulnerable People Unit"
HEALTH_VISITING = "Deeside Health Visiting Service"
SPEECH = "Deeside Children's Speech and Language Therapy"
GP = "Quayside Medical Practice"
SCHOOL = "Parkfield Primary School"
SEND = "Deeside SEND Team"
FAMILY_HUB = "Estuary Family Hub"
COURT = "Deeside Family Court"
OFSTED = "Ofsted"
HARBOUR = "Harbour Domestic Abuse Support"
WELCOME = "Ashbrook Welcome Centre"

BADGE = "Badge seen at the door, and the name confirmed by telephone"
CALLED_BACK = "Called back on the agency's own number"

AGENCIES = (
    Agency(
        SOCIAL_CARE,
        "social_care",
        "Assesses children in need or at risk of harm, and takes referrals at the Front Door, day and night.",
        (
            Route("telephone", "0151 496 0110", "Front Door, 8.30 to 17.30"),
            Route("telephone", "0151 496 0111", "Emergency duty team, out of hours"),
            Route("secure_email", "frontdoor@deeside.example", approved=True),
            Route("portal", "https://referrals.deeside.example", "Multi-agency referral form", approved=True),
        ),
        (
            ("Denise Achebe", "Social worker, safeguarding team", BADGE),
            ("Mark Lowry", "Duty social worker, Front Door", ""),
            ("Fatima Siddiqui", "Social worker, children looked after", BADGE),
        ),
        checked=Ago(14, "16:05"),
    ),
    Agency(
        POLICE,
        "police",
        "Investigates crimes against children and adults at risk.",
        (
            Route("telephone", "0151 496 0120", "Desk, 8.00 to 22.00; 999 in an emergency"),
            Route("secure_email", "vpu@deeside-police.example", approved=True),
        ),
        (("Ruth Pemberton", "Detective constable", "Warrant card seen"),),
    ),
    Agency(
        HEALTH_VISITING,
        "health_visiting",
        "Health visitors for families with children under five, and the two-year review.",
        (
            Route("telephone", "0151 496 0130"),
            Route("secure_email", "hv.single-point@deeside-health.example", approved=True),
        ),
        (("Joanne Tully", "Health visitor", BADGE), ("Bola Adeyemi", "Health visitor", CALLED_BACK)),
    ),
    Agency(
        SPEECH,
        "speech_therapy",
        "Assesses and supports children's speech, language and communication.",
        (
            Route("telephone", "0151 496 0140"),
            Route("secure_email", "salt@deeside-health.example", approved=True),
        ),
        (("Ceri Morgan", "Speech and language therapist", BADGE),),
    ),
    Agency(
        GP,
        "gp",
        "The family doctors in Ashbrook.",
        (
            Route("telephone", "0151 496 0150"),
            Route("post", "2 Quayside, Ashbrook, DX4 2LP", approved=True),
        ),
        (("Dr Anil Kapoor", "GP, safeguarding lead", CALLED_BACK),),
    ),
    Agency(
        SCHOOL,
        "school",
        "Where most of our children go next.",
        (
            Route("telephone", "0151 496 0160"),
            Route("secure_email", "office@parkfield.example", approved=True),
        ),
        (("Rachel Ashworth", "Reception teacher", BADGE), ("Gareth Pugh", "School business manager", "")),
    ),
    Agency(
        SEND,
        "send",
        "Advice from the area SENCo, and the requests for education, health and care needs assessments.",
        (
            Route("telephone", "0151 496 0170"),
            Route("portal", "https://send.deeside.example", approved=True),
        ),
        (("Imran Malik", "Area SENCo", CALLED_BACK),),
    ),
    Agency(
        FAMILY_HUB,
        "family_support",
        "Early help: parenting courses, debt and housing advice, stay-and-play.",
        (
            Route("telephone", "0151 496 0180"),
            Route("secure_email", "earlyhelp@deeside.example", approved=True),
        ),
        (("Lorraine Peters", "Early help worker", CALLED_BACK),),
        supports_families=True,
    ),
    Agency(
        COURT,
        "court",
        "Makes orders about children: with whom they live, whom they see, who has parental responsibility.",
        (Route("post", "Civil Justice Centre, Exchange Street, Deeside, DX1 1AA", approved=True),),
        (("Colin Bairstow", "Court officer", CALLED_BACK),),
    ),
    Agency(
        OFSTED,
        "ofsted",
        "Registers and inspects us.",
        (Route("telephone", "01632 960110", "An invented number, as all are here"),),
        reach="national",
    ),
    Agency(
        HARBOUR,
        "other",
        "Outreach and refuge for people who live with domestic abuse, and for their children.",
        (Route("telephone", "0151 496 0190", "Never leave a message"),),
        (("Grace Whittle", "Outreach worker", CALLED_BACK),),
        supports_families=True,
        checked=Ago(300, "12:10"),  # more than a year ago: the directory says so
    ),
    Agency(
        WELCOME,
        "other",
        "Interpreters, form-filling and company for families who are new to Ashbrook.",
        (Route("telephone", "0151 496 0195"),),
        (("Mei-Ling Chan", "Community worker", ""),),
        supports_families=True,
    ),
)
