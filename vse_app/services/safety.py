"""Safety copies of a project: of its repository folder or of the company file, really made, read back, and recorded.

A copy is recorded only after it was read back to the last byte. What could not be made is kept as a failure with its
reason, never as a copy. Bringing one back is rehearsed in a folder of its own, and the outcome written beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.elements import Product
from vse_app.model.errors import Cancelled, CannotOpen, Invalid, UserError
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Record
from vse_app.services import backup, projects, records, scratch
from vse_app.services.workspace import Done, Workspace
from vse_app.store import archives, counting, folders, queries
from vse_app.store.archives import Archive, Checked
from vse_app.store.counting import Counts
from vse_app.store.database import Database
from vse_app.store.folders import Left
from vse_app.store.header import check_new

REGISTER: Final = "backup"
FAILURE: Final = "backup-failure"
"""Kind of the documents that tell what could not be made."""
MOST_NAMED: Final = 20
"""Names in a note; the rest is counted."""

Progress = Callable[[float], None]
Stop = Callable[[], bool]


class Failure(NamedTuple):
    """An attempt that came to nothing: when (UTC), by whom, of what, where to, and the reason in words."""

    at: str
    person: str
    copied: str
    where: str
    reason: str


class Rehearsal(NamedTuple):
    """Bringing a copy back on trial: whether all was as it should be, what was compared, and what differed."""

    worked: bool
    compared: str
    problems: tuple[str, ...]


def product_of(model: ProcessModel) -> Product | None:
    """The kind of record that safety copies are in a model."""
    return model.register(REGISTER)


class Made(NamedTuple):
    """A copy that was made and read back, not recorded yet: of what, the file, what it holds, what is not in it."""

    copied: str
    archive: Archive
    holds: str
    note: str


def made_of_folder(
    folder: Path,
    target: Path,
    *,
    tr: Translator,
    progress: Progress = lambda part: None,
    cancelled: Stop = lambda: False,
) -> Made:
    """Copy a folder into a new ZIP with a list of hashes and read it back; touches no company file.

    Links are not followed and nothing in it is run: a repository of git is read as plain files. Raises Invalid,
    CannotOpen, StorageFailed, Cancelled; no file is left then.
    """
    check_new(target)
    folders.check_folder(folder)
    if target.absolute().resolve().is_relative_to(folder.absolute().resolve()):
        raise Invalid("The copy would lie inside of what is copied.", hint="Choose another place.", place=str(target))
    found = folders.listed(folder, cancelled=cancelled)
    made = archives.write(found, target, progress=progress, cancelled=cancelled)
    holds = tr("{files|1 file|# files}, {bytes|1 byte|# bytes}", files=made.files, bytes=made.bytes)
    return Made(str(folder), made, holds, _left_out(tr, made))


def made_of_company(ws: Workspace, target: Path, *, tr: Translator, progress: Progress = lambda part: None) -> Made:
    """Copy the company file, open as it is, and check every hash of the copy. Raises StorageFailed, CannotOpen."""
    backup.backup(ws, target, progress=lambda part: progress(0.9 * part))
    try:
        size, digest = archives.measured(target)
        held = _counted(target)
    except OSError as error:
        reason = error.strerror or error
        raise Invalid("The copy cannot be read back ({reason}).", place=str(target), reason=reason) from None
    progress(1.0)
    return Made(str(ws.path), Archive(target, size, digest, held.kept, 0, ()), counts_text(tr, held), "")


def copy_folder(
    ws: Workspace,
    project_id: int,
    folder: Path,
    target: Path,
    *,
    tr: Translator,
    progress: Progress = lambda part: None,
    cancelled: Stop = lambda: False,
) -> Done[Record]:
    """Make a copy of a folder and record it; a failure (not a cancellation) is kept and raised."""
    try:
        made = made_of_folder(folder, target, tr=tr, progress=progress, cancelled=cancelled)
    except UserError as error:
        keep_failure(ws, project_id, (folder, target), error, tr)
        raise
    return record(ws, project_id, made)


def copy_company(ws: Workspace, project_id: int, target: Path, *, tr: Translator) -> Done[Record]:
    """Make a copy of the company file and record it; a failure is kept and raised."""
    try:
        made = made_of_company(ws, target, tr=tr)
    except UserError as error:
        keep_failure(ws, project_id, (ws.path, target), error, tr)
        raise
    return record(ws, project_id, made)


def counts_text(tr: Translator, held: Counts) -> str:
    """What a company file holds, in words."""
    return tr(
        "{records|1 record|# records}, {versions|1 version|# versions}, {states|1 state|# states}, "
        "{kept|1 kept file|# kept files}, {history|1 entry|# entries} of history",
        **held._asdict(),
    )


def _left_out(tr: Translator, made: Archive) -> str:
    if not made.left:
        return ""
    names = [f"{left.name} ({left_word(tr, left)})" for left in made.left[:MOST_NAMED]]
    rest = len(made.left) - len(names)
    said = [tr("Not in it:"), *names, *([tr("and {count} more", count=rest)] if rest > 0 else [])]
    return "\n".join(said)


def left_word(tr: Translator, left: Left) -> str:
    """Why something was left out."""
    words = {
        "link": tr("a link, not followed"),
        "special": tr("no ordinary file"),
        "unreadable": tr("cannot be read"),
        "gone": tr("vanished while copying"),
        "changed": tr("changed while it was copied"),
    }
    return words.get(left.why, left.why)


def record(ws: Workspace, project_id: int, made: Made, *, task: str = "") -> Done[Record]:
    """Write a copy that was made and read back into the register; the person at work made it, today."""
    said = {
        "made-on": ws.today(), "made-by": ws.actor, "copied": folders.shown(made.copied), "size": made.archive.size,
        "where": folders.shown(str(made.archive.path)), "sha256": made.archive.sha256, "holds": made.holds,
        "note": made.note, "restore-result": "not-tried",
    }  # fmt: skip
    product = _product(ws, project_id)
    content = Content(made.archive.path.name, fields_of(product, said))
    return records.create(ws, project_id, product.id, content=content, task=task)


def fields_of(product: Product, said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said under the names of a register, under the names that its fields have here; nothing empty."""
    return {f.id: value for name, value in said.items() if value not in ("", None) and (f := product.own(name))}


def _product(ws: Workspace, project_id: int) -> Product:
    found = product_of(projects.model_of(ws, projects.project(ws, project_id)))
    if found is None:
        raise Invalid("This project keeps no register of safety copies.")
    return found


def keep_failure(
    ws: Workspace, project_id: int, ends: tuple[Path, Path], error: UserError, tr: Translator
) -> Done[None]:
    """Keep that a copy could not be made, and why; stopping one is no failure."""
    copied, where = (folders.shown(str(end)) for end in ends)
    value = {"at": ws.moment(), "person": ws.actor, "copied": copied, "where": where, "reason": error.say(tr)}

    def work(change: Any) -> None:
        if not isinstance(error, Cancelled):
            number = len(queries.all_documents(change.connection, FAILURE, project=project_id)) + 1
            change.put(FAILURE, f"{project_id}/{number}", value, project=project_id)

    return ws.write("backup.failed", work)


def failures(ws: Workspace, project_id: int) -> tuple[Failure, ...]:
    """What could not be made, oldest first."""
    with ws.reading() as connection:
        found = queries.all_documents(connection, FAILURE, project=project_id)
    return tuple(Failure(**said) for said in found.values())


def copies(ws: Workspace, project_id: int) -> tuple[Record, ...]:
    """The safety copies of a project, oldest first."""
    product = product_of(projects.model_of(ws, projects.project(ws, project_id)))
    if product is None:
        return ()
    with ws.reading() as connection:
        found = queries.records_of(connection, project_id, kind=product.id)
    return tuple(record for record in found if not record.withdrawn)


def rehearse(ws: Workspace, record_id: int, source: Path, *, tr: Translator) -> Done[Rehearsal]:
    """Bring a copy back on trial and write the outcome down."""
    outcome = tried(ws, record_id, source, tr=tr)
    done = keep_trial(ws, record_id, outcome, tr)
    return Done(outcome, done.changes)


def tried(
    ws: Workspace,
    record_id: int,
    source: Path,
    *,
    tr: Translator,
    progress: Progress = lambda part: None,
    cancelled: Stop = lambda: False,
) -> Rehearsal:
    """Bring a copy back into a folder of its own, compare it, and delete that again; writes nothing. Raises Cancelled.

    A copy that cannot be brought back is an outcome, not an error.
    """
    page = records.page(ws, record_id)
    folder = scratch.folder("rehearsal-")
    try:
        digest = _said(page.product, page.revision.content.fields, "sha256")
        return _outcome(source, folder, digest, tr, (progress, cancelled))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep_trial(ws: Workspace, record_id: int, outcome: Rehearsal, tr: Translator) -> Done[Record]:
    """Write the outcome of a trial into the record of the copy; what was noted before stays."""
    page = records.page(ws, record_id)
    before = str(_said(page.product, page.revision.content.fields, "note"))
    told = [tr("Brought back on {date}: {what}", date=ws.today(), what=outcome.compared), *outcome.problems]
    values = {
        "restore-tested-on": ws.today(),
        "restore-result": "worked" if outcome.worked else "failed",
        "note": "\n".join(line for line in (before, *told) if line),
    }
    return records.revise(ws, record_id, fields=fields_of(page.product, values))


def _said(product: Product, fields: Mapping[str, Any], name: str) -> Any:
    found = product.own(name)
    return fields.get(found.id, "") if found else ""


def _outcome(source: Path, folder: Path, digest: Any, tr: Translator, run: tuple[Progress, Stop]) -> Rehearsal:
    progress, cancelled = run
    problems: list[str] = []
    try:
        _size, found = archives.measured(source, cancelled)
        if digest and found != digest:
            problems.append(tr("The copy does not have the SHA-256 that was recorded for it."))
        if source.suffix.casefold() == ".vse":
            compared = _company_back(source, folder, problems, tr)
        else:
            checked = archives.unpack(source, folder, progress=progress, cancelled=cancelled)
            problems += [problem_text(tr, checked, n) for n in range(min(len(checked.problems), MOST_NAMED))]
            if len(checked.problems) > MOST_NAMED:
                problems.append(tr("and {count} more", count=len(checked.problems) - MOST_NAMED))
            compared = tr(
                "{files|1 file|# files}, {bytes|1 byte|# bytes}, each with the SHA-256 it was copied with",
                files=checked.files, bytes=checked.bytes,
            )  # fmt: skip
    except Cancelled:
        raise
    except OSError as error:
        return Rehearsal(False, tr("nothing"), (f"{source}: {error.strerror or error}",))
    except UserError as error:
        return Rehearsal(False, tr("nothing"), (*problems, error.say(tr)))
    progress(1.0)
    return Rehearsal(not problems, compared, tuple(problems))


def _company_back(source: Path, folder: Path, problems: list[str], tr: Translator) -> str:
    """Bring a company file back beside and compare the counts; every hash in it is checked on the way."""
    restored = backup.restore(source, folder / "restored.vse")
    after = _counted(restored)
    try:
        before = _counted(source)
    except CannotOpen:  # of an earlier version: it was migrated on the way, so there is nothing to count here
        before = after
    if before != after:
        told = {"before": counts_text(tr, before), "after": counts_text(tr, after)}
        problems.append(tr("It holds {after}, the copy {before}.", **told))
    return tr("{what}, and every hash in it", what=counts_text(tr, after))


def _counted(path: Path) -> Counts:
    database = Database.open(path, at="", writable=False)
    try:
        with database.reading() as connection:
            return counting.counts(connection)
    finally:
        database.close()


def problem_text(tr: Translator, checked: Checked, index: int) -> str:
    """One difference in words."""
    problem = checked.problems[index]
    words = {
        "missing": tr("{name}: missing", name=problem.name),
        "changed": tr("{name}: other content", name=problem.name),
        "extra": tr("{name}: not in the list", name=problem.name),
        "unsafe": tr("{name}: a name that leads elsewhere, not brought back", name=problem.name),
        "double": tr("{name}: twice in the archive", name=problem.name),
        "unreadable": tr("{name}: cannot be read", name=problem.name),
    }
    return words[problem.why]
