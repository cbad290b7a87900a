"""Decisions to share that were backed: by consent, public interest, duty, and where nothing is confidential."""

from neston_sharing.operations.demonstration.agencies import COURT, SCHOOL, SEND, SOCIAL_CARE, SPEECH
from neston_sharing.operations.demonstration.clock import Ago
from neston_sharing.operations.demonstration.shapes import (
    Added,
    Disclosed,
    Family,
    Item,
    Outcome,
    Said,
    Story,
    Verdict,
)

SUMMARY_FOR_SCHOOL = Story(
    started=Ago(96, "13:10"),
    maker="practitioner",
    child="Ruby Sinclair",
    agency=SCHOOL,
    professional="Rachel Ashworth",
    information="Ruby's development summary, and what helps her to settle in a new room",
    purpose="So that her Reception teacher can plan her first weeks",
    needed_in=14,
    answers=(
        Said(1, "yes", "Miss Ashworth teaches Ruby from next term and asks what helps her to settle"),
        Said(2, "yes", "It is about Ruby by name"),
        Said(3, "yes", "Her parents expect it to stay between us unless they agreed"),
        Said(
            4,
            "in_force",
            at_risk=False,
            consent="development_summaries",
            expected="Yes: Joanna read the summary with me and asked when it goes to the school",
        ),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(True, "Both parents agreed and want it; Ruby will settle the sooner for it", "consent"),
    items=(
        Item("This term's summary, two pages, as Joanna and Keith read it"),
        Item("A new room is easier for her with her blanket and ten minutes' warning", nature="opinion"),
        Item(
            "That Keith was out of work for a while",
            source="parent",
            about="parent",
            left_out_why="It has nothing to do with how Ruby settles",
        ),
    ),
    route="secure_email",
    identity="The school's office address in the directory; Miss Ashworth visited us last month",
    family=Family(told_how="I read it with Joanna at collection, and Keith had a copy in Ruby's bag"),
    note="The school would like it before their planning day",
    verdict=Verdict(Ago(95, "09:30"), "manager", "backed", "A kind and careful summary. Agreed."),
    disclosed=Disclosed(
        Ago(95, "11:05"),
        "Rachel Ashworth, Reception teacher",
        "secure_email",
        "office@parkfield.example",
        "The address in the directory, checked this term",
        "This term's summary and what helps Ruby with a new room",
        arrived="Miss Ashworth answered the same afternoon and thanked Joanna too",
    ),
    added=Added(
        Ago(90, "15:10"),
        "practitioner",
        "The summary gives Ruby's birthday as the 17th. It is the 27th, and the school's own form has it right. "
        "I told Miss Ashworth by telephone.",
        "A slip in the summary that her mother noticed",
    ),
)

WORRIED_ABOUT_LILY_MAE = Story(
    started=Ago(27, "11:40"),
    maker="practitioner",
    child="Lily-Mae Carter",
    from_concern=True,
    agency=SOCIAL_CARE,
    professional="Denise Achebe",
    initiative="offered",
    information="What we saw of Lily-Mae this week: hungry, in the same clothes, two days not collected on time",
    purpose="For Denise to know before the core group whether the plan is keeping Lily-Mae safe",
    needed_in=1,
    answers=(
        Said(1, "yes", "Denise is her social worker and leads the child protection plan"),
        Said(2, "yes", "It names Lily-Mae and her mother"),
        Said(3, "yes", "Stacey told us some of it in confidence"),
        Said(
            4,
            "not_sought",
            "Stacey was upset on Tuesday and said that she would keep Lily-Mae at home if anyone else came round",
            at_risk=True,
        ),
        Said(5, "no", "No order or duty names this; the plan asks us for it, which is weighed at the next question"),
        Said(
            6,
            "yes",
            "She is on a plan for neglect and this week was worse, not better",
            grounds=(
                (
                    "criterion_2",
                    "Monday to Thursday: she came without breakfast and ate until she was sick on Tuesday; the same "
                    "soiled leggings four days running; collected 40 and 55 minutes late, by a neighbour once",
                    "",
                ),
            ),
        ),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(
        True,
        "The plan rests on people telling each other early. Waiting for the core group would be nine more days",
        "safeguarding-interest",
        "sch1-para18",
    ),
    items=(
        Item("Our dated notes of Monday to Thursday: food, clothes, collection"),
        Item("She says 'Mummy sleeps in the day'", source="own"),
        Item("Lily-Mae is quieter than a month ago and looks for one adult to stay with", nature="opinion"),
        Item(
            "What the neighbour said about the flat",
            source="other_family",
            about="parent",
            left_out_why="Hearsay; Denise can ask the neighbour herself",
        ),
    ),
    route="telephone",
    identity="I called the team's number in the directory and was put through; I know Denise's voice from core groups",
    family=Family(
        not_told="unsafe",
        why="Stacey said she would keep Lily-Mae at home; Denise will speak with her tomorrow, with us there",
    ),
    note="Today, before Denise leaves at five",
    verdict=Verdict(Ago(27, "13:15"), "lead", "backed", "Yes. I have read the four days' notes myself. Call now."),
    disclosed=Disclosed(
        Ago(27, "13:35"),
        "Denise Achebe, social worker",
        "telephone",
        "0151 496 0110",
        "Through the team's number; I know her voice",
        "The notes of four days, read to her, and that Lily-Mae is quieter",
        arrived="Denise read it back to me on the telephone and visits tomorrow at ten",
    ),
)

ORDERED_BY_THE_COURT = Story(
    started=Ago(52, "10:05"),
    maker="lead",
    child="Poppy Whitaker",
    agency=COURT,
    professional="Colin Bairstow",
    information="Poppy's attendance since she started",
    purpose="The court's order of this month: attendance, to be filed within fourteen days",
    needed_in=10,
    answers=(
        Said(1, "yes", "A sealed order of the court that names us and the record"),
        Said(2, "yes", "It is Poppy's own attendance"),
        Said(3, "yes", "Where and when Poppy can be found must stay between us and Jess"),
        Said(
            4,
            "not_sought",
            "The order leaves nothing to consent to, and asking would suggest that Jess could refuse",
            at_risk=False,
        ),
        Said(5, "yes", "The order is sealed, in date, and names the attendance register", duty="court-order"),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(True, "The order requires it, and only it: days and hours, no address", "legal-obligation"),
    items=(
        Item("The register's days and hours for Poppy, with the setting's name and address covered"),
        Item("Jess's present address", about="parent", left_out_why="Protected. The order does not ask for it"),
    ),
    route="post",
    identity="The court's address in the directory; the order's number was confirmed by its office by telephone",
    family=Family(told_how="I told Jess in person, showed her the order and what goes in the envelope"),
    note="Margaret, would you look at the covered page with me before it goes",
    verdict=Verdict(
        Ago(51, "09:10"), "manager", "backed", "Looked at every page: no address shows. Tracked post only."
    ),
    disclosed=Disclosed(
        Ago(51, "12:30"),
        "The court's office, for the attention of Colin Bairstow",
        "post",
        "Civil Justice Centre, Exchange Street, Deeside, DX1 1AA",
        "The address in the directory, which is the order's",
        "Three pages of attendance, by tracked post",
        arrived="The tracking says signed for, and Mr Bairstow confirmed the number of pages",
    ),
)

IN_THE_NEWSPAPER_ALREADY = Story(
    started=Ago(44, "14:20"),
    maker="lead",
    child="Daisy O'Connell",
    agency=SCHOOL,
    professional="Gareth Pugh",
    information="That Daisy's painting won the library's prize, with the cutting from the Ashbrook paper",
    purpose="The school wants to show the cutting on its new families' board",
    answers=(
        Said(1, "yes", "A welcome for children who start there next; it does Daisy good"),
        Said(2, "yes", "Her name is in the cutting"),
        Said(3, "no", "Her parents gave the story to the paper, and it hangs in the library window"),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(
        True, "It is public already, through her parents, and nothing is added to it", "legitimate-interests"
    ),
    items=(
        Item("A copy of the cutting"),
        Item(
            "The photograph from our own wall",
            left_out_why="Not public: it shows three other children",
            about="other_child",
        ),
    ),
    route="in_person",
    identity="Mr Pugh came to fetch it; we know him",
    family=Family(told_how="Fiona was here and was delighted"),
    note="",
    verdict=Verdict(Ago(43, "09:05"), "manager", "backed", ""),
    disclosed=Disclosed(
        Ago(43, "15:30"),
        "Gareth Pugh, school business manager",
        "in_person",
        "",
        "Known to us",
        "One copy of the cutting",
        arrived="Handed over",
    ),
)

A_BOY_OF_THREE = Story(
    started=Ago(36, "15:15"),
    maker="practitioner",
    child="Leo Fernandes",
    agency=SEND,
    professional="Imran Malik",
    initiative="offered",
    information="A question without a name: what helps a child of nearly three who does not join in with others",
    purpose="Advice on how we set up the room, before anyone thinks of an assessment",
    answers=(
        Said(1, "yes", "The area SENCo is there for such questions, and it may be enough to change the room"),
        Said(2, "no", "No name, no birthday, no family; there are eleven such children in the borough's nurseries"),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(True, "Nobody could tell who it is, and we might help him sooner"),
    items=(Item("A boy nearly three watches from the edge, and joins in when one adult sits on the floor by him"),),
    route="telephone",
    identity="The team's number in the directory",
    family=Family(told_how="I told Carla that I would ask for ideas without saying who, and she liked that"),
    note="",
    verdict=Verdict(Ago(35, "09:20"), "lead", "backed", "Good question. Ask about the noise too."),
    disclosed=Disclosed(
        Ago(35, "10:40"),
        "Imran Malik, area SENCo",
        "telephone",
        "0151 496 0170",
        "The number in the directory",
        "The question, without a name",
        arrived="He answered at once: a small table by the door, and a picture of what comes next",
    ),
)

HOW_AMARA_SPEAKS = Story(
    started=Ago(3, "10:15"),
    maker="practitioner",
    child="Amara Okafor",
    agency=SPEECH,
    professional="Ceri Morgan",
    information="How Amara speaks with us and with the other children since her last review",
    purpose="Ceri reviews her plan next week and asks what we see from day to day",
    needed_in=9,
    answers=(
        Said(1, "yes", "Ceri works with Amara every month and plans from what we see"),
        Said(2, "yes", "It is about Amara by name"),
        Said(3, "yes", "It is about her health and her needs"),
        Said(
            4,
            "in_force",
            at_risk=False,
            consent="additional_needs",
            expected="Yes: Ngozi goes to the sessions and asked me to write down the new words",
        ),
        Said(7, "yes"),
        Said(8, "yes"),
    ),
    outcome=Outcome(True, "Her mother agreed, expects it, and Amara's plan will be the better for it", "consent"),
    items=(
        Item("She says three words together, most days this month; a list of nineteen new words"),
        Item("She gives up when two children talk at once", nature="opinion"),
        Item("At home she speaks Igbo with her grandmother, whole sentences", source="parent"),
    ),
    route="secure_email",
    identity="The service's address in the directory; Ceri was here last month with her badge",
    family=Family(told_how="I showed Ngozi the page at drop-off and she added the words from home"),
    note="",
    verdict=Verdict(Ago(2, "14:50"), "lead", "backed", "Lovely, and just what Ceri needs."),
)

STORIES = (
    SUMMARY_FOR_SCHOOL,
    WORRIED_ABOUT_LILY_MAE,
    ORDERED_BY_THE_COURT,
    IN_THE_NEWSPAPER_ALREADY,
    A_BOY_OF_THREE,
    HOW_AMARA_SPEAKS,
)
