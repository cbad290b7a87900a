"""What a parent reads and signs (policy IS, 2.2, 3.1 to 3.3), in plain words, as data with a version.

Whoever changes a word gives it a new `version`: a signature keeps the words that were on the screen and the version
they had. The grounds are those of the policy's statement with the two that the law adds, a statutory duty and a court
order.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Acknowledgement:
    """One box to tick; `name` is the column of the signature that it fills."""

    name: str
    sentence: str
    more: str


@dataclass(frozen=True)
class Wording:
    version: str
    sections: tuple[Section, ...]
    acknowledgements: tuple[Acknowledgement, ...]

    @property
    def sharing(self) -> Section:
        """The section that the parent has before them while signing."""
        return next(section for section in self.sections if section.points)

    def as_shown(self) -> list[dict]:
        """Give the words for keeping with a signature: [{"heading", "paragraphs", "points"}, …]."""
        signed = Section("What I signed", points=tuple(each.sentence for each in self.acknowledgements))
        return [asdict(section) | {"points": list(section.points)} for section in (*self.sections, signed)]


CURRENT = Wording(
    version="2026-11",
    sections=(
        Section(
            "What you tell us is private",
            (
                "What you tell us about your child and your family is confidential. "
                "Only the staff who need it to care for your child can see it.",
                "If we want to share it with somebody else, such as a health visitor or a school, "
                "we will tell you what, why and with whom, and in most cases we will ask you first. You can say no.",
            ),
        ),
        Section(
            "When we may share without asking you",
            ("Sometimes we must keep a child or an adult safe. Then we may share without your agreement when:",),
            (
                "a child or an adult is being harmed, or may be harmed",
                "it helps to stop a crime, or to look into one that may have happened",
                "not sharing could lead to something worse than sharing",
                "the law says that we must (a legal duty), or a court orders us to",
            ),
        ),
        Section(
            "How we decide",
            (
                "Nobody here decides this alone. A manager checks every decision.",
                "We share only what is needed, and only with the people who need it.",
                "We write down what we decided and why, whether we share or not.",
                "We will tell you, unless telling you could put somebody in danger.",
            ),
        ),
        Section(
            "What signing means",
            (
                "Your signature says that you understand this. It does not say that you agree to any sharing. "
                "For that we ask you separately, and you can change your mind at any time.",
                "You can ask to see what we hold about your child, and you can complain to us "
                "if you are not happy with how we use it.",
            ),
        ),
    ),
    acknowledgements=(
        Acknowledgement(
            "has_policy",
            "I have been given the Information Sharing Policy.",
            "On paper or to read on a screen.",
        ),
        Acknowledgement(
            "understands_sharing",
            "I understand when information may be shared without my consent.",
            "To protect a child or an adult, about a crime, when not sharing could be worse, "
            "or because of a legal duty or a court order.",
        ),
        Acknowledgement(
            "has_safeguarding",
            "I have information about how the setting keeps children safe.",
            "The Safeguarding Children and Child Protection Policy.",
        ),
        Acknowledgement(
            "has_other_circumstances",
            "I have information about other times when information is shared.",
            "For example, about special needs, or when a child moves on to school.",
        ),
    ),
)

NAMES = tuple(each.name for each in CURRENT.acknowledgements)
