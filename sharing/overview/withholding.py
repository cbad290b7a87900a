"""Small numbers are withheld from what leaves the setting's hands: one of three families is somebody whom people know.

Pure. A number from 1 to 4 is withheld. Since the sum of a table can be known, others go with it, the smallest first,
until two at least are withheld whose sum is five or more: then none can be worked out from what is left. All of them
look alike, so that nobody can tell which was small. Nought is shown: it tells of nobody.
"""

from collections.abc import Sequence
from dataclasses import replace

from sharing.overview.tables import Line, Table

SMALLEST = 5
WITHHELD = "withheld"


def is_small(number: int) -> bool:
    return 0 < number < SMALLEST


def withheld(table: Table) -> Table:
    """Give a table of one series in which no small number stands, nor can be worked out."""
    numbers = [line.numbers[0] or 0 for line in table.lines]
    hidden = places_to_withhold(numbers)
    lines = (
        Line(line.label, (None if place in hidden else number,))
        for place, (line, number) in enumerate(zip(table.lines, numbers, strict=True))
    )
    return replace(table, lines=tuple(lines))


def places_to_withhold(numbers: Sequence[int]) -> set[int]:
    hidden = {place for place, number in enumerate(numbers) if is_small(number)}
    if not hidden:
        return hidden
    others = sorted((number, place) for place, number in enumerate(numbers) if number >= SMALLEST)
    for _, place in others:
        if len(hidden) > 1 and sum(numbers[each] for each in hidden) >= SMALLEST:
            break
        hidden.add(place)
    return hidden
