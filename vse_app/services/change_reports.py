"""The reports about changes and configuration, gathered: changes, configuration, one baseline, two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vse_app.i18n import translator
from vse_app.model import baseline as frozen
from vse_app.model import change_control
from vse_app.model.baseline import Members
from vse_app.model.elements import Product, unknown_product
from vse_app.model.records import Event, Record
from vse_app.model.report import Report
from vse_app.services import (
    baseline_page,
    baselines,
    change_list,
    change_page,
    changing,
    delivering,
    path,
    records,
    safety,
    trace_reports,
)
from vse_app.services.change_list import Line
from vse_app.services.workspace import Workspace
from vse_app.store import queries

if TYPE_CHECKING:
    from vse_app.evidence.reports.change_data import ChangesData, CompareData, ConfigurationData, KeptSheet

REPORTS: Final = ("changes", "configuration", "baseline", "baseline-compare")
"""Ids of these reports, stable for ever. With a record they speak of that change or baseline only."""
MOST_FIELDS: Final = 400
"""Changed records that are compared field by field on paper."""


def build(ws: Workspace, project_id: int, report_id: str, language: str, record: int = 0) -> Report:
    """One of `REPORTS`; without a record all changes, and the baseline taken last."""
    from vse_app.evidence.reports import baseline_compare, changes, configuration

    tr = translator(language)
    match report_id:
        case "changes":
            return changes.build(gather_changes(ws, project_id, language, record), tr)
        case "configuration":
            return configuration.build(gather_configuration(ws, project_id, language), tr)
        case "baseline":
            return configuration.build_baseline(gather_baseline(ws, project_id, language, record), tr)
        case _:
            return baseline_compare.build(gather_compare(ws, project_id, language, record), tr)


def gather_changes(ws: Workspace, project_id: int, language: str, record: int = 0) -> ChangesData:
    """The changes of a project, oldest first, or the one that is named. Raises Invalid for what is no change."""
    from vse_app.evidence.reports.change_data import ChangesData, ChangeSheet, Did

    found = change_list.read(ws, project_id)
    papers = trace_reports.papers(ws, project_id, language)
    tr = translator(language)
    words = change_list.stage_words(tr)
    if found.product is None:
        nothing, none = unknown_product("change"), change_control.Stages("", "", "")
        return ChangesData(papers, path.view(ws, project_id), nothing, none, (), {}, words)
    product, titles, stages = found.product, dict[int, str](), change_control.stages(found.product)
    view = path.view(ws, project_id)
    sheets: list[ChangeSheet] = []
    for line in (line for line in reversed(found.lines) if record in (0, line.head.id)):
        event = _accepting(stages.accepted, line)
        did = change_page.did(ws, line.accepted) if line.accepted else None
        titles |= did.titles if did else {}
        choice = _choice(product, line)
        who = (event.person, event.role) if event else ("", "")
        sheets.append(
            ChangeSheet(
                record=line.head,
                content=line.content,
                stage=change_list.stage(product, line),
                choice=choice,
                is_yes=choice == changing.yes(product),
                given=(
                    changing.stage_event(stages.initiated, line.events),
                    changing.stage_event(stages.evaluated, line.events),
                    event,
                ),
                accepted=line.accepted,
                again=[step for step in view.steps if any(why.change == line.head.id for why in step.again)],
                did=Did(did.before, did.after, did.difference) if did else None,
                asked_by=_asked_by(ws, event),
                may_decide=bool(event) and change_page.may_decide(papers.model, papers.project, product, who),
            )
        )
    return ChangesData(papers, view, product, stages, sheets, titles, words)


def _asked_by(ws: Workspace, event: Event | None) -> str:
    """Who wrote the version before the one that the decision is a part of."""
    if event is None:
        return ""
    with ws.reading() as connection:
        wrote = queries.revision(connection, event.record, event.revision - 1)
    return wrote.author if wrote else ""


def _accepting(state: str, line: Line) -> Event | None:
    return changing.stage_event(state, line.events)


def _choice(product: Product, line: Line) -> str:
    field = product.own("decision")
    said = str(line.content.fields.get(field.id, "")) if field else ""
    return said if said in changing.choices(product) else ""


def gather_configuration(
    ws: Workspace, project_id: int, language: str, some: Sequence[Record] | None = None
) -> ConfigurationData:
    """How a project keeps its versions; with `some` only those baselines, and nothing else than them."""
    from vse_app.evidence.reports.change_data import BaselineSheet, ConfigurationData

    papers = trace_reports.papers(ws, project_id, language)
    only = some is not None
    heads = baselines.heads(ws, project_id) if some is None else some
    held = baselines.members_of(ws, project_id)
    now: Members = baselines.now(ws, project_id) if held else {}
    with ws.reading() as connection:
        first = {h.id: queries.revision(connection, h.id, 1) for h in heads}
        said = {r.record: r.content for r in queries.revisions_at(connection, {h.id: h.revision for h in heads})}
    sheets: list[BaselineSheet] = []
    for head in heads:
        own, begun = held.get(head.id), first[head.id]
        wanting = frozen.unapproved(papers.model, own.values()) if own else ()
        newer = [change.after.record for change in frozen.newer(own or {}, now)]
        sheets.append(BaselineSheet(head, said[head.id], begun.author if begun else head.author, own, wanting, newer))
    newer = () if only else tuple((n.before, n.after, n.baseline) for n in baselines.newer(ws, project_id))
    ids = {i for sheet in sheets for i in (sheet.held or {})} | {after.record for _before, after, _b in newer}
    strategy = baseline_page.strategy(ws, project_id, language)
    model = papers.model
    return ConfigurationData(
        papers=papers,
        strategy=strategy.said,
        unsaid=strategy.missing,
        has_strategy=bool(strategy.product),
        baselines=sheets,
        newer=newer,
        titles=baselines.titles(ws, ids),
        delivery=delivering.product_of(model),
        deliveries=() if only else _kept(ws, delivering.deliveries(ws, project_id)),
        backup=safety.product_of(model),
        copies=() if only else _kept(ws, safety.copies(ws, project_id)),
        failures=() if only else tuple(tuple(f) for f in safety.failures(ws, project_id)),  # type: ignore[arg-type]
    )


def gather_baseline(ws: Workspace, project_id: int, language: str, record: int = 0) -> ConfigurationData:
    """One baseline, the newest where none is named; none at all where there is none."""
    if record:
        return gather_configuration(ws, project_id, language, (records.page(ws, record).record,))
    newest = baselines.newest(ws, project_id)
    return gather_configuration(ws, project_id, language, (newest,) if newest else ())


def gather_compare(ws: Workspace, project_id: int, language: str, before: int = 0, after: int = 0) -> CompareData:
    """Two baselines side by side; without any the newest with now."""
    from vse_app.evidence.reports.change_data import CompareData

    found = baseline_page.compared(ws, project_id, before, after)
    papers = trace_reports.papers(ws, project_id, language)
    if found.found is None:
        return CompareData(papers, None, None, None, {}, {})
    changed = found.found.changed
    lines = {c.after.record: baseline_page.fields(ws, found, c.after.record).lines for c in changed[:MOST_FIELDS]}
    return CompareData(
        papers, found.named(found.before), found.named(found.after), found.found, lines, found.titles,
        max(0, len(changed) - MOST_FIELDS),
    )  # fmt: skip


def _kept(ws: Workspace, heads: Sequence[Record]) -> tuple[KeptSheet, ...]:
    from vse_app.evidence.reports.change_data import KeptSheet

    with ws.reading() as connection:
        said = {r.record: r.content for r in queries.revisions_at(connection, {h.id: h.revision for h in heads})}
    return tuple(KeptSheet(head, said[head.id]) for head in heads)
