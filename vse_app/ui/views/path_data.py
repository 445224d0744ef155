"""The path as the map draws it: tiles grouped into activities, iterations and processes. Plain data, no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.elements import Activity
from vse_app.model.path import SETTLED, Status, Step
from vse_app.model.project import Iteration, roles_of
from vse_app.model.view import View

Key = tuple[str, int]
FILTERS = ("all", "open", "mine", "blocked", "done")
GAPS = "gaps"
"""State of a task that was confirmed while an output that is owed is not in place."""


@dataclass(frozen=True, slots=True)
class TileData:
    """A task on the map: `state` is a status or `GAPS`, `word` names it, `why` says what it waits for or who did it."""

    key: Key
    title: str
    state: str
    word: str
    why: str
    optional: bool
    filters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Block:
    """An activity in one iteration; `again` says that it runs beside the others and comes round again."""

    id: str
    name: str
    tip: str
    keys: tuple[Key, ...]
    settled: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One iteration of a process: its blocks, what it is called, its dates, and whether it is the one under way."""

    number: int
    name: str
    dates: str
    blocks: tuple[Block, ...]
    current: bool

    @property
    def counts(self) -> tuple[int, int]:
        """Settled tasks and all tasks."""
        return sum(b.settled for b in self.blocks), sum(len(b.keys) for b in self.blocks)


@dataclass(slots=True)
class Lane:
    """A process: blocks before its bands or iterations, bands, iterations, blocks after them."""

    id: str
    name: str
    before: list[Block] = field(default_factory=list[Block])
    bands: list[Block] = field(default_factory=list[Block])
    rounds: list[Round] = field(default_factory=list[Round])
    after: list[Block] = field(default_factory=list[Block])


@dataclass(frozen=True, slots=True)
class MapData:
    """The whole map and how many tiles each filter leaves."""

    tiles: Mapping[Key, TileData]
    lanes: tuple[Lane, ...]
    counts: Mapping[str, int]

    @property
    def shape(self) -> object:
        """What must be equal for the map to be brought up to date without being built again."""
        return [
            (lane.id, [[b.keys for b in part] for part in (lane.before, lane.bands, lane.after)], len(lane.rounds))
            for lane in self.lanes
        ]


def map_data(tr: Translator, language: str, view: View, actor: str) -> MapData:
    """The map of a project; `actor` decides which tasks are "mine"."""
    own = roles_of(view.project, actor, view.facts.groups) if actor else frozenset[str]()
    tiles = {step.key: _tile(tr, language, view, step, own) for step in view.steps}
    return MapData(
        tiles=tiles,
        lanes=tuple(_lanes(tr, language, view)),
        counts={name: sum(name in t.filters for t in tiles.values()) for name in FILTERS},
    )


def _tile(tr: Translator, language: str, view: View, step: Step, own: frozenset[str]) -> TileData:
    filters = {"all"}
    if step.status in (Status.READY, Status.DOING, Status.LATER):
        filters.add("open")
    if own & set(step.task.roles):
        filters.add("mine")
    if step.status is Status.BLOCKED:
        filters.add("blocked")
    if step.status in SETTLED:
        filters.add("done")
    gaps = step.status is Status.DONE and not step.complete
    return TileData(
        key=step.key,
        title=view.model.word(language, "tasks", step.task.id, "title"),
        state=GAPS if gaps else str(step.status),
        word=_word(tr, step, gaps=gaps),
        why=_why(tr, language, view, step),
        optional=step.task.optional or bool(step.task.condition),
        filters=frozenset(filters),
    )


def _word(tr: Translator, step: Step, *, gaps: bool) -> str:
    if step.again and step.status in (Status.READY, Status.DOING):
        return tr("again")
    return tr("done, gaps") if gaps else wording.status_name(tr, step.status)


def _why(tr: Translator, language: str, view: View, step: Step) -> str:
    if step.again:
        said = wording.again_text(tr, step.again[0].number, step.again[0].on)
        waits = wording.waiting_text(tr, language, view, step) if step.status is Status.BLOCKED else ""
        return f"{said} {waits}".strip()
    match step.status:
        case Status.BLOCKED:
            return wording.waiting_text(tr, language, view, step)
        case Status.DONE:
            last = step.confirmations[-1]
            name, day = wording.who(view.people, [last.person]), wording.date_text(tr, last.happened)
            said = tr("Confirmed by {person} on {date}.", person=name, date=day)
            lacking = [wording.use_text(view.model, language, n) for n in step.outputs if not n.met]
            return said + (" " + tr("Not in place: {what}.", what=", ".join(lacking)) if lacking else "")
        case Status.NOT_APPLICABLE:
            return tr("Not applicable: {reason}", reason=step.mark.reason)
        case Status.LATER if step.mark.until:
            return tr("Put off until {date}.", date=wording.date_text(tr, step.mark.until))
        case Status.LATER:
            return tr("Put off until you open it.")
        case _:
            return tr("Everything it needs is there.")


def _lanes(tr: Translator, language: str, view: View) -> list[Lane]:
    lanes: list[Lane] = []
    for process in view.model.processes:
        lane = Lane(process.id, view.model.word(language, "processes", process.id, "name"))
        iterated = [a for a in process.activities if a.id in view.model.iterated]
        for activity in process.activities:
            if activity.id in view.model.continuous:
                lane.bands.append(_block(language, view, activity, 0, again=True))
            elif activity.id not in view.model.iterated:
                begun = bool(lane.bands or lane.rounds)
                (lane.after if begun else lane.before).append(_block(language, view, activity, 0))
            elif not lane.rounds:
                lane.rounds += _rounds(tr, language, view, iterated)
        lanes.append(lane)
    return lanes


def _rounds(tr: Translator, language: str, view: View, activities: list[Activity]) -> list[Round]:
    rounds: list[Round] = []
    several, found = len(view.project.iterations) > 1, False
    for number, iteration in enumerate(view.project.iterations or (Iteration(),), 1):
        blocks = tuple(_block(language, view, a, number) for a in activities)
        unfinished = any(b.settled < len(b.keys) for b in blocks)
        number_name = tr("Iteration {n}", n=number)
        name = f"{number_name}: {iteration.name}" if iteration.name else number_name
        dates = " – ".join(wording.date_text(tr, d) for d in (iteration.start, iteration.end) if d)
        rounds.append(Round(number, name if several or iteration.name else "", dates, blocks, unfinished and not found))
        found = found or unfinished
    return rounds


def _block(language: str, view: View, activity: Activity, iteration: int, *, again: bool = False) -> Block:
    keys = tuple((task.id, iteration) for task in activity.tasks)
    settled = sum(s.status in SETTLED for s in view.steps if s.key in keys)
    word = view.model.word
    everyday = word(language, "activities", activity.id, "everyday")
    name = word(language, "activities", activity.id, "name")
    tip = f"{name}. {word(language, 'activities', activity.id, 'summary')}"
    return Block(activity.id, everyday or name, tip, keys, settled, again)
