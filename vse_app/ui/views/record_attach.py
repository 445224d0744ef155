"""Taking files in from disk: at once when they are small, with progress and Cancel when they are large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vse_app.services import attaching

if TYPE_CHECKING:
    from vse_app.services.workspace import Done
    from vse_app.ui.context import Context

LARGE: Final = 8 * 1024 * 1024
"""From this size on a file is taken in with progress on show."""

Taking = Callable[..., "Done[Any]"]
"""A verb that takes a path, `progress` and `cancelled`."""


def to_record(ctx: Context, record: int, paths: Sequence[Path], then: Callable[[Any], object] | None = None) -> None:
    """Add files to a record, each as its next version."""
    ws = ctx.ws
    _take_all(ctx, paths, lambda path, **ways: attaching.attach(ws, record, path, **ways), then)


def to_product(ctx: Context, kind: str, paths: Sequence[Path], then: Callable[[Any], object] | None = None) -> None:
    """Make a new record of a work product out of each file."""
    ws, project = ctx.ws, ctx.project
    _take_all(ctx, paths, lambda path, **ways: attaching.attach_new(ws, project, kind, path, **ways), then)


def _take_all(ctx: Context, paths: Sequence[Path], take: Taking, then: Callable[[Any], object] | None) -> None:
    """`then` gets the record of the last file; a file that is refused does not stop the others."""
    for path in paths:
        last = then if path == paths[-1] else None
        if path.is_file() and path.stat().st_size >= LARGE:
            _take_large(ctx, path, take, last)
        else:
            ctx.do(lambda path=path: take(path), then=last)


def _take_large(ctx: Context, path: Path, take: Taking, then: Callable[[Any], object] | None) -> None:
    def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Done[Any]:
        return take(path, progress=lambda part: progress(int(part * 100), 100, path.name), cancelled=cancelled)

    # The verb has run when `do` gets its outcome: `do` then only tells the views and remembers it for undo.
    ctx.runner.long(job, lambda done: ctx.do(lambda: done, then=then), title=ctx.tr("Taking in {name}", name=path.name))
