"""Step 1, Plan: what for, which processes to which level, which projects, who, when, on what terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vse_app.model.assessment import STEPS, USES, Assessment, Member, Slot, Target
from vse_app.model.assessment_scope import ratable
from vse_app.model.assessment_words import process_name, role_name, step_name, use_name
from vse_app.model.capability_words import level_name
from vse_app.services import assessments
from vse_app.services.assessment_page import Page
from vse_app.services.assessments import new_member_id
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, Card, Muted, ScrollPage, SectionTitle, flow
from vse_app.ui.views.assessment_pane import Pane, Persons
from vse_app.ui.views.assessment_sign import SignBox
from vse_app.ui.views.boxes import TickLine, clear, pile, stack
from vse_app.ui.views.settings_fields import Checks

ROLES = ("PRO", "EC", "EE", "REO", "GP")


class PlanPane(Pane):
    """Everything ISO/IEC 15504-2 wants on record before anybody looks at anything."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._form: Form | None = None
        self._projects: Checks | None = None
        self.scope = ScopeBox(ctx)
        self.scope.changed.connect(self._on_scope)
        self.sign = SignBox(ctx, "plan", tr("The sponsor agrees with this plan"))
        self.sign.asked.connect(self.save)
        self._about, self._looked = pile(), pile()
        scroll = ScrollPage(spacing=20)
        title = stack(SectionTitle(tr("Scope: processes and target levels")), _scope_hint(ctx), spacing=4)
        projects = stack(
            SectionTitle(tr("Projects to look at")),
            Muted(tr("The program reads what was really done there, and proposes.")),
            self._looked,
        )
        for part in (self._about, Card(title, self.scope), Card(projects), self.sign):
            scroll.column.addWidget(part)
        self.body = scroll
        self.outer.addWidget(scroll)

    def show_page(self, page: Page) -> None:
        super().show_page(page)
        own, can = page.own, page.can_change
        if self._form is None:
            self._build(page)
        assert self._form is not None
        assert self._projects is not None
        self._form.set_values(self._shown_values(own))
        self._form.set_read_only(not can)
        self._projects.set_value([str(p) for p in own.projects])
        self._projects.setEnabled(can)
        self.scope.show_page(page)
        self.sign.show_page(page)

    def show_place(self, place: str) -> None:
        if self._form is not None and place in ("team", "schedule"):
            self._form.focus_field(place)

    def leave(self) -> None:
        if self._form is not None:
            self._form.flush()

    def first(self) -> QWidget | None:
        return self._form.editor("title") if self._form is not None else None

    def _shown_values(self, own: Assessment) -> dict[str, Any]:
        """The values as stored; a table whose typed rows say the same keeps them, half filled ones included."""
        assert self._form is not None
        values, typed = _values(own), self._form.values()
        if team_from(own.team, typed.get("team"), self._names()) == own.team and typed.get("team"):
            values["team"] = typed["team"]
        if slots_from(typed.get("schedule")) == own.schedule and typed.get("schedule"):
            values["schedule"] = typed["schedule"]
        return values

    def _names(self) -> dict[str, str]:
        return {p.id: p.name for p in self.page.people}

    def _build(self, page: Page) -> None:
        tr = self.ctx.tr
        self._form = form = Form(
            _fields(self.ctx), tr=tr, choices=Persons(lambda: [(p.id, p.name) for p in self.page.people])
        )
        form.edited.connect(self._on_edited)
        layout = self._about.layout()
        assert layout is not None
        layout.addWidget(form)
        named = [(str(p.id), f"{p.code} {p.title}", "") for p in page.projects]
        self._projects = Checks(tr("Projects to look at"), named)
        self._projects.changed.connect(self._on_projects)
        looked = self._looked.layout()
        assert looked is not None
        looked.addWidget(self._projects if named else Muted(tr("There is no project in this company file yet.")))

    def _on_edited(self, field: str, value: object) -> None:
        ws, number, own = self.ctx.ws, self.page.own.id, self.page.own
        changed: dict[str, Any] = {field: value if isinstance(value, str) else ""}
        if field == "team":
            changed = {"team": team_from(own.team, value, self._names())}
        elif field == "schedule":
            changed = {"schedule": slots_from(value)}
        self.save(lambda: assessments.edit(ws, number, **changed), typed=True)

    def _on_scope(self, scope: tuple[Target, ...]) -> None:
        ws, number = self.ctx.ws, self.page.own.id
        self.save(lambda: assessments.edit(ws, number, scope=scope))

    def _on_projects(self) -> None:
        assert self._projects is not None
        ws, number = self.ctx.ws, self.page.own.id
        chosen = tuple(int(key) for key in self._projects.value())
        self.save(lambda: assessments.edit(ws, number, projects=chosen))


class ScopeBox(QWidget):
    """A line for each process: whether it is in scope, and to which level. `changed` carries the whole scope."""

    changed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._ids: tuple[str, ...] = ()
        self.ticks: dict[str, TickLine] = {}
        self.levels: dict[str, Combo] = {}
        self._box = pile(spacing=2)
        self._unknown = Caption("")
        tools = flow(
            Button(ctx.tr("All"), kind="quiet", on_click=lambda: self._tick_all(True)),
            Button(ctx.tr("None"), kind="quiet", on_click=lambda: self._tick_all(False)),
        )
        self._tools = tools
        inside = stack(tools, self._box, self._unknown, spacing=4)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(inside)

    def show_page(self, page: Page) -> None:
        """Show the scope as it is."""
        tr, own, model = self._ctx.tr, page.own, page.sheet.model
        ids = ratable(model)
        if ids != self._ids:
            self._build(page, ids)
        for process in ids:
            level = own.target(process)
            self.ticks[process].show_ticked(bool(level))
            self.ticks[process].setEnabled(page.can_change)
            box = self.levels[process]
            box.blockSignals(True)
            box.setCurrentIndex(max(level, 1) - 1)
            box.blockSignals(False)
            box.setEnabled(page.can_change and bool(level))
        strangers = [t.process for t in own.scope if t.process not in ids]
        said = tr("Not in the kept model, and counted for nothing: {list}", list=", ".join(strangers))
        self._unknown.setText(said if strangers else "")
        self._unknown.setVisible(bool(strangers))
        self._tools.setVisible(page.can_change and len(ids) > 3)

    def _build(self, page: Page, ids: tuple[str, ...]) -> None:
        tr, look = self._ctx.tr, theme.current()
        layout = self._box.layout()
        assert layout is not None
        clear(layout)
        self._ids, self.ticks, self.levels = ids, {}, {}
        highest = 1 if page.own.scale == "met" else 5
        for process in ids:
            name = process_name(page.sheet.model, self._ctx.language, process)
            tick = TickLine(name, on_tick=lambda _on: self._tell())
            level = Combo()
            for number in range(1, highest + 1):
                level.addItem(f"{number} {level_name(tr, number)}", number)
            level.setAccessibleName(tr("Target level of {process}", process=name))
            level.setMinimumWidth(look.px(150))
            level.currentIndexChanged.connect(lambda _index: self._tell())
            level.setVisible(highest > 1)
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(look.px(12))
            line.addWidget(tick, 1)
            line.addWidget(level)
            layout.addWidget(row)
            self.ticks[process], self.levels[process] = tick, level

    def _tick_all(self, ticked: bool) -> None:
        for tick in self.ticks.values():
            tick.show_ticked(ticked)
        self._tell()

    def _tell(self) -> None:
        chosen = [
            Target(process, int(self.levels[process].currentData() or 1))
            for process in self._ids
            if self.ticks[process].box.isChecked()
        ]
        self.changed.emit(tuple(chosen))


def _scope_hint(ctx: Context) -> Muted:
    return Muted(
        ctx.tr(
            "The target is also the highest level you look at. Start low: two processes seen well beat nine guessed."
        )
    )


def _fields(ctx: Context) -> tuple[FieldSpec, ...]:
    tr = ctx.tr
    roles = tuple((r, role_name(tr, r)) for r in ROLES)
    steps = tuple((s, step_name(tr, s)) for s in STEPS)
    team = (
        FieldSpec("name", "text", tr("Name")),
        FieldSpec("role", "choice", tr("Part in it"), choices=roles),
        FieldSpec("person", "person", tr("Of the company")),
        FieldSpec("competence", "text", tr("Competence and duties")),
    )
    dates = (
        FieldSpec("step", "choice", tr("Step"), choices=steps),
        FieldSpec("first", "date", tr("From")),
        FieldSpec("last", "date", tr("Until")),
    )
    hint = tr("Who asks for it, who rates, who arranges things, who takes part. One person can do several.")
    return (
        FieldSpec("title", "text", tr("Title"), required=True),
        FieldSpec("use", "choice", tr("What for"), choices=tuple((u, use_name(tr, u)) for u in USES)),
        FieldSpec(
            "purpose", "long-text", tr("What you want to know"), tr("One or two sentences: it is printed in the plan.")
        ),
        FieldSpec(
            "unit", "text", tr("Organisation and context"), tr("Which part of the company, how large, what it builds.")
        ),
        FieldSpec("team", "table", tr("Team and duties"), hint, columns=team),
        FieldSpec("schedule", "table", tr("Dates"), columns=dates),
        FieldSpec(
            "constraints",
            "long-text",
            tr("Limits and conditions"),
            tr("Who cannot be asked, what cannot be seen, how long."),
        ),
        FieldSpec(
            "confidentiality", "long-text", tr("Confidentiality"), tr("Who may see what, and where the papers stay.")
        ),
    )


def _values(own: Assessment) -> dict[str, Any]:
    return {
        "title": own.title,
        "use": own.use,
        "purpose": own.purpose,
        "unit": own.unit,
        "team": [
            {"id": m.id, "name": m.name, "role": m.role, "person": m.person, "competence": m.competence}
            for m in own.team
        ],
        "schedule": [{"step": s.step, "first": s.first, "last": s.last} for s in own.schedule],
        "constraints": own.constraints,
        "confidentiality": own.confidentiality,
    }


def team_from(before: tuple[Member, ...], rows: object, names: Mapping[str, str]) -> tuple[Member, ...]:
    """Members from the rows of the table, each under the id of its row; rows without a name are left out."""
    listed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    found: list[Member] = []
    for row in listed:
        person = str(row.get("person") or "")
        name = str(row.get("name") or "").strip() or names.get(person, "")
        role = str(row.get("role") or "GP")
        if not name:
            continue
        known = str(row.get("id") or "")
        if not known or known in {m.id for m in found}:
            known = next((m.id for m in before if (m.name, m.role) == (name, role)), "") or new_member_id(
                (*before, *found)
            )
        if known in {m.id for m in found}:
            known = new_member_id((*before, *found))
        found.append(Member(known, name, role, person, str(row.get("competence") or "")))
    return tuple(found)


def slots_from(rows: object) -> tuple[Slot, ...]:
    """Planned dates from the rows of the table; a row without a step is left out."""
    listed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple(
        Slot(str(row["step"]), str(row.get("first") or ""), str(row.get("last") or ""))
        for row in listed
        if row.get("step")
    )
