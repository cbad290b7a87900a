"""What happens in the process that sets a long PDF: each part by a process that ends with it, then one binding.

Started by `binding.start` with the folder's path, and the book on its standard input.
"""

import base64
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf

from neston_sharing.foundation import pdf
from neston_sharing.foundation.binding import COPY, DONE, FAILED, LONGEST, MOST_MEMORY, VARIANT
from neston_sharing.foundation.bounds import keep_within

GOTO = "goto:"


def bind(job: dict, folder: Path) -> None:
    """Set all parts, then the front, and write the copy whole: nobody meets half of one under its name."""
    resources = {url: base64.b64decode(content) for url, content in job["resources"].items()}
    _import_renderer()
    places: dict[str, list[float]] = {}
    files, first = [], 0
    for number, part in enumerate(job["parts"]):
        _say(folder, number, len(job["parts"]))
        files.append(_set_apart(folder / f"part-{number}", _numbered(part, first), resources))
        first = _note_places(places, files[-1], first)
    _say(folder, len(job["parts"]), len(job["parts"]))
    front = _set_apart(folder / "front", _with_numbers(job["front"], places, first), resources)
    draft = folder / "draft.pdf"
    with _joined([front, *files]) as whole:
        _finish(whole, front, places, job["attached"])
        whole.save(draft)
    draft.rename(folder / COPY)
    for path in (front, *files):
        path.unlink()
        path.with_suffix(".json").unlink()


def _import_renderer() -> None:
    """Import it once, before the parts' processes part from this one; that Pango is missing shows there."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError):
        raise SystemExit(pdf.NO_PANGO) from None


def _say(folder: Path, done: int, parts: int) -> None:
    (folder / DONE).write_text(f"{done} {parts + 1}")


def _numbered(page: str, first: int) -> str:
    """Let the numbers of its pages go on from those of the parts before."""
    return page.replace("<html ", f'<html style="counter-reset: page {first}" ', 1)


def _with_numbers(front: str, places: dict[str, list[float]], pages: int) -> str:
    for name, (page, *_) in places.items():
        front = front.replace(f"@@page:{name}@@", str(int(page) + 1))
    return front.replace("@@pages@@", str(pages))


def _set_apart(path: Path, page: str, resources: dict[str, bytes]) -> Path:
    """Set one part in a process of its own; beside it, write what stands where."""

    def work() -> None:
        document = pdf.laid_out(pdf.breakable(page), resources, VARIANT)
        places = {
            name: [at, *where[:2]] for at, sheet in enumerate(document.pages) for name, where in sheet.anchors.items()
        }
        heights = [sheet.height * 0.75 for sheet in document.pages]
        about = {"places": places, "heights": heights, "outline": _outline(document.make_bookmark_tree())}
        path.with_suffix(".json").write_text(json.dumps(about))
        path.with_suffix(".pdf").write_bytes(document.write_pdf(pdf_variant=VARIANT))

    _in_a_process_of_its_own(work)
    return path.with_suffix(".pdf")


def _outline(tree: list) -> list:
    return [[label, page, x, y, _outline(children)] for label, (page, x, y), children, _ in tree]


def _in_a_process_of_its_own(work: Callable[[], None]) -> None:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except SystemExit as end:
            code = int(end.code or 1)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if status:
        raise SystemExit(os.waitstatus_to_exitcode(status))


def _note_places(places: dict[str, list[float]], file: Path, first: int) -> int:
    """Note where the part's headings stand in the whole; give the number of pages so far."""
    about = json.loads(file.with_suffix(".json").read_text())
    places.update({name: [first + page, x, y] for name, (page, x, y) in about["places"].items()})
    return first + len(about["heights"])


def _joined(files: list[Path]) -> pikepdf.Pdf:
    """Put the parts behind one another with their structure: pages, marks, and the tree that reads them aloud."""
    whole = pikepdf.open(files[0])
    tree = whole.Root.StructTreeRoot
    document, numbers = tree.K[0], list[Any](tree.ParentTree.Nums)
    for file in files[1:]:
        with pikepdf.open(file) as part:
            before = len(whole.pages)
            whole.pages.extend(part.pages)
            branch = whole.copy_foreign(part.Root.StructTreeRoot)
            offset = int(numbers[-2]) + 1
            for sheet in whole.pages[before:]:
                _shift(sheet.obj, offset)
            pairs = list(branch.ParentTree.Nums)
            numbers += [thing if at % 2 else int(thing) + offset for at, thing in enumerate(pairs)]
            for element in branch.K[0].K:
                element.P = document
                document.K.append(element)
    tree.ParentTree.Nums = pikepdf.Array(numbers)
    return whole


def _shift(sheet: pikepdf.Object, offset: int) -> None:
    sheet.StructParents = int(sheet.StructParents) + offset
    for mark in sheet.get("/Annots", []):
        if "/StructParent" in mark:
            mark.StructParent = int(mark.StructParent) + offset


def _finish(whole: pikepdf.Pdf, front: Path, places: dict[str, list[float]], attached: dict[str, list[str]]) -> None:
    fronts = len(json.loads(front.with_suffix(".json").read_text())["heights"])
    _lead(whole, fronts, places)
    _outlined(whole, front)
    for name, (content, kind, what) in attached.items():
        whole.attachments[name] = pikepdf.AttachedFileSpec(
            whole,
            base64.b64decode(content),
            filename=name,
            description=what,
            mime_type=kind,
            creation_date=_now(),
            mod_date=_now(),
        )
        whole.attachments[name].relationship = pikepdf.Name.Data
    carried = [whole.attachments[name].obj for name in attached]
    whole.Root.AF = pikepdf.Array([whole.make_indirect(each) for each in carried])
    with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdfuaid:part"] = "1"


def _now() -> str:
    return datetime.now(UTC).strftime("D:%Y%m%d%H%M%SZ")


def _lead(whole: pikepdf.Pdf, fronts: int, places: dict[str, list[float]]) -> None:
    """Turn the front's links to `goto:ID` into links to where that stands."""
    for sheet in whole.pages[:fronts]:
        for link in sheet.obj.get("/Annots", []):
            address = str(link.A.URI) if "/A" in link and "/URI" in link.A else ""
            if address.startswith(GOTO) and address.removeprefix(GOTO) in places:
                page, x, y = places[address.removeprefix(GOTO)]
                link.Dest = _place(whole, fronts + int(page), x, y)
                del link["/A"]


def _place(whole: pikepdf.Pdf, page: int, x: float, y: float) -> pikepdf.Array:
    sheet = whole.pages[page]
    return pikepdf.Array([sheet.obj, pikepdf.Name.XYZ, x * 0.75, float(sheet.mediabox[3]) - y * 0.75, 0])


def _outlined(whole: pikepdf.Pdf, front: Path) -> None:
    """List the headings of all parts, for the reader's side bar."""
    first = 0
    files = [front, *sorted(front.parent.glob("part-*.pdf"), key=lambda path: int(path.stem.partition("-")[2]))]
    with whole.open_outline() as outline:
        outline.root.clear()
        for file in files:
            about = json.loads(file.with_suffix(".json").read_text())
            outline.root.extend(_items(whole, about["outline"], first))
            first += len(about["heights"])


def _items(whole: pikepdf.Pdf, tree: list[Any], first: int) -> list[pikepdf.OutlineItem]:
    items = []
    for label, page, x, y, children in tree:
        item = pikepdf.OutlineItem(label, _place(whole, first + page, x, y))
        item.children.extend(_items(whole, children, first))
        items.append(item)
    return items


WHY = {
    pdf.NO_PANGO: f"This computer lacks what sets type: install {pdf.SYSTEM_PACKAGES}.",
    pdf.TOO_LONG: "The copy is too long.",
}


def main(folder: Path) -> None:
    keep_within(memory=MOST_MEMORY, seconds=LONGEST)
    try:
        bind(json.load(sys.stdin.buffer), folder)
    except SystemExit as end:
        (folder / FAILED).write_text(WHY.get(int(end.code or 1), "It could not be set within its limits."))
        raise
    except BaseException:
        (folder / FAILED).write_text("It could not be set.")
        raise


if __name__ == "__main__":
    main(Path(sys.argv[1]))
