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


_CONFIGURING = {
    "backup.failed": "failed safety copy",
    "baseline.take": "new baseline",
    "change.decide": "decision on a change",
    "change.untouched": "“not touched after all”",
    "configuration.feed": "list of the configuration",
}


_STATING = {
    "which-standard": "answer about the standard",
    "why-not": "answer about the reasons",
    "judgement": "judgement",
    "judgement.prepare": "preparation of a judgement",
    "declaration": "change of a declaration",
    "declaration.create": "new declaration",
    "declaration.delete": "deletion in a declaration",
    "declaration.restore": "taking back a deletion",
    "declaration.remove": "removal of a declaration",
    "declaration.state": "statement of conformance",
    "declaration.unstate": "taking back a statement",
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
    names = {
        "company": tr("change of the company"),
        "person": tr("change of a person"),
        "project": tr("change of the project"),
        "paper": tr("change of how work products are kept"),
        "record.bulk": tr("change of several entries"),
        "project.move": tr("move to another edition"),
        "record.create": tr("new record"),
        "record.follow": tr("step in the follow-up"),
        "record.head": tr("change of owner or date"),
        "record.import": tr("import of a table"),
        "record.revise": tr("edit"),
        "record.state": tr("state of a record"),
        "record.state-withdrawn": tr("withdrawal of a state"),
        "record.withdraw": tr("withdrawal of a record"),
        "link.cleared": tr("check of a link"),
        "trace.justify": tr("reason for a hole"),
        "trace.unjustify": tr("taking back the reason for a hole"),
        "task.confirm": tr("confirmation of a task"),
        "task.later": tr("putting off a task"),
        "task.not-applicable": tr("“not applicable”"),
        "task.note": tr("note of a task"),
        "task.reopen": tr("opening a task again"),
        "task.tick": tr("tick"),
    }
    for others in (_ASSESSING, _STEERING, _CHECKING, _CONFIGURING, _STATING):
        if verb in others:
            return tr(others[verb])
    return names.get(verb, tr("last change"))
