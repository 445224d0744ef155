"""Where the button of a finding leads in this window. Light enough for the first paint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vse_app.ui.context import Target
from vse_app.ui.views import VIEWS

if TYPE_CHECKING:
    from vse_app.model.finding_places import Place


def target_of(place: Place) -> Target:
    """The target of a place; one that this window has no screen for is shown on the page of its record."""
    return _known(Target(*place))


def target_in(said: Mapping[str, Any]) -> Target:
    """The same from plain values, as Today keeps them (`text` under the name `place`)."""
    names = ("record", "task", "iteration", "kind")
    where = {name: said[name] for name in names if said.get(name)}
    return _known(Target(said.get("view", "record"), **where, text=said.get("place", "")))


def _known(target: Target) -> Target:
    if target.view in VIEWS:
        return target
    return Target("record", record=target.record) if target.record else Target("products", kind=target.kind)
