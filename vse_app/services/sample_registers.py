"""The registers of the sample company: entries by key, what was said of many of them at once, links looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from vse_app.model.elements import Product
from vse_app.model.records import Content, Record
from vse_app.services import baselines, entering, linking, projects, records, stating, trace, xray
from vse_app.services.entering import NEW, Edit
from vse_app.services.workspace import Workspace
from vse_app.store import queries
from vse_app.store.change import Change

Step = Mapping[str, Any]
HEAD: Final = ("owner", "due")
_OF_HEAD: Final = (*HEAD, "title", "follow")


class RegisterPlayer:
    """Plays the steps that speak of many entries; `ids` are the records of the script by key, and grow."""

    def __init__(self, ws: Workspace, project: int, words: Mapping[str, Any], ids: dict[str, int]) -> None:
        self._ws, self._project, self._ids = ws, project, ids
        self._words: Mapping[str, Mapping[str, Any]] = words.get("rows", {})
        self._notes: Mapping[str, str] = words.get("notes", {})
        self._model = projects.model_of(ws, projects.project(ws, project))

    def rows(self, step: Step) -> None:
        """New entries of one register and changes to others: fields of the script, words of the language.

        An entry has words when it is new, and where its key is followed by @2, @3 …; `follow` moves it on, `owner` and
        `due` are its head's.
        """
        product = self._model.product(step["kind"])
        keys = {base(key): key for key in step["rows"]}
        new = [name for name in keys if name not in self._ids]
        places = {name: f"{NEW}{place}" for place, name in enumerate(new)}
        known = self._heads(name for name in keys if name in self._ids)
        edits = [
            self._edit(product, key, step, places, known.get(self._ids.get(name, 0))) for name, key in keys.items()
        ]
        verb = "record.create" if len(edits) == len(new) == 1 else "record.bulk"
        done = entering.enter(self._ws, self._project, product.id, edits, verb=verb)
        self._ids.update(zip(new, done.value.new, strict=True))

    def states(self, step: Step) -> None:
        """A person in a role gives the current version of several entries a state."""
        said = {name: step.get(name, "") for name in ("role", "task")} | {"person": step["by"]}
        happened, note = step.get("happened") or step["at"][:10], self._notes.get(step.get("note", ""), "")
        some = sorted(self._chosen(step["rows"]))

        def work(change: Change) -> None:
            for record in some:
                stating.add_event(self._ws, change, record, step["state"], happened=happened, note=note, **said)

        self._ws.write("record.state", work)

    def follow(self, step: Step) -> None:
        """Entries move on in their follow-up, each on the day that is told."""
        person = step["by"]

        def work(change: Change) -> None:
            for key, (state, day) in step["to"].items():
                stating.add_follow(self._ws, change, self._ids[key], state, person=person, happened=day, note="")

        self._ws.write("record.follow", work)

    def look(self, step: Step) -> None:
        """The person looks again at all links from the records and kinds named that are suspect; `but` are left so."""
        chosen = self._chosen(step["of"]) - self._chosen(step.get("but", ()))
        with self._ws.reading() as connection:
            heads = {record.id: record for record in queries.records_of(connection, self._project)}
            links = queries.project_links(connection, self._project)
        mine = (link for link in links if link.source in chosen)
        some = tuple(link for link in mine if linking.suspect_ends(self._model, link, heads))
        if some:
            linking.clear_all(self._ws, some, person=step["by"])

    def freeze(self, step: Step) -> None:
        """A baseline of all records of some kinds, under a name that is the same in every language."""
        chosen, on = frozenset(self._chosen(step["of"])), step.get("happened") or step["at"][:10]
        draft = baselines.Draft(step["name"], on, "kinds", tuple(step["of"]), chosen)
        self._ids[step["key"]] = baselines.take(self._ws, self._project, draft).value.id

    def justify(self, step: Step) -> None:
        """Somebody lets holes of a requirement stand."""
        trace.justify(self._ws, self._ids[step["record"]], step["columns"], self._notes[step["reason"]])

    def mute(self, step: Step) -> None:
        """Somebody sets the findings of a rule about a record aside."""
        found = xray.run(self._ws, self._project).findings
        some = [f for f in found if (f.rule, f.record) == (step["rule"], self._ids[step["record"]])]
        xray.mute(self._ws, self._project, some, reason=self._notes[step["reason"]])

    def _edit(self, product: Product, key: str, step: Step, places: Mapping[str, str], record: Record | None) -> Edit:
        words: Mapping[str, Any] = self._words.get(key, {}) if record is None or base(key) != key else {}
        said: dict[str, Any] = {**(step["rows"][key] or {}), **words}
        head: dict[str, str] = {name: said.pop(name) for name in HEAD if name in said and not product.field(name)}
        follow: str | None = said.pop("follow", None)
        title: str | None = said.pop("title", None) if not product.field("title") else said.get("title")
        links = {f.id for f in product.fields if f.kind == "link"}
        fields = {
            name: [places.get(item) or str(self._ids[item]) for item in value] if name in links else value
            for name, value in said.items()
        }
        was = self._content(record) if record else None
        old = was or Content("", {})
        content = Content(old.title if title is None else title, {**old.fields, **fields}, old.files, old.link)
        return Edit(
            records.checked(product, content, was), record, head, follow, step.get("happened") or step["at"][:10]
        )

    def _content(self, record: Record) -> Content:
        with self._ws.reading() as connection:
            found = queries.revision(connection, record.id, record.revision)
        assert found is not None
        return found.content

    def _heads(self, names: Iterable[str]) -> Mapping[int, Record]:
        with self._ws.reading() as connection:
            return queries.heads(connection, [self._ids[name] for name in names])

    def _chosen(self, names: Iterable[str]) -> set[int]:
        """Ids of records by key, and of all of a kind by the kind's id."""
        found: set[int] = set()
        for name in names:
            if name in self._ids:
                found.add(self._ids[name])
                continue
            with self._ws.reading() as connection:
                found.update(r.id for r in queries.records_of(connection, self._project, kind=name))
        return found


def examples(script: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Kind → what the first entry of its register says at first in each field."""
    found: dict[str, dict[str, Any]] = {}
    for step in script["steps"]:
        if step["do"] == "rows" and step["kind"] not in found:
            key, said = next(iter(step["rows"].items()))
            fields: dict[str, Any] = {**(said or {}), **words["rows"].get(key, {})}
            found[step["kind"]] = {name: value for name, value in fields.items() if name not in _OF_HEAD}
    return found


def base(key: str) -> str:
    """The key of an entry without its @2."""
    return key.partition("@")[0]
