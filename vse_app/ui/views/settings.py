"""Settings: the company, its people, the project, how papers and the program look, backups, about the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from vse_app.model.process import ProcessModel
from vse_app.model.project import Company, Person, Project
from vse_app.services import backup, company, projects
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Heading, Muted, ScrollPage
from vse_app.ui.view import View
from vse_app.ui.views.settings_rail import SectionRail
from vse_app.ui.views.settings_section import Section
from vse_app.ui.views.settings_tabs import TabOrder


@dataclass(frozen=True, slots=True)
class Data:
    """What the settings show; `project` is None before there is one, `last` the newest backup (moment, name)."""

    company: Company
    logo: bytes
    people: tuple[Person, ...]
    project: Project | None
    model: ProcessModel | None
    used: int
    last: tuple[str, str]


class SettingsView(View):
    """Sections at the left, the chosen one at the right; everything is saved as it is typed."""

    topics = frozenset({"company", "person", "project", "setting"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._data: Data | None = None
        self._pages: dict[str, Section] = {}
        self._names = _sections(ctx)
        self._stack = QStackedWidget()
        self._tabs = TabOrder(self)
        rail = [(name, title, icon) for name, (title, icon, _make) in self._names.items()]
        self.rail = SectionRail(rail, ctx.tr("Settings"))
        self.rail.chosen.connect(self.show_section)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(self._stack, 1)
        self.show_section(target.text)

    @property
    def section(self) -> Section:
        """The section on show."""
        return self._pages[self.target.text]

    def show_section(self, name: str) -> None:
        """Show a section by name; the first one for a name that is none."""
        name = name if name in self._names else next(iter(self._names))
        before = self._pages.get(self.target.text)
        if before is not None and self.target.text != name:
            before.leave()
        self.target = self.target._replace(text=name)
        if name not in self._pages:
            self._pages[name] = self._names[name][2]()
            self._stack.addWidget(self._page(name, self._pages[name]))
        self._stack.setCurrentIndex(list(self._pages).index(name))
        self.rail.show_chosen(name)
        if self._data is not None:
            self._pages[name].show_data(self._data)
        self._tabs.keep()

    def refresh(self) -> None:
        ws, project = self.ctx.workspace, self.ctx.project
        if ws is not None:
            self.ctx.runner.latest((id(self), "data"), lambda: _read(ws, project), self._show, owner=self)

    def retarget(self, target: Target) -> None:
        self.show_section(target.text)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.rail.fit_into(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._data is not None:
            self.section.show_data(self._data)

    def leave(self) -> None:
        for page in self._pages.values():
            page.leave()

    def _show(self, data: Data) -> None:
        self._data = data
        self.section.show_data(data)
        self._tabs.keep()

    def _page(self, name: str, section: Section) -> QWidget:
        page = ScrollPage()
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.column.addWidget(Heading(self._names[name][0]))
        ws = self.ctx.workspace
        if section.writes and ws is not None and not ws.writable:
            page.column.addWidget(
                Muted(self.ctx.tr("This company file is open for reading only; nothing here can be changed."))
            )
            section.setEnabled(False)
        page.column.addWidget(section)
        return page


Made = dict[str, tuple[str, str, Callable[[], Section]]]


def _sections(ctx: Context) -> Made:
    """Name → title, icon and how the section is made; those about the file only when one is open."""
    from vse_app.ui.views import settings_program as program
    from vse_app.ui.views.settings_models import ModelsSection

    tr = ctx.tr
    found: Made = {}
    if ctx.workspace is not None:
        from vse_app.ui.views.settings_backup import BackupSection
        from vse_app.ui.views.settings_company import CompanySection
        from vse_app.ui.views.settings_edition import EditionSection
        from vse_app.ui.views.settings_people import PeopleSection
        from vse_app.ui.views.settings_project import ProjectSection
        from vse_app.ui.views.settings_style import StyleSection

        found["company"] = (tr("Company"), "company", lambda: CompanySection(ctx))
        found["people"] = (tr("People and roles"), "people", lambda: PeopleSection(ctx))
        if ctx.project:
            found["project"] = (tr("Project"), "project", lambda: ProjectSection(ctx))
            found["edition"] = (tr("Edition"), "iteration", lambda: EditionSection(ctx))
        found["style"] = (tr("House style"), "edit", lambda: StyleSection(ctx))
        found["backup"] = (tr("Backup"), "backup", lambda: BackupSection(ctx))
    found["language"] = (tr("Language"), "language", lambda: program.LanguageSection(ctx))
    found["appearance"] = (tr("Appearance"), "sun", lambda: program.AppearanceSection(ctx))
    found["models"] = (tr("Models"), "path", lambda: ModelsSection(ctx))
    found["privacy"] = (tr("Privacy"), "lock", lambda: program.PrivacySection(ctx))
    found["about"] = (tr("About"), "info", lambda: program.AboutSection(ctx))
    return found


def _read(ws: Workspace, project_id: int) -> Data:
    project = next((p for p in projects.projects(ws) if p.id == project_id), None)
    model = projects.model_of(ws, project) if project else None
    used = 0
    if project:
        from vse_app.services import path

        view = path.view(ws, project_id)
        marks = [(s.iteration, bool(s.confirmations or s.mark.status or s.mark.ticks)) for s in view.steps]
        used = max([i for i, begun in marks if begun] + [r.iteration for r in view.facts.records] + [1])
    return Data(company.company(ws), company.logo(ws), company.people(ws), project, model, used, backup.last_backup(ws))
