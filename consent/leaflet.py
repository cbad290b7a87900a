"""What the leaflet for the prospectus says in plain words, beside the policy's own (policy 3.2). It names no child.

The first sections are those that a parent reads before signing, so that both say the same.
"""

from consent import wording
from consent.wording import Section

RIGHTS = Section(
    "What you can ask of us",
    points=(
        "You can ask to see what we hold about your child. You have it within a month.",
        "You can ask us to put right what is wrong.",
        "You can ask us to delete something, or to stop using it. If we have to keep it, we tell you why.",
        "When we ask for your consent, you can say no. You can say yes now and no later: tell us, and it ends.",
    ),
)
COMPLAINTS = Section(
    "If you are not happy",
    (
        "Tell us if you are not happy with how we use or share information. You can speak to us, ring or write.",
        "Within 30 days we tell you that we have your complaint. We look into it at once, and tell you what we found.",
        "You can also complain to the Information Commissioner: 0303 123 1113, or ico.org.uk/make-a-complaint.",
    ),
)
WHO_TO_ASK = Section(
    "Who to ask",
    (
        "Ask the key person of your child or the manager. You can read the whole policy.",
        "To talk about keeping a child safe, ask for the designated safeguarding lead.",
    ),
)


def sections() -> list[Section]:
    """Give the plain words in the order of the leaflet."""
    before_signing = [section for section in wording.CURRENT.sections if section.heading != "What signing means"]
    return [*before_signing, RIGHTS, COMPLAINTS, WHO_TO_ASK]
