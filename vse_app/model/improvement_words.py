"""Sentences about improvement actions."""

from __future__ import annotations

from vse_app.i18n import Translator
from vse_app.model.improvement import Action
from vse_app.model.wording import date_text

_STATES = {
    "open": "open",
    "late": "late",
    "done": "done",
    "check": "done; look at its effect",
    "worked": "had its effect",
    "failed": "did not have its effect",
}
_OBSERVATIONS = {"strength": "Strength", "weakness": "Weakness", "opportunity": "Opportunity"}


def state_word(tr: Translator, state: str) -> str:
    """Where an action stands."""
    return tr(_STATES[state])


def observation_word(tr: Translator, kind: str) -> str:
    """What sort of observation it is."""
    return tr(_OBSERVATIONS[kind]) if kind in _OBSERVATIONS else kind


def pending_text(tr: Translator, action: Action, today: str, owner: str) -> str:
    """An action that waits for somebody, in one line."""
    who = owner or tr("nobody yet")
    match action.state(today):
        case "check":
            return tr("{action}: done; look at its effect now ({who}).", action=action.text, who=who)
        case "late":
            return tr(
                "{action}: was due on {date} ({who}).", action=action.text, date=date_text(tr, action.due), who=who
            )
        case _:
            if action.due:
                return tr(
                    "{action}: due on {date} ({who}).", action=action.text, date=date_text(tr, action.due), who=who
                )
            return tr("{action}: no date yet ({who}).", action=action.text, who=who)
