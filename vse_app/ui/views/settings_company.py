"""The company in the settings: everything the interview asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vse_app.i18n import LANGUAGES
from vse_app.services import company, setup
from vse_app.ui.context import Context
from vse_app.ui.views.interview_questions import country_box
from vse_app.ui.views.settings_fields import CountLine, Labelled, Options, Remarks, Saver, line, lines, put_text
from vse_app.ui.views.settings_section import Section

if TYPE_CHECKING:
    from vse_app.ui.views.settings import Data


class CompanySection(Section):
    """Name, country, language of the papers, number of people, reasons."""

    writes = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._showing = False
        self.saver = Saver(self, self._save)
        self.name, self.why = line(), lines(rows=4)
        self.country = country_box(ctx.language, "")
        self.staff = CountLine(tr("not said"))
        self.remarks = Remarks()
        self.language = Options(tr("Language of the papers"), [(code, name, "") for code, name in LANGUAGES.items()])
        self.saver.watch(self.name)
        self.saver.watch(self.why)
        self.country.editTextChanged.connect(lambda _text: self._showing or self.saver.later())
        self.staff.counted.connect(self._on_staff)
        self.language.chosen.connect(lambda _code: self._save())
        self.name_field = Labelled(tr("Company name"), self.name, width=520)
        self.add(
            self.name_field,
            Labelled(tr("Country"), self.country, width=360),
            Labelled(tr("Language of the papers"), self.language),
            Labelled(tr("People in software and IT"), self.staff, width=180),
            self.remarks,
            Labelled(tr("What you want from this"), self.why),
        )

    def show_data(self, data: Data) -> None:
        own = data.company
        if self.saver.pending:
            return
        put_text(self.name, own.name)
        put_text(self.why, own.why)
        self.language.set_value(own.language)
        self._showing = True
        if self.country.currentText() != own.country:
            self.country.setEditText(own.country)
        self.staff.set_value(own.it_staff)
        self._showing = False
        self.remarks.show_remarks(setup.staff_remarks(self.ctx.tr, own.it_staff))

    def leave(self) -> None:
        self.saver.now()

    def _on_staff(self, count: int) -> None:
        self.remarks.show_remarks(setup.staff_remarks(self.ctx.tr, count))
        if not self._showing:
            self.saver.later()

    def _save(self) -> None:
        values: dict[str, Any] = {
            "name": self.name.text().strip(),
            "country": self.country.currentText().strip(),
            "language": self.language.value() or "en",
            "it_staff": self.staff.value(),
            "why": self.why.toPlainText().strip(),
        }
        ws = self.ctx.ws
        self.save(lambda: company.edit_company(ws, **values), failed=self.name_field.set_problem)
