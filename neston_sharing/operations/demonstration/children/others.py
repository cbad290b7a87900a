"""And all the others, of whom there is little to tell."""

from neston_sharing.operations.demonstration import families as f
from neston_sharing.operations.demonstration.children.consents import needs, summaries
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.families import married_father, mother, named_father
from neston_sharing.operations.demonstration.shapes import Child, Flag, Link

OTHERS = (
    Child(
        "Leo",
        "Fernandes",
        33,
        26,
        "practitioner",
        (
            mother(f.CARLA),
            Link(
                f.RUI, "Stepfather", "step_parent", evidence="Agreement with Carla, stamped by the Central Family Court"
            ),
        ),
        "11 Chapel Walk\nAshbrook",
        joined=Ago(75, "09:30"),
    ),
    Child(
        "Yusuf",
        "Demir",
        37,
        6,
        "practitioner",
        (mother(f.ELIF), married_father(f.EMRE, lives_with=False)),
        "Flat 1, 9 Station Parade\nAshbrook",
        joined=Ago(95, "13:40"),
        explained_note="In Turkish, through Elif's sister",
        flags=(
            Flag(
                "court_order",
                "Emre is not told where Elif and Yusuf live, nor on which days Yusuf is here. He may have reports on "
                "how Yusuf gets on: the manager sends them. If he asks for more, say that the manager will call him.",
                about=f.EMRE,
                limits=("information",),
                ends_in=170,
            ),
        ),
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
