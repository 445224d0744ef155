"""What the changes of a company file are called, for “Undo …” and the like."""

from __future__ import annotations

from vse_app.i18n import Translator
from vse_app.services.workspace import Workspace
from vse_app.store import queries

FINAL = frozenset({"project.create", "project.registers", "backup", "setting", ""})
"""Changes that are not offered for undoing: what they made is in use at once, or nothing a person wrote."""


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
        "record.bulk": tr("change of several entries"),
        "record.create": tr("new record"),
        "record.follow": tr("step in the follow-up"),
        "record.head": tr("change of owner or date"),
        "record.import": tr("import of a table"),
        "record.revise": tr("edit"),
        "record.state": tr("state of a record"),
        "record.state-withdrawn": tr("withdrawal of a state"),
        "record.withdraw": tr("withdrawal of a record"),
        "link.cleared": tr("check of a link"),
        "task.confirm": tr("confirmation of a task"),
        "task.later": tr("putting off a task"),
        "task.not-applicable": tr("“not applicable”"),
        "task.note": tr("note of a task"),
        "task.reopen": tr("opening a task again"),
        "task.tick": tr("tick"),
    }
    return names.get(verb, tr("last change"))
