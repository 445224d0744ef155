"""The evidence pack: a project so that an assessor can follow every line back to a dated fact.

The sections stand in `_SECTIONS` in their order. Everything a person filled in is printed somewhere in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.record_blocks import event_row, record_blocks
from vse_app.evidence.reports.tasks import objectives, tasks
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.claims import Item
from vse_app.model.path import Status
from vse_app.model.process import RECALLED
from vse_app.model.project import players
from vse_app.model.report import (
    Block,
    Bullets,
    Column,
    Contents,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from vse_app.model.rules import SAID_IN_TASKS

Section = Callable[[PackData, Translator], Iterator[Block]]


def build(data: PackData, tr: Translator) -> Report:
    """The whole pack of one project."""
    project = data.view.project
    blocks = [block for section in _SECTIONS for block in section(data, tr)]
    return Report(
        id="evidence-pack",
        title=tr("Evidence pack"),
        subtitle=f"{project.code}  {project.title}",
        language=data.language,
        running=f"{data.company.name} · {project.code} · {data.view.model.ref}",
        page_of=tr("Page {page} of {pages}"),
        dated=data.dated,
        blocks=tuple(blocks),
        style=data.style,
        author=data.company.name,
        missing_glyph_note=tr(
            "These characters have no glyph in the fonts of this document and are printed as code points:"
        ),
    )


def _cover(data: PackData, tr: Translator) -> Iterator[Block]:
    project, model = data.view.project, data.view.model
    yield Heading(0, tr("Evidence pack"))
    yield Paragraph(f"{project.code}  {project.title}", "lead")
    counts = data.view.counts()
    yield KeyValues(
        (
            (tr("Company"), data.company.name),
            (tr("Customer"), project.customer or "–"),
            (tr("Profile"), f"{model.about(data.language)} ({model.standard})"),
            (tr("Project dates"), f"{wording.date_text(tr, project.start) or '–'} – {wording.date_text(tr, project.end) or '–'}"),
            (tr("State of the data"), f"{data.dated.replace('T', ' ').replace('Z', ' UTC')}"),
            (tr("Head of the history"), data.head[:32]),
            (tr("Tasks"), tr("{done} done, {na} not applicable, {open} open", done=counts["done"], na=counts["not_applicable"],
                             open=counts["ready"] + counts["blocked"])),
        )
    )  # fmt: skip
    yield Paragraph(tr("This document shows what was done, by whom and when. It certifies nothing by itself."), "note")
    yield PageBreak()
    yield Contents(tr("Contents"))
    yield PageBreak()


def _claim(data: PackData, tr: Translator) -> Iterator[Block]:
    claim, model = data.view.claim, data.view.model
    yield Heading(1, tr("What may be said"))
    met = sum(item.met for item in claim.items)
    if claim.met:
        yield Paragraph(
            tr("According to the records in this document, all {count} mandatory items of {profile} are met.",
               count=len(claim.items), profile=model.ref), "good")  # fmt: skip
    else:
        yield Paragraph(
            tr("According to the records in this document, {met} of {count} mandatory items of {profile} are met; "
               "the rest are not met yet.", met=met, count=len(claim.items), profile=model.ref), "warning")  # fmt: skip
    yield Paragraph(
        tr("The company says this about its own project. The program supports the profile; it does not judge and "
           "nobody is certified by it. The profile allows no tailoring for such a claim.")
    )  # fmt: skip
    conditions = claim.unmet_entry_conditions
    if model.entry_conditions:
        yield Paragraph(tr("Conditions for starting"), "lead")
        yield Table(
            (Column("", 0.6), Column(tr("Condition"), 8), Column(tr("Said to be met"), 1.6)),
            tuple((c, data.word("entry_conditions", c, "text"), tr("no") if c in conditions else tr("yes"))
                  for c in model.entry_conditions),
        )  # fmt: skip
    if claim.missing:
        yield Paragraph(tr("What is missing"), "lead")
        yield Table(
            (Column(tr("Task"), 4), Column(tr("State"), 1.2), Column(tr("Missing"), 5)),
            tuple(_missing_row(data, tr, item) for item in claim.missing),
        )


def _missing_row(data: PackData, tr: Translator, item: Item) -> tuple[str, ...]:
    step = item.step
    missing = "; ".join(
        f"{wording.use_text(data.view.model, data.language, n)}: {wording.need_text(tr, data.language, data.view, n)}"
        for n in item.missing
    )
    label = wording.task_label(data.view, data.language, step.task.id, step.iteration)
    return label, wording.status_name(tr, step.status), missing or tr("not confirmed by a role-holder")


def _company(data: PackData, tr: Translator) -> Iterator[Block]:
    company, project = data.company, data.view.project
    yield Heading(1, tr("Company and project"))
    yield KeyValues(
        (
            (tr("Company"), company.name),
            (tr("Country"), company.country or "–"),
            (tr("People in IT"), str(company.it_staff or "–")),
            (tr("Why the company does this"), company.why or "–"),
            (tr("Project"), f"{project.code}  {project.title}"),
            (tr("Customer"), project.customer or "–"),
            (tr("Life cycle"), tr(_LIFE_CYCLES[project.life_cycle])),
            (tr("Starts"), wording.date_text(tr, project.start) or "–"),
            (tr("Ends"), wording.date_text(tr, project.end) or "–"),
        )
    )
    if project.statement:
        yield Paragraph(tr("The work to be done, as first described"), "lead")
        yield Paragraph(project.statement)
    if len(project.iterations) > 1 or project.iterations[0].name:
        yield Paragraph(tr("Iterations"), "lead")
        yield Table(
            (Column("", 0.5, "right"), Column(tr("Name"), 5), Column(tr("Starts"), 1.5), Column(tr("Ends"), 1.5)),
            tuple((str(n), i.name, wording.date_text(tr, i.start), wording.date_text(tr, i.end))
                  for n, i in enumerate(project.iterations, 1)),
        )  # fmt: skip


_LIFE_CYCLES = {"waterfall": "Waterfall", "iterative": "Iterative", "incremental": "Incremental", "agile": "Agile"}


def _team(data: PackData, tr: Translator) -> Iterator[Block]:
    facts = data.view.facts
    yield Heading(1, tr("Team and roles"))
    yield Table(
        (Column(tr("Role"), 2), Column(tr("What the role does"), 5), Column(tr("Played by"), 3)),
        tuple(
            (data.word("roles", role.id), data.word("roles", role.id, "does"),
             wording.who(data.people, players(facts.project, role.id, facts.groups)) or tr("nobody"))
            for role in facts.model.roles
        ),
    )  # fmt: skip
    yield Paragraph(tr("People"), "lead")
    named = {p for ids in facts.project.assignments.values() for p in ids} | {e.person for e in facts.events}
    yield Table(
        (Column(tr("Name"), 2), Column(tr("E-mail"), 3), Column(tr("Side"), 1), Column(tr("Roles they can play"), 4)),
        tuple(
            (p.name, p.email, tr("customer") if p.side == "customer" else tr("company"),
             ", ".join(data.word("roles", role) for role in p.roles))
            for p in data.people.values() if p.active or p.id in named
        ),
    )  # fmt: skip


def _register(data: PackData, tr: Translator) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, tr("Register of work products"))
    rows: list[tuple[str, ...]] = []
    anchors: list[str] = []
    for record in data.records:
        states = data.view.facts.states(record)
        ordered = tuple(dict.fromkeys(e.state for e in data.events(record) if e.state in states))
        held = {"form": tr("written here"), "file": tr("file"), "link": tr("address")}[record.form]
        rows.append((record.number, record.title or data.word("products", record.kind), f"v{record.revision}",
                     wording.state_names(data.view.model, data.language, ordered) or "–", held,
                     wording.date_text(tr, record.happened), wording.date_text(tr, record.source_dated) or "–",
                     wording.date_text(tr, record.captured), record.stamp[:16]))  # fmt: skip
        anchors.append(f"r{record.id}")
    yield Table(
        (Column(tr("Number"), 1.1), Column(tr("Title"), 3.4), Column(tr("Version"), 0.8), Column(tr("States"), 1.8),
         Column(tr("Held as"), 1), Column(tr("Happened"), 1.2), Column(tr("Source dated"), 1.2), Column(tr("Captured"), 1.2),
         Column(tr("Stamp"), 1.7)),
        tuple(rows), tuple(anchors), empty=tr("There are no work products yet."),
    )  # fmt: skip


def _contents(data: PackData, tr: Translator) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, tr("Work products in full"))
    for record in data.records:
        yield from record_blocks(data, tr, record)


def _approvals(data: PackData, tr: Translator) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, tr("Reviews and approvals"))
    yield Paragraph(
        tr(
            "Each state is bound to the content it was given to. “Same person” says that somebody checked their own work."
        )
    )
    rows: list[tuple[str, ...]] = []
    for record in data.view.facts.records:
        rows += [(record.number, *event_row(data, tr, record, event)) for event in data.events(record)]
    yield Table(
        (Column(tr("Record"), 1.1), Column(tr("State"), 1.2), Column(tr("By"), 1.7), Column(tr("Role"), 1.5),
         Column(tr("Happened"), 1.1), Column(tr("Captured"), 1.1), Column(tr("Version"), 0.8), Column(tr("Remark"), 2.6)),
        tuple(rows), empty=tr("No state was given yet."),
    )  # fmt: skip


def _deviations(data: PackData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("Deviations, with reasons"))
    rows: list[tuple[str, ...]] = []
    for step in data.view.steps:
        label = wording.task_label(data.view, data.language, step.task.id, step.iteration)
        if step.status is Status.NOT_APPLICABLE:
            person = wording.who(data.people, [step.mark.person])
            rows.append(
                (
                    label,
                    tr("not applicable"),
                    step.mark.reason,
                    f"{person}, {wording.date_text(tr, step.mark.happened)}",
                )
            )
        rows += [
            (label, tr("done out of order"), wording.gaps_text(data.view.model, data.language, c.gaps), f"{wording.who(data.people, [c.person])}, {wording.date_text(tr, c.happened)}")
            for c in step.confirmations if c.gaps
        ]  # fmt: skip
        if step.mark.status == "later":
            rows.append(
                (
                    label,
                    tr("put off"),
                    wording.date_text(tr, step.mark.until),
                    wording.who(data.people, [step.mark.person]),
                )
            )
    rows += [
        (f"{r.number} {r.title}", tr("withdrawn"), r.withdrawn, "") for r in data.view.facts.records if r.withdrawn
    ]
    yield Table(
        (Column(tr("Where"), 3.5), Column(tr("What"), 1.5), Column(tr("Reason"), 4), Column(tr("By whom, when"), 2)),
        tuple(rows), empty=tr("None."),
    )  # fmt: skip


def _findings(data: PackData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("Open findings"))
    yield Table(
        (Column(tr("Severity"), 1.5), Column(tr("Rule"), 1.8), Column(tr("Finding"), 7)),
        tuple(
            (wording.severity_name(tr, f.severity), f.rule, wording.finding_text(tr, data.language, data.view, f))
            for f in data.view.findings if f.rule not in SAID_IN_TASKS
        ),
        empty=tr("None."),
    )  # fmt: skip


def _files(data: PackData, tr: Translator) -> Iterator[Block]:
    yield Heading(1, tr("List of files"))
    rows = [
        (f.name, record.number, f"v{record.revision}", f"{f.size}", wording.date_text(tr, f.source_dated), f.sha256)
        for record in data.records
        for f in data.revisions[record.id].content.files
    ]
    yield Table(
        (Column(tr("Name"), 2.6), Column(tr("Record"), 1), Column(tr("Version"), 0.8), Column(tr("Bytes"), 1, "right"),
         Column(tr("Source dated"), 1.2), Column("SHA-256", 4.4)),
        tuple(rows), empty=tr("No files are kept with this project."),
    )  # fmt: skip


def _glossary(data: PackData, tr: Translator) -> Iterator[Block]:
    words = data.view.model.words
    entries = words.get(data.language, {}).get("glossary") or words.get("en", {}).get("glossary") or ()
    if entries:
        yield PageBreak()
        yield Heading(1, tr("Glossary"))
        yield Table((Column(tr("Term"), 2), Column(tr("Meaning"), 7)), tuple((e["term"], e["means"]) for e in entries))


def _provenance(data: PackData, tr: Translator) -> Iterator[Block]:
    model = data.view.model
    recalled = [t.id for t in model.tasks() if RECALLED in t.provenance.values()]
    yield Heading(1, tr("Where the profile's content comes from"))
    note = model.about(data.language, "provenance_note")
    if note:
        yield Paragraph(note)
    yield Bullets(
        tuple(
            f"{data.word('provenance', kind)}: {data.word('provenance', kind, 'means')}"
            for kind in model.raw["structure"].get("provenance_kinds", ())
        )
    )
    yield Paragraph(
        tr("Marked ° above: roles, inputs, outputs and states of {count} tasks were recalled and not checked against a "
           "bought copy of the standard.", count=len(recalled)), "warning" if recalled else "body")  # fmt: skip


_SECTIONS: tuple[Section, ...] = (
    _cover,
    _claim,
    _company,
    _team,
    objectives,
    tasks,
    _register,
    _contents,
    _approvals,
    _deviations,
    _findings,
    _files,
    _glossary,
    _provenance,
)
