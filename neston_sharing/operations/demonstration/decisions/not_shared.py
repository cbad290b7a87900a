"""Decisions that ended without sharing: no purpose, consent refused, decided against, abandoned."""

from neston_sharing.operations.demonstration.agencies import FAMILY_HUB, HEALTH_VISITING, SCHOOL
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.shapes import Family, Outcome, Said, Story, Told, Verdict

FOR_THE_NEWSLETTER = Story(
    started=Ago(61, "09:25"),
    maker="practitioner",
    child="Noah Bennett",
    agency=SCHOOL,
    professional="Gareth Pugh",
    information="Laura's and Steven's addresses and telephone numbers",
    purpose="The school's parents' association wants to send its newsletter to families who start next year",
    answers=(
        Said(1, "no", "A newsletter can hang on our door. It does nothing for Noah, and his parents live apart"),
        Said(8, "yes"),
    ),
    outcome=Outcome(False, "No purpose that serves Noah. Mr Pugh is welcome to leave newsletters with us"),
    family=Family(told_how="I told Laura at collection and texted Steven; both were glad to be asked"),
    note="",
    verdict=Verdict(Ago(60, "10:00"), "lead", "backed", "Quite right."),
    told=Told(
        Ago(60, "11:20"),
        "Gareth Pugh, parents' association",
        "telephone",
        "We give no addresses out. He brings the newsletters on Friday, and was kind about it",
    ),
)

THEY_WOULD_RATHER_SAY_IT_THEMSELVES = Story(
    started=Ago(48, "10:50"),
    maker="practitioner",
    child="Maya Thompson",
    agency=HEALTH_VISITING,
    professional="Joanne Tully",
    information="What we have noticed of Maya's hearing",
    purpose="Joanne does Maya's two-year review and asks whether we noticed anything",
    needed_in=12,
    answers=(
        Said(1, "yes", "The review is for Maya, and Joanne asked in the usual way"),
        Said(2, "yes", "It is about Maya by name"),
        Said(3, "yes", "It is about her health"),
        Said(
            4,
            "refused",
            "Diane and Marcus both said no when she joined: they want to raise it with Joanne themselves",
            at_risk=False,
        ),
        Said(5, "no", "No duty or order asks for this"),
        Said(
            6,
            "no",
            "She is well and her parents are acting: the hearing test is booked. Waiting two weeks harms nobody",
        ),
        Said(8, "yes"),
    ),
    outcome=Outcome(
        False,
        "Their wish is respected: there is no risk that would outweigh it. We look again after the hearing test",
    ),
    family=Family(told_how="I told Diane that Joanne asked and that we said nothing; she rang Joanne the same day"),
    note="I would like a second pair of eyes on question 6",
    verdict=Verdict(Ago(47, "13:40"), "manager", "backed", "I agree. Set a reminder for after the test."),
    told=Told(
        Ago(46, "09:10"),
        "Joanne Tully, health visitor",
        "telephone",
        "We do not share anything for this review, and look again if she has new facts. Not why",
    ),
)

TOO_OLD_TO_BE_FAIR = Story(
    started=Ago(20, "14:05"),
    maker="practitioner",
    child="Hugo Lindqvist",
    agency=SCHOOL,
    professional="Rachel Ashworth",
    information="Hugo's last development summary",
    purpose="The school collects summaries early this year",
    answers=(
        Said(1, "yes", "He starts there next school year, if a little early to ask"),
        Said(2, "yes", "It is about Hugo by name"),
        Said(3, "yes", "It is between us and his mothers"),
        Said(
            4,
            "in_force",
            at_risk=False,
            consent="development_summaries",
            expected="Yes, though Anna asked whether later would not be fairer to him",
        ),
        Said(8, "yes"),
    ),
    outcome=Outcome(
        False,
        "We may, but the summary is from before his glasses. It would start him off as a child who cannot sit still, "
        "and he can. We send the next summary instead",
    ),
    family=Family(told_how="Anna and Sofie agreed at collection that the next one is soon enough"),
    note="",
    verdict=Verdict(Ago(19, "09:45"), "lead", "backed", "Yes. Tell Miss Ashworth when to expect it."),
)

SHE_ASKED_FOR_HELP_HERSELF = Story(
    started=Ago(31, "15:30"),
    maker="lead",
    child="Kofi Mensah",
    agency=FAMILY_HUB,
    professional="Lorraine Peters",
    initiative="offered",
    information="That Abena is behind with her rent and would like to talk to somebody",
    purpose="So that the hub can ring her about its money advice",
    answers=(Said(1, "yes", "Abena asked me who could help with the letters from the landlord"),),
    abandoned="Abena rang the hub herself this morning and has an appointment. There is nothing left for us to share",
)

STORIES = (
    FOR_THE_NEWSLETTER,
    THEY_WOULD_RATHER_SAY_IT_THEMSELVES,
    TOO_OLD_TO_BE_FAIR,
    SHE_ASKED_FOR_HELP_HERSELF,
)
