"""What follows from an assessment: strengths, weaknesses and opportunities, and actions whose effect is checked.

Observations belong to the assessment and are frozen with it. Actions live on: they get done when it is long closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from vse_app.model.assessment import mapping

OBSERVATIONS: Final = ("strength", "weakness", "opportunity")
ActionState = Literal["open", "late", "done", "check", "worked", "failed"]
"""Open, past its date, done, done and its effect is due to be checked, and whether the effect came."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something seen about a process; `key` is the item it is about, or ""."""

    id: int
    kind: str
    process: str
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """An action of the improvement plan. `owner` is a person id, dates are ISO or "".

    `expected` says which ratings it should lead to (item key → letter), `effect` the same in words. `done` is the day
    it was done, `check_due` when its effect is looked at, `checked` the day that happened, `worked` "yes" or "no".
    """

    id: int
    assessment: int
    text: str
    observation: int = 0
    process: str = ""
    owner: str = ""
    due: str = ""
    effect: str = ""
    expected: Mapping[str, str] = field(default_factory=dict[str, str])
    done: str = ""
    check_due: str = ""
    checked: str = ""
    worked: str = ""
    seen: str = ""
    dropped: str = ""

    def state(self, today: str) -> ActionState:
        """Where it stands on a day. What was dropped with a reason counts as done."""
        if self.checked:
            return "worked" if self.worked == "yes" else "failed"
        if self.done:
            return "check" if self.check_due and self.check_due <= today else "done"
        if self.dropped:
            return "done"
        return "late" if self.due and self.due < today else "open"


def is_pending(action: Action, today: str) -> bool:
    """Whether somebody still has to do something: the action itself, or looking at its effect."""
    return not action.dropped and action.state(today) in ("open", "late", "check")


def read_observation(data: Mapping[str, Any]) -> Observation:
    """An observation as it was stored."""
    kind = str(data.get("kind", ""))
    texts = (str(data.get(name, "")) for name in ("process", "text", "key"))
    return Observation(_whole(data, "id"), kind if kind in OBSERVATIONS else "opportunity", *texts)


def read_action(data: Mapping[str, Any]) -> Action:
    """An action as it was stored."""
    texts = ("text", "process", "owner", "due", "effect", "done", "check_due", "checked", "worked", "seen", "dropped")
    return Action(
        _whole(data, "id"),
        _whole(data, "assessment"),
        observation=_whole(data, "observation"),
        expected={key: letter for key, letter in mapping(data.get("expected")).items() if isinstance(letter, str)},
        **{name: str(data.get(name, "") or "") for name in texts},
    )


def _whole(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
