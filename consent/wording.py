"""What a parent reads and signs (policy IS, 2.2, 3.1 to 3.4), in plain words, as data with a version.

The words around a question of consent ship here too; those that a manager adopted take their place. Whoever changes a
word gives it a new `version`: a signature keeps the words that were on the screen and the version they had. The grounds
are those of the policy's statement with the two that the law adds, a statutory duty and a court order.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from consent.models import ConsentStatement, ConsentWording

Purpose = ConsentStatement.Purpose


@dataclass(frozen=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    def as_shown(self) -> dict:
        """Give it for keeping with a signature: {"heading", "paragraphs", "points"}."""
        return {name: value if name == "heading" else list(value) for name, value in asdict(self).items()}


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

    @property
    def signed(self) -> Section:
        """The boxes that were ticked, as one section."""
        return Section("What I signed", points=tuple(f"{each.sentence} {each.more}" for each in self.acknowledgements))

    def as_shown(self) -> list[dict]:
        return [section.as_shown() for section in (*self.sections, self.signed)]


@dataclass(frozen=True)
class ConsentWords:
    """The words around a question of consent. `text` is plain, as `ConsentWording` keeps it."""

    version: str
    text: str

    @property
    def sections(self) -> list[Section]:
        return sections_of(self.text)


def sections_of(text: str) -> list[Section]:
    """Read plain text: a line that begins with "# " is a heading, with "- " a point, every other line a paragraph."""
    sections: list[Section] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("# "):
            sections.append(Section(line[2:].strip()))
            continue
        last = sections.pop() if sections else Section("")
        sections.append(_with_line(last, line))
    return sections


def _with_line(section: Section, line: str) -> Section:
    if line.startswith("- "):
        return replace(section, points=(*section.points, line[2:].strip()))
    return replace(section, paragraphs=(*section.paragraphs, line))


CURRENT = Wording(
    version="2026-11.2",
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
            "It may be to keep a child or an adult safe, or about a crime. Not sharing could be worse. "
            "Or it is a legal duty, or a court order.",
        ),
        Acknowledgement(
            "has_safeguarding",
            "I have been told how you keep children safe.",
            "It is in the Safeguarding Children and Child Protection Policy.",
        ),
        Acknowledgement(
            "has_other_circumstances",
            "I have been told about the other times when you may share.",
            "For example, when a child has special needs or moves on to school.",
        ),
    ),
)

NAMES = tuple(each.name for each in CURRENT.acknowledgements)

# The same for every consent: what saying yes or no means (policy 2.4). Asked about several, it is read once.
EITHER_WAY = """
# If you say yes, and if you say no
- You can say no. Your child keeps their place with us, and we care for them just the same.
- You can change your mind at any time. Just tell us.
- We share only what it says here, and only with the people it names. We ask you before we tell anybody new.
- This is only about sharing. It is not a yes to any care or treatment.
- If somebody may get hurt, we may have to share without asking you.
"""

SHIPPED = {
    Purpose.ADDITIONAL_NEEDS: ConsentWords(
        "2026-11",
        "# Sharing about extra help\n"
        "Some children need more help to play, learn or talk. Other people can give that help. "
        "To do it well, they need to know some of what we know about your child." + EITHER_WAY,
    ),
    Purpose.DEVELOPMENT_SUMMARIES: ConsentWords(
        "2026-11",
        "# Telling the next school how your child is doing\n"
        "When your child moves on, we can send a short note to the next nursery or school. "
        "It says what your child likes, what they can do and what they are learning now." + EITHER_WAY,
    ),
    Purpose.PARTICULAR: ConsentWords(
        "2026-11",
        "# Sharing this one thing\n"
        "We would like to tell somebody something about your child. "
        "It helps your child, and we ask you first because it is your choice." + EITHER_WAY,
    ),
}


MATTERS = {
    Purpose.ADDITIONAL_NEEDS: "Sharing about extra help for your child",
    Purpose.DEVELOPMENT_SUMMARIES: "Telling the next school or nursery how your child is doing",
    Purpose.PARTICULAR: "This one sharing",
}


def matter(about) -> str:
    """Name for a parent what a question, or an answer to it, is about: in their words, not those of the office."""
    return about.purpose_detail or MATTERS[Purpose(about.purpose)]


def for_consent(purpose: str) -> ConsentWords:
    """Give the words with which parents are asked for this consent now: those adopted last, else the shipped ones."""
    adopted = ConsentWording.objects.in_force(purpose)
    return ConsentWords(adopted.version, adopted.text) if adopted else SHIPPED[Purpose(purpose)]


def read_once(sections: Iterable[Section]) -> list[Section]:
    """Put what several purposes have in common after them all, once."""
    return list(dict.fromkeys(reversed(list(sections))))[::-1]
