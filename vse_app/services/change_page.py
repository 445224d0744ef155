"""What the page of a change shows: the request, what it could touch, who decides, what is owed, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vse_app.i18n import Translator
from vse_app.model import change_control, impact
from vse_app.model.baseline import Difference
from vse_app.model.change_control import Accepted, Stages
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.path import Step
from vse_app.model.process import ProcessModel
from vse_app.model.project import Project, players, roles_of
from vse_app.model.records import Event, Record
from vse_app.model.view import View
from vse_app.services import baselines, changing, path, record_page
from vse_app.services.changing import Found, Impact
from vse_app.services.record_page import RecordPage
from vse_app.services.workspace import Workspace


@dataclass(frozen=True)
class Did:
    """What became of the records between the baseline before the acceptance and the one after it (None: now)."""

    before: Record
    after: Record | None
    difference: Difference
    titles: Mapping[int, str]


@dataclass(frozen=True)
class ChangePage:
    """A change with its surroundings. `given` are the newest events of its stages; `again` the tasks it opened."""

    found: RecordPage
    view: View
    stages: Stages
    given: tuple[Event | None, Event | None, Event | None]
    impact: Impact
    accepted: Accepted | None
    again: tuple[Step, ...]
    did: Did | None

    @property
    def decision(self) -> str:
        """The choice that was made, "" while nothing is decided."""
        field = self.found.product.own("decision")
        said = self.found.page.revision.content.fields.get(field.id, "") if field else ""
        return str(said) if said in changing.choices(self.found.product) else ""

    @property
    def is_closed(self) -> bool:
        """Whether its follow-up has ended."""
        return self.found.product.is_ended(self.found.record.follow)

    def said(self, name: str) -> str:
        """What a field of the register says, as text; "" where there is none."""
        field = self.found.product.own(name)
        value = self.found.page.revision.content.fields.get(field.id) if field else None
        return "" if value is None else str(value)


def read(ws: Workspace, change_id: int) -> ChangePage:
    """Everything the page shows; raises Invalid when the record is no change request."""
    found = record_page.read(ws, change_id)
    if found.product.register != change_control.REGISTER:
        raise Invalid("{number} is no change request.", number=found.record.number)
    stages = change_control.stages(found.product)
    given = [changing.stage_event(stage, found.page.events) for stage in stages]
    accepted = changing.accepted_one(ws, change_id)
    view = path.view(ws, found.project.id)
    again = tuple(step for step in view.steps if any(reason.change == change_id for reason in step.again))
    return ChangePage(
        found=found,
        view=view,
        stages=stages,
        given=(given[0], given[1], given[2]),
        impact=changing.find(ws, change_id),
        accepted=accepted,
        again=again,
        did=did(ws, accepted) if accepted else None,
    )


def did(ws: Workspace, accepted: Accepted) -> Did | None:
    """What became of the records around an acceptance; None where no baseline was taken before it."""
    at, project = accepted.event.captured, accepted.record.project
    heads = [head for head in baselines.heads(ws, project) if _has_list(ws, head)]
    before = [head for head in heads if head.captured <= at]
    after = [head for head in heads if head.captured > at]
    if not before:
        return None
    first, last = before[-1], after[0] if after else None
    found = baselines.compare(ws, project, first.id, last.id if last else baselines.NOW)
    ids = [m.record for m in (*found.added, *found.removed)] + [c.after.record for c in found.changed]
    return Did(first, last, found, baselines.titles(ws, ids))


def _has_list(ws: Workspace, head: Record) -> bool:
    try:
        baselines.read(ws, head.id)
    except Invalid:
        return False
    return True


def deciding_roles(model: ProcessModel, product: Product) -> tuple[str, ...]:
    """The roles that the model lets decide: those that give the acceptance, else those that evaluate."""
    stages = change_control.stages(product)
    for state in (stages.accepted, stages.evaluated):
        tasks = [t for t in model.tasks() for u in t.outputs if u.product == product.id and state in u.states]
        roles = [role for task in tasks for role in ((task.approved_by,) if task.approved_by else task.roles)]
        if roles:
            return tuple(dict.fromkeys(roles))
    return ()


def decider(found: RecordPage) -> tuple[str, str]:
    """Person and role proposed for the decision: who is at work where they may decide, else the first who may."""
    roles = deciding_roles(found.model, found.product)
    groups = _groups(found.model)
    own = roles_of(found.project, found.actor, groups)
    mine = next((role for role in roles if found.actor and role in own), "")
    if mine:
        return found.actor, mine
    for role in roles:
        people = players(found.project, role, groups)
        if people:
            return people[0], role
    return found.actor, roles[0] if roles else ""


def may_decide(model: ProcessModel, project: Project, product: Product, who: tuple[str, str]) -> bool:
    """Whether a person (first of `who`) plays the role (second), and the role is one that the model lets decide."""
    person, role = who
    roles = deciding_roles(model, product)
    return (role in roles or not roles) and role in roles_of(project, person, _groups(model))


def _groups(model: ProcessModel) -> dict[str, tuple[str, ...]]:
    return {role.id: role.group_of for role in model.roles if role.group_of}


def way_text(tr: Translator, language: str, model: ProcessModel, item: Found) -> str:
    """How a record was found: `DE-001 satisfies REQ-001`; "" for what the change names itself."""
    if item.via is None:
        return ""
    ends = (item.via, item.head) if item.way.forward else (item.head, item.via)
    source, target = (end.number for end in ends)
    if item.way.type == impact.ROW:
        return tr("{row} is a row of {document}", row=source, document=target)
    if not item.way.type:
        return tr("{source} names {target}", source=source, target=target)
    return f"{source} {model.word(language, 'link_types', item.way.type)} {target}"
