"""The first pages of the pack: cover, claim, company and project, team."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.claims import Item
from vse_app.model.project import players
from vse_app.model.report import Block, Column, Contents, Heading, KeyValues, PageBreak, Paragraph, Table


def cover(data: PackData, tr: Translator) -> Iterator[Block]:
    """Who, what, when; and that this document certifies nothing."""
    project, model = data.view.project, data.view.model
    yield Heading(0, tr("Evidence pack"))
    yield Paragraph(f"{project.code}  {project.title}", "lead")
    counts = data.view.counts()
    still_open = counts["ready"] + counts["blocked"]
    said = tr(
        "{done} done, {na} not applicable, {open} open",
        done=counts["done"],
        na=counts["not_applicable"],
        open=still_open,
    )
    yield KeyValues(
        (
            (tr("Company"), data.company.name),
            (tr("Customer"), project.customer or "–"),
            (tr("Profile"), f"{model.about(data.language)} ({model.standard})"),
            (tr("Starts"), wording.date_text(tr, project.start) or "–"),
            (tr("Ends"), wording.date_text(tr, project.end) or "–"),
            (tr("State of the data"), f"{data.dated.replace('T', ' ').replace('Z', ' UTC')}"),
            (tr("Head of the history"), data.head[:32]),
            (tr("Tasks"), said),
        )
    )  # fmt: skip
    yield Paragraph(tr("This document shows what was done, by whom and when. It certifies nothing by itself."), "note")
    yield PageBreak()
    yield Contents(tr("Contents"))
    yield PageBreak()


def claim(data: PackData, tr: Translator) -> Iterator[Block]:
    """The claim in careful words, the conditions for starting, and what is missing."""
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


def company(data: PackData, tr: Translator) -> Iterator[Block]:
    """The company, the project and its iterations."""
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
    if len(project.iterations) > 1 or any(i.name for i in project.iterations):
        yield Paragraph(tr("Iterations"), "lead")
        yield Table(
            (Column("", 0.5, "right"), Column(tr("Name"), 5), Column(tr("Starts"), 1.5), Column(tr("Ends"), 1.5)),
            tuple((str(n), i.name, wording.date_text(tr, i.start), wording.date_text(tr, i.end))
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
    named = {p for ids in facts.project.assignments.values() for p in ids} | {e.person for e in facts.events}
    yield Table(
        (Column(tr("Name"), 2), Column(tr("E-mail"), 3), Column(tr("Side"), 1), Column(tr("Roles they can play"), 4)),
        tuple(
            (p.name, p.email, tr("customer") if p.side == "customer" else tr("company"),
             ", ".join(data.word("roles", role) for role in p.roles))
            for p in data.people.values() if p.id in named or (p.active and p.side != "customer")
        ),
    )  # fmt: skip
