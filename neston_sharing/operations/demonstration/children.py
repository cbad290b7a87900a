"""Thirty children, with who stands to them how, what staff must know first, and what their parents agreed to."""

from neston_sharing.operations.demonstration import families as f
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.families import married_father, mother, named_father
from neston_sharing.operations.demonstration.shapes import Child, Consent, Flag, Link, Parent

NEEDS, SUMMARIES = "additional_needs", "development_summaries"
SPEECH_ONLY = "Speech and language: what we observe, her or his plan, and how it is going"
SUMMARY = "The development summary at the end of the last term, and what helps her or him to settle"


def needs(parent: Parent, scope: str = SPEECH_ONLY, kinds: tuple[str, ...] = ("speech_therapy",), **more) -> Consent:
    return Consent(parent, NEEDS, "given", scope, kinds, **more)


def summaries(parent: Parent, **more) -> Consent:
    return Consent(parent, SUMMARIES, "given", SUMMARY, ("school",), **more)


def refusal(parent: Parent, purpose: str, reason: str) -> Consent:
    return Consent(parent, purpose, "refused", reason=reason)


SIBLINGS = (
    Child(
        "Amara",
        "Okafor",
        41,
        7,
        "practitioner",
        (mother(f.NGOZI), married_father(f.CHIDI)),
        "14 Tithe Barn Close\nAshbrook",
        joined=Ago(230, "09:20"),
        cover="lead",
        consents=(needs(f.NGOZI), summaries(f.NGOZI)),
    ),
    Child(
        "Tobi",
        "Okafor",
        29,
        19,
        "practitioner",
        (mother(f.NGOZI), married_father(f.CHIDI)),
        "14 Tithe Barn Close\nAshbrook",
        joined=Ago(40, "09:10"),
    ),
    Child(
        "Zofia",
        "Kowalska",
        39,
        2,
        "practitioner",
        (mother(f.AGNIESZKA), married_father(f.PIOTR)),
        "Flat 3, 9 Station Parade\nAshbrook",
        joined=Ago(150, "13:30"),
        explained_note="In Polish, with an interpreter from Ashbrook Welcome Centre",
        consents=(needs(f.AGNIESZKA),),
    ),
    Child(
        "Jakub",
        "Kowalski",
        28,
        23,
        "practitioner",
        (mother(f.AGNIESZKA), married_father(f.PIOTR)),
        "Flat 3, 9 Station Parade\nAshbrook",
        joined=Ago(38, "13:15"),
        explained_note="In Polish, with an interpreter from Ashbrook Welcome Centre",
    ),
    Child(
        "Mohammed",
        "Rahman",
        43,
        11,
        "practitioner",
        (mother(f.SHIRIN), married_father(f.ABDUL)),
        "52 Weir Street\nAshbrook",
        joined=Ago(225, "09:40"),
        known_as="Mo",
        consents=(summaries(f.ABDUL),),
    ),
    Child(
        "Aisha",
        "Rahman",
        31,
        5,
        "practitioner",
        (mother(f.SHIRIN), married_father(f.ABDUL)),
        "52 Weir Street\nAshbrook",
        joined=Ago(60, "09:35"),
    ),
    Child(
        "Ravi",
        "Patel",
        42,
        15,
        "practitioner",
        (mother(f.HETAL), married_father(f.MANISH)),
        "3 Orchard Rise\nAshbrook",
        joined=Ago(220, "10:00"),
        consents=(needs(f.HETAL), summaries(f.HETAL), summaries(f.MANISH)),
    ),
    Child(
        "Anya",
        "Patel",
        42,
        15,
        "practitioner",
        (mother(f.HETAL), married_father(f.MANISH)),
        "3 Orchard Rise\nAshbrook",
        joined=Ago(220, "10:10"),
        consents=(summaries(f.HETAL), summaries(f.MANISH)),
    ),
)

LIVING_APART = (
    Child(
        "Noah",
        "Bennett",
        44,
        9,
        "practitioner",
        (mother(f.LAURA), named_father(f.STEVEN, lives_with=False)),
        "27 Marl Road\nAshbrook",
        joined=Ago(222, "14:10"),
        cover="lead",
        consents=(summaries(f.LAURA),),
    ),
    Child(
        "Oscar",
        "Brennan",
        38,
        27,
        "lead",
        (mother(f.NIAMH), married_father(f.SEAN, lives_with=False)),
        "8 Chapel Walk\nAshbrook",
        joined=Ago(140, "11:00"),
        consents=(
            needs(f.NIAMH, "His hearing and his speech", ("speech_therapy", "health_visiting")),
            refusal(f.SEAN, NEEDS, "He thinks that Oscar is only shy, and wants no label to follow him to school"),
        ),
    ),
    Child(
        "Ellis",
        "Marsh",
        46,
        4,
        "lead",
        (mother(f.KERRY), Link(f.DEAN, "Father", lives_with=False)),  # not on the birth certificate
        "61 Canal Side\nAshbrook",
        joined=Ago(210, "09:50"),
    ),
    Child(
        "Poppy",
        "Whitaker",
        37,
        13,
        "lead",
        (mother(f.JESS, evidence="Short birth certificate; order of the family court"),),
        "Care of Harbour Domestic Abuse Support",
        "",
        joined=Ago(120, "15:20"),
        protected=True,
        flags=(
            Flag(
                "court_order",
                "Order of the family court: her father has no contact and is not told where she lives or goes to "
                "pre-school. He may not collect. If he comes, call 999 and keep Poppy in the far room.",
            ),
            Flag("do_not_discuss", "Nobody but Jess is spoken to about Poppy, whoever they say they are."),
        ),
    ),
)

CARED_FOR_BY_OTHERS = (
    Child(
        "Finley",
        "Doyle",
        45,
        21,
        "lead",
        (
            Link(f.DEESIDE, "Local authority", "care_order", lives_with=False, evidence="Copy of the care order"),
            Link(f.JANET, "Foster carer"),
        ),
        "18 Heron Way\nAshbrook",
        joined=Ago(90, "13:00"),
        drawn=False,
        explained_note="With Fatima Siddiqui and Janet together",
        flags=(Flag("looked_after", "Lives with Janet, who signs trips and plasters only.", "Fatima Siddiqui"),),
    ),
    Child(
        "Lily-Mae",
        "Carter",
        40,
        28,
        "practitioner",
        (mother(f.STACEY), Link(f.JUNE, "Grandmother")),
        "5 Foundry Court\nAshbrook",
        joined=Ago(160, "09:05"),
        cover="lead",
        flags=(
            Flag(
                "child_protection",
                "Neglect. Core group every four weeks; tell Denise the same day if Lily-Mae does not come in.",
                "Denise Achebe",
            ),
        ),
    ),
    Child(
        "Chloe",
        "Fitzgerald",
        44,
        16,
        "lead",
        (
            Link(f.MAUREEN, "Grandmother", "special_guardian", evidence="Special guardianship order"),
            mother(f.TARA, lives_with=False),
        ),
        "2 Almond Grove\nAshbrook",
        joined=Ago(205, "10:30"),
        drawn=False,
        flags=(Flag("in_need", "Plan reviewed every three months; Maureen comes to every meeting.", "Denise Achebe"),),
        consents=(summaries(f.MAUREEN),),
    ),
    Child(
        "Hugo",
        "Lindqvist",
        36,
        18,
        "practitioner",
        (mother(f.ANNA), Link(f.SOFIE, "Mother", "second_parent")),
        "33 Orchard Rise\nAshbrook",
        joined=Ago(110, "14:00"),
        consents=(summaries(f.ANNA),),
    ),
    Child(
        "Dev",
        "Nair",
        33,
        8,
        "lead",
        (mother(f.SUNITA),),
        "70 Weir Street\nAshbrook",
        joined=Ago(70, "11:20"),
        excluded=("practitioner", "Priya is his aunt: the family asked that she does not see his file"),
    ),
)

OF_TWO_MINDS = (
    Child(
        "Isla",
        "MacLeod",
        47,
        3,
        "practitioner",
        (mother(f.CATRIONA),),
        "Lock Cottage\nCanal Side\nAshbrook",
        joined=Ago(215, "09:25"),
        consents=(
            summaries(
                f.CATRIONA,
                withdrawn=Ago(33, "15:40"),
                withdrawn_why="Isla may go to another school, and Catriona will speak to the new one herself",
            ),
        ),
    ),
    Child(
        "Maya",
        "Thompson",
        34,
        12,
        "practitioner",
        (mother(f.DIANE), married_father(f.MARCUS)),
        "19 Marl Road\nAshbrook",
        joined=Ago(85, "10:45"),
        consents=(
            refusal(f.DIANE, NEEDS, "They would rather speak with the health visitor themselves first"),
            refusal(f.MARCUS, NEEDS, "As Diane said"),
        ),
    ),
    Child(
        "Esme",
        "Gallagher",
        31,
        25,
        "lead",
        (mother(f.ROISIN),),
        "4 Tithe Barn Close\nAshbrook",
        joined=Ago(6, "14:30"),
        signed=False,
    ),
)

OTHERS = (
    Child(
        "Leo",
        "Fernandes",
        33,
        26,
        "practitioner",
        (mother(f.CARLA),),
        "11 Chapel Walk\nAshbrook",
        joined=Ago(75, "09:30"),
    ),
    Child(
        "Yusuf",
        "Demir",
        37,
        6,
        "practitioner",
        (mother(f.ELIF), married_father(f.EMRE)),
        "Flat 1, 9 Station Parade\nAshbrook",
        joined=Ago(95, "13:40"),
        explained_note="In Turkish, through Elif's sister",
    ),
    Child(
        "Arlo",
        "Jenkins",
        32,
        14,
        "lead",
        (mother(f.BETHAN), named_father(f.RHYS)),
        "46 Foundry Court\nAshbrook",
        joined=Ago(66, "09:45"),
    ),
    Child(
        "Nia",
        "Roberts",
        45,
        22,
        "practitioner",
        (mother(f.GWEN),),
        "7 Heron Way\nAshbrook",
        joined=Ago(208, "11:15"),
        consents=(needs(f.GWEN, "Her walking, and what the physiotherapist asked us to do", ("health_visiting",)),),
    ),
    Child(
        "Kofi",
        "Mensah",
        39,
        10,
        "lead",
        (mother(f.ABENA),),
        "23 Almond Grove\nAshbrook",
        joined=Ago(130, "10:20"),
        cover="practitioner",
    ),
    Child(
        "Daisy",
        "O'Connell",
        43,
        17,
        "lead",
        (mother(f.FIONA), married_father(f.PATRICK)),
        "1 Orchard Rise\nAshbrook",
        joined=Ago(218, "09:55"),
        consents=(summaries(f.FIONA),),
    ),
    Child(
        "Theo", "Papadakis", 36, 20, "manager", (mother(f.ELENI),), "38 Marl Road\nAshbrook", joined=Ago(105, "11:40")
    ),
    Child(
        "Grace",
        "Liu",
        41,
        1,
        "manager",
        (mother(f.XIN), married_father(f.WEI)),
        "15 Chapel Walk\nAshbrook",
        joined=Ago(212, "13:20"),
        consents=(summaries(f.WEI),),
    ),
    Child(
        "Samuel",
        "Tesfaye",
        30,
        24,
        "lead",
        (mother(f.SELAM),),
        "Flat 6, 9 Station Parade\nAshbrook",
        joined=Ago(45, "14:20"),
        cover="practitioner",
        explained_note="In Tigrinya, with an interpreter on the telephone",
    ),
    Child(
        "Ruby",
        "Sinclair",
        53,
        27,
        "practitioner",
        (mother(f.JOANNA), married_father(f.KEITH)),
        "9 Heron Way\nAshbrook",
        joined=Ago(290, "09:10"),
        leaves=Ago(80, "12:00"),
        consents=(summaries(f.JOANNA), summaries(f.KEITH)),
    ),
)

CHILDREN = (*SIBLINGS, *LIVING_APART, *CARED_FOR_BY_OTHERS, *OF_TWO_MINDS, *OTHERS)
