"""The X-ray of a project: looked through as a whole, and findings set aside with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from vse_app.model.errors import Cancelled, Invalid
from vse_app.model.findings import Finding, Muted
from vse_app.model.rules import RULES
from vse_app.model.view import View
from vse_app.services import checks, path
from vse_app.services.workspace import Done, Workspace
from vse_app.services.xray_data import MUTE
from vse_app.store.change import Change

Progress = Callable[[int, int, str], object]
LONGEST = 2000
"""Characters of a reason."""


class Group(NamedTuple):
    """The findings of one rule, and those of it that were set aside."""

    rule: str
    severity: str
    findings: tuple[Finding, ...]


def run(
    ws: Workspace,
    project_id: int,
    *,
    progress: Progress = lambda done, total, what: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> View:
    """The project with the findings of all its records; raises Cancelled. What is found in a large one is kept."""

    def tell(done: int, total: int, what: str) -> None:
        if cancelled():
            raise Cancelled("Stopped; nothing was changed.")
        progress(done, total, what)

    return path.view_on(ws, project_id, ws.today(), complete=True, tell=tell)


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings by rule, the gravest rules first, in the order of the rules."""
    of: dict[str, list[Finding]] = {}
    for finding in findings:
        of.setdefault(finding.rule, []).append(finding)
    return tuple(Group(r.id, r.severity, tuple(of[r.id])) for r in RULES if r.id in of)


def mute(ws: Workspace, project_id: int, findings: Sequence[Finding], *, reason: str, until: str = "") -> Done[None]:
    """Set findings aside, with the reason that is shown and printed; until a day (ISO), or until taken back."""
    reason = reason.strip()
    if not reason:
        raise Invalid("A reason is needed; it is printed.")
    if len(reason) > LONGEST:
        raise Invalid("The reason is longer than {limit} characters.", limit=LONGEST)
    checks.check_person(ws, ws.actor)
    if until:
        checks.check_date(until)
        if until < ws.today():
            raise Invalid("This day has passed already.", hint="Choose a later one, or leave it empty.")
    day = ws.today()

    def work(change: Change) -> None:
        for finding in findings:
            said: dict[str, Any] = {
                "rule": finding.rule, "record": finding.record, "task": finding.task, "iteration": finding.iteration,
                "reason": reason, "by": ws.actor, "on": day, "until": until,
            }  # fmt: skip
            change.put(MUTE, _key(project_id, finding), said, project=project_id)

    return ws.write("finding.mute", work)


def unmute(ws: Workspace, project_id: int, muted: Sequence[Muted]) -> Done[None]:
    """Look at findings again that were set aside."""

    def work(change: Change) -> None:
        for one in muted:
            change.put(MUTE, _key(project_id, one.finding), None, project=project_id)

    return ws.write("finding.unmute", work)


def _key(project_id: int, finding: Finding) -> str:
    return f"{project_id}/{finding.key}"
