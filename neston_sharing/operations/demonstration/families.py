"""Parents and carers. Siblings share theirs; whether one has parental responsibility is said for each child."""

from neston_sharing.operations.demonstration.agencies import SOCIAL_CARE
from neston_sharing.operations.demonstration.shapes import Link, Parent


def mother(parent: Parent, **fields) -> Link:
    return Link(parent, "Mother", "mother", **fields)


def married_father(parent: Parent, **fields) -> Link:
    return Link(parent, "Father", "married", **fields)


def named_father(parent: Parent, **fields) -> Link:
    return Link(parent, "Father", "birth_certificate", evidence="Full birth certificate", **fields)


NGOZI = Parent("Ngozi Okafor", "07700 900101", email="ngozi.okafor@example.org")
CHIDI = Parent("Chidi Okafor", "07700 900102")
LAURA = Parent("Laura Bennett", "07700 900103", "Text first; she works nights and sleeps until one")
STEVEN = Parent("Steven Hale", "07700 900104", "His own mobile only; letters to his own address, not to Laura's")
AGNIESZKA = Parent("Agnieszka Kowalska", "07700 900105", "Call; she would rather speak Polish for anything important")
PIOTR = Parent("Piotr Kowalski", "07700 900106")
KERRY = Parent("Kerry Marsh", "07700 900107", "Face to face at collection; others at home read her telephone")
DEAN = Parent("Dean Fox", "07700 900108", "Only with Kerry's knowledge, unless the safeguarding lead says otherwise")
JESS = Parent("Jess Whitaker", "07700 900109", "Text 'call nursery' and wait. Never leave a voicemail, never write")
SHIRIN = Parent("Shirin Rahman", "07700 900110")
ABDUL = Parent("Abdul Rahman", "07700 900111", "Mobile, not between one and two on Fridays")
FATIMA = Parent(
    "Fatima Siddiqui",
    "0151 496 0115",
    "Children looked after team, in office hours",
    council=SOCIAL_CARE,
    signs_as="Fatima Siddiqui for Deeside Borough Council",
)
JANET = Parent("Janet Broome", "07700 900112")
DENISE = Parent("Denise Achebe", "0151 496 0116", "Safeguarding team, in office hours", council=SOCIAL_CARE)
STACEY = Parent("Stacey Carter", "07700 900113", "Her mobile; ask for her by name, her mother sometimes answers")
JUNE = Parent("June Carter", "07700 900114")
ANNA = Parent("Anna Lindqvist", "07700 900115", email="anna.lindqvist@example.org")
SOFIE = Parent("Sofie Lindqvist", "07700 900116")
HETAL = Parent("Hetal Patel", "07700 900117", email="hetal.patel@example.org")
MANISH = Parent("Manish Patel", "07700 900118")
CATRIONA = Parent("Catriona MacLeod", "07700 900119")
NIAMH = Parent("Niamh Brennan", "07700 900120", "Her mobile; not the house telephone, which Sean still answers")
SEAN = Parent("Sean Brennan", "07700 900121", "His mobile; write to his mother's address in Ashbrook")
DIANE = Parent("Diane Thompson", "07700 900122")
MARCUS = Parent("Marcus Thompson", "07700 900123")
CARLA = Parent("Carla Fernandes", "07700 900124")
RUI = Parent("Rui Fernandes", "07700 900142")
SUNITA = Parent("Sunita Nair", "07700 900125")
ROISIN = Parent("Róisín Gallagher", "07700 900126")
ELIF = Parent("Elif Demir", "07700 900127", "Text in plain words; her sister interprets on the telephone")
EMRE = Parent("Emre Demir", "07700 900128")
MAUREEN = Parent("Maureen Fitzgerald", "0151 496 0121", "House telephone, mornings")
TARA = Parent("Tara Fitzgerald", "07700 900129", "Through Maureen, unless the social worker says otherwise")
BETHAN = Parent("Bethan Jenkins", "07700 900130")
RHYS = Parent("Rhys Jenkins", "07700 900131")
GWEN = Parent("Gwen Roberts", "07700 900132")
ABENA = Parent("Abena Mensah", "07700 900133")
FIONA = Parent("Fiona O'Connell", "07700 900134", email="fiona.oconnell@example.org")
PATRICK = Parent("Patrick O'Connell", "07700 900135")
ELENI = Parent("Eleni Papadakis", "07700 900136")
DESPINA = Parent("Despina Papadakis", "0151 496 0122", "House telephone; she speaks Greek and some English")
WEI = Parent("Wei Liu", "07700 900137", "Messages in writing; he translates for Xin")
XIN = Parent("Xin Liu", "07700 900138")
SELAM = Parent("Selam Tesfaye", "07700 900139", "Call; Tigrinya interpreter for anything important")
JOANNA = Parent("Joanna Sinclair", "07700 900140", email="joanna.sinclair@example.org")
KEITH = Parent("Keith Sinclair", "07700 900141")
