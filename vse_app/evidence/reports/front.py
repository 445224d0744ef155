"""The first pages of the pack: cover, claim, company and project, team."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day, span
from vse_app.evidence.reports.tasks import lacks, task_anchor
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.claims import Item
from vse_app.model.project import players
from vse_app.model.report import (
    Block,
    Bullets,
    Column,
    Contents,
    Cover,
    Figures,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Table,
)
from vse_app.model.rules import LATE_DAYS, SAID_IN_TASKS


def cover(data: PackData, tr: Translator) -> Iterator[Block]:
    """Who, what, when, how far; and that this document certifies nothing."""
    project, model = data.view.project, data.view.model
    yield Cover(data.company.name, tr("Evidence pack"), f"{project.code}  {project.title}")
    yield Figures(tuple(_figures(data, tr)))
    yield KeyValues(
        (
            (tr("Customer"), project.customer or "–"),
            (tr("Profile"), f"{model.about(data.language)} ({model.standard})"),
            (tr("Planned time"), span(tr, project.start, project.end)),
            (tr("State of the data"), f"{data.dated.replace('T', ' ').replace('Z', ' UTC')}"),
            (tr("Last entry of the history (SHA-256)"), data.head),
        )
    )
    yield Paragraph(tr("This document shows what was done, by whom and when. It certifies nothing by itself."), "note")
    yield PageBreak()
    yield Contents(tr("Contents"))
    yield PageBreak()


def _figures(data: PackData, tr: Translator) -> Iterator[tuple[str, str]]:
    view = data.view
    items = view.claim.items
    yield tr("{n} of {total}", n=sum(i.met for i in items), total=len(items)), tr("mandatory items met, by the records")
    counts = view.counts()
    still_open = counts["ready"] + counts["blocked"]
    done, na = counts["done"], counts["not_applicable"]
    yield str(done), tr("{done|task|tasks} done; {na} not applicable, {open} open", done=done, na=na, open=still_open)
    files = sum(len(data.revisions[r.id].content.files) for r in data.records)
    many = len(data.records)
    yield str(many), tr("{n|work product|work products}, {files|1 file|# files} among them", n=many, files=files)
    open_findings = [f for f in view.findings if f.rule not in SAID_IN_TASKS]
    pressing = sum(f.severity != "info" for f in open_findings)
    quiet = len(open_findings) - pressing
    yield str(pressing), tr("{n|finding|findings} to look at; {count} more shown openly", n=pressing, count=quiet)


def claim(data: PackData, tr: Translator) -> Iterator[Block]:
    """The claim in careful words, the conditions for starting, and what is missing."""
    claim, model = data.view.claim, data.view.model
    yield Heading(1, tr("What may be said"))
    met, count = sum(item.met for item in claim.items), len(claim.items)
    if claim.provisional:
        said = tr("Nothing may be claimed from this document: the tasks of {profile} are a reconstruction here, not "
                  "the text of the standard. Mandatory items as reconstructed: {met} of {count} met.",
                  met=met, count=count, profile=model.standard)  # fmt: skip
    elif met == count:
        said = tr("According to the records in this document, all {count} mandatory items of {profile} are met.",
                  count=count, profile=model.standard)  # fmt: skip
    else:
        said = tr("According to the records in this document, {met} of {count} mandatory items of {profile} are met; "
                  "the rest are not met yet.", met=met, count=count, profile=model.standard)  # fmt: skip
    if claim.unmet_entry_conditions:
        said += " " + tr("Not all conditions for starting are said to be met.")
    yield Paragraph(said, "good" if claim.possible else "warning")
    yield Paragraph(
        tr("The company says this about its own project. The program supports the profile; it does not judge and "
           "nobody is certified by it. The profile allows no tailoring for such a claim.")
        + " " + tr("Which items are mandatory, and what each one asks for, is the program's reading of the profile; "
                   "the last chapter says where it comes from.")
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
            tuple(task_anchor(item.step) for item in claim.missing),
            page_title=tr("Page"),
        )


def _missing_row(data: PackData, tr: Translator, item: Item) -> tuple[str, ...]:
    step = item.step
    missing = lacks(data, tr, item.missing)
    label = wording.task_label(data.view, data.language, step.task.id, step.iteration)
    return label, wording.status_name(tr, step.status), missing or tr("not confirmed by a role-holder")


def reading(data: PackData, tr: Translator) -> Iterator[Block]:
    """What the dates, versions, stamps and signs of this document mean."""
    yield Heading(1, tr("How to read this document"))
    yield Bullets(
        (
            tr("Dates: “happened” is what the person said, “source dated” is what a file or a message carries, "
               "“captured” is when the program took it in; nobody can change that one. A gap of more than {days} days "
               "is named.", days=LATE_DAYS),
            tr("Versions: v3 is the third version of a work product, the label of its authors stands beside it. “now "
               "v4” says that the work product went on after a task was confirmed."),
            tr("States belong to the version they were given to. “of an earlier version” and “same person wrote it” "
               "say what an assessor would ask."),
            tr("Stamps are SHA-256 over the title, the fields, the files and the address of a version. The number "
               "under the title at the top of each page is the stamp of this whole document."),
            tr("✓ was ticked by hand. ° marks what was recalled and not checked against a bought copy of the "
               "standard."),
        )
    )  # fmt: skip


def company(data: PackData, tr: Translator) -> Iterator[Block]:
    """The company, the project and its iterations."""
    company, project, model = data.company, data.view.project, data.view.model
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
            (tr("Planned time"), span(tr, project.start, project.end)),
            (tr("Profile"), f"{model.about(data.language)} ({model.standard}; {model.ref})"),
        )
    )
    if project.statement:
        yield Paragraph(tr("The work to be done, as first described"), "lead")
        yield Paragraph(project.statement)
    if len(project.iterations) > 1 or any(i.name for i in project.iterations):
        yield Paragraph(tr("Iterations"), "lead")
        yield Table(
            (Column("", 0.5, "right"), Column(tr("Name"), 5), Column(tr("Starts"), 1.5), Column(tr("Ends"), 1.5)),
            tuple((str(n), i.name, day(tr, i.start), day(tr, i.end))
                  for n, i in enumerate(project.iterations, 1)),
        )  # fmt: skip


_LIFE_CYCLES = {"waterfall": "Waterfall", "iterative": "Iterative", "incremental": "Incremental", "agile": "Agile"}


def team(data: PackData, tr: Translator) -> Iterator[Block]:
    """Roles with the people who play them."""
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
    named = {p for ids in facts.project.assignments.values() for p in ids} | {
        e.person for events in data.events_of.values() for e in events
    }
    yield Table(
        (Column(tr("Name"), 2), Column(tr("E-mail"), 3), Column(tr("Side"), 1), Column(tr("Roles they can play"), 4)),
        tuple(
            (p.name, p.email, tr("customer") if p.side == "customer" else tr("company"),
             ", ".join(data.word("roles", role) for role in p.roles))
            for p in data.people.values() if p.id in named or (p.active and p.side != "customer")
        ),
    )  # fmt: skip
