"""Many entries of a register at once: an import, a paste, an edit of chosen rows. All or nothing, and one undo."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from vse_app.model.elements import Product
from vse_app.model.errors import Cancelled, Invalid
from vse_app.model.records import Content, Record, Seen, number_for
from vse_app.services import checks, heads, linking, projects, records
from vse_app.services.linking import PREFIX
from vse_app.services.records import Dates
from vse_app.services.workspace import Done, Workspace
from vse_app.store import bulk, contents, growing, queries
from vse_app.store.bulk import Step, Target, Written
from vse_app.store.change import Change

NEW: Final = "@"
"""A link to another new entry of the same change is written as this and its place among the new ones, from 0."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What one entry is to be. `record` is the one it is now, None for a new one; what is None stays as it is.

    `content` is checked and clean; its links may lead to other new entries of the same change (see `NEW`).
    """

    content: Content
    record: Record | None = None
    head: Mapping[str, str] = field(default_factory=dict[str, str])
    follow: str | None = None
    happened: str = ""


class Entered(NamedTuple):
    """What was written: ids of new entries in their order, and of those that changed."""

    new: tuple[int, ...]
    changed: tuple[int, ...]


class Watch:
    """Tells how far it is, and stops when that is asked for: raises Cancelled, and nothing was changed."""

    def __init__(
        self,
        progress: Callable[[int, int], object] = lambda done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done = self._total = 0

    def begin(self, total: int) -> None:
        """There are so many steps to come."""
        self._done, self._total = 0, total

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self._done += count
        if count > 1 or not self._done % _LOOKS:
            self._progress(self._done, self._total)
            if self._cancelled():
                raise Cancelled("Stopped; nothing was changed.")


_LOOKS: Final = 500
"""Small steps between two looks."""


def enter(
    ws: Workspace, project_id: int, kind: str, edits: Sequence[Edit], *, verb: str, watch: Watch | None = None
) -> Done[Entered]:
    """Write new and changed entries of one register. Raises Invalid, and writes nothing, when one of them cannot be."""
    product = projects.model_of(ws, projects.project(ws, project_id)).product(kind)
    if any(edit.follow for edit in edits):
        checks.check_person(ws, ws.actor)

    def work(change: Change) -> Entered:
        seen = watch or Watch()
        seen.begin(2 * len(edits))
        writer = _Writer(ws, change, project_id, product, seen)
        new = writer.add([edit for edit in edits if edit.record is None])
        changed = writer.revise([(edit.record, edit) for edit in edits if edit.record is not None], new)
        return Entered(tuple(new), tuple(changed))

    return ws.write(verb, work)


_NOTHING_TOLD: Final = heads.Told()


class _Writer:
    """One change of a register."""

    def __init__(self, ws: Workspace, change: Change, project: int, product: Product, watch: Watch) -> None:
        self._ws, self._change, self._project, self._product = ws, change, project, product
        self._watch = watch
        self._moment, self._today, self._actor = ws.moment(), ws.today(), ws.actor
        self._tells = any(name in product.head for name in heads.Told._fields)
        self._links = [f for f in product.fields if f.kind == "link"]
        self._targets: dict[int, Target] | None = None

    def add(self, edits: Sequence[Edit]) -> list[int]:
        """Write the new ones and return their ids."""
        if not edits:
            return []
        if not self._product.many:
            raise Invalid("There can be only one of this kind in a project.")
        first = bulk.next_id(self._change.connection)
        ids = list(range(first, first + len(edits)))
        number = self._numbers()
        linking_fields = {f.id for f in self._links}
        named = [bool(linking_fields) and not linking_fields.isdisjoint(edit.content.fields) for edit in edits]
        made = [self._made(edit, record, number(), ids) for edit, record in zip(edits, ids, strict=True)]
        if self._product.tree and any(named):
            made = self._placed(made)
        if any(named):
            made = [
                one._replace(links=self._linked(one, made, first)) if links else one
                for one, links in zip(made, named, strict=True)
            ]
        bulk.add(self._change, made, self._watch.step)
        steps = [
            Step(record, 1, edit.follow or "", None)
            for record, edit in zip(ids, edits, strict=True)
            if self._is_step(edit)
        ]
        bulk.follow(self._change, self._project, steps, happened=self._today)
        return ids

    def revise(self, pairs: Sequence[tuple[Record, Edit]], new: Sequence[int]) -> list[int]:
        """Write the changed ones and return their ids."""
        self._check_unchanged([record for record, _edit in pairs])
        written: list[Written] = []
        for record, edit in pairs:
            self._watch.step()
            content = self._resolved(edit.content, new)
            stored = contents.encoded(content)
            if stored.stamp != _own_stamp(self._change, record):
                dates = self._dates(content, edit, record)
                head = records.versioned(self._ws, record, self._product, content, dates)
                written.append(Written(head, content, stored.body))
        bulk.revise(self._change, written, self._watch.step)
        for one in written:
            linking.keep_links(self._change, one.record, self._product, one.content)
        for record, edit in pairs:
            told = heads.told(self._product, edit.content.fields)
            values = {name: getattr(told, name) for name in ("owner", "due") if name in self._product.head}
            self._change.set_head(record.id, self._project, **(values | dict(edit.head)))
        steps = [
            Step(record.id, record.revision, edit.follow, record.follow)
            for record, edit in pairs
            if edit.follow is not None and edit.follow != self._follow(record.follow)
        ]
        bulk.follow(self._change, self._project, steps, happened=self._today)
        return [record.id for record, _edit in pairs]

    def _made(self, edit: Edit, record: int, number: str, ids: Sequence[int]) -> Written:
        self._watch.step()
        content = self._resolved(edit.content, ids)
        stored = contents.encoded(content)
        told = heads.told(self._product, content.fields) if self._tells else _NOTHING_TOLD
        head = Record(
            id=record, project=self._project, kind=self._product.id, number=number, task="", iteration=0,
            owner=edit.head.get("owner") or told.owner, due=edit.head.get("due") or told.due, withdrawn="", revision=1,
            title=content.title, stamp=stored.stamp, form=content.form, filled=content.has_content, parts=(),
            author=self._actor, happened=told.happened or edit.happened or self._today, source_dated="",
            captured=self._moment, follow=edit.follow or "" if edit.follow and self._is_step(edit) else "",
            core=stored.core, place=growing.place_key(record) if self._product.tree else "",
        )  # fmt: skip
        return Written(head, content, stored.body)

    def _is_step(self, edit: Edit) -> bool:
        return bool(edit.follow) and edit.follow != self._follow("")

    def _follow(self, stored: str) -> str:
        return stored or next(iter(self._product.follow_up), "")

    def _dates(self, content: Content, edit: Edit, record: Record | None) -> Dates:
        told = heads.told(self._product, content.fields).happened
        return Dates(told or edit.happened or self._today, record.source_dated if record else "")

    def _numbers(self) -> Callable[[], str]:
        """Gives out the next free numbers, one after the other."""
        product, connection = self._product, self._change.connection
        taken = queries.numbers_from(connection, self._project, f"{product.abbr}-")
        count = itertools.count(queries.count_of(connection, self._project, product.id))
        free = (number for n in count if (number := number_for(product.abbr, n, True)) not in taken)
        return lambda: next(free)

    def _known(self) -> dict[int, Target]:
        if self._targets is None:
            self._targets = {t.id: t for t in bulk.targets(self._change.connection, self._project)}
        return self._targets

    def _resolved(self, content: Content, new: Sequence[int]) -> Content:
        """The content with links to other new entries turned into their ids."""
        if not self._links:
            return content
        changed = {
            f.id: [str(new[int(item[1:])]) if item.startswith(NEW) else item for item in items]
            for f in self._links
            if (items := content.fields.get(f.id)) and any(item.startswith(NEW) for item in items)
        }
        return replace(content, fields=dict(content.fields) | changed) if changed else content

    def _linked(self, one: Written, made: Sequence[Written], first: int) -> dict[str, dict[tuple[int, str], Seen]]:
        found: dict[str, dict[tuple[int, str], Seen]] = {}
        for definition in self._links:
            for item in one.content.fields.get(definition.id, ()):
                target = self._target(int(item), made, first)
                if target is None:
                    raise Invalid("The link {target} leads nowhere.", place=one.record.number, target=item)
                linking.check_kind(definition, target)
                seen = Seen(target.core, one.record.core)
                found.setdefault(PREFIX + definition.id, {})[target.id, ""] = seen
        return found

    def _target(self, record: int, made: Sequence[Written], first: int) -> Any:
        return made[record - first].record if 0 <= record - first < len(made) else self._known().get(record)

    def _placed(self, made: list[Written]) -> list[Written]:
        """New entries with their places in the tree, those above before those below; raises Invalid for a circle."""
        first, tree = made[0].record.id, self._product.tree
        places: dict[int, str] = {}
        for one in made:
            chain: dict[int, Written] = {}
            walk: Written | None = one
            while walk is not None and walk.record.id not in places:
                if walk.record.id in chain:
                    raise Invalid("An entry cannot be part of itself.", place=one.record.number)
                chain[walk.record.id] = walk
                walk = self._above(walk, made, first)
            for below in reversed(chain.values()):
                above = next(iter(below.content.fields.get(tree, ())), "")
                start = places.get(int(above)) or self._known()[int(above)].place if above else ""
                places[below.record.id] = growing.place_below(start, below.record.id)
        return [one._replace(record=one.record._replace(place=places[one.record.id])) for one in made]

    def _above(self, one: Written, made: Sequence[Written], first: int) -> Written | None:
        above: list[str] = one.content.fields.get(self._product.tree) or []
        if len(above) > 1:
            raise Invalid("{number} cannot be part of two entries.", number=one.record.number)
        place = int(above[0]) - first if above else -1
        if above and not 0 <= place < len(made) and int(above[0]) not in self._known():
            raise Invalid("The link {target} leads nowhere.", place=one.record.number, target=above[0])
        return made[place] if 0 <= place < len(made) else None

    def _check_unchanged(self, some: Sequence[Record]) -> None:
        now = bulk.revision_numbers(self._change.connection, [record.id for record in some])
        for record in some:
            if now.get(record.id) != record.revision:
                raise Invalid(
                    "{number} was changed meanwhile.", hint="Look at the difference again.", number=record.number
                )


def _own_stamp(change: Change, record: Record) -> str:
    """The stamp of what a record says itself, without the rows of registers it counts."""
    if not record.rows:
        return record.stamp
    found = queries.revision(change.connection, record.id, record.revision)
    return found.stamp if found else ""
