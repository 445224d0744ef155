"""What the reports of an assessment are made from: plain values, gathered by `services.assessment_reports`.

Private notes have no place in here: whatever a report prints, it cannot print them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from vse_app.i18n import Translator
from vse_app.model.assessment import Assessment, Item, Sheets
from vse_app.model.assessment_cards import Card
from vse_app.model.assessment_charts import Pictured
from vse_app.model.assessment_proposal import Proposal
from vse_app.model.assessment_results import Progress, Results, progress, results
from vse_app.model.assessment_scope import Subject
from vse_app.model.assessment_words import careful, process_name, subject_title, use_name
from vse_app.model.improvement import Action, Observation
from vse_app.model.process import ProcessModel
from vse_app.model.project import Company
from vse_app.model.report import Block, Cover, HouseStyle, KeyValues, Paragraph, Report
from vse_app.model.wording import date_text


@dataclass(frozen=True)
class AssessmentData:
    """An assessment with all that is printed of it. `rounds` are the earlier ones of the same line, oldest first.

    `dated` is the moment (UTC) of its last change, or of its completion: same data, same bytes.
    """

    own: Assessment
    model: ProcessModel
    framework: ProcessModel
    subjects: tuple[Subject, ...]
    sheets: Sheets
    observations: tuple[Observation, ...]
    proposals: Mapping[str, Proposal]
    people: Mapping[str, str]
    codes: Mapping[int, tuple[str, str]]
    company: Company
    style: HouseStyle
    dated: str
    language: str
    actions: tuple[Action, ...] = ()
    today: str = ""
    cards: tuple[Card, ...] = ()
    rounds: Sequence[tuple[str, Results]] = ()

    @cached_property
    def results(self) -> Results:
        """What it comes to."""
        return results(self.own, self.subjects, self.sheets.items)

    @property
    def progress(self) -> Progress:
        """How far the rating has come."""
        return progress(self.own, self.subjects, self.sheets.items)

    @property
    def models(self) -> tuple[ProcessModel, ProcessModel]:
        """The assessed model and the measurement framework."""
        return self.model, self.framework

    @cached_property
    def by_key(self) -> Mapping[str, Subject]:
        """Subjects by key."""
        return {subject.key: subject for subject in self.subjects}

    def pictured(self, tr: Translator) -> Pictured:
        """What the charts show."""
        return Pictured(tr, self.model, self.language, self.subjects, self.results)

    def item(self, key: str) -> Item:
        """An item, empty when nothing was said of it."""
        return self.sheets.items.get(key, Item(key))

    def process(self, process: str) -> str:
        """Id and name of a process."""
        return process_name(self.model, self.language, process)

    def title(self, tr: Translator, subject: Subject) -> str:
        """What a subject is called."""
        return subject_title(tr, self.models, subject, self.language)

    def member(self, member: str) -> str:
        """The name of a member of the team; the id of one who is not there."""
        found = self.own.member(member)
        return found.name if found is not None else member


def report(data: AssessmentData, tr: Translator, report_id: str, title: str, blocks: Sequence[Block]) -> Report:
    """A report of an assessment with everything but its own blocks filled in."""
    return Report(
        id=report_id,
        title=title,
        subtitle=round_title(tr, data.own),
        language=data.language,
        running=f"{data.company.name} · {data.own.title} · {data.model.standard}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=tuple(blocks),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def round_title(tr: Translator, own: Assessment) -> str:
    """The title with its round."""
    return tr("{title}, round {n}", title=own.title, n=own.round)


def head(data: AssessmentData, tr: Translator, title: str) -> list[Block]:
    """The first lines of every report: whose, what, of which day, and what it is not."""
    return [Cover(data.company.name, title, round_title(tr, data.own)), *facts(data, tr)]


def facts(data: AssessmentData, tr: Translator) -> list[Block]:
    """What sort of assessment it is, of which day, and what it is not."""
    own = data.own
    state = (
        tr("completed on {date}", date=date_text(tr, own.closed))
        if own.is_closed
        else tr("not completed; state of {date}", date=date_text(tr, data.dated))
    )
    rows = (
        (tr("Purpose"), use_name(tr, own.use)),
        (tr("Process model"), f"{data.model.about(data.language)} ({data.model.standard})"),
        (tr("Measured by"), data.framework.standard if own.scale == "NPLF" else tr("mandatory items, met or not met")),
        (tr("Organisation"), own.unit or data.company.name),
        (tr("State"), state),
    )
    return [KeyValues(rows), Paragraph(careful(tr, own), "note")]
