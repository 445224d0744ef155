"""The project in the settings: everything the new-project questions asked, and putting it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vse_app.model.project import Project
from vse_app.services import projects
from vse_app.services.setup import Remark
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, LinkButton, Muted, SectionTitle, flow
from vse_app.ui.views.project_cycle import CycleChoice, Dates, Iterations
from vse_app.ui.views.project_questions import condition_options, model_word
from vse_app.ui.views.project_roles import RolesEditor
from vse_app.ui.views.settings_fields import Checks, Labelled, Remarks, Saver, line, lines, put_text
from vse_app.ui.views.settings_section import Section

if TYPE_CHECKING:
    from vse_app.ui.views.settings import Data


class ProjectSection(Section):
    """One project, saved as it is typed. Iterations that have begun cannot be taken away."""

    writes = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self.saver = Saver(self, self._save)
        self._project: Project | None = None
        self._used = 1
        self.title_line, self.code, self.customer = line(), line(), line()
        self.statement = lines(rows=4)
        for editor in (self.title_line, self.code, self.customer, self.statement):
            self.saver.watch(editor)
        self.model_words, self.problem = Muted(), Remarks()
        self.dates, self.cycle = Dates(tr), CycleChoice(tr)
        self.iterations = Iterations(tr, removable=False)
        self.dates.edited.connect(self._save)
        self.cycle.chosen.connect(lambda _key: self._save())
        self.iterations.edited.connect(self.saver.later)
        self.remove_button = Button(tr("Remove the last iteration"), "close", kind="quiet", on_click=self._on_remove)
        self.roles: RolesEditor | None = None
        self.conditions: Checks | None = None
        self.archive_button = Button("", on_click=self._on_archive)
        self.add(
            Labelled(tr("Name of the project"), self.title_line, width=520),
            self.problem,
            Labelled(tr("Code"), self.code, width=180),
            Labelled(tr("Customer"), self.customer, width=520),
            Labelled(tr("What was agreed, in a few sentences"), self.statement),
            Labelled(tr("Profile"), self.model_words),
            flow(LinkButton(tr("Other editions of it"), on_click=lambda: ctx.go(Target("settings", text="edition")))),
            self.dates,
            SectionTitle(tr("Life cycle")),
            self.cycle,
            self.iterations,
            flow(self.remove_button),
        )

    def show_data(self, data: Data) -> None:
        if data.project is None or data.model is None:
            return
        self._project, self._used = data.project, data.used
        self._build_rest(data)
        if not self.saver.pending:
            self._show(data.project, data)

    def leave(self) -> None:
        self.dates.flush()
        self.iterations.flush()
        self.saver.now()

    def _build_rest(self, data: Data) -> None:
        """The parts that need the model, made once."""
        tr, model = self.ctx.tr, data.model
        if self.roles is not None or model is None:
            return
        title = model_word(model, self.ctx.language, "title")
        note = tr("The project keeps this edition; a newer one never changes silently what it owes.")
        self.model_words.setText(f"{title} ({model.ref}). {note}")
        self.roles = RolesEditor(tr, model, self.ctx.language)
        self.roles.edited.connect(self._save)
        self.conditions = Checks(tr("Before the start"), condition_options(model, self.ctx.language))
        self.conditions.changed.connect(self._save)
        self.add(SectionTitle(tr("Who plays which role")), self.roles)
        self.add(SectionTitle(tr("Before the start")), self.conditions)
        archived = tr("A project that is put away stays whole and readable; it is only out of the way.")
        self.add(SectionTitle(tr("Put away")), Muted(archived), flow(self.archive_button))

    def _show(self, project: Project, data: Data) -> None:
        put_text(self.title_line, project.title)
        put_text(self.code, project.code)
        put_text(self.customer, project.customer)
        put_text(self.statement, project.statement)
        self.dates.set_value(project.start, project.end)
        self.cycle.set_value(project.life_cycle)
        self.iterations.set_value(project.iterations)
        self.remove_button.setVisible(len(project.iterations) > max(1, self._used))
        if self.roles is not None and self.conditions is not None:
            self.roles.show_value(data.people, project.assignments)
            self.conditions.set_value(project.entry_conditions)
        tr = self.ctx.tr
        self.archive_button.set_text(tr("Bring it back") if project.archived else tr("Put this project away"))

    def _save(self, **changed: Any) -> None:
        project, ws = self._project, self.ctx.ws
        if project is None or self.roles is None or self.conditions is None:
            return
        start, end = self.dates.value()
        values: dict[str, Any] = {
            "title": self.title_line.text().strip(),
            "code": self.code.text().strip(),
            "customer": self.customer.text().strip(),
            "statement": self.statement.toPlainText().strip(),
            "start": start,
            "end": end,
            "life_cycle": self.cycle.value() or project.life_cycle,
            "iterations": self.iterations.value(),
            "assignments": _with_unknown(project, self.roles),
            "entry_conditions": _ticked(project, self.conditions),
        } | changed
        if all(getattr(project, name) == value for name, value in values.items()):
            return
        self.save(lambda: projects.edit_project(ws, project.id, **values), failed=self._on_failed)

    def _on_failed(self, text: str) -> None:
        self.problem.show_remarks([Remark("problem", text)] if text else [])

    def _on_remove(self) -> None:
        self.iterations.set_value(self.iterations.value()[:-1])
        self._save()

    def _on_archive(self) -> None:
        if self._project is not None:
            self._save(archived=not self._project.archived)


def _with_unknown(project: Project, roles: RolesEditor) -> dict[str, tuple[str, ...]]:
    """Who plays what; people of a role that only an earlier edition has stay named with it."""
    kept = {role: ids for role, ids in project.assignments.items() if role not in roles.lines}
    return kept | roles.value()


def _ticked(project: Project, conditions: Checks) -> tuple[str, ...]:
    """Conditions that are true, also those that only an earlier edition asks for."""
    ticked = conditions.value()
    kept = [c for c in project.entry_conditions if c not in conditions.boxes or c in ticked]
    return (*kept, *(c for c in ticked if c not in kept))
