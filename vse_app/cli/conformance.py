"""What `conformance` prints: the claim that may be made under the project's profile and under each declaration."""

from __future__ import annotations

import argparse
from typing import Any

from vse_app.cli.answering import answer, path_of
from vse_app.i18n import Translator
from vse_app.model import conformance_words as words
from vse_app.model import wording
from vse_app.model.conformance import Stated
from vse_app.model.conformance_words import Titles
from vse_app.model.errors import Invalid
from vse_app.model.project import Project
from vse_app.model.tailoring import basis
from vse_app.model.view import View
from vse_app.services import company, conformance, path, projects
from vse_app.services.workspace import Workspace

Data = dict[str, Any]


def run_conformance(arguments: argparse.Namespace, tr: Translator) -> int:
    """The claim that may be made and what stands in its way; status 1 when the profile is not met."""
    with Workspace.open(path_of(arguments.file), writable=False) as ws:
        project = _project(ws, arguments.project)
        view, name = path.view(ws, project.id), company.company(ws).name
        value = data(tr, view, name, conformance.all_stated(ws, project.id))
    answer(arguments, value, lambda: "\n".join(_lines(tr, value)))
    return 0 if view.claim.possible else 1


def _project(ws: Workspace, code: str | None) -> Project:
    if code:
        return projects.by_code(ws, code)
    found = projects.projects(ws)
    if len(found) != 1:
        codes = ", ".join(p.code for p in found) or "–"
        raise Invalid("Say which project.", hint="Use --project with one of: {codes}.", codes=codes)
    return found[0]


def data(tr: Translator, view: View, name: str, declarations: tuple[Stated, ...]) -> Data:
    """The answer for scripts; elements are named with their model and edition."""
    return {
        "project": view.project.code,
        "model": view.model.ref,
        "claim": "met" if view.claim.possible else "not met",
        "statement": words.profile_statement(tr, view, name),
        "missing": _missing(tr, view),
        "declarations": [_declaration(tr, found, name) for found in declarations],
    }


def _missing(tr: Translator, view: View) -> list[Data]:
    model, language, found = view.model, tr.language, list[Data]()
    if view.claim.provisional:
        said = tr("Too little is known of {detail} here; no claim may rest on it.", detail=model.standard)
        found.append({"element": model.ref, "title": model.about(language), "why": said})
    for condition in view.claim.unmet_entry_conditions:
        title = model.word(language, "entry_conditions", condition, "text")
        found.append({"element": f"{model.ref}:{condition}", "title": title,
                      "why": tr("condition for starting") + ": " + tr("not said to be met")})  # fmt: skip
    for item in view.claim.missing:
        task = item.step.task.id
        lacking = wording.lacks(tr, language, view, item.missing)
        title, why = model.word(language, "tasks", task, "title"), lacking or tr("not confirmed by a role-holder")
        found.append({"element": f"{model.ref}:{task}", "title": title, "why": why, "iteration": item.step.iteration})
    return found


def _declaration(tr: Translator, found: Stated, name: str) -> Data:
    declaration, assessment = found.declaration, found.assessment
    titles = Titles(found.model, tr.language)

    def named(element: str) -> Data:
        return {"element": f"{declaration.ref}:{element}" if element else declaration.ref, "title": titles(element)}

    def who(person: str) -> str:
        return wording.who(found.people, [person]) if person else ""

    return {
        "id": declaration.id,
        "title": declaration.title,
        "model": declaration.ref,
        "scope": "project" if declaration.project else "company",
        "kind": declaration.kind,
        "by": list(basis(declaration)),
        "processes": list(declaration.processes),
        "claim": assessment.claim,
        "statement": words.statement(tr, found, name),
        "stated_by": who(declaration.stated_by) if found.is_stated else "",
        "judged": {"achieved": assessment.count("achieved"), "total": len(assessment.judged)},
        "missing": [named(x.element) | {"why": words.lack_text(tr, titles, x)} for x in assessment.lacks],
        "deletions": [
            named(d.element) | {"reason": d.reason, "decider": who(d.decider), "date": d.date}
            for d in assessment.deletions
        ],
        "extensions": [e._asdict() for e in declaration.extensions],
        "warnings": [words.warn_text(tr, titles, w) for w in assessment.warnings],
    }


def _lines(tr: Translator, value: Data) -> list[str]:
    """The answer for people."""
    mark = "●" if value["claim"] == "met" else "○"
    lines = [f"{mark} {value['statement']}", *_reasons(value["missing"])]
    for found in value["declarations"]:
        mark = "○" if found["claim"] == "not yet" else "●"
        title = f"{found['title']}: " if found["title"] else ""
        lines += ["", f"{mark} {title}{found['statement']}"]
        lines.append(f"    {tr('Declared processes')}: {', '.join(found['processes']) or '–'}")
        lines += _reasons(found["missing"])
        for gone in found["deletions"]:
            element = gone["element"].rpartition(":")[2]
            lines.append(f"    {tr('Deleted')}: {element} {gone['title']} ({_line(gone['reason'])}; {gone['decider']})")
        lines += [f"    {tr('Extension')}: {_line(more['text'])}" for more in found["extensions"]]
        lines += [f"    ! {said}" for said in found["warnings"]]
    return lines


def _reasons(missing: list[Data]) -> list[str]:
    found: list[str] = []
    for item in missing:
        model, _, element = item["element"].partition(":")
        turn = f" ({item['iteration']})" if item.get("iteration") else ""
        found.append(f"    {element or model}{turn}  {item['title'].rstrip('.')}: {item['why']}")
    return found


def _line(text: str) -> str:
    return " ".join(text.split())
