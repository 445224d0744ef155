"""Measures: read with their values, starters taken into use, values entered or recorded as they were worked out."""

from __future__ import annotations

from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model import measure_page
from vse_app.model.errors import Invalid
from vse_app.model.measure_page import STARTERS, Facts, MeasurePage, Written
from vse_app.model.measure_words import starter_name, starter_values
from vse_app.model.plan_page import Plan, day_of
from vse_app.model.records import Record
from vse_app.services import checks, planning, records, steering, testing_facts
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, timelines
from vse_app.store.change import Change

KIND: Final = "measure-starter"


def read(ws: Workspace, project_id: int, *, today: str = "", plan: Plan | None = None) -> MeasurePage:
    """The measures of a project on a day; `plan` when it was read already."""
    sheets = steering.read_all(ws, project_id, ("measure", "data-point", "correction"))
    with ws.reading() as connection:
        said = queries.all_documents(connection, KIND, project=project_id)
        requirement = steering.model_of(ws, project_id).register("requirement")
        moments = timelines.moments_of_kind(connection, project_id, requirement.id) if requirement else []
    written = [Written(day, new, changed) for moment, new, changed in moments if (day := day_of(moment))]
    facts = Facts(
        plan or planning.read(ws, project_id, today=today), sheets["correction"], testing_facts.cases(ws, project_id),
        [(day, ran.case, ran.result) for ran in testing_facts.runs(ws, project_id) if (day := day_of(ran.day))],
        written,
    )  # fmt: skip
    starters = {int(key): str(value.get("starter", "")) for key, value in said.items() if key.isdecimal()}
    return measure_page.page(sheets["measure"], sheets["data-point"], starters, facts)


def take_up(ws: Workspace, project_id: int, starter: str, tr: Translator) -> Done[Record]:
    """Take a starter into use: a filled measure that is worked out from the project where it can be. Raises Invalid."""
    if starter not in STARTERS:
        raise Invalid("There is no such measure to start with.")
    made = steering.drafted(ws, project_id, "measure", starter_values(tr, starter), title=starter_name(tr, starter))

    def work(change: Change) -> Record:
        record = records.add(change, made)
        change.put(KIND, str(record.id), {"starter": starter}, project=project_id)
        return record

    return ws.write("measure.take-up", work)


def enter(
    ws: Workspace, project_id: int, measure: int, value: float, *, day: str = "", note: str = "", source: str = ""
) -> Done[Record]:
    """Enter a value of a measure. Raises Invalid."""
    on = day or ws.today()
    checks.check_date(on)
    values: dict[str, Any] = {
        "measure": [str(measure)], "value": value, "measured-on": on, "measured-by": ws.actor, "source": source,
        "note": note,
    }  # fmt: skip
    made = steering.drafted(ws, project_id, "data-point", values)
    return ws.write("record.create", lambda change: records.add(change, made))


def record_now(ws: Workspace, project_id: int, measure: int, tr: Translator) -> Done[Record]:
    """Record today's value as it was worked out, with where it comes from. Raises Invalid where there is none."""
    found = next((m for m in read(ws, project_id).measures if m.id == measure), None)
    if found is None or found.now is None or not found.starter:
        raise Invalid("There is no value to record.")
    source = tr("worked out by the program: {formula}", formula=found.row.text("formula"))
    return enter(ws, project_id, measure, found.now.value, source=source)
