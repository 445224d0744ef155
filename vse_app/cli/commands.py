"""What each command does: it gets the parsed arguments and a translator, prints its answer, returns the exit status."""

from __future__ import annotations

import argparse
from typing import Any

from vse_app.cli import registers
from vse_app.cli.answering import answer, path_of
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.errors import Invalid
from vse_app.services import backup, company, projects, publishing, sample, thread, xray
from vse_app.services.workspace import Workspace


def run_new(arguments: argparse.Namespace, tr: Translator) -> int:
    """An empty company file."""
    target = path_of(arguments.file)
    if not arguments.name.strip() or len(arguments.name) > company.MAX_NAME:
        raise Invalid("The company needs a name of at most {limit} characters.", limit=company.MAX_NAME)
    with Workspace.create(target) as ws:
        company.edit_company(ws, name=arguments.name, language=tr.language)
    answer(arguments, {"file": str(target), "company": arguments.name}, lambda: tr("Written: {file}", file=target))
    return 0


def run_sample(arguments: argparse.Namespace, tr: Translator) -> int:
    """The complete sample company."""
    target = path_of(arguments.file)
    with sample.build(target, tr.language) as ws:
        codes = [p.code for p in projects.projects(ws)]
    answer(arguments, {"file": str(target), "projects": codes}, lambda: tr("Written: {file}", file=target))
    return 0


def run_status(arguments: argparse.Namespace, tr: Translator) -> int:
    """Progress, next steps and findings."""
    with Workspace.open(path_of(arguments.file), writable=False) as ws:
        chosen = (projects.by_code(ws, arguments.project),) if arguments.project else projects.projects(ws)
        value = {"company": company.company(ws).name, "projects": [_status(ws, p.id, tr) for p in chosen]}
    answer(arguments, value, lambda: "\n".join(_status_lines(value, tr)))
    return 0


def _status(ws: Workspace, project_id: int, tr: Translator) -> dict[str, Any]:
    view = xray.run(ws, project_id)
    language = tr.language
    return {
        "code": view.project.code,
        "title": view.project.title,
        "model": view.model.ref,
        "tasks": view.counts(),
        "next": [
            {
                "element": f"{view.model.ref}:{item.step.task.id}",
                "iteration": item.step.iteration,
                "title": view.model.word(language, "tasks", item.step.task.id, "title"),
                "why": wording.why(tr, view, item, language),
                "minutes": item.step.task.minutes,
                "who": wording.who(view.people, item.who),
            }
            for item in view.next
        ],
        "findings": [
            {"rule": f.rule, "severity": f.severity, "text": wording.finding_text(tr, language, view, f)}
            for f in view.findings
        ],
        "muted": [
            {
                "rule": m.finding.rule,
                "severity": m.finding.severity,
                "text": wording.finding_text(tr, language, view, m.finding),
                "reason": m.mute.reason,
            }
            for m in view.muted
        ],
    }


def _status_lines(value: dict[str, Any], tr: Translator) -> list[str]:
    lines = [value["company"]]
    for item in value["projects"]:
        lines += ["", f"{item['code']}  {item['title']}  ({item['model']})"]
        said = tr("{done} done, {ready} ready, {blocked} waiting, {not_applicable} not applicable", **item["tasks"])
        lines.append("  " + said)
        for step in item["next"]:
            task = step["element"].partition(":")[2]
            time = wording.minutes_text(tr, step["minutes"])
            lines += [f"  → {task}  {step['title']}  ({time}, {step['who'] or tr('nobody')})", f"      {step['why']}"]
        lines += [f"  {wording.severity_name(tr, f['severity'])}: {f['text']}" for f in item["findings"]]
        lines += [f"  {tr('set aside')}: {f['text']} ({f['reason']})" for f in item["muted"]]
    return lines


def run_export(arguments: argparse.Namespace, tr: Translator) -> int:
    """A report as PDF."""
    target = path_of(arguments.output)
    with Workspace.open(path_of(arguments.file), writable=False) as ws:
        language = arguments.language or company.company(ws).language or tr.language
        is_of_project = arguments.report not in publishing.ASSESSMENT_REPORTS
        project = project_of(ws, arguments) if is_of_project else 0
        if arguments.report == "register":
            value = registers.export(ws, project, arguments.kind, target, language)
            answer(arguments, value, lambda: tr("Written: {file}", file=target))
            return 0
        record = thread.by_number(ws, project, arguments.record) if arguments.record and project else 0
        done = publishing.export(
            ws, project, arguments.report, target, language=language, assessment=arguments.assessment, record=record
        )
    value = {"file": str(target), "pages": done.pages, "missing_glyphs": list(done.missing)}
    answer(arguments, value, lambda: tr("Written: {file}, {pages|1 page|# pages}", file=target, pages=done.pages))
    return 0


def project_of(ws: Workspace, arguments: argparse.Namespace) -> int:
    """The project named, or the only one there is."""
    found = projects.projects(ws)
    if arguments.project:
        return projects.by_code(ws, arguments.project).id
    if len(found) != 1:
        codes = ", ".join(p.code for p in found) or "–"
        raise Invalid("Say which project.", hint="Use --project with one of: {codes}.", codes=codes)
    return found[0].id


def run_check(arguments: argparse.Namespace, tr: Translator) -> int:
    """Whether the file is whole."""
    with Workspace.open(path_of(arguments.file), writable=False) as ws:
        found = backup.check(ws)
    value = {"file": arguments.file, "whole": not found, "problems": [p._asdict() for p in found]}
    text = "\n".join(backup.problem_text(tr, p) for p in found) or tr(
        "Whole and unchanged: {file}", file=arguments.file
    )
    answer(arguments, value, lambda: text)
    return 1 if found else 0


def run_backup(arguments: argparse.Namespace, tr: Translator) -> int:
    """A checked copy."""
    target = path_of(arguments.target)
    with Workspace.open(path_of(arguments.file)) as ws:
        backup.backup(ws, target)
    answer(arguments, {"file": str(target)}, lambda: tr("Written: {file}", file=target))
    return 0


def run_restore(arguments: argparse.Namespace, tr: Translator) -> int:
    """A company file from a backup."""
    target = backup.restore(path_of(arguments.file), path_of(arguments.target))
    answer(arguments, {"file": str(target)}, lambda: tr("Written: {file}", file=target))
    return 0
