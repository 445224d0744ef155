"""What the changes of a company file are called, for “Undo …” and the like."""

from __future__ import annotations

from vse_app.i18n import Translator
from vse_app.services.workspace import Workspace
from vse_app.store import queries

FINAL = frozenset({"backup.failed", "project.create", "project.registers", "assessment.close", "backup", "setting", ""})
"""Changes that are not offered for undoing: what they made is in use at once, or nothing a person wrote."""


_ASSESSING = {
    "assessment.start": "new assessment",
    "assessment.plan": "plan of the assessment",
    "assessment.sign": "signature of a step",
    "assessment.round": "new round of an assessment",
    "assessment.rate": "rating",
    "assessment.decide": "decision on a rating",
    "assessment.evidence": "evidence of an assessment",
    "assessment.interview": "interview",
    "assessment.note": "private note",
    "assessment.observation": "strength or weakness",
    "improvement": "action of the improvement plan",
}


_STEERING = {
    "action.close": "closing of an entry",
    "draft": "what is being typed",
    "measure.take-up": "new measure",
    "meeting": "minutes of a meeting",
    "plan.dates": "taking over of dates",
    "plan.work": "work noted",
    "progress.confirm": "progress report",
    "risk.review": "review of a risk",
    "risk.threshold": "threshold of the risks",
    "risk.treat": "treatment of a risk",
}


_CHECKING = {
    "check.draft": "notes of a check",
    "check.record": "record of a check",
    "checklist": "the company's checklist",
    "test.start": "start of a test run",
    "test.answer": "answer of a test run",
    "test.finish": "results of a test run",
    "test.throw-away": "throwing away of a test run",
    "finding.mute": "setting aside of a finding",
    "finding.unmute": "taking back what was set aside",
}


_WORKING = {
    "backup.failed": "failed safety copy",
    "baseline.take": "new baseline",
    "change.decide": "decision on a change",
    "change.untouched": "“not touched after all”",
    "configuration.feed": "list of the configuration",
    "company": "change of the company",
    "person": "change of a person",
    "project": "change of the project",
    "paper": "change of how work products are kept",
    "record.bulk": "change of several entries",
    "project.move": "move to another edition",
    "record.create": "new record",
    "record.follow": "step in the follow-up",
    "record.head": "change of owner or date",
    "record.import": "import of a table",
    "record.revise": "edit",
    "record.state": "state of a record",
    "record.state-withdrawn": "withdrawal of a state",
    "record.withdraw": "withdrawal of a record",
    "link.cleared": "check of a link",
    "trace.justify": "reason for a hole",
    "trace.unjustify": "taking back the reason for a hole",
    "declaration": "change of a declaration",
    "declaration.create": "new declaration",
    "declaration.delete": "deletion in a declaration",
    "declaration.restore": "taking back a deletion",
    "declaration.remove": "removal of a declaration",
    "declaration.state": "statement of conformance",
    "declaration.unstate": "taking back a statement",
    "judgement": "judgement",
    "judgement.prepare": "preparation of a judgement",
    "which-standard": "answer about the standard",
    "why-not": "answer about the reasons",
    "task.confirm": "confirmation of a task",
    "task.later": "putting off a task",
    "task.not-applicable": "“not applicable”",
    "task.note": "note of a task",
    "task.reopen": "opening a task again",
    "task.tick": "tick",
}


def verb_of(ws: Workspace, number: int) -> str:
    """The verb of a change; "" when nothing was changed."""
    if not number:
        return ""
    with ws.reading() as connection:
        entries = queries.entries_of_change(connection, number)
    return entries[0].verb if entries else ""


def verb_name(tr: Translator, verb: str) -> str:
    """A change in a few words."""
    for names in (_WORKING, _ASSESSING, _STEERING, _CHECKING):
        if verb in names:
            return tr(names[verb])
    return tr("last change")
