"""Children who are looked after, on a plan, or with a family of another shape."""

from neston_sharing.operations.demonstration import families as f
from neston_sharing.operations.demonstration.children.consents import summaries
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.families import mother
from neston_sharing.operations.demonstration.shapes import Child, Flag, Link

CARED_FOR_BY_OTHERS = (
    Child(
        "Finley",
        "Doyle",
        45,
        21,
        "lead",
        (
            Link(f.FATIMA, "Social worker", "care_order", lives_with=False, evidence="Copy of the care order"),
            Link(
                f.JANET,
                "Foster carer",
                carer="foster_carer",
                delegated=("registration", "development_summaries"),
                delegated_by="Fatima Siddiqui for the council, in the placement plan",
            ),
        ),
        "18 Heron Way\nAshbrook",
        joined=Ago(90, "13:00"),
        drawn=False,
        explained_note="With Fatima Siddiqui and Janet together",
        flags=(
            Flag(
                "looked_after",
                "Lives with Janet, who signs what the placement plan delegates to her and nothing else.",
                "Fatima Siddiqui",
            ),
        ),
    ),
    Child(
        "Theo",
        "Papadakis",
        36,
        20,
        "manager",
        (
            mother(f.ELENI, lives_with=False),
            Link(
                f.DENISE,
                "Social worker",
                "interim_care_order",
                lives_with=False,
                evidence="Copy of the interim care order, as renewed",
                ends_in=41,
            ),
            Link(f.DESPINA, "Grandmother", carer="kinship_carer"),
        ),
        "38 Marl Road\nAshbrook",
        joined=Ago(105, "11:40"),
        flags=(Flag("looked_after", "With his grandmother while the court decides.", "Denise Achebe"),),
        restricted=("manager", "The court asks that few know while it decides: Margaret and Siobhan see his file"),
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
