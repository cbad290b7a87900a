"""The words of each consent, as pages show them."""

from dataclasses import dataclass

from consent import reading, wording
from consent.models import ConsentStatement, ConsentWording
from consent.wording import ConsentWords, Section


@dataclass(frozen=True)
class Words:
    """One kind of consent: the words in force (`adopted` is None while the shipped ones stand), and the draft."""

    purpose: str
    title: str
    in_force: ConsentWords
    adopted: ConsentWording | None
    draft: ConsentWording | None

    def earlier(self) -> list[tuple[str, list[Section]]]:
        """Give what parents read before, the newest first: its version and who adopted it, and the words."""
        if self.adopted is None:
            return []
        _, *before = ConsentWording.objects.adopted_for(self.purpose)
        named = [(f"Version {row.version}, adopted by {row.adopted_by}", row.text) for row in before]
        shipped = wording.SHIPPED[ConsentStatement.Purpose(self.purpose)]
        named.append((f"Version {shipped.version}, as it came with the product", shipped.text))
        return [(title, wording.sections_of(text)) for title, text in named]


def words_of(purpose: str) -> Words:
    adopted = ConsentWording.objects.in_force(purpose)
    title = ConsentStatement.Purpose(purpose).label
    return Words(purpose, title, wording.for_consent(purpose), adopted, ConsentWording.objects.draft_of(purpose))


def every_consent() -> list[Words]:
    return [words_of(purpose) for purpose in ConsentStatement.Purpose.values]


def hint(text: str) -> str:
    """Say how hard the words are to read: a hint, and no stop."""
    return reading.in_words("\n".join(line.lstrip("#- ") for line in text.splitlines()))
