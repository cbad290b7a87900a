"""Decisions that are still open: three on hold, with management, with the committee's officer, returned, stopped."""

from neston_sharing.operations.demonstration.agencies import (
    HEALTH_VISITING,
    SCHOOL,
    SEND,
    SOCIAL_CARE,
    SPEECH,
    WELCOME,
)
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.shapes import Family, Item, Outcome, Said, Story, Verdict

SHE_CHANGED_HER_MIND = Story(
    started=Ago(35, "13:20"),
    maker="practitioner",
    child="Isla MacLeod",
    agency=SCHOOL,
    professional="Rachel Ashworth",
    information="Isla's development summary of this term",
    purpose="So that her Reception teacher can plan her first weeks",
    needed_in=60,
    answers=(
        Said(1, "yes", "Miss Ashworth expects Isla next school year and asks what she enjoys"),
        Said(2, "yes", "It is about Isla by name"),
        Said(3, "yes", "Her mother expects it to stay between us unless she agreed"),
        Said(
            4,
            "in_force",
            at_risk=False,
            consent="development_summaries",
            expected="Yes: Catriona signed for summaries to the school when Isla joined",
        ),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(True, "Her mother agreed to it, and a good start is worth the page", "consent"),
    items=(Item("This term's summary, two pages, as Catriona and I read it"),),
    route="secure_email",
    identity="The school's office address in the directory",
    family=Family(told_how="I told Catriona at collection that it goes with the next post"),
    note="",
    verdict=Verdict(Ago(34, "09:40"), "manager", "backed", "Agreed. Catriona ought to see it before it goes."),
)  # and on the day after she withdrew her consent: it may not go out, and somebody has to decide again

IS_IT_OUR_PLACE = Story(
    started=Ago(4, "11:30"),
    maker="practitioner",
    child="Yusuf Demir",
    agency=WELCOME,
    professional="Mei-Ling Chan",
    information="That the Demirs are new here and Elif is on her own in the day",
    purpose="Mei-Ling asks whether we know families who would like company",
    answers=(
        Said(
            1,
            "not_sure",
            "It would be kind, but is it ours to say? Elif might rather have the leaflet. I will ask Siobhan",
        ),
    ),
)

NOBODY_HAS_ASKED_HER_YET = Story(
    started=Ago(5, "13:45"),
    maker="lead",
    child="Samuel Tesfaye",
    agency=SEND,
    professional="Imran Malik",
    initiative="offered",
    information="That Samuel does not turn to his name, and what we have tried",
    purpose="Advice from the area SENCo, with a visit to see Samuel",
    answers=(
        Said(1, "yes", "Imran can see what we cannot, and earlier is better"),
        Said(2, "yes", "He would visit Samuel"),
        Said(3, "yes", "It is about Samuel's health and needs"),
        Said(4, "not_yet_sought", "I speak with Selam this week, with the interpreter on the telephone", at_risk=False),
    ),
)

NOT_ACCURATE_YET = Story(
    started=Ago(7, "09:50"),
    maker="practitioner",
    child="Zofia Kowalska",
    agency=SPEECH,
    professional="Ceri Morgan",
    information="Zofia's words in English and in Polish",
    purpose="Ceri decides next month whether Zofia needs a bilingual assessment",
    needed_in=15,
    answers=(
        Said(1, "yes", "It is what the assessment rests on"),
        Said(2, "yes", "It is about Zofia by name"),
        Said(3, "yes", "It is about her needs"),
        Said(
            4,
            "in_force",
            at_risk=False,
            consent="additional_needs",
            expected="Yes: Agnieszka asked for the referral in the first place",
        ),
        Said(7, "no", "The Polish words are my guess at what I hear. Agnieszka goes through the list with me first"),
    ),
    outcome=Outcome(True, "Agreed by her mother, and Zofia waits for it", "consent"),
    items=(
        Item("Forty-one words in English, with dates"),
        Item("About thirty words in Polish, as I heard them", nature="opinion"),
        Item("She says more in English when she sits with Kofi Mensah"),  # another family: the check names it
    ),
    route="secure_email",
    identity="The service's address in the directory",
)

FOR_THE_MANAGERS = Story(
    started=Ago(2, "09:40"),
    maker="practitioner",
    child="Ravi Patel",
    agency=SPEECH,
    professional="Ceri Morgan",
    information="How Ravi's stammer has changed since last term",
    purpose="Ceri asks before the review of his plan",
    needed_in=8,
    answers=(
        Said(1, "yes", "Ceri treats Ravi, and the review is next week"),
        Said(2, "yes", "It is about Ravi by name"),
        Said(3, "yes", "It is about his health"),
        Said(
            4,
            "in_force",
            at_risk=False,
            consent="additional_needs",
            expected="Yes: Hetal asked Ceri to ask us",
        ),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(True, "His mother agreed and expects it; the review needs what we see here", "consent"),
    items=(
        Item("He repeats first sounds when he is hurried; counted on three mornings: 14, 9 and 11 times an hour"),
        Item("With Anya there, she finishes his words for him", nature="opinion", about="sibling", whom="Anya Patel"),
        Item(
            "The health visitor's letter about his ears",
            source="agency",
            source_agency=HEALTH_VISITING,
            left_out_why="Theirs to send: I have asked Joanne, and have no answer yet",
        ),
    ),
    route="secure_email",
    identity="The service's address in the directory; I rang to say that it is coming",
    family=Family(told_how="Hetal read the page at drop-off, and told Manish"),
    note="I have left the letter out until Joanne answers. Is that right?",
)

FOR_THE_OFFICER = Story(
    started=Ago(4, "09:15"),
    maker="lead",
    child="Finley Doyle",
    agency=SOCIAL_CARE,
    professional="Fatima Siddiqui",
    information="What Finley has said and done around the last two contact visits",
    purpose="Fatima writes the report for his review and asks for our part",
    needed_in=5,
    answers=(
        Said(1, "yes", "The review decides about contact, and Finley spends his days with us"),
        Said(2, "yes", "It is about Finley by name"),
        Said(3, "yes", "Some of it Janet told us"),
        Said(
            4,
            "not_sought",
            "The council has parental responsibility under the care order, and asks itself; his mother is not to be "
            "told before the review",
            at_risk=True,
        ),
        Said(5, "no", "A report for a review is asked for, not ordered", by="manager"),
        Said(
            6,
            "yes",
            "He was distressed after both visits, and those who decide about the next ought to know",
            grounds=(
                (
                    "criterion_2",
                    "He wet himself and hid under the table on the mornings after both visits, and asked whether he "
                    "must go again",
                    "",
                ),
                (
                    "worse",
                    "Contact could go on as it is, with nobody knowing what it does to him",
                    "His mother may read it in the report and think that we are against her",
                ),
            ),
            by="manager",
        ),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(
        True,
        "Finley cannot say it at the table where it is decided. We can, in his words",
        "safeguarding-interest",
        "sch1-para18",
    ),
    items=(
        Item("Our dated notes of the two mornings, with Finley's own words"),
        Item("He settles within the hour if Janet stays ten minutes", nature="opinion"),
        Item(
            "Janet's view of his mother",
            source="parent",
            told_by="Janet Broome",
            about="parent",
            whom="His mother",
            left_out_why="Janet tells Fatima herself",
        ),
    ),
    route="secure_email",
    identity="Fatima's address, which we use every month; she rang from the team's number to ask",
    family=Family(
        not_told="inappropriate",
        why="Fatima tells his mother when she has the whole report. Janet knows",
    ),
    note="Margaret and I both worked on this, so neither of us can back it. David, would you look at it this week?",
    to_officer=True,
)

SENT_BACK = Story(
    started=Ago(9, "10:30"),
    maker="practitioner",
    child="Nia Roberts",
    agency=HEALTH_VISITING,
    professional="Bola Adeyemi",
    information="How Nia walks and climbs, and how things are at home",
    purpose="Bola asks for her review",
    needed_in=12,
    answers=(
        Said(1, "yes", "The review is for Nia"),
        Said(2, "yes", "It is about Nia by name"),
        Said(3, "yes", "It is about her health"),
        Said(
            4,
            "in_force",
            at_risk=False,
            consent="additional_needs",
            expected="Her walking, yes. I am less sure about home",
        ),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(True, "Gwen agreed that we tell the health visitor about Nia's walking", "consent"),
    items=(
        Item("She climbs the slide alone now, and falls less"),
        Item("Gwen looks tired and I think that she is lonely", nature="opinion", about="parent", whom="Gwen Roberts"),
    ),
    route="secure_email",
    identity="The single point's address in the directory",
    family=Family(told_how="I told Gwen about the slide"),
    note="",
    verdict=Verdict(
        Ago(8, "14:15"),
        "manager",
        "returned",
        "Gwen's consent is for Nia's walking. How Gwen looks to us is an opinion about her, and she does not know of "
        "it. Leave it out, or talk with her first.",
    ),
)

STORIES = (
    SHE_CHANGED_HER_MIND,
    IS_IT_OUR_PLACE,
    NOBODY_HAS_ASKED_HER_YET,
    NOT_ACCURATE_YET,
    FOR_THE_MANAGERS,
    FOR_THE_OFFICER,
    SENT_BACK,
)
