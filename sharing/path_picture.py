"""The eight questions laid out as a flow, with one path's way through them marked.

Pure, and drawn from the checklist's table alone: the questions stand below one another; an answer
that leads on to the next question goes straight down, one that skips questions leaves by the right
(towards sharing) or by the left (do not share). Numbers are px in a box of `width` by `height`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from sharing.checklist import DOUBT, QUESTIONS, Choice, Conclusion, Hold, Path, Question, follow
from sharing.walking import numbers, remaining


class State(StrEnum):
    TAKEN = "taken"
    SKIPPED = "skipped"
    OPEN = "open"
    AHEAD = "ahead"
    END = "end"


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    title: str
    note: str
    state: State
    clauses: str = ""

    @property
    def right(self) -> int:
        return self.x + self.width


@dataclass(frozen=True)
class Line:
    """`points` and `head`, the arrow's head if it has one, as SVG writes them: "x,y x,y"."""

    points: str
    state: State
    head: str = ""


@dataclass(frozen=True)
class Label:
    """`turned` labels read upwards, along a line."""

    x: int
    y: int
    text: str
    state: State
    anchor: str = "start"
    turned: bool = False


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Exit:
    """The answers of one question that lead to the same place; `to` None is the end."""

    question: Question
    choices: tuple[Choice, ...]
    to: Question | None
    state: State

    @property
    def target(self) -> int:
        return self.to.number if self.to else self.question.number + 1

    @property
    def straight(self) -> bool:
        return self.target == self.question.number + 1

    @property
    def conclusion(self) -> Conclusion | None:
        return self.choices[0].conclusion

    @property
    def concludes(self) -> str:
        return self.conclusion.label if self.conclusion else ""

    @property
    def answers(self) -> str:
        """The answers as they start: "No, consent was refused" and its like are all "No"."""
        starts = (choice.answer.label.partition(",")[0] for choice in self.choices)
        return " or ".join(dict.fromkeys(starts)).capitalize()


WIDTH, LEFT, RIGHT = 448, 56, 316
TOP, PITCH, BOX_HEIGHT, MARGIN = 4, 68, 46, 4
TRUNK = LEFT + 24
LEFT_RAIL, RIGHT_RAIL = 24, WIDTH - 8


def picture(path: Path, ended: str = "") -> Picture:
    """Draw one path; `ended` says what became of a decision whose questions nobody answers any more: "Abandoned"."""
    states = _states(path, ended)
    exits = [way for question in Question for way in _exits(path, question, states[question])]
    boxes = (*(_box(path, question, states[question], ended) for question in Question), _end(path, ended))
    lines = [line for way in exits if way.straight for line in _straight(way)]
    for x, edge in ((LEFT_RAIL, LEFT), (RIGHT_RAIL, RIGHT)):
        lines += _rail([way for way in exits if _side(way) == x], x, edge)
    return Picture(
        width=WIDTH,
        height=boxes[-1].y + BOX_HEIGHT + MARGIN,
        boxes=boxes,
        lines=tuple(sorted(lines, key=lambda line: line.state is State.TAKEN)),
        labels=tuple(label for way in exits for label in _labels(way)),
        words=in_words(path, ended),
    )


def whole_flow() -> Picture:
    """Draw the flow with nobody's way through it, for the wall."""
    drawn = picture(follow({}))
    end = replace(drawn.boxes[-1], title="Management backs it, or returns it", note="", state=State.END)
    boxes = (*(replace(box, note=_short(question), state=State.OPEN) for question, box in _asked_in(drawn)), end)
    return replace(drawn, boxes=boxes, words=flow_in_words())


def _asked_in(drawn: Picture) -> Iterator[tuple[Question, Box]]:
    return zip(Question, drawn.boxes, strict=False)


def _short(question: Question) -> str:
    return "Not sure: seek advice" if DOUBT in QUESTIONS[question].choices else ""


def flow_in_words() -> tuple[str, ...]:
    """Every question with every answer and where it leads, in sentences."""
    return tuple(
        f"{question.number}. {entry.wording} " + " ".join(f"{way.answers}: {way.leads}." for way in ways_of(question))
        for question, entry in QUESTIONS.items()
    )


@dataclass(frozen=True)
class Way:
    """Answers of one question that lead to the same place, and that place, in words."""

    answers: str
    leads: str


def ways_of(question: Question) -> tuple[Way, ...]:
    """Give where each answer of a question leads, as the table has it."""
    found: dict[str, list[str]] = {}
    for choice in QUESTIONS[question].choices:
        found.setdefault(_leads(choice), []).append(choice.answer.label)
    return tuple(Way("; ".join(answers), leads) for leads, answers in found.items())


def _leads(choice: Choice) -> str:
    if choice.to is None:
        return "it goes to management"
    if isinstance(choice.to, Hold):
        return choice.to.label.lower()
    then = f"question {choice.to.number}"
    if choice.conclusion is None:
        return then
    basis = f" (basis: {choice.basis.label})" if choice.basis else ""
    return f"{choice.conclusion.label.lower()}{basis}, then {then}"


def in_words(path: Path, ended: str = "") -> tuple[str, ...]:
    """What the picture shows, in sentences."""
    states = _states(path, ended)
    sentences: list[str] = []
    for state, run in groupby(Question, key=states.__getitem__):
        questions = list(run)
        if state in (State.SKIPPED, State.AHEAD):
            sentences.append(_passed_over(questions, state, ended))
        else:
            sentences += [_asked(path, question, ended) for question in questions]
    return (*sentences, " ".join(f"{part}." for part in _verdict(path, ended) if part))


def _states(path: Path, ended: str) -> dict[Question, State]:
    states = dict.fromkeys(Question, State.SKIPPED)
    states |= dict.fromkeys(remaining(path), State.AHEAD)
    states |= dict.fromkeys((step.question for step in path.steps), State.TAKEN)
    return states | ({path.open: State.OPEN} if path.open and not ended else {})


def _exits(path: Path, question: Question, state: State) -> Iterator[Exit]:
    taken = {step.question: step.choice.to for step in path.steps}
    choices = QUESTIONS[question].choices
    for to in dict.fromkeys(choice.to for choice in choices):
        if isinstance(to, Hold):
            continue
        same = tuple(choice for choice in choices if choice.to == to)
        here = State.TAKEN if question in taken and taken[question] == to else State.SKIPPED
        here = State.AHEAD if state in (State.OPEN, State.AHEAD) else here
        yield Exit(question, same, to, here)


def _side(way: Exit) -> int | None:
    if way.straight:
        return None
    return LEFT_RAIL if way.conclusion is Conclusion.DO_NOT_SHARE else RIGHT_RAIL


def _top(number: int) -> int:
    """Where the box of this question starts; the end stands as number nine."""
    return TOP + (number - 1) * PITCH


def _middle(number: int) -> int:
    return _top(number) + BOX_HEIGHT // 2


def _box(path: Path, question: Question, state: State, ended: str) -> Box:
    title = f"{question.number}. {QUESTIONS[question].topic}"
    note = _note(path, question, state, ended)
    clauses = clauses_of(question, path)
    return Box(LEFT, _top(question.number), RIGHT - LEFT, BOX_HEIGHT, title, note, state, clauses)


def clauses_of(question: Question, path: Path) -> str:
    """Number the policy's clauses that the answer rests on, or that the question would rest on."""
    entry = QUESTIONS[question]
    resting = next((s.rests_on for s in path.steps if s.question is question), ())
    clauses = dict.fromkeys((entry.clause, entry.golden_rule.clause, *(resting or entry.rests_on)))
    return ", ".join(clause for clause in clauses if clause[0].isdigit())


def _note(path: Path, question: Question, state: State, ended: str) -> str:
    if state is State.TAKEN:
        return next(s.answer.label for s in path.steps if s.question is question)
    if state is State.OPEN:
        return f"On hold: {path.hold.label.lower()}" if path.hold else "To answer now"
    return "Not asked" if ended or state is State.SKIPPED else "May still be asked"


def _end(path: Path, ended: str) -> Box:
    state = State.END if path.complete or ended else State.AHEAD
    title, note = _verdict(path, ended)
    return Box(MARGIN, _top(9), WIDTH - 2 * MARGIN, BOX_HEIGHT, title, note, state)


def _verdict(path: Path, ended: str) -> tuple[str, str]:
    if ended:
        return ended, "Not all questions were answered"
    if path.conclusion is None:
        return "Not concluded yet", ""
    if path.declined:
        duty = "Against a duty to share" if path.departs_from_duty else "The answers allow sharing"
        title, note = "We have decided not to share", duty
    else:
        title, note = path.conclusion.label, f"Basis: {path.basis.label}" if path.basis else ""
    return (title if path.complete else f"So far: {title[0].lower()}{title[1:]}"), note


def _straight(way: Exit) -> Iterator[Line]:
    bottom, end = _top(way.question.number) + BOX_HEIGHT, _top(way.target)
    head = f"{TRUNK - 5},{end - 8} {TRUNK + 5},{end - 8} {TRUNK},{end}"
    yield Line(f"{TRUNK},{bottom} {TRUNK},{end - 8}", way.state, head)


def _rail(exits: Sequence[Exit], x: int, edge: int) -> Iterator[Line]:
    """A stub from each question to the rail, and the rail in pieces, so that dashes never overlap.

    A piece is marked as the ways that join it at or above it are; all lead to one question.
    """
    inward = 8 if edge > x else -8
    for place, way in enumerate(exits):
        start = _middle(way.question.number)
        yield Line(f"{edge},{start} {x},{start}", way.state)
        joined = {earlier.state for earlier in exits[: place + 1]}
        state = next(s for s in (State.TAKEN, State.AHEAD, State.SKIPPED) if s in joined)
        if place + 1 < len(exits):
            yield Line(f"{x},{start} {x},{_middle(exits[place + 1].question.number)}", state)
        else:
            end, tip = _middle(way.target), edge - inward
            head = f"{tip},{end - 5} {tip},{end + 5} {edge},{end}"
            yield Line(f"{x},{start} {x},{end} {tip},{end}", state, head)


def _labels(way: Exit) -> Iterator[Label]:
    middle = _middle(way.question.number)
    if way.straight:
        yield Label(TRUNK + 12, _top(way.target) - 7, way.answers, way.state)
    elif _side(way) == RIGHT_RAIL:
        yield Label(RIGHT + 8, middle - 6, way.answers, way.state)
        yield Label(RIGHT + 8, middle + 16, way.concludes, way.state)
    else:
        yield Label(LEFT - 4, middle - 6, way.answers, way.state, "end")
        turned = (LEFT_RAIL - 8, middle + 8)
        yield Label(*turned, way.concludes, way.state, "end", turned=True)


def _asked(path: Path, question: Question, ended: str) -> str:
    wording = f"{question.number}. {QUESTIONS[question].wording}"
    step = next((s for s in path.steps if s.question is question), None)
    if step is None:
        return f"{wording} To answer now."
    held = f" On hold: {path.hold.label.lower()}." if path.hold and question is path.open and not ended else ""
    clauses = ", ".join(step.rests_on)
    return f"{wording} {step.answer.label} (policy {step.clause}, resting on {clauses}).{held}"


def _passed_over(questions: Sequence[Question], state: State, ended: str) -> str:
    named = f"Question{'s' if len(questions) > 1 else ''} {numbers(questions)}"
    were = "were" if len(questions) > 1 else "was"
    if state is State.SKIPPED:
        return f"{named} {were} not asked: the answers before settled it."
    return f"{named} {were} not asked: it was {ended.lower()}." if ended else f"{named} may still be asked."
