"""The statement of conformance: what a project's profile allows to be said, then every declaration with its judgements.

It prints what people declared, decided and judged. The program supports the statement with records; it judges nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports import conformance_tailoring as tailoring
from vse_app.evidence.reports.data import PackData, StatementData
from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model import conformance_words as words
from vse_app.model import wording
from vse_app.model.conformance import Judged, Stated
from vse_app.model.conformance_words import Titles
from vse_app.model.elements import RECALLED
from vse_app.model.process import ProcessModel
from vse_app.model.report import (
    Block,
    Bullets,
    Column,
    Cover,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Table,
)


def build(data: PackData, tr: Translator) -> Report:
    """The statement of a project: its profile, then the declarations of the project and of the whole company."""
    project = data.view.project
    own = StatementData(data.company, data.style, data.declarations, data.dated, data.head, data.language)
    subject = f"{project.code}  {project.title}"
    blocks = [*_cover(own, tr, subject), *_profile(data, tr)]
    for found in data.declarations:
        blocks += [PageBreak(), *_declaration(own, tr, found)]
    blocks += _provenance(own, tr, data.view.model)
    return _report(own, tr, subject, f"{project.code} · {data.view.model.standard}", tuple(blocks))


def statement(data: StatementData, tr: Translator) -> Report:
    """One declaration on its own."""
    (found,) = data.declarations
    subject = found.declaration.title or words.scope_text(tr, found)
    blocks = (*_cover(data, tr, subject), *_declaration(data, tr, found), *_provenance(data, tr))
    return _report(data, tr, subject, found.model.standard, blocks)


def _report(data: StatementData, tr: Translator, subject: str, running: str, blocks: tuple[Block, ...]) -> Report:
    return Report(
        id="conformance",
        title=tr("Statement of conformance"),
        subtitle=subject,
        language=data.language,
        running=f"{data.company.name} · {running}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=blocks,
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def _cover(data: StatementData, tr: Translator, subject: str) -> Iterator[Block]:
    yield Cover(data.company.name, tr("Statement of conformance"), subject)
    yield KeyValues(
        (
            (tr("Company"), data.company.name),
            (tr("State of the data"), f"{data.dated.replace('T', ' ').replace('Z', ' UTC')}"),
            (tr("Last entry of the history (SHA-256)"), data.head),
        )
    )
    yield Paragraph(
        tr("The company states this about its own work. The program supports the statement with dated records; it "
           "judges nobody, and no outside body has looked at it."), "note")  # fmt: skip


def _profile(data: PackData, tr: Translator) -> Iterator[Block]:
    """What may be said of the profile the project works under, and what is missing."""
    view, model = data.view, data.view.model
    claim = view.claim
    yield Heading(1, words.model_name(model, data.language))
    said = words.profile_statement(tr, view, data.company.name)
    if claim.provisional:
        said += " " + tr("Too little is known of {detail} here; no claim may rest on it.", detail=model.standard)
    yield Paragraph(said, "good" if claim.possible else "warning")
    if not model.claims:
        yield Paragraph(words.no_tailoring(tr))
    rows = [
        (f"{c}  {data.word('entry_conditions', c, 'text')}", tr("condition for starting"), tr("not said to be met"))
        for c in claim.unmet_entry_conditions
    ]
    for item in claim.missing:
        label = wording.task_label(view, data.language, item.step.task.id, item.step.iteration)
        lacking = wording.lacks(tr, data.language, view, item.missing)
        rows.append((label, wording.status_name(tr, item.step.status),
                     lacking or tr("not confirmed by a role-holder")))  # fmt: skip
    if rows:
        yield Paragraph(tr("What stands in the way"), "lead")
        yield Table((Column(tr("Task"), 4), Column(tr("State"), 1.4), Column(tr("Missing"), 5)), tuple(rows))


def _declaration(data: StatementData, tr: Translator, found: Stated) -> Iterator[Block]:
    titles = Titles(found.model, data.language)
    declaration, assessment = found.declaration, found.assessment
    yield Heading(1, declaration.title or words.model_name(found.model, data.language))
    yield Paragraph(words.statement(tr, found, data.company.name), "warning" if assessment.lacks else "good")
    yield KeyValues(tuple(_facts(data, tr, found)))
    loud = [words.warn_text(tr, titles, w) for w in assessment.warnings if w.code == "both-sides"]
    quiet = [words.warn_text(tr, titles, w) for w in assessment.warnings if w.code != "both-sides"]
    if loud:
        yield Paragraph("\n".join(loud), "warning")
    if quiet:
        yield Paragraph("\n".join(quiet), "note")
    yield from _lacks(tr, found, titles)
    yield from _processes(tr, found, titles)
    yield from tailoring.deletions(tr, found, titles)
    yield from tailoring.circumstances(tr, found)
    yield from tailoring.extensions(tr, found, titles)
    yield from tailoring.parties(tr, found)
    yield from _judgements(data, tr, found, titles)


def _facts(data: StatementData, tr: Translator, found: Stated) -> Iterator[tuple[str, str]]:
    declaration, model = found.declaration, found.model
    by = wording.who(found.people, [declaration.stated_by]) if declaration.stated_by else ""
    said = tr("{person}, on {date}", person=by, date=day(tr, declaration.stated)) if by else tr("nobody yet")
    yield tr("Stated by"), said
    yield tr("For"), words.scope_text(tr, found)
    if declaration.about:
        yield tr("About"), declaration.about
    yield tr("Edition"), f"{words.model_name(model, data.language)}; {model.ref}"
    yield tr("Kind of claim"), words.kind_text(tr, model, declaration)
    yield tr("Claim that may be made"), words.claim_name(tr, found.assessment.claim)


def _lacks(tr: Translator, found: Stated, titles: Titles) -> Iterator[Block]:
    lines = words.lack_lines(tr, titles, found.assessment.lacks)
    yield Heading(2, tr("What stands in the way"))
    yield Table(
        (Column(tr("Element"), 5), Column(tr("Why"), 5)),
        tuple((elements or "–", said) for elements, said, _lack in lines),
        empty=tr("Nothing stands in the way of this claim."),
    )


def _processes(tr: Translator, found: Stated, titles: Titles) -> Iterator[Block]:
    yield Heading(2, tr("Declared processes"))
    yield Paragraph(
        tr("The claim is about these processes and no others. What is not named here is left out of the claim.")
    )
    judged = found.assessment.judged
    rows: list[tuple[str, ...]] = []
    for process in found.declaration.processes:
        own = [item for item in judged if item.unit.process == process]
        done = sum(item.state == "achieved" for item in own)
        rows.append((process, titles(process) or "–", tr("{n} of {total}", n=done, total=len(own))))
    yield Table(
        (Column("", 0.8), Column(tr("Process"), 6), Column(tr("Judged achieved"), 1.6)),
        tuple(rows),
        empty=tr("No process is declared."),
    )


def _judgements(data: StatementData, tr: Translator, found: Stated, titles: Titles) -> Iterator[Block]:
    yield Heading(2, tr("Judgements"))
    yield Paragraph(
        tr("Each line is the judgement of a named person, with the evidence as it was that day. Evidence that changed "
           "since is said; such a judgement no longer counts.")
    )  # fmt: skip
    yield Table(
        (
            Column(tr("What is judged"), 3.2),
            Column(tr("Judgement"), 1.2),
            Column(tr("By, on"), 1.6),
            Column(tr("Evidence and note"), 5),
        ),
        tuple(_judgement_row(data, tr, found, titles, item) for item in found.assessment.judged),
        empty=tr("There is nothing to judge yet."),
    )


def _judgement_row(data: StatementData, tr: Translator, found: Stated, titles: Titles, item: Judged) -> tuple[str, ...]:
    said = item.judgement
    label = titles.label(item.unit.element)
    if said is None:
        return label, words.state_name(tr, item), "–", "–"
    changed = dict(item.changed)
    lines: list[str] = []
    for evidence in said.evidence:
        text = words.evidence_text(tr, data.language, found, evidence)
        moved = f" ({words.change_name(tr, changed[evidence])})" if evidence in changed else ""
        lines.append(f"• {text}{moved}")
    if said.note:
        lines.append(said.note)
    person = wording.who(found.people, [said.person]) if said.person else ""
    who = f"{person}, {day(tr, said.date)}" if person else "–"
    return label, words.state_name(tr, item), who, "\n".join(lines) or "–"


def _provenance(data: StatementData, tr: Translator, profile: ProcessModel | None = None) -> list[Block]:
    """Where the content of the models comes from, and how much of it was only recalled."""
    models = {found.model.ref: found.model for found in data.declarations}
    if profile is not None:
        models = {profile.ref: profile, **models}
    blocks: list[Block] = [Heading(1, tr("Where the content of the models comes from"))]
    blocks.append(
        Paragraph(tr("Titles and texts are the program's own words, not those of a standard. What was recalled has to "
                     "be compared with a bought copy before somebody relies on it."))
    )  # fmt: skip
    items: list[str] = []
    for model in models.values():
        outcomes = list(model.objectives())
        recalled = sum(o.provenance == RECALLED for o in outcomes)
        text = f"{model.about(data.language)} ({model.ref}). {model.about(data.language, 'provenance_note')}".strip()
        if recalled:
            text += " " + tr("Outcomes that were recalled: {n} of {total}.", n=recalled, total=len(outcomes))
        items.append(text)
    return [*blocks, Bullets(tuple(items))]
