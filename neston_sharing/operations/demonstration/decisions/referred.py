"""Three children who could not wait: told at once; one waits for back-up, one was agreed with, one late and not."""

from neston_sharing.operations.demonstration.agencies import POLICE, SOCIAL_CARE
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.shapes import Family, Referred, Verdict

AFRAID_TO_GO_HOME = Referred(
    told=Ago(1, "15:50"),
    by="practitioner",  # not his key person: anyone on the staff refers any child
    child="Ellis Marsh",
    agency=SOCIAL_CARE,
    to_whom="Mark Lowry, duty social worker",
    number="0151 496 0110",
    information="Ellis, 3, said at home time 'Not home, Dean hurts'. A bruise like fingers on his left upper arm.",
    why="He was about to be collected, by his father",
    tried="Siobhan: telephone off, on a course. Margaret: at the dentist, message left",
    family=Family(not_told="unsafe", why="His father was at the door. Mr Lowry speaks with Kerry first"),
)

ON_THE_CANAL_PATH = Referred(
    told=Ago(58, "09:20"),
    by="practitioner",
    child="Chloe Fitzgerald",
    agency=POLICE,
    to_whom="Ruth Pemberton, detective constable",
    number="0151 496 0120",
    information="A man took photographs of Chloe and spoke to her by name on the canal path; the van's number.",
    why="It was ten minutes ago and he was still there",
    verbal_backer="lead",
    arrived="The police rang back with a crime number",
    family=Family(told_how="Maureen was with her and asked us to ring"),
    verdict=Verdict(Ago(58, "11:00"), "lead", "agreed", "I said yes on the telephone and say it again. Well done."),
)

A_BURN_ON_HIS_HAND = Referred(
    told=Ago(23, "10:10"),
    by="practitioner",
    child="Arlo Jenkins",
    agency=SOCIAL_CARE,
    to_whom="Mark Lowry, duty social worker",
    number="0151 496 0110",
    information="Arlo, 2, came with a round burn on the back of his hand. Bethan had said nothing at the door.",
    why="A round burn that nobody explained",
    tried="Siobhan: with a parent, did not hear the telephone. Margaret: driving",
    arrived="Mr Lowry wrote to say what he did with it",
    family=Family(told_how="I rang Bethan after Mr Lowry said that I should; she came at once"),
    verdict=Verdict(
        Ago(19, "09:00"),
        "manager",
        "disagreed",
        "Bethan had written it in the accident book at the door: the oven, on Sunday, seen by a nurse. I would "
        "have looked there first. Mr Lowry took no further action. Priya was right to worry, and I have told her so.",
        "Siobhan and I were both on the training of the week; David rang to ask, and I answered at once.",
    ),
)

REFERRALS = (AFRAID_TO_GO_HOME, ON_THE_CANAL_PATH, A_BURN_ON_HIS_HAND)
