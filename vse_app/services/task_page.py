"""What the page of a task needs beside the path: its records, who confirms, which states a Done would record.

Everything here only proposes; `services.path.confirm` records what the person then says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import FieldDef, Product, Use
from vse_app.model.path import SETTLED, Need, Step
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person, players, roles_of
from vse_app.model.records import Record
from vse_app.model.rules import CHECKS
from vse_app.model.view import View
from vse_app.services import path, records
from vse_app.services.workspace import Workspace

Key = tuple[str, int]
CANDIDATES = 5
"""At most so many records of a kind are proposed for a state; the others are found on their own pages."""


@dataclass(frozen=True, slots=True)
class Input:
    """An input as it stands, its records, and the task that would give what is missing (None: from outside)."""

    need: Need
    product: Product
    records: tuple[Record, ...]
    maker: Key | None


@dataclass(frozen=True, slots=True)
class Output:
    """An output: its records shown with the task, and records of the kind that stand elsewhere and could be used."""

    need: Need
    use: Use
    product: Product
    pages: tuple[records.Page, ...]
    elsewhere: tuple[Record, ...]

    @property
    def owed(self) -> bool:
        """Whether the task owes it always; the others are offered, never demanded."""
        return not self.use.when


@dataclass(frozen=True, slots=True)
class StateLine:
    """A state that Done would record: on which version, by whom. `chosen` is what the program proposes.

    `same_person` says that who gives the state wrote the version; `given_before` that the task takes it for granted.
    """

    record: int
    number: str
    product: str
    revision: int
    state: str
    person: str
    role: str
    same_person: bool
    chosen: bool
    given_before: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Everything the page shows. `person` and `role` are proposed for Done; `before` and `after` are its neighbours."""

    view: View
    step: Step
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    person: str
    role: str
    before: Key | None
    after: Key | None


def page(ws: Workspace, project_id: int, task: str, iteration: int) -> TaskPage:
    """One task of a project; without such an iteration, in the one under way. Raises Invalid for an unknown task."""
    view = path.view(ws, project_id)
    step = _step(view, task, iteration)
    person, role = default_player(view, step, ws.actor)
    before, after = neighbours(view, step.key)
    return TaskPage(
        view=view,
        step=step,
        inputs=tuple(_input(view, step, need) for need in step.inputs),
        outputs=tuple(_output(ws, view, step, need) for need in step.outputs),
        person=person,
        role=role,
        before=before,
        after=after,
    )


def _step(view: View, task: str, iteration: int) -> Step:
    same = [s for s in view.steps if s.task.id == task]
    exact = [s for s in same if s.iteration == iteration]
    under_way = [s for s in same if s.status not in SETTLED]
    return next(iter(exact or under_way or same), None) or view.step(task, iteration)


def _input(view: View, step: Step, need: Need) -> Input:
    found = tuple(
        r for r in view.facts.records_of.get(need.use.product, ()) if not need.records or r.id in need.records
    )
    return Input(need, view.model.product(need.use.product), found, None if need.met else maker(view, step, need))


def _output(ws: Workspace, view: View, step: Step, need: Need) -> Output:
    product = view.model.product(need.use.product)
    everything = view.facts.records_of.get(product.id, ())
    shown = own_records(view, step, need.use)
    ids = {r.id for r in shown}
    return Output(
        need=need,
        use=need.use,
        product=product,
        pages=tuple(records.page(ws, r.id) for r in shown),
        elsewhere=tuple(r for r in reversed(everything) if r.id not in ids),
    )


def own_records(view: View, step: Step, use: Use) -> tuple[Record, ...]:
    """Records an output is about: the one there is, or of many those made in this task or given a state by it."""
    everything = view.facts.records_of.get(use.product, ())
    if not view.model.product(use.product).many:
        return tuple(everything)
    spoken = {e.record for e in view.facts.events if (e.task, e.iteration) == step.key and not e.withdrawn}
    return tuple(r for r in everything if (r.task, r.iteration) == step.key or r.id in spoken)


def neighbours(view: View, key: Key) -> tuple[Key | None, Key | None]:
    """The steps before and after one in the order of the path."""
    keys = [s.key for s in view.steps]
    at = keys.index(key)
    return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)


def maker(view: View, step: Step, need: Need) -> Key | None:
    """The step that gives what an input lacks, an open one of the same iteration if possible; None: from outside."""
    use, wanted = need.use, set(need.missing) or need.use.needed_states
    found: list[Step] = []
    for other in view.steps:
        gives = [u for u in other.task.outputs if u.product == use.product and wanted <= set(u.states)]
        if use.part and need.why == "part":
            gives = [u for u in gives if u.part == use.part]
        if gives and other.task.id != step.task.id:
            found.append(other)
    found.sort(key=lambda s: (s.status in SETTLED, s.iteration not in (0, step.iteration)))
    return found[0].key if found else None


def default_player(view: View, step: Step, actor: str) -> tuple[str, str]:
    """Who would confirm a task: whoever is at work, in a role they play; else its first player; else ("", role)."""
    return _player(view, step.task.roles, actor)


def giver(view: View, step: Step, actor: str) -> tuple[str, str]:
    """Who would give the states of a task: as the one who confirms, or in the role that has to approve."""
    return _player(view, (step.task.approved_by,) if step.task.approved_by else step.task.roles, actor)


def _player(view: View, roles: Sequence[str], actor: str) -> tuple[str, str]:
    groups = view.facts.groups
    own = roles_of(view.project, actor, groups)
    for role in roles:
        if actor and role in own:
            return actor, role
    for role in roles:
        people = players(view.project, role, groups)
        if people:
            return people[0], role
    return "", roles[0] if roles else ""


def candidates(view: View, roles: Sequence[str]) -> list[Person]:
    """Everybody active, those who play one of the roles first."""
    first = {p for role in roles for p in players(view.project, role, view.facts.groups)}
    people = [p for p in view.people.values() if p.active or p.id in first]
    return sorted(people, key=lambda p: p.id not in first)


def states_to_give(view: View, step: Step, *, person: str, role: str) -> tuple[StateLine, ...]:
    """The states asked of the outputs that do not hold on the current versions, given by a person in a role."""
    return tuple(
        line
        for use in step.task.outputs
        if use.states
        for record, proposed in _subjects(view, step, use)
        for line in _lines(view, step, use, record, proposed=proposed, person=person, role=role)
    )


def _subjects(view: View, step: Step, use: Use) -> Iterator[tuple[Record, bool]]:
    """Records a state could be said of, and whether it is proposed.

    Of a product with many records: those of this task, else the newest ones without the states, the newest proposed.
    """
    own = [r for r in own_records(view, step, use) if r.filled]
    if own or not view.model.product(use.product).many:
        made_here = {r.id for r in own if (r.task, r.iteration) == step.key}
        yield from ((r, not use.when or r.id in made_here) for r in own)
        return
    lacking = [
        r
        for r in reversed(view.facts.records_of.get(use.product, ()))
        if r.filled and not set(use.states) <= view.facts.states(r)
    ]
    yield from ((r, not use.when and not index) for index, r in enumerate(lacking[:CANDIDATES]))


def _lines(
    view: View, step: Step, use: Use, record: Record, *, proposed: bool, person: str, role: str
) -> Iterator[StateLine]:
    same = [u for u in step.task.inputs if u.product == use.product]
    taken = {state for u in same for state in u.states} & CHECKS
    skippable = {state for u in (use, *same) for state in u.skippable}
    for state in use.states:
        if state in view.facts.states(record):
            continue
        yield StateLine(
            record=record.id,
            number=record.number,
            product=use.product,
            revision=record.revision,
            state=state,
            person=person,
            role=role,
            same_person=state in CHECKS and bool(person) and record.author == person,
            chosen=proposed and state not in taken and state not in skippable,
            given_before=state in taken,
        )


def absent_outputs(found: TaskPage, spoken: Set[str]) -> tuple[Output, ...]:
    """Outputs that are owed and would still be missing after Done; `spoken` are products it gives a state to."""
    gone = ("absent", "empty", "part")
    return tuple(
        o for o in found.outputs if o.need.why in gone and (o.need.why == "part" or o.product.id not in spoken)
    )


def shown_fields(product: Product, part: str) -> tuple[FieldDef, ...]:
    """The fields of a part, or all where there is no part or the part has no field of its own."""
    own = tuple(f for f in product.fields if part and part in f.parts)
    return own or product.fields


def title_for(model: ProcessModel, language: str, product: Product, fields: Mapping[str, Any]) -> str:
    """A title for a record: its first short text where there are many of the kind, else the product's name."""
    name = wording.product_name(model, language, product.id)
    if not product.many:
        return name
    first = next((f for f in product.fields if f.kind in ("text", "long-text") and f.required), None)
    said = str(fields.get(first.id, "")).strip().partition("\n")[0] if first else ""
    return said[:120] or name


def timeline(tr: Translator, language: str, found: TaskPage) -> list[tuple[str, str]]:
    """What happened with the task, newest first: when it was captured and a sentence."""
    view, step, lines = found.view, found.step, list[tuple[str, str]]()
    for item in view.facts.confirmations:
        if (item.task, item.iteration) == step.key:
            role = view.model.word(language, "roles", item.role, "name")
            name, day = wording.who(view.people, [item.person]), wording.date_text(tr, item.happened)
            text = tr("{person} ({role}) confirmed it as done on {date}.", person=name, role=role, date=day)
            if item.gaps:
                text += " " + tr("Missing then: {gaps}.", gaps=wording.gaps_text(view.model, language, item.gaps))
            if item.withdrawn:
                text += " " + tr("Taken back: {reason}", reason=item.withdrawn)
            lines.append((item.captured, text))
    for event in view.facts.events:
        record = view.record(event.record)
        if (event.task, event.iteration) == step.key and record and not event.withdrawn:
            state = view.model.word(language, "states", event.state, "name")
            name = wording.who(view.people, [event.person])
            what = f"{record.number} v{event.revision}"
            lines.append((event.captured, tr("{record}: {state}, by {person}.", record=what, state=state, person=name)))
    for output in found.outputs:
        for own in output.pages:
            lines += [_version(tr, view, own, r) for r in own.revisions if own.record.task == step.task.id]
    return sorted(dict.fromkeys(lines), key=lambda line: line[0], reverse=True)


def _version(tr: Translator, view: View, own: records.Page, revision: Any) -> tuple[str, str]:
    who = wording.who(view.people, [revision.author]) if revision.author else tr("somebody")
    what = f"{own.record.number} v{revision.no}"
    return revision.captured, tr("{record} written by {person}.", record=what, person=who)
