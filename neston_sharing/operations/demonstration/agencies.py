"""Eighteen agencies, with those who work there, among them each kind that the policy names for families (1.8); and one
protocol."""

from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.shapes import Agency, Protocol, Route

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
LADO = "Deeside LADO"
PREVENT = "Deeside Prevent and Channel"
TURNING = "Turning Tide"
RIGHTS = "Ashbrook Welfare Rights"
CHILDCARE = "Deeside Families Information Service"
LEARNING = "Estuary Adult Learning"

BADGE = "Badge seen at the door, and the name confirmed by telephone"
CALLED_BACK = "Called back on the agency's own number"


def by_telephone_and_email(number: str, address: str) -> tuple[Route, Route]:
    return Route("telephone", number), Route("secure_email", address, approved=True)


AGENCIES = (
    Agency(
        SOCIAL_CARE,
        "social_care",
        "Assesses children in need or at risk of harm, and takes referrals at the Front Door, day and night.",
        (
            Route("telephone", "0151 496 0110", "Front Door"),
            Route("telephone", "0151 496 0111", "Emergency duty team", out_of_hours=True),
            Route("secure_email", "frontdoor@deeside.example", approved=True),
            Route("portal", "https://referrals.deeside.example", "Multi-agency referral form", approved=True),
        ),
        (
            ("Denise Achebe", "Social worker, safeguarding team", BADGE),
            ("Mark Lowry", "Duty social worker, Front Door", ""),
            ("Fatima Siddiqui", "Social worker, children looked after", BADGE),
        ),
        hours="Monday to Friday, 8.30 to 17.30",
        checked=Ago(14, "16:05"),
    ),
    Agency(
        POLICE,
        "police",
        "Investigates crimes against children and adults at risk.",
        (
            Route("telephone", "0151 496 0120", "999 in an emergency"),
            Route("secure_email", "vpu@deeside-police.example", approved=True),
        ),
        (("Ruth Pemberton", "Detective constable", "Warrant card seen"),),
        hours="Every day, 8.00 to 22.00",
    ),
    Agency(
        HEALTH_VISITING,
        "health_visiting",
        "Health visitors for families with children under five, and the two-year review.",
        by_telephone_and_email("0151 496 0130", "hv.single-point@deeside-health.example"),
        (("Joanne Tully", "Health visitor", BADGE), ("Bola Adeyemi", "Health visitor", CALLED_BACK)),
        hours="Monday to Friday, 9.00 to 17.00",
    ),
    Agency(
        SPEECH,
        "speech_therapy",
        "Assesses and supports children's speech, language and communication.",
        by_telephone_and_email("0151 496 0140", "salt@deeside-health.example"),
        (("Ceri Morgan", "Speech and language therapist", BADGE),),
        hours="Monday to Thursday, 9.00 to 16.30",
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
        hours="Monday to Friday, 8.00 to 18.30",
    ),
    Agency(
        SCHOOL,
        "school",
        "Where most of our children go next.",
        by_telephone_and_email("0151 496 0160", "office@parkfield.example"),
        (("Rachel Ashworth", "Reception teacher", BADGE), ("Gareth Pugh", "School business manager", "")),
        hours="In term, 8.30 to 16.30",
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
        hours="Monday to Friday, 9.00 to 17.00",
    ),
    Agency(
        FAMILY_HUB,
        "family_support",
        "Early help: parenting courses, debt and housing advice, stay-and-play.",
        by_telephone_and_email("0151 496 0180", "earlyhelp@deeside.example"),
        (("Lorraine Peters", "Early help worker", CALLED_BACK),),
        hours="Monday to Friday, 9.00 to 17.00; Saturday, 10.00 to 13.00",
        supports_families=True,
    ),
    Agency(
        COURT,
        "court",
        "Makes orders about children: with whom they live, whom they see, who has parental responsibility.",
        (Route("post", "Civil Justice Centre, Exchange Street, Deeside, DX1 1AA", approved=True),),
        (("Colin Bairstow", "Court officer", CALLED_BACK),),
        hours="Monday to Friday, 10.00 to 16.00",
    ),
    Agency(
        OFSTED,
        "ofsted",
        "Registers and inspects us.",
        (Route("telephone", "01632 960110", "An invented number, as all are here"),),
        hours="Monday to Friday, 8.00 to 18.00",
        reach="national",
    ),
    Agency(
        HARBOUR,
        "other",
        "Outreach and refuge for people who live with domestic abuse, and for their children.",
        (Route("telephone", "0151 496 0190", "Never leave a message"),),
        (("Grace Whittle", "Outreach worker", CALLED_BACK),),
        hours="Every day, 9.00 to 21.00",
        supports_families=True,
        checked=Ago(300, "12:10"),  # more than a year ago: the directory says so
    ),
    Agency(
        WELCOME,
        "culture",
        "Interpreters, form-filling and company for families who are new to Ashbrook.",
        (Route("telephone", "0151 496 0195"),),
        (("Mei-Ling Chan", "Community worker", ""),),
        hours="Tuesday and Thursday, 10.00 to 15.00",
        supports_families=True,
    ),
    Agency(
        LADO,
        "lado",
        "Advises on concerns about adults who work with children, and is told of each allegation.",
        by_telephone_and_email("0151 496 0112", "lado@deeside.example"),
        (("Rashida Khan", "Designated officer", CALLED_BACK),),
        hours="Monday to Friday, 9.00 to 17.00",
    ),
    Agency(
        PREVENT,
        "prevent",
        "Takes referrals of people who may be drawn into terrorism. Support through Channel needs their consent.",
        by_telephone_and_email("0151 496 0114", "prevent@deeside.example"),
        hours="Monday to Friday, 9.00 to 17.00",
    ),
    Agency(
        TURNING,
        "drug_alcohol",
        "Help with alcohol and other drugs, for whoever drinks or uses and for those who live with them.",
        (Route("telephone", "0151 496 0197"),),
        hours="Monday to Saturday, 9.30 to 18.00",
        supports_families=True,
    ),
    Agency(
        RIGHTS,
        "welfare_rights",
        "Benefits, debts and appeals: an adviser goes through the letters with you.",
        (Route("telephone", "0151 496 0198"),),
        hours="Wednesday, 10.00 to 14.00, without an appointment",
        supports_families=True,
    ),
    Agency(
        CHILDCARE,
        "childcare",
        "Childminders, nursery places and the hours that are paid for.",
        (Route("telephone", "0151 496 0199"),),
        hours="Monday to Friday, 9.00 to 16.00",
        supports_families=True,
    ),
    Agency(
        LEARNING,
        "adult_education",
        "English, reading, numbers and first qualifications, with a creche.",
        (Route("telephone", "0151 496 0201"),),
        hours="In term, 9.00 to 15.00",
        supports_families=True,
    ),
)

# What every agency of its kind has agreed with us (policy 1.5).
PROTOCOL = Protocol(
    "social_care",
    "Referral to children's social care",
    "A child has suffered significant harm or may be at risk of it, or is in need of help that early help cannot give. "
    "In doubt, ask the Front Door without naming the child.",
    (
        "Call 999 first if the child is in danger now",
        "Telephone the Front Door within 1 hour",
        "Tell the parents, unless that would put the child at risk",
        "Send the multi-agency referral form within 1 working day",
        "Record who was spoken to, when, and what was agreed within 24 hours",
        "Chase an answer within 3 working days",
    ),
)
