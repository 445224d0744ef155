"""The sections of each kind of element: what the model itself says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from vse_app.model import browsing, library_words, wording
from vse_app.model.browsing import Address, Entry
from vse_app.model.elements import Exchange, Product, Use
from vse_app.model.page_parts import Line, Section, Writer, text_section
from vse_app.model.product_sections import product

Sections = Iterator[Section]


def sections(writer: Writer, entry: Entry) -> Sections:
    """What the model says about an element, section by section; some may be empty."""
    yield from _SECTIONS[entry.kind](writer, entry)
    yield from _names(writer, entry)


def _names(writer: Writer, entry: Entry) -> Sections:
    """Other names and other ids in use."""
    tr = writer.tr
    lines: list[Line] = []
    section = _OFFICIAL.get(entry.kind)
    if section:
        official = writer.word(section, entry.id, "official_name")
        if official:
            lines.append(Line(official, label=tr("Official name")))
    everyday = writer.word("activities", entry.id, "everyday") if entry.kind == browsing.ACTIVITY else ""
    if everyday:
        lines.append(Line(everyday, label=tr("In everyday words")))
    aliases = getattr(entry.item, "aliases", ())
    if aliases:
        lines.append(Line(", ".join(aliases), label=tr("Also known as")))
    yield Section("names", tr("Names"), tuple(lines))


def _group(writer: Writer, entry: Entry) -> Sections:
    tr = writer.tr
    yield text_section("purpose", tr("Purpose"), writer.word("groups", entry.id, "purpose"))
    found = tuple(writer.line(below) for below in writer.catalogue.below(entry.key))
    yield Section("processes", tr("Processes"), found)


def _process(writer: Writer, entry: Entry) -> Sections:
    tr, process = writer.tr, entry.item
    yield text_section("purpose", tr("Purpose"), writer.word("processes", entry.id, "purpose"))
    condition = writer.word("processes", entry.id, "condition")
    if process.conditional and not condition:
        condition = tr("It applies only in some cases.")
    yield text_section("condition", tr("When it applies"), condition)
    yield _outcomes(writer, [o.id for o in process.objectives])
    indicators = tuple(
        writer.line(writer.catalogue.named(browsing.INDICATOR, i.id), note=", ".join(i.objectives))
        for i in process.indicators
    )
    yield Section("indicators", tr("Indicators"), indicators, tr("How you see whether it works."))
    yield Section("activities", tr("Activities and tasks"), tuple(_activities(writer, entry)), tr("What you do."))
    yield Section("roles", tr("Roles"), tuple(_process_roles(writer, entry)))
    yield _exchanges(writer, "inputs", process.inputs)
    yield _exchanges(writer, "outputs", process.outputs)
    yield Section("internal", tr("Kept inside the process"), writer.lines(browsing.PRODUCT, process.internal))
    checks = tuple(
        writer.line(writer.catalogue.named(browsing.CHECK, c.id), above=library_words.check_word(tr, c.kind))
        for c in process.checks
    )
    yield Section("checks", tr("Verifications and validations"), checks)


def _outcomes(writer: Writer, names: list[str]) -> Section:
    tr = writer.tr
    lines = tuple(
        writer.line(writer.catalogue.named(browsing.OUTCOME, name), note=writer.word("objectives", name, "text"))
        for name in names
    )
    return Section("outcomes", tr("Outcomes"), lines, tr("What is true when it is done well."))


def _activities(writer: Writer, entry: Entry) -> Iterator[Line]:
    tr = writer.tr
    for activity in entry.item.activities:
        note = writer.word("activities", activity.id, "summary")
        unlisted = activity.task_count and not activity.tasks
        counted = tr("Tasks in the standard: {count}; they are not listed here.", count=activity.task_count)
        said = " ".join(part for part in (note, counted if unlisted else "") if part)
        yield writer.line(writer.catalogue.named(browsing.ACTIVITY, activity.id), note=said)
        for task in activity.tasks:
            yield writer.line(writer.catalogue.named(browsing.TASK, task.id), depth=1)


def _process_roles(writer: Writer, entry: Entry) -> Iterator[Line]:
    tr, process = writer.tr, entry.item
    special = {process.responsible: tr("Responsible"), process.authority: tr("Authority")}
    for name, above in special.items():
        if name:
            yield from writer.lines(browsing.ROLE, (name,), above=above)
    others = [name for name in process.roles if name not in special]
    yield from writer.lines(browsing.ROLE, others, above=tr("Takes part") if any(special) else "")


def _exchanges(writer: Writer, name: str, items: tuple[Exchange, ...]) -> Section:
    tr = writer.tr
    title = tr("Inputs") if name == "inputs" else tr("Outputs")
    lines: list[Line] = []
    for item in items:
        partners = ", ".join(_partner(writer, partner) for partner in item.partners)
        note = tr("from {partners}", partners=partners) if name == "inputs" else tr("to {partners}", partners=partners)
        entry = writer.catalogue.named(browsing.PRODUCT, item.product)
        lines.append(writer.line(entry, note=note if partners else ""))
    return Section(name, title, tuple(lines))


def _partner(writer: Writer, name: str) -> str:
    """A process by its id and name, or a role by its name."""
    kind = browsing.PROCESS if any(process.id == name for process in writer.model.processes) else browsing.ROLE
    return browsing.label(writer.model, writer.catalogue.named(kind, name), writer.tr.language)


def _outcome(writer: Writer, entry: Entry) -> Sections:
    tr, model = writer.tr, writer.model
    yield text_section("text", tr("In more words"), writer.word("objectives", entry.id, "text"))
    served = [a.id for a in model.activities() if entry.id in a.objectives]
    yield Section("activities", tr("Served by the activities"), writer.lines(browsing.ACTIVITY, served))
    process = model.process(entry.item.process)
    indicators = [i.id for i in process.indicators if entry.id in i.objectives]
    yield Section("indicators", tr("Indicators"), writer.lines(browsing.INDICATOR, indicators))
    base = tuple(
        Line(f"{b['model']}@{b['edition']}:{b['element']}", to=Address(f"{b['model']}@{b['edition']}", b["element"]),
             note=tr("uncertain") if b.get("uncertain") else "")
        for b in entry.item.base
    )  # fmt: skip
    yield Section("base", tr("Taken from"), base)


def _activity(writer: Writer, entry: Entry) -> Sections:
    tr, activity = writer.tr, entry.item
    yield text_section("purpose", tr("What it is about"), writer.word("activities", entry.id, "summary"))
    yield _outcomes(writer, list(activity.objectives))
    tasks = tuple(_task_line(writer, writer.catalogue.named(browsing.TASK, task.id)) for task in activity.tasks)
    yield Section("tasks", tr("Tasks"), tasks)
    if activity.task_count and not tasks:
        text = tr("Tasks in the standard: {count}; they are not listed here.", count=activity.task_count)
        yield text_section("task_count", tr("Tasks"), text)


def _task_line(writer: Writer, entry: Entry) -> Line:
    return writer.line(entry, note=writer.word("tasks", entry.id, "what"))


def _task(writer: Writer, entry: Entry) -> Sections:
    tr, task = writer.tr, entry.item
    for key, title in (("what", tr("What to do")), ("why", tr("Why")), ("how", tr("How"))):
        yield text_section(key, title, writer.word("tasks", entry.id, key))
    ticks = tuple(Line(str(text)) for text in writer.word("tasks", entry.id, "checklist") or ())
    yield Section("checklist", tr("Checklist"), ticks)
    yield text_section("example", tr("Example"), writer.word("tasks", entry.id, "example"))
    yield Section("facts", tr("Facts"), tuple(_task_facts(writer, entry)))
    roles = writer.lines(browsing.ROLE, task.roles)
    if task.approved_by:
        roles += writer.lines(browsing.ROLE, (task.approved_by,), above=tr("Its yes ends the task"))
    yield Section("roles", tr("Roles"), roles)
    for name, title, uses in (("inputs", tr("Inputs"), task.inputs), ("outputs", tr("Outputs"), task.outputs)):
        yield Section(name, title, tuple(_use(writer, use) for use in uses))
    checks = [c.id for c in writer.model.process(task.process).checks if c.task == entry.id]
    yield Section("checks", tr("Verifications and validations"), writer.lines(browsing.CHECK, checks))


def _task_facts(writer: Writer, entry: Entry) -> Iterator[Line]:
    tr, task = writer.tr, entry.item
    if task.obligation:
        yield Line(library_words.obligation_word(tr, task.obligation), label=tr("How binding"))
    if task.optional:
        yield Line(tr("It may be left out."), label=tr("Optional"))
    if task.condition:
        yield Line(tr("Only if it is needed.") if task.condition == "needed" else tr("Only if it is required."),
                   label=tr("When it applies"))  # fmt: skip
    if task.level:
        yield Line(str(task.level), label=tr("Capability level"))
    if task.process in writer.model.working:  # elsewhere nobody estimated it
        yield Line(wording.minutes_text(tr, task.minutes), label=tr("Attention it takes, our estimate"))
    if task.repeat_days:
        yield Line(tr("{days|every day|every # days}", days=task.repeat_days), label=tr("Comes round again"))
    if task.depends_on:
        yield _leading(writer, browsing.TASK, task.depends_on, tr("Only after"))
    if task.may_raise:
        yield _leading(writer, browsing.PRODUCT, task.may_raise, tr("May give rise to"))


def _leading(writer: Writer, kind: str, name: str, label: str) -> Line:
    """An element as a fact: what it is to this one before it."""
    entry = writer.catalogue.named(kind, name)
    text = browsing.label(writer.model, entry, writer.tr.language)
    return Line(text, label=label, to=Address(writer.model.ref, entry.key), recalled=entry.is_recalled)


def _use(writer: Writer, use: Use) -> Line:
    tr = writer.tr
    when = {"exists": tr("if there is one"), "produced": tr("if one was made"), "needed": tr("if the case arises")}
    note = library_words.joined(
        (
            writer.word("parts", use.part, "name") if use.part else "",
            wording.state_names(writer.model, tr.language, use.states),
            when.get(use.when, ""),
        )
    )
    return writer.line(writer.catalogue.named(browsing.PRODUCT, use.product), note=note)


def _indicator(writer: Writer, entry: Entry) -> Sections:
    yield _outcomes(writer, list(entry.item.objectives))


def _check(writer: Writer, entry: Entry) -> Sections:
    tr, check = writer.tr, entry.item
    yield Section("facts", tr("Facts"), (Line(library_words.check_word(tr, check.kind), label=tr("Kind")),))
    yield Section("products", tr("Work products"), writer.lines(browsing.PRODUCT, check.products))
    yield Section("roles", tr("Roles"), writer.lines(browsing.ROLE, check.roles))
    tasks = (check.task,) if check.task else ()
    yield Section("tasks", tr("After the task"), writer.lines(browsing.TASK, tasks))


def _role(writer: Writer, entry: Entry) -> Sections:
    tr, role, model = writer.tr, entry.item, writer.model
    yield text_section("purpose", tr("What the role does"), writer.word("roles", entry.id, "does"))
    yield text_section("skills", tr("What the role needs to know"), writer.word("roles", entry.id, "skills"))
    if role.side == "customer":
        yield text_section("side", tr("Whose side"), tr("The customer's"))
    yield Section("roles", tr("Made of the roles"), writer.lines(browsing.ROLE, role.group_of))
    held = [p.id for p in model.processes if entry.id in (*p.roles, p.responsible, p.authority)]
    yield Section("processes", tr("Takes part in the processes"), writer.lines(browsing.PROCESS, held))
    tasks = [t.id for t in model.tasks() if entry.id in (*t.roles, t.approved_by)]
    yield Section("tasks", tr("Takes part in the tasks"), writer.lines(browsing.TASK, tasks))


def _topic(writer: Writer, entry: Entry) -> Sections:
    tr, topic = writer.tr, entry.item
    yield text_section("text", tr("What there is to say"), writer.word("topics", entry.id, "text"))
    items = tuple(Line(str(text)) for text in writer.word("topics", entry.id, "items") or ())
    yield Section("items", tr("Point by point"), items)
    kind = writer.word("topic_kinds", topic.kind, "name")
    facts = [Line(kind, label=tr("Kind"))]
    if topic.value is not None:
        facts.append(Line(f"{topic.value:,}".replace(",", "\u202f"), label=tr("Number")))
    yield Section("facts", tr("Facts"), tuple(facts))
    below = tuple(
        writer.line(each, note=writer.word("topics", each.id, "text")) for each in writer.catalogue.below(entry.key)
    )
    yield Section("topics", tr("Topics under it"), below)


def _product(writer: Writer, entry: Entry) -> Sections:
    item: Product = entry.item
    yield from product(writer, item)


_OFFICIAL: Final = {
    browsing.PROCESS: "processes",
    browsing.ACTIVITY: "activities",
    browsing.PRODUCT: "products",
    browsing.ROLE: "roles",
}
"""Kinds that may have an official name, and the section of its words."""
_SECTIONS: Final[Mapping[str, Callable[[Writer, Any], Sections]]] = {
    browsing.GROUP: _group,
    browsing.PROCESS: _process,
    browsing.OUTCOME: _outcome,
    browsing.ACTIVITY: _activity,
    browsing.TASK: _task,
    browsing.INDICATOR: _indicator,
    browsing.CHECK: _check,
    browsing.PRODUCT: _product,
    browsing.ROLE: _role,
    browsing.TOPIC: _topic,
}
"""What there is to say about an element of each kind."""
