"""Children whose parents live apart, or disagree, or changed their minds."""

from neston_sharing.operations.demonstration import families as f
from neston_sharing.operations.demonstration.children.consents import NEEDS, needs, refusal, summaries
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.families import married_father, mother, named_father
from neston_sharing.operations.demonstration.shapes import Child, Flag, Link

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
