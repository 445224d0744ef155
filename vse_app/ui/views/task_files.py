"""Files for the outputs of a task: taken in with progress and Cancel, then named by a record in one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from vse_app.model.errors import Cancelled, Invalid
from vse_app.model.records import Content, FileRef, Record
from vse_app.services import attaching, records
from vse_app.services.records import Dates
from vse_app.services.workspace import Done, Workspace
from vse_app.ui.context import Context


class Place(NamedTuple):
    """Where files go: to a record, or (0) to a new one of a work product made in a task."""

    record: int
    product: str
    task: str
    iteration: int


class Taken(NamedTuple):
    """Files that are in the company file now, and those that were refused, with the reason."""

    files: tuple[FileRef, ...]
    refused: tuple[Invalid, ...]


def take(ctx: Context, paths: Sequence[Path], place: Place, then: Callable[[Record], object]) -> None:
    """Take files in, in the background; one that is refused is named and does not stop the others."""
    tr, ws = ctx.tr, ctx.ws

    def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Taken:
        return _take_in(ws, paths, progress, cancelled)

    def taken(found: Taken) -> None:
        for error in found.refused:
            ctx.messages.say("bad", error.say(tr))
        if found.files:
            project = ctx.project
            ctx.do(lambda: name(ws, project, found.files, place), then=then)

    def failed(error: Exception) -> None:
        if isinstance(error, Cancelled):
            ctx.messages.say("info", tr("Stopped. Nothing was attached."))
        else:
            ctx.runner.refused.emit(error)

    title = tr("Taking in {name}", name=paths[0].name) if len(paths) == 1 else tr("Taking in {n} files", n=len(paths))
    ctx.runner.long(job, taken, title=title, failed=failed)


def _take_in(
    ws: Workspace,
    paths: Sequence[Path],
    progress: Callable[[int, int, str], None],
    cancelled: Callable[[], bool],
) -> Taken:
    files: list[FileRef] = []
    refused: list[Invalid] = []
    for number, path in enumerate(paths):

        def tell(part: float, number: int = number, path: Path = path) -> None:
            progress(round((number + part) * 100), len(paths) * 100, path.name)

        try:
            files.append(attaching.take_in(ws, path, progress=tell, cancelled=cancelled))
        except Invalid as error:
            refused.append(error)
    return Taken(tuple(files), tuple(refused))


def name(ws: Workspace, project: int, files: Sequence[FileRef], place: Place) -> Done[Record]:
    """Have a record name the files: a new one with the first file's name as title, or the next version of one.

    Raises Invalid when every file is attached to it already.
    """
    dated = max((f.source_dated for f in files), default="")
    if not place.record:
        title = Path(files[0].name).stem[:300]
        return records.create(
            ws, project, place.product, content=Content(title, {}, tuple(files)),
            task=place.task, iteration=place.iteration, dates=Dates(source_dated=dated),
        )  # fmt: skip
    current = records.page(ws, place.record).revision.content.files
    fresh = [f for f in files if not any((f.sha256, f.name) == (c.sha256, c.name) for c in current)]
    if not fresh:
        raise Invalid("This very file is attached already.", place=files[0].name)
    names = {f.name for f in fresh}
    kept = [f for f in current if f.name not in names]
    return records.revise(ws, place.record, files=(*kept, *fresh), dates=Dates(source_dated=dated))
