"""The example company: a script of dated steps, played through the same verbs the window uses, at the dates it names.

It is the demonstration, the test fixture and the "see example" beside each field. Everybody in it is invented.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from vse_app import content, paths
from vse_app.model.project import Iteration, Person, Project
from vse_app.model.records import Content, FileRef
from vse_app.services import attaching, company, least_paper, path, projects, records, scratch, which, why_not
from vse_app.services.records import Dates
from vse_app.services.sample_assessment import AssessmentPlayer
from vse_app.services.sample_declaration import Declarer
from vse_app.services.sample_registers import RegisterPlayer, base, examples
from vse_app.services.workspace import Workspace, now

MODEL = "iso29110-basic"
"""The profile the example works under."""


class _Clock:
    """The scripted moment."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.at


def build(target: Path, language: str, *, progress: Callable[[float], None] = lambda part: None) -> Workspace:
    """Write the complete example company to a new file and return it open; the same bytes of content every time."""
    clock = _Clock()
    ws = Workspace.create(target, clock=clock)
    try:
        outline = _read("company.yaml")
        _company(ws, outline, language)
        scripts = [(item, _story(item), _steps(item, "declaration")) for item in outline["projects"]]
        total, done = sum(len(steps) + len(more) for _, steps, more in scripts), 0
        for item, steps, more in scripts:
            _answer(ws, clock, outline["answers"], language, until=steps[0]["at"])
            clock.at = _moment(steps[0]["at"])
            project = _project(ws, item, language)
            player = _Player(ws, project, *(_read(_words(item[name], language)) for name in ("script", "registers")))
            declarer = Declarer(ws, project, player.ids, language)
            for play, step in (*((player.play, s) for s in steps), *((declarer.play, s) for s in more)):
                clock.at = _moment(step["at"])
                play(step)
                done += 1
                progress(done / total)
        _assess(ws, clock, language)
    except BaseException:
        ws.close()
        for suffix in ("", "-wal", "-shm", ".lock"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        raise
    company.set_actor(ws, outline["people"][0]["id"])
    ws.clock = now
    return ws


def _assess(ws: Workspace, clock: _Clock, language: str) -> None:
    """The company assesses itself: one round is completed, one is running."""

    def turn(at: str, person: str) -> None:
        clock.at, ws.actor = _moment(at), person

    AssessmentPlayer(ws, _read(_words("assessment.yaml", language)), turn).play(_read("assessment.yaml"))


def example_fields(model_id: str, product_id: str, language: str) -> dict[str, Any]:
    """What the example's finished project says in each field of a work product: for "see example"."""
    return dict(_examples(language).get(product_id, {})) if model_id == MODEL else {}


@cache
def _examples(language: str) -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    finished = _read("company.yaml")["projects"][0]
    script = finished["script"]
    words = _read(_words(script, language))["records"]
    for step in _read(script)["steps"]:
        if step["do"] == "write":
            key = step["record"].partition("@")[0]
            if "product" in step:
                kind = step["product"]
                products = found.setdefault("", {})
                products[key] = kind
            fields = words.get(step["record"], {}).get("fields", {})
            found.setdefault(found[""][key], {}).update({**step.get("fields", {}), **fields})
    found.pop("", None)
    registers = examples(_read(finished["registers"]), _read(_words(finished["registers"], language)))
    return {**registers, **found}


class _Player:
    """Plays one project's script."""

    def __init__(self, ws: Workspace, project: int, words: Mapping[str, Any], rows: Mapping[str, Any]) -> None:
        self._ws, self._project, self._words = ws, project, words
        self.ids: dict[str, int] = {}
        self._registers = RegisterPlayer(ws, project, rows, self.ids)

    def play(self, step: Mapping[str, Any]) -> None:
        """Do one step under its person; the clock stands at its moment already."""
        self._ws.actor = step["by"]
        {
            "write": self._write,
            "attach": self._attach,
            "state": self._state,
            "done": self._done,
            "skip": self._skip,
            "paper": self._paper,
        }.get(step["do"], self._in_registers)(step)

    def _paper(self, _step: Mapping[str, Any]) -> None:
        least_paper.take_smallest(self._ws, self._project)

    def _in_registers(self, step: Mapping[str, Any]) -> None:
        registers = self._registers
        {
            "rows": registers.rows,
            "states": registers.states,
            "follow": registers.follow,
            "look": registers.look,
            "freeze": registers.freeze,
            "justify": registers.justify,
            "mute": registers.mute,
        }[step["do"]](step)

    def _happened(self, step: Mapping[str, Any]) -> str:
        return step.get("happened") or step["at"][:10]

    def _note(self, step: Mapping[str, Any], key: str = "note") -> str:
        return self._words["notes"][step[key]] if step.get(key) else ""

    def _write(self, step: Mapping[str, Any]) -> None:
        words = self._words["records"].get(step["record"], {})
        key = base(step["record"])
        dates = Dates(self._happened(step), step.get("source_dated", ""))
        if key in self.ids:
            fields = self._linked(key, {**step.get("fields", {}), **words.get("fields", {})})
            label = words.get("label")
            records.revise(self._ws, self.ids[key], title=words.get("title"), fields=fields, dates=dates, label=label)
            return
        said = self._linked_new(step["product"], {**step.get("fields", {}), **words.get("fields", {})})
        written = Content(words.get("title", ""), said)
        place: dict[str, Any] = {"task": step.get("task", ""), "iteration": int(step.get("iteration", 0))}
        label = words.get("label", "")
        done = records.create(
            self._ws, self._project, step["product"], content=written, dates=dates, label=label, **place
        )
        self.ids[key] = done.value.id
        head = {name: step[name] for name in ("owner", "due") if step.get(name)}
        if head:
            records.set_head(self._ws, done.value.id, **head)

    def _linked(self, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        return self._linked_new(records.page(self._ws, self.ids[key]).product.id, fields)

    def _linked_new(self, product_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Record keys in link fields become record ids."""
        model = projects.model_of(self._ws, projects.project(self._ws, self._project))
        links = {f.id for f in model.product(product_id).fields if f.kind == "link"}
        return {
            name: [str(self.ids[item.partition("@")[0]]) for item in value] if name in links else value
            for name, value in fields.items()
        }

    def _attach(self, step: Mapping[str, Any]) -> None:
        record = self.ids[step["record"].partition("@")[0]]
        name, key = step["file"]["name"], step["file"]["text"].removeprefix("files.")
        folder = scratch.folder("sample-")
        file = folder / name
        file.write_text(self._words["files"][key], encoding="utf-8", newline="\n")
        ref = attaching.take_in(self._ws, file)
        shutil.rmtree(folder, ignore_errors=True)
        dated = FileRef(ref.sha256, ref.name, ref.size, step["at"][:10])
        kept = records.page(self._ws, record).revision.content.files
        records.revise(self._ws, record, files=(*kept, dated), dates=Dates(self._happened(step), step["at"][:10]))

    def _state(self, step: Mapping[str, Any]) -> None:
        records.set_state(
            self._ws,
            self.ids[step["record"].partition("@")[0]],
            step["state"],
            person=step["by"],
            role=step["role"],
            task=step.get("task", ""),
            iteration=int(step.get("iteration", 0)),
            happened=self._happened(step),
            note=self._note(step),
        )

    def _done(self, step: Mapping[str, Any]) -> None:
        model = projects.model_of(self._ws, projects.project(self._ws, self._project))
        lines = model.word("en", "tasks", step["task"], "checklist") or ()
        place = (self._project, step["task"], int(step.get("iteration", 0)))
        path.tick(self._ws, *place, ticks=range(len(lines)))
        path.confirm(
            self._ws, *place, person=step["by"], role=step["role"], happened=self._happened(step), note=self._note(step)
        )

    def _skip(self, step: Mapping[str, Any]) -> None:
        place = (self._project, step["task"], int(step.get("iteration", 0)))
        reason = self._note(step, "reason")
        path.not_applicable(self._ws, *place, person=step["by"], reason=reason, happened=self._happened(step))


def _company(ws: Workspace, outline: Mapping[str, Any], language: str) -> None:
    said = outline["company"]
    company.edit_company(
        ws,
        name=_in(said["name"], language),
        country=_in(said["country"], language),
        language=language,
        it_staff=int(said["it_staff"]),
        why=_in(said["why"], language),
        marking=_in(said["marking"], language),
    )
    company.save_people(
        ws,
        tuple(
            Person(p["id"], _in(p["name"], language), p["email"], p["side"], tuple(p["roles"]))
            for p in outline["people"]
        ),
    )
    company.set_logo(ws, paths.resources() / "sample" / "logo.png")


def _answer(ws: Workspace, clock: _Clock, answers: list[Mapping[str, Any]], language: str, *, until: str) -> None:
    """What was answered before a moment, and not told yet, about standards in general."""
    while answers and answers[0]["at"] < until:
        said = answers.pop(0)
        clock.at, ws.actor = _moment(said["at"]), said["by"]
        if "which" in said:
            which.save(ws, said["which"])
            continue
        why_not.begin_again(ws)
        for reason, points in said["points"].items():
            why_not.give_points(ws, reason, int(points))
        why_not.write_note(ws, _in(said["note"], language))


def _project(ws: Workspace, item: Mapping[str, Any], language: str) -> int:
    iterations = tuple(
        Iteration(_in(i.get("name", ""), language), str(i.get("start", "")), str(i.get("end", "")))
        for i in cast("list[Mapping[str, Any]]", item.get("iterations") or [{}])
    )
    draft = Project(
        id=0,
        code=item["code"],
        title=_in(item["title"], language),
        model="",
        customer=_in(item["customer"], language),
        statement=_in(item["statement"], language),
        life_cycle=item["life_cycle"],
        start=str(item["start"]),
        end=str(item["end"]),
        iterations=iterations,
        assignments={role: tuple(ids) for role, ids in item["assignments"].items()},
        entry_conditions=tuple(item["entry_conditions"]),
    )
    return projects.create_project(ws, draft, content.load(MODEL)).value.id


def _in(value: Any, language: str) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    said = cast("Mapping[str, str]", value)
    return said.get(language) or said.get("en", "")


def _steps(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return _read(item[name])["steps"] if name in item else []


def _story(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What happened, and what was entered in the registers, in the order of time."""
    return sorted((*_steps(item, "script"), *_steps(item, "registers")), key=lambda step: step["at"])


def _words(script: str, language: str) -> str:
    wanted = script.replace(".yaml", f".{language}.yaml")
    exists = (paths.resources() / "sample" / wanted).is_file()
    return wanted if exists else script.replace(".yaml", ".en.yaml")


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def _read(name: str) -> Any:
    return content.read_plain(paths.resources() / "sample" / name)
