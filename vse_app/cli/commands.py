"""What each command does: it gets the parsed arguments and a translator, prints its answer, returns the exit status."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from unicodedata import category

from vse_app import content
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.errors import Invalid
from vse_app.services import backup, company, library, path, projects, publishing, sample
from vse_app.services.workspace import Workspace


def _answer(arguments: argparse.Namespace, value: Any, text: Callable[[], str]) -> None:
    # Only UTF-8 can carry every character as it is; elsewhere JSON's own escapes keep the answer readable.
    plain = (sys.stdout.encoding or "").replace("-", "").lower() != "utf8"
    print(json.dumps(value, ensure_ascii=plain, indent=1) if arguments.json else _shown(text()))


def _shown(text: str) -> str:
    """Text for a terminal: what would steer it, or turn the reading direction, as an escape."""
    return "".join(c if category(c)[0] != "C" or c in _HARMLESS else f"\\u{ord(c):04x}" for c in text)


_HARMLESS = "\n\t\u00ad\u200b\u200c\u200d\u2060"
"""Control characters by name, yet part of lines, and of Persian, Indic, Thai and emoji writing."""


def _path(text: str) -> Path:
    if "\0" in text:
        raise Invalid("A file name cannot contain a zero character.")
    return Path(text)


def run_new(arguments: argparse.Namespace, tr: Translator) -> int:
    """An empty company file."""
    target = _path(arguments.file)
    if not arguments.name.strip() or len(arguments.name) > company.MAX_NAME:
        raise Invalid("The company needs a name of at most {limit} characters.", limit=company.MAX_NAME)
    with Workspace.create(target) as ws:
        company.edit_company(ws, name=arguments.name, language=tr.language)
    _answer(arguments, {"file": str(target), "company": arguments.name}, lambda: tr("Written: {file}", file=target))
    return 0


def run_sample(arguments: argparse.Namespace, tr: Translator) -> int:
    """The complete sample company."""
    target = _path(arguments.file)
    with sample.build(target, tr.language) as ws:
        codes = [p.code for p in projects.projects(ws)]
    _answer(arguments, {"file": str(target), "projects": codes}, lambda: tr("Written: {file}", file=target))
    return 0


def run_library(arguments: argparse.Namespace, tr: Translator) -> int:
    """Models and their elements."""
    wanted, _, element = arguments.element.partition(":")
    if not wanted:
        value: Any = {"models": [library.outline(info, tr.language) for info in content.available()]}
        _answer(arguments, value, lambda: "\n".join(_model_line(m) for m in value["models"]))
        return 0
    model = content.model(wanted)
    value = library.element(model, element, tr.language) if element else library.tree(model, tr.language)
    _answer(arguments, value, lambda: "\n".join(_tree_lines(value, 0)))
    return 0


def _model_line(model: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in model["counts"].items())
    return f"{model['id']}  {model['title']}  ({model['edition']}, {model['kind']})  {counts}"


def _tree_lines(value: Any, depth: int) -> list[str]:
    """A mapping as indented lines: id and title on one line, texts below, lists of elements deeper."""
    pad = "  " * depth
    lines = [f"{pad}{value.get('id', '')}  {value.get('title', value.get('name', ''))}".rstrip()]
    for key, item in value.items():
        if key in ("id", "title", "name") or item in ("", [], {}, None):
            continue
        if isinstance(item, list) and isinstance(item[0], dict) and "id" in item[0]:
            for child in cast("list[dict[str, Any]]", item):
                lines += _tree_lines(child, depth + 1)
        else:
            text = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
            lines.append(f"{pad}  {key}: {text}")
    return lines


def run_status(arguments: argparse.Namespace, tr: Translator) -> int:
    """Progress, next steps and findings."""
    with Workspace.open(_path(arguments.file), writable=False) as ws:
        chosen = (projects.by_code(ws, arguments.project),) if arguments.project else projects.projects(ws)
        value = {"company": company.company(ws).name, "projects": [_status(ws, p.id, tr) for p in chosen]}
    _answer(arguments, value, lambda: "\n".join(_status_lines(value, tr)))
    return 0


def _status(ws: Workspace, project_id: int, tr: Translator) -> dict[str, Any]:
    view = path.view(ws, project_id)
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
    return lines


def run_export(arguments: argparse.Namespace, tr: Translator) -> int:
    """A report as PDF."""
    target = _path(arguments.output)
    with Workspace.open(_path(arguments.file), writable=False) as ws:
        language = arguments.language or company.company(ws).language or tr.language
        found = projects.projects(ws)
        if not arguments.project and len(found) != 1:
            codes = ", ".join(p.code for p in found) or "–"
            raise Invalid("Say which project.", hint="Use --project with one of: {codes}.", codes=codes)
        project = projects.by_code(ws, arguments.project) if arguments.project else found[0]
        done = publishing.export(ws, project.id, arguments.report, target, language=language)
    value = {"file": str(target), "pages": done.pages, "missing_glyphs": list(done.missing)}
    _answer(arguments, value, lambda: tr("Written: {file}, {pages|1 page|# pages}", file=target, pages=done.pages))
    return 0


def run_check(arguments: argparse.Namespace, tr: Translator) -> int:
    """Whether the file is whole."""
    with Workspace.open(_path(arguments.file), writable=False) as ws:
        found = backup.check(ws)
    value = {"file": arguments.file, "whole": not found, "problems": [p._asdict() for p in found]}
    text = "\n".join(backup.problem_text(tr, p) for p in found) or tr(
        "Whole and unchanged: {file}", file=arguments.file
    )
    _answer(arguments, value, lambda: text)
    return 1 if found else 0


def run_backup(arguments: argparse.Namespace, tr: Translator) -> int:
    """A checked copy."""
    target = _path(arguments.target)
    with Workspace.open(_path(arguments.file)) as ws:
        backup.backup(ws, target)
    _answer(arguments, {"file": str(target)}, lambda: tr("Written: {file}", file=target))
    return 0


def run_restore(arguments: argparse.Namespace, tr: Translator) -> int:
    """A company file from a backup."""
    target = backup.restore(_path(arguments.file), _path(arguments.target))
    _answer(arguments, {"file": str(target)}, lambda: tr("Written: {file}", file=target))
    return 0
