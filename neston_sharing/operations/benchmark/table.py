"""The results as people read them, and as a program does. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from neston_sharing.operations.benchmark.judging import TIMES, Result, Verdict

HEAD = ("", "what", "measured", "against", "ratio", "middle half", "goal", "")


def as_table(results: Sequence[Result]) -> str:
    """Draw the table; a scenario is named on its first line only."""
    rows: list[tuple[str, ...]] = [HEAD]
    before = ""
    for result in results:
        rows.append(("" if result.scenario == before else result.scenario, *_cells(result)))
        before = result.scenario
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _cells(result: Result) -> Iterable[str]:
    yield result.words
    if result.ratio is None:
        yield from ("", "", "", "", "", result.verdict)
        return
    yield f"{figure(result.measured)} {result.unit}".rstrip()
    compared = result.against is not None
    yield f"{figure(result.against)} {result.unit}".rstrip() if result.against is not None else ""
    yield f"{figure(result.ratio.median)}{TIMES}" if compared else ""
    yield f"{figure(result.ratio.low)} to {figure(result.ratio.high)}"
    yield result.goal
    yield result.verdict


def figure(number: float) -> str:
    """Write three figures that count: 0.0123, 1.23, 12.3, 1,234."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def as_json(results: Iterable[Result], about: dict) -> str:
    return json.dumps({**about, "results": [asdict(result) for result in results]}, ensure_ascii=False, indent=2)


def failed(results: Iterable[Result]) -> bool:
    return any(result.verdict == Verdict.FAIL for result in results)
