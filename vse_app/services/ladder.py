"""The ladder of a company: what one of its projects, or the whole of a profile it thinks of, reaches on each rung."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vse_app import content
from vse_app.model import ladder as model_ladder
from vse_app.model.coverage import coverage
from vse_app.model.errors import Invalid
from vse_app.model.ladder import Ladder, Picture, Rung, Source, Stand
from vse_app.model.view import View
from vse_app.services import covering, path, projects, which
from vse_app.services.workspace import Workspace

PROJECT, MODEL = "project", "model"
"""Beginnings of the keys of what can be measured: `project:3`, `model:ID@EDITION`."""


class Choice(NamedTuple):
    """Something the ladder can measure; `title` is the project's code and title, or the model's short title."""

    key: str
    title: str


def ladder() -> Ladder:
    """The rungs, the finer steps and their words; raises BadProfile."""
    return model_ladder.ladder_from(content.guidance("ladder"))


def choices(ws: Workspace | None, language: str) -> list[Choice]:
    """The projects, newest first, then the models on the ladder that the program has."""
    found: list[Choice] = []
    if ws is not None:
        newest = sorted(projects.projects(ws), key=lambda project: -project.id)
        found += [Choice(f"{PROJECT}:{p.id}", f"{p.code} {p.title}") for p in newest]
    known = _known()
    models = (covering.model(rung.model) for rung in ladder().rungs if rung.model in known)
    return found + [Choice(f"{MODEL}:{m.ref}", m.about(language, "short")) for m in models]


def default_key(ws: Workspace | None, answers: Mapping[str, str] | None = None) -> str:
    """The project that got furthest; without one, the profile that the answers to “which standard?” lead to."""
    furthest = _furthest(ws) if ws is not None else 0
    if furthest:
        return f"{PROJECT}:{furthest}"
    given = which.answered(ws).answers if ws is not None else answers or {}
    decision = which.guide().decide(given)
    thought_of = next((r.model for r in ladder().rungs if decision and r.id == decision.result.rung), "")
    return f"{MODEL}:{thought_of if thought_of in _known() else ladder().default}"


def _furthest(ws: Workspace) -> int:
    """The id of the project with most tasks reached, the newest of equals; 0 without projects."""
    found = [(_progress(path.view(ws, p.id)), p.id) for p in projects.projects(ws)]
    return max(found)[1] if found else 0


def _progress(view: View) -> tuple[float, float]:
    return model_ladder.progress(view.model, model_ladder.reached(view.facts, view.steps))


def picture(ws: Workspace | None, key: str, *, today: str = "") -> Picture:
    """The ladder as something measures it, as it is on a day ("" is now); raises Invalid and BadProfile."""
    kind, _, name = key.partition(":")
    if kind == MODEL:
        return _drawn(Source(covering.model(name), None), None)
    if kind != PROJECT or ws is None or not name.isdecimal():
        raise Invalid("There is no such project.")
    view = path.view_on(ws, int(name), today) if today else path.view(ws, int(name))
    reach = model_ladder.reached(view.facts, view.steps)
    return _drawn(Source(view.model, reach), view)


def _drawn(source: Source, view: View | None) -> Picture:
    shape, known = ladder(), _known()
    stands = tuple(_stand(rung, source, known) if rung.model in known else Stand(rung) for rung in shape.rungs)
    return Picture(shape, source.model, view.project if view else None, stands)


def _stand(rung: Rung, source: Source, known: set[str]) -> Stand:
    model, reach = covering.model(rung.model), source.reach
    if source.model.ref not in known:  # a model of the user's own that is gone: nothing leads from it any more
        models, ends = {source.model.ref: source.model, model.ref: model}, (source.model.ref, model.ref)
        nothing = coverage(models, (), ends, reach, by=rung.count)
        return model_ladder.measured(rung, model, source, (nothing, nothing))
    now, _ = covering.between(source.model.ref, rung.model, reach, by=rung.count)
    whole = now if reach is None else covering.between(source.model.ref, rung.model, by=rung.count)[0]
    return model_ladder.measured(rung, model, source, (now, whole))


def _known() -> set[str]:
    return {info.ref for info in content.available()}
