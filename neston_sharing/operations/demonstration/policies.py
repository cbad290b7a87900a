"""The three policies that stand beside the Information Sharing Policy (policy 1.2), as a small setting writes them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    policy: str
    title: str
    text: str
    months_ago: int  # adopted, before the demonstration opens
    review_in: int  # months after


POLICIES = (
    Policy(
        "safeguarding",
        "Safeguarding Children and Child Protection Policy",
        """1. Keeping children safe
1.1 The safety and well-being of each child comes before everything else that we do.
1.2 Whoever is worried about a child says so the same day to the designated safeguarding lead, or to the manager.
1.3 A child in danger now: call 999, then children's social care, then tell the manager. Nobody needs leave to call.
2. What we write down
2.1 We write what we saw and what was said, in the child's own words, with the day and the time.
2.2 We tell parents what we do and why, unless that could put somebody in danger.
""",
        2,
        24,
    ),
    Policy(
        "sen",
        "Supporting Children with Special Educational Needs Policy",
        """1. Seeing each child
1.1 We notice early, talk with the parents first, and write a plan together.
1.2 With the parents' agreement we ask those who know more: the area SENCo, the health visitor, the therapist.
2. Reviewing
2.1 We look at the plan each term with the parents, and with the child as far as the child can say.
""",
        4,
        24,
    ),
    Policy(
        "records",
        "Children's Records Policy",
        """1. What we keep
1.1 Each child has a file: who they are, who cares for them, what was agreed, what was shared and what was not.
1.2 We keep what we need, we keep it locked, and parents may ask to read what we hold.
2. How long we keep it
2.1 Registrations and consents three years after the child leaves; safeguarding records to the 25th birthday.
""",
        1,
        36,
    ),
)
