"""The assessments of the sample company: a self-assessment that is completed, and the round after it that runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from vse_app.model.assessment import Answer, Assessment, Interview, Member, Slot, Target
from vse_app.model.improvement import Action, Observation
from vse_app.services import assessing, assessment_sheet, assessments, company, improving, path, projects
from vse_app.services.assessment_sheet import Sheet
from vse_app.services.workspace import Workspace

Step = Mapping[str, Any]


class AssessmentPlayer:
    """Plays the rounds of the script; `turn` sets clock and person for each step."""

    def __init__(self, ws: Workspace, words: Mapping[str, Any], turn: Callable[[str, str], object]) -> None:
        self._ws, self._words, self._turn = ws, words, turn
        self._own: Assessment | None = None
        self._codes = {p.code: p.id for p in projects.projects(ws)}
        self._names = {p.id: p.name for p in company.people(ws)}
        self._actions: list[int] = []

    def play(self, script: Mapping[str, Any]) -> None:
        """Do every step of every round."""
        for part in script["rounds"]:
            self._turn(part["at"], part["by"])
            self._own = self._follow(part) if part.get("follows") else self._begin(part)
            for step in part["steps"]:
                self._turn(step["at"], step.get("by", "lucia"))
                getattr(self, f"_{step['do']}")(step)

    @property
    def _number(self) -> int:
        assert self._own is not None
        return self._own.id

    def _begin(self, part: Step) -> Assessment:
        words, seen = self._words, [self._codes[code] for code in part["projects"]]
        own = assessments.start(
            self._ws, title=words["title"], use=part["use"], model=part["model"], projects_seen=seen
        )
        team = tuple(
            Member(
                m["id"],
                self._names[m["person"]],
                m["role"],
                m["person"],
                words["competence"].get(m.get("competence"), ""),
            )
            for m in part["team"]
        )
        return assessments.edit(
            self._ws, own.value.id, team=team, scope=tuple(Target(p, int(n)) for p, n in part["scope"].items()),
            schedule=tuple(Slot(**slot) for slot in part["schedule"]),
            **{name: words[name] for name in ("purpose", "unit", "constraints", "confidentiality")},
        ).value  # fmt: skip

    def _follow(self, part: Step) -> Assessment:
        new = assessments.next_round(self._ws, self._number).value
        seen = tuple(self._codes[code] for code in part["projects"])
        return assessments.edit(self._ws, new.id, projects=seen).value

    def _sheet(self) -> Sheet:
        return assessment_sheet.sheet(self._ws, self._number)

    def _keys(self, serves: Mapping[str, str]) -> list[str]:
        """Keys of the counted items of processes: all, the outcomes, or the attributes."""
        kinds = {"all": ("outcome", "attribute"), "outcomes": ("outcome",), "attributes": ("attribute",)}
        found = self._sheet().subjects
        return [s.key for s in found if s.counted and s.kind in kinds.get(serves.get(s.process, ""), ())]

    def _sign(self, step: Step) -> None:
        assessments.sign(self._ws, self._number, step["step"], member=step["member"], happened=step["at"][:10])

    def _talk(self, step: Step) -> None:
        answers = tuple(Answer(*pair) for pair in self._words["answers"][step["answers"]])
        draft = Interview(0, step["role"], self._names[step["person"]], step["person"], step["member"], step["at"][:10],
                          answers=answers)  # fmt: skip
        assessing.keep_interview(self._ws, self._number, draft, self._keys(step["serves"]))

    def _seen(self, step: Step) -> None:
        said, keys = self._words["said"][step["said"]], self._keys(step["serves"])
        assessing.add_seen(self._ws, self._number, keys, said, member=step["member"], happened=step["at"][:10])

    def _record(self, step: Step) -> None:
        view = path.view(self._ws, self._codes[step["project"]])
        record = next(r.id for r in view.facts.records if r.number == step["number"])
        said = self._words["said"][step["said"]]
        assessing.link_record(
            self._ws, self._number, self._keys(step["serves"]), record, member=step["member"], said=said
        )

    def _rate(self, step: Step) -> None:
        """Both assessors rate the outcomes, then the attributes, whose proposal follows from them."""
        seen = self._sheet()
        outcomes = [s.key for s in seen.subjects_of(step["process"]) if s.kind == "outcome"]
        for key, letter in zip(outcomes, step["letters"].split(), strict=True):
            self._give(seen, key, letter, step.get("why", ""))
        for attribute, (letter, why) in step["attributes"].items():
            self._give(self._sheet(), f"{step['process']}/{attribute}", letter, why)

    def _give(self, seen: Sheet, key: str, letter: str, why: str) -> None:
        proposal = seen.proposal(key)
        given = proposal.letter if letter == "=" else letter
        reason = self._words["why"][why] if why else ""
        for member in seen.own.assessors:
            assessing.rate(self._ws, self._number, key, given, member=member.id, reason=reason, proposal=proposal)

    def _differ(self, step: Step) -> None:
        for member, letter in step["letters"].items():
            assessing.rate(self._ws, self._number, step["item"], letter, member=member)

    def _observe(self, step: Step) -> None:
        draft = Observation(0, step["kind"], step["process"], self._words["observations"][step["text"]])
        improving.observe(self._ws, self._number, draft)

    def _action(self, step: Step) -> None:
        draft = Action(
            0, self._number, self._words["actions"][step["text"]], int(step["observation"]), step["process"],
            step["owner"], step["due"], self._words["effects"][step["effect"]], step.get("expected", {}),
        )  # fmt: skip
        self._actions.append(improving.save(self._ws, draft).value.id)

    def _act(self, step: Step) -> None:
        names = ("done", "check_due", "checked", "worked", "seen")
        values = {name: step[name] for name in names if name in step}
        if "seen" in values:
            values["seen"] = self._words["seen"][values["seen"]]
        improving.edit(self._ws, self._actions[int(step["action"]) - 1], **values)

    def _close(self, step: Step) -> None:
        own = assessment_sheet.close(self._ws, self._number, member=step["member"], lessons=self._words["lessons"])
        self._own = dataclasses.replace(own.value)
