"""Facts that bear on a rating: what the company's projects really did, task by task, in a form that keeps for ever.

A fact says which way it points: "for", "against", "missing" (was owed and is not there), "open" (not its turn yet) or
"shown" (allowed, and told openly). It carries its own words in every language, so that a frozen assessment can still be
read when projects and models have moved on. That a file or a record exists is never a fact in favour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from vse_app.i18n import LANGUAGES
from vse_app.model.path import Need, Status, Step, closed
from vse_app.model.process import ProcessModel
from vse_app.model.project import players
from vse_app.model.records import Record
from vse_app.model.rules import CHECKS, Finding
from vse_app.model.view import View

Effect = Literal["for", "against", "missing", "open", "shown"]
Said = str | int | Mapping[str, str]
"""A value of a fact: the same in every language, or a word by language."""

APPROVE_MINUTES, NAME_MINUTES, ATTACH_MINUTES = 15, 5, 10
"""Our own estimates of how long a small repair takes."""

_WEAK: Final[Mapping[str, tuple[Effect, int]]] = {
    "stale-approval": ("against", APPROVE_MINUTES),
    "approved-before-written": ("against", APPROVE_MINUTES),
    "out-of-order": ("against", 0),
    "written-later": ("against", 0),
    "overdue-again": ("against", 0),
    "not-captured": ("against", ATTACH_MINUTES),
    "same-person": ("shown", 0),
    "role-not-held": ("shown", 0),
}
"""Findings that bear on a rating: which way, and the minutes that mend it (0: it can only be done better)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its place. `minutes` is how long it takes to mend; 0 where nothing can or need be mended."""

    code: str
    effect: Effect
    values: Mapping[str, Said] = field(default_factory=dict[str, Said])
    project: int = 0
    record: int = 0
    task: str = ""
    iteration: int = 0
    minutes: int = 0

    def plain(self) -> dict[str, Any]:
        """The fact as it is stored."""
        return {
            "code": self.code, "effect": self.effect, "values": dict(self.values), "project": self.project,
            "record": self.record, "task": self.task, "iteration": self.iteration, "minutes": self.minutes,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Steps of a project that bear on one subject.

    `full` says that they cover it whole; `via` is the model edition they belong to when a mapping leads from there.
    """

    view: View
    steps: tuple[Step, ...]
    full: bool = True
    via: str = ""


def read_fact(data: Mapping[str, Any]) -> Fact | None:
    """A fact as it was stored; None for what is none."""
    code, effect = data.get("code"), data.get("effect")
    if not isinstance(code, str) or effect not in ("for", "against", "missing", "open", "shown"):
        return None
    values = data.get("values")
    return Fact(
        code=code,
        effect=effect,
        values=cast("Mapping[str, Said]", values) if isinstance(values, Mapping) else {},
        task=str(data.get("task", "")),
        **{n: int(data.get(n, 0) or 0) for n in ("project", "record", "iteration", "minutes")},
    )


def words(model: ProcessModel, section: str, elements: str | Iterable[str], key: str = "name") -> dict[str, str]:
    """Words of an element, or of several with commas between, in every language of the program."""
    names = (elements,) if isinstance(elements, str) else tuple(elements)
    return {tongue: ", ".join(str(model.word(tongue, section, n, key)) for n in names) for tongue in LANGUAGES}


def step_facts(source: Source) -> list[Fact]:
    """What the steps of one source show, each step once, then what the rules find odd about them."""
    found = [fact for step in source.steps for fact in _step(source.view, step)]
    return found + list(_odd(source))


def _step(view: View, step: Step) -> Iterator[Fact]:
    owed = [need for need in step.outputs if not need.met]
    if step.status is Status.NOT_APPLICABLE:
        yield _fact(view, step, "left-out", "shown", reason=step.mark.reason, happened=step.mark.happened)
    elif step.confirmations and not owed:
        last = step.confirmations[-1]
        who = view.people[last.person].name if last.person in view.people else last.person
        yield _fact(view, step, "complete", "for", _records(view, step.outputs), person=who, happened=last.happened,
                    captured=last.captured[:10])  # fmt: skip
    elif step.confirmations:
        for need in owed:
            product, states = _lack(view.model, need)
            yield _fact(view, step, "incomplete", "against", minutes=step.task.minutes, product=product, states=states)
    elif _existing(view, step):
        record = _existing(view, step)[0]
        yield _fact(view, step, "unconfirmed", "missing", [record], minutes=APPROVE_MINUTES)
    elif closed(view.facts):
        yield _fact(view, step, "missed", "missing", minutes=step.task.minutes)
    else:
        yield _fact(view, step, "open", "open", minutes=step.task.minutes)


def _fact(
    view: View,
    step: Step,
    code: str,
    effect: Effect,
    records: Sequence[Record] = (),
    *,
    minutes: int = 0,
    **values: Said,
) -> Fact:
    several = step.iteration and len(view.project.iterations) > 1
    place: dict[str, Said] = {
        "project": view.project.code,
        "title": words(view.model, "tasks", step.task.id, "title"),
        "turn": step.iteration if several else 0,
        "records": ", ".join(f"{r.number} v{r.revision}" for r in records[:6]) + (" …" if len(records) > 6 else ""),
    }
    first = records[0].id if records else 0
    return Fact(code, effect, place | values, view.project.id, first, step.task.id, step.iteration, minutes)


def _lack(model: ProcessModel, need: Need) -> tuple[Said, Said]:
    states = words(model, "states", need.missing or need.use.states) if need.why == "states" else ""
    return words(model, "products", need.use.product), states


def _records(view: View, needs: Iterable[Need]) -> list[Record]:
    """The records that serve some outputs, each once."""
    ids = dict.fromkeys(record for need in needs for record in need.records)
    return [r for r in (view.record(i) for i in ids) if r is not None and r.filled]


def _existing(view: View, step: Step) -> list[Record]:
    """What lies there for a task that nobody confirmed: shown, and worth nothing by itself."""
    own = {r.id for r in view.facts.records if (r.task, r.iteration) == step.key and not r.withdrawn}
    return [r for r in _records(view, step.outputs) if r.id in own]


def _odd(source: Source) -> Iterator[Fact]:
    view = source.view
    tasks = {(s.task.id, s.iteration) for s in source.steps if s.confirmations}
    ours = {r.id for s in source.steps if s.confirmations for r in _records(view, s.outputs)}
    for finding in view.findings:
        here = finding.record in ours if finding.record else (finding.task, finding.iteration) in tasks
        if here and finding.rule in _WEAK:
            yield _finding(view, finding)


def _finding(view: View, finding: Finding) -> Fact:
    effect, minutes = _WEAK[finding.rule]
    values: dict[str, Said] = {n: v for n, v in finding.values.items() if isinstance(v, (str, int))}
    record = view.record(finding.record) if finding.record else None
    values["project"] = view.project.code
    if record is not None:
        values["record"] = f"{record.number} {record.title}".strip()
    if finding.task:
        values["title"] = words(view.model, "tasks", finding.task, "title")
    for name, section in (("state", "states"), ("role", "roles")):
        if name in values:
            values[name] = words(view.model, section, str(values[name]))
    person = str(values.get("person", ""))
    if person:
        values["person"] = view.people[person].name if person in view.people else person
    return Fact(finding.rule, effect, values, view.project.id, finding.record, finding.task, finding.iteration, minutes)


def planning_facts(source: Source) -> list[Fact]:
    """Whether the execution of a process is planned and followed: dates, and tasks that come round in time."""
    view = source.view
    found: list[Fact] = []
    project = view.project
    if project.start and project.end:
        values: dict[str, Said] = {"project": project.code, "first": project.start, "last": project.end}
        found.append(Fact("planned", "for", values, project.id))
    else:
        found.append(Fact("unplanned", "against", {"project": project.code}, project.id, minutes=NAME_MINUTES))
    for step in source.steps:
        if step.task.repeat_days and step.confirmations:
            late = bool(step.due_again) and step.due_again <= view.facts.today
            code, effect = ("late-again", "against") if late else ("rhythm", "for")
            found.append(_fact(view, step, code, effect, times=len(step.confirmations), days=step.task.repeat_days,
                               minutes=step.task.minutes if late else 0))  # fmt: skip
    return found


def duty_facts(source: Source) -> list[Fact]:
    """Whether every role in the process has somebody."""
    view = source.view
    roles = dict.fromkeys(role for step in source.steps for role in step.task.roles)
    found: list[Fact] = []
    for role in roles:
        named = players(view.project, role, view.facts.groups)
        people = ", ".join(view.people[p].name if p in view.people else p for p in named)
        values: dict[str, Said] = {
            "project": view.project.code,
            "role": words(view.model, "roles", role),
            "people": people,
        }
        code, effect, minutes = ("role-held", "for", 0) if named else ("role-empty", "against", NAME_MINUTES)
        found.append(Fact(code, cast("Effect", effect), values, view.project.id, minutes=minutes))
    return found


def control_facts(source: Source) -> list[Fact]:
    """Whether the work products of the process are under control: the states that hold on what stands there."""
    view = source.view
    found: list[Fact] = []
    for record in _made(source):
        product = view.model.product(record.kind)
        if product.states:
            states = view.facts.states(record)
            code, effect = ("controlled", "for") if states else ("uncontrolled", "against")
            named = words(view.model, "states", [s for s in product.states if s in states])
            found.append(_of_record(view, record, code, cast("Effect", effect), states=named,
                                    minutes=0 if states else APPROVE_MINUTES))  # fmt: skip
        if record.form == "link":
            found.append(_of_record(view, record, "not-captured", "against", minutes=ATTACH_MINUTES))
    return found


def review_facts(source: Source) -> list[Fact]:
    """Whether the work products of the process were checked in the version that stands there now, and by whom."""
    view = source.view
    found: list[Fact] = []
    for record in _made(source):
        if not CHECKS & set(view.model.product(record.kind).states):
            continue
        events = [e for e in view.facts.events_of.get(record.id, ()) if e.state in CHECKS and not e.withdrawn]
        now = [e for e in events if e.stamp == record.stamp]
        if now:
            last = now[-1]
            who = view.people[last.person].name if last.person in view.people else last.person
            found.append(_of_record(view, record, "checked", "for", person=who, happened=last.happened,
                                    state=words(view.model, "states", last.state)))  # fmt: skip
            if all(e.person == record.author for e in now):
                found.append(_of_record(view, record, "checked-alone", "shown", person=who))
        else:
            found.append(_of_record(view, record, "check-stale" if events else "unchecked", "against",
                                    minutes=APPROVE_MINUTES))  # fmt: skip
    return found


def _made(source: Source) -> list[Record]:
    ids = dict.fromkeys(r.id for s in source.steps if s.confirmations for r in _records(source.view, s.outputs))
    return [r for r in (source.view.record(i) for i in ids) if r is not None]


def _of_record(view: View, record: Record, code: str, effect: Effect, *, minutes: int = 0, **values: Said) -> Fact:
    place: dict[str, Said] = {
        "project": view.project.code,
        "record": f"{record.number} {record.title}".strip(),
        "version": record.revision,
    }
    return Fact(code, effect, place | values, view.project.id, record.id, minutes=minutes)
