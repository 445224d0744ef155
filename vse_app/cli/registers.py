"""Registers on the command line: a table in, with what it changes said first; a register out as PDF, CSV or XLSX."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from vse_app.cli.answering import answer, path_of
from vse_app.i18n import Translator
from vse_app.model.errors import Invalid
from vse_app.services import exporting, headings, importing, publishing, register_print, register_words, sheets
from vse_app.services.importing import Plan, Status
from vse_app.services.register_words import Names
from vse_app.services.workspace import Workspace

MOST: Final = 20
"""Problems that are named; the answer as JSON has all of them."""


def run_import(arguments: argparse.Namespace, tr: Translator) -> int:
    """A table into a register. Exit 1 when rows cannot be taken; then nothing was written."""
    from vse_app.cli.commands import project_of

    is_trial = arguments.dry_run
    with Workspace.open(path_of(arguments.file), writable=not is_trial) as ws:
        if arguments.actor:
            ws.actor = _person(ws, arguments.actor)
        project = project_of(ws, arguments)
        names = register_words.names(ws, project, arguments.register, tr.language)
        sheet = sheets.read(
            path_of(arguments.table),
            sheet=arguments.sheet,
            encoding=arguments.encoding,
            delimiter=arguments.separator.replace("\\t", "\t"),
        )
        reading = _reading(arguments, names, sheet)
        plan = importing.plan(ws, project, names.product.id, sheet, reading)
        refused = plan.count("refused")
        writes = not is_trial and (not refused or arguments.leave_out)
        if writes:
            importing.apply(ws, project, plan, without_refused=arguments.leave_out)
    writes = writes and bool(plan.count("new") or plan.count("changed"))
    value = _said(plan, names, tr) | {"written": writes, "columns": _columns(sheet, reading, names)}
    value["notes"] = [note.say(tr) for note in sheet.notes]
    answer(arguments, value, lambda: "\n".join(_lines(value, tr)))
    return 1 if refused and not arguments.leave_out else 0


def _reading(arguments: argparse.Namespace, names: Names, sheet: sheets.Sheet) -> headings.Reading:
    """What each column says: as the headings suggest, or as `--column HEADING=FIELD` and `--dates` tell."""
    found = headings.suggested(names.model, names.product, sheet)
    columns = {place: name for place, name in found.columns.items() if name}
    said = found.headings(sheet)
    for told in arguments.column:
        heading, _, wanted = told.rpartition("=")
        if heading not in said:
            raise Invalid("There is no column {name}.", place=sheet.name, name=heading or told)
        fitting = [c for c, label in names.labels.items() if wanted in (c, label)]
        if not fitting:
            hint = "Known: {known}."
            raise Invalid("There is no field {name}.", hint=hint, name=wanted, known=", ".join(names.labels))
        columns = {place: name for place, name in columns.items() if name != fitting[0]}
        columns[said.index(heading)] = fitting[0]
    first = {"day": True, "month": False}.get(arguments.dates, found.day_first)
    return replace(found, columns=columns, day_first=first)


def _person(ws: Workspace, said: str) -> str:
    from vse_app.services import company

    wanted = said.casefold()
    found = [p.id for p in company.people(ws) if wanted in (p.id.casefold(), p.name.casefold())]
    if len(found) != 1:
        raise Invalid("There is nobody called {name}.", name=said)
    return found[0]


def _columns(sheet: sheets.Sheet, reading: headings.Reading, names: Names) -> dict[str, str]:
    said = reading.headings(sheet)
    return {said[place] or str(place + 1): names.labels[name] for place, name in reading.columns.items()}


def _said(plan: Plan, names: Names, tr: Translator) -> dict[str, Any]:
    problems = [
        {"row": line.row, "column": problem.column + 1 if problem.column >= 0 else None, "problem": problem.say(tr)}
        for line in plan.lines
        for problem in line.problems
    ]
    counts = {status: plan.count(status) for status in _COUNTED}
    return {"register": names.product.id, "counts": counts, "problems": problems, "not_read": list(plan.left_out)}


_COUNTED: Final[tuple[Status, ...]] = ("new", "changed", "same", "refused")


def _lines(value: dict[str, Any], tr: Translator) -> list[str]:
    counts = value["counts"]
    lines = [tr("New: {new}; changed: {changed}; the same: {same}; cannot be taken: {refused}", **counts)]
    lines += [f"  {heading} → {label}" for heading, label in value["columns"].items()]
    lines += [f"  {note}" for note in value["notes"]]
    if value["not_read"]:
        lines.append("  " + tr("Not read: {headings}", headings=", ".join(value["not_read"])))
    for problem in value["problems"][:MOST]:
        where = tr("row {row}", row=problem["row"])
        if problem["column"]:
            where += ", " + tr("column {column}", column=sheets.column_name(problem["column"] - 1))
        lines.append(f"  {where}: {problem['problem']}")
    if len(value["problems"]) > MOST:
        lines.append("  " + tr("{count} more; --json names all of them", count=len(value["problems"]) - MOST))
    lines.append(tr("Written.") if value["written"] else tr("Nothing was written."))
    return lines


def export(ws: Workspace, project: int, kind: str, target: Path, language: str) -> dict[str, Any]:
    """A register as .csv or .xlsx, all columns with ids, or else as PDF; what the answer says of it."""
    names = register_words.names(ws, project, kind, language)
    if target.suffix.lower() in (".csv", ".xlsx"):
        count = exporting.write(ws, project, names.product.id, target, language=language)
        return {"file": str(target), "entries": count}
    done = publishing.render(register_print.report(ws, project, names), target)
    return {"file": str(target), "pages": done.pages, "missing_glyphs": list(done.missing)}
