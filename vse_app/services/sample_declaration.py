"""The example company's declaration of conformance, played step by step like its projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from vse_app.model.tailoring import Evidence, Extension, Input, Part
from vse_app.services import conformance
from vse_app.services.workspace import Workspace
from vse_app.store import queries

Step = Mapping[str, Any]


class Declarer:
    """Plays the steps of one declaration. `records` are the project's records by their key in its script."""

    def __init__(self, ws: Workspace, project: int, records: Mapping[str, int], language: str) -> None:
        self._ws, self._project, self._records, self._language = ws, project, records, language
        self._id = 0

    def play(self, step: Step) -> None:
        """Do one step under its person; the clock stands at its moment already."""
        self._ws.actor = step["by"]
        steps: dict[str, Callable[[Step], object]] = {
            "declare": self._declare,
            "edit": self._edit,
            "delete": self._delete,
            "judge": self._judge,
            "state": self._state,
        }
        steps[step["do"]](step)

    def _declare(self, step: Step) -> None:
        done = conformance.declare(
            self._ws, step["model"], project=self._project, kind=step["kind"], processes=step["processes"],
            title=self._said(step["title"]),
        )  # fmt: skip
        self._id = done.value.id

    def _edit(self, step: Step) -> None:
        rows = {"inputs": Input, "extensions": Extension, "parties": Part}
        values: dict[str, Any] = {}
        for name, value in step.items():
            if name in rows:
                values[name] = [rows[name](**{k: self._said(v) for k, v in row.items()}) for row in value]
            elif name == "circumstances":
                values[name] = {key: self._said(note) for key, note in value.items()}
            elif name not in ("do", "at", "by"):
                values[name] = self._said(value)
        conformance.edit(self._ws, self._id, **values)

    def _delete(self, step: Step) -> None:
        reason, day = self._said(step["reason"]), step["at"][:10]
        conformance.delete(self._ws, self._id, step["element"], reason=reason, decider=step["decider"], date=day)

    def _judge(self, step: Step) -> None:
        evidence = [self._evidence(name) for name in step["evidence"]]
        note, day = self._said(step.get("note", "")), step["at"][:10]
        conformance.judge(self._ws, self._id, step["element"], step["verdict"], person=step["by"], date=day, note=note,
                          evidence=evidence)  # fmt: skip

    def _state(self, step: Step) -> None:
        conformance.state(self._ws, self._id, person=step["by"], date=step["at"][:10])

    def _evidence(self, name: str) -> Evidence:
        task = name.removeprefix("task ")
        if task == name:
            return Evidence("record", self._project, self._records[name])
        with self._ws.reading() as connection:
            said = [c for c in queries.confirmations_of(connection, self._project) if c.task == task]
        return Evidence("task", self._project, said[-1].id)

    def _said(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return str(value)
        words = cast("Mapping[str, str]", value)
        return words.get(self._language) or words.get("en", "")
