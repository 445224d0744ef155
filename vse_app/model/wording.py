"""Sentences about states, needs, findings and reasons: the same on screen, on the command line and in print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from vse_app.i18n import Translator, translator
from vse_app.model.next_steps import NextStep
from vse_app.model.path import Need, Step
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.rule_words import RULE_WORDS, UNCOVERED
from vse_app.model.rules import Finding, Mute
from vse_app.model.view import Looked, View

_STATUS = {
    "done": "done",
    "doing": "begun",
    "ready": "ready",
    "blocked": "waiting",
    "later": "later",
    "not_applicable": "not applicable",
}


def status_name(tr: Translator, status: str) -> str:
    """A task status in one or two words."""
    return tr(_STATUS[str(status)])


def severity_name(tr: Translator, severity: str) -> str:
    """A severity in one word."""
    return tr({"error": "must be mended", "warning": "look at this", "info": "shown openly"}[severity])


def date_text(tr: Translator, iso: str) -> str:
    """A date for people: `12 May 2026`; "" stays "". A moment loses its time of day."""
    if len(iso) < 10:
        return iso
    months = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    year, month, day = iso[:10].split("-")
    return f"{int(day)} {months[int(month) - 1]} {year}"


def minutes_text(tr: Translator, minutes: int) -> str:
    """A rough time: minutes below two hours, hours below two days, then days of eight hours."""
    if minutes < 120:
        return tr("about {n} min", n=minutes)
    if minutes < 960:
        return tr("about {n} h", n=round(minutes / 60))
    return tr("about {n|1 day|# days}", n=round(minutes / 480))


def who(people: Mapping[str, Person], ids: Iterable[str]) -> str:
    """Names of people, "" for nobody."""
    return ", ".join(people[i].name if i in people else i for i in ids)


def task_label(view: View, language: str, task: str, iteration: int = 0) -> str:
    """`SI.2.3 Verify the requirements`, with the iteration where a project has several.

    One of an earlier edition that counts for nothing now has its edition behind the id: `SI.2.3@2011 Verify …`.
    """
    label = f"{task} {view.model.word(language, 'tasks', task.partition('@')[0], 'title')}"
    return f"{label} ({iteration})" if iteration and len(view.project.iterations) > 1 else label


def state_names(model: ProcessModel, language: str, states: Iterable[str]) -> str:
    """States in words, in their order."""
    return ", ".join(model.word(language, "states", state, "name") for state in states)


def product_name(model: ProcessModel, language: str, product: str) -> str:
    """A work product's name."""
    return model.word(language, "products", product, "name")


def use_text(model: ProcessModel, language: str, need: Need) -> str:
    """What a need asks for: `Project Plan: Tasks (verified)`."""
    use = need.use
    text = product_name(model, language, use.product)
    if use.part:
        text += ": " + model.word(language, "parts", use.part, "name")
    return f"{text} ({state_names(model, language, use.states)})" if use.states else text


def need_text(tr: Translator, language: str, view: View, need: Need) -> str:
    """How an input or output stands, in a short sentence."""
    states = state_names(view.model, language, need.missing or need.use.states)
    match need.why:
        case "absent":
            return tr("does not exist yet")
        case "bring":
            return tr("comes from outside; bring it in here")
        case "empty":
            return tr("is still empty")
        case "part":
            return tr("this part is not filled yet")
        case "states":
            return tr("is not yet: {states}", states=states)
        case "producer":
            return tr("waits for {task}", task=need.producer)
        case _:
            if not need.records:
                return tr("only if there is one")
            return tr("an approved version is there; a newer draft exists") if need.newer_draft else tr("is there")


def lacks(tr: Translator, language: str, view: View, needs: Iterable[Need]) -> str:
    """Outputs that are missing, and what each of them lacks."""
    return "; ".join(_lack(tr, language, view, need) for need in needs)


def _lack(tr: Translator, language: str, view: View, need: Need) -> str:
    others = len(view.facts.records_of.get(need.use.product, ()))
    if need.why == "absent" and others:
        how = tr("none was made in this task ({count} in the register)", count=others)
    else:
        how = need_text(tr, language, view, need)
    if need.why == "states":
        need = replace(need, use=replace(need.use, states=()))
    return f"{use_text(view.model, language, need)}: {how}"


def again_text(tr: Translator, number: str, on: str) -> str:
    """Why a task that was done is to be done again."""
    return tr("{number} was accepted on {date}, so it has to be done again.", number=number, date=date_text(tr, on))


def waiting_text(tr: Translator, language: str, view: View, step: Step) -> str:
    """Why a step cannot start yet."""
    if step.waits_for.startswith("iteration "):
        return tr("Waits until iteration {n} is finished.", n=step.waits_for.split()[-1])
    if step.waits_for:
        return tr("Comes after {task}.", task=task_label(view, language, step.waits_for))
    for need in step.inputs:
        if need.blocks:
            return f"{use_text(view.model, language, need)}: {need_text(tr, language, view, need)}."
    return ""


def why(tr: Translator, view: View, item: NextStep, language: str = "en") -> str:
    """Why a step comes now: the rule in words."""
    said: list[str] = []
    for code, values in item.reasons:
        match code:
            case "again":
                last, days = date_text(tr, str(values["last"])), values["days"]
                said.append(tr("It comes round every {days|day|# days}; last done on {last}.", days=days, last=last))
            case "change":
                said.append(again_text(tr, str(values["number"]), str(values["on"])))
            case "begun":
                said.append(tr("You have begun it."))
            case "unlocks":
                task = task_label(view, language, str(values["task"]))
                count = values["count"]
                if count == 1:
                    said.append(tr("{task} waits for it.", task=task))
                else:
                    said.append(tr("{count} tasks wait for it; the first is {task}.", count=count, task=task))
            case "if-needed":
                said.append(tr("Only if your project needs it; otherwise say so and move on."))
            case "inputs-there":
                said.append(tr("Everything it needs is there."))
            case _:
                said.append(tr("It needs nothing but a little time."))
    return " ".join(said)


def finding_text(tr: Translator, language: str, view: View, finding: Finding) -> str:
    """A finding as one sentence that names its place."""
    values = _finding_values(tr, language, view, finding)
    if finding.rule == "stale-approval" and finding.values["approved"] == finding.values["current"]:
        return tr("{record}: entries that are part of it were changed after it was {state}.", **values)
    return tr(RULE_WORDS[finding.rule].said, **values)


def finding_fix(tr: Translator, finding: Finding) -> str:
    """What to do about a finding, as a button would say it; "" where it is only shown openly."""
    fix = RULE_WORDS[finding.rule].fix
    return tr(fix) if fix else ""


def looked_text(tr: Translator, looked: Looked) -> str:
    """How old the findings in the registers of a large project are."""
    if not looked.at:
        return tr("The registers of this project are long; nobody has X-rayed them since the program was started.")
    moment = f"{date_text(tr, looked.at)} {looked.at[11:16]} UTC"
    if not looked.changes:
        return tr("Findings in the registers are of {moment}; nothing has changed since.", moment=moment)
    return tr(
        "Findings in the registers are of {moment}; {n|one change came|# changes came} after that.",
        moment=moment,
        n=looked.changes,
    )


def mute_text(tr: Translator, people: Mapping[str, Person], mute: Mute) -> str:
    """Why, by whom, since when and until when a finding is set aside."""
    by, on = who(people, [mute.by]), date_text(tr, mute.on)
    if mute.until:
        until = date_text(tr, mute.until)
        return tr("{reason} ({person}, {date}; until {until})", reason=mute.reason, person=by, date=on, until=until)
    return tr("{reason} ({person}, {date})", reason=mute.reason, person=by, date=on)


def rule_title(tr: Translator, rule: str) -> str:
    """What a rule looks for, in a few words."""
    return tr(RULE_WORDS[rule].title)


def rule_why(tr: Translator, rule: str) -> str:
    """Why it matters, in a sentence."""
    return tr(RULE_WORDS[rule].why)


def _finding_values(tr: Translator, language: str, view: View, finding: Finding) -> dict[str, Any]:
    values: dict[str, Any] = dict(finding.values)
    model = view.model
    if finding.record:
        values["record"] = _named(view, finding.record)
    if "other" in values:
        values["other"] = _named(view, values["other"])
    if finding.task:
        values["task"] = task_label(view, language, finding.task, finding.iteration)
    values |= _own_values(tr, language, view, finding)
    for key in ("approved", "written", "due", "since", "until", "changed"):
        if isinstance(values.get(key), str):
            values[key] = date_text(tr, values[key])
    for key, section in (("product", "products"), ("state", "states"), ("role", "roles")):
        if isinstance(values.get(key), str):
            values[key] = model.word(language, section, values[key], "name")
    if "person" in values and finding.rule != "overdue-agreement":
        values["person"] = who(view.people, [values["person"]])
    return values


def _named(view: View, record_id: int) -> str:
    record = view.record(record_id)
    return f"{record.number} {record.title}".strip().rstrip(".") if record else str(record_id)


def _own_values(tr: Translator, language: str, view: View, finding: Finding) -> dict[str, Any]:
    """Values that only one rule has, in words."""
    values, model = finding.values, view.model
    match finding.rule:
        case "out-of-order":
            return {"gaps": gaps_text(model, language, values["gaps"])}
        case "missing-output":
            missing = state_names(model, language, values["states"])
            what = tr("is not yet: {states}", states=missing) if values["why"] == "states" else tr("is missing")
            part = ": " + model.word(language, "parts", values["part"], "name") if values["part"] else ""
            return {"what": what, "part": part}
        case "approved-before-verified":
            on = values["verified"]
            said = tr("it was verified only on {date}", date=date_text(tr, on)) if on else tr("nobody verified it")
            return {"verified": said}
        case "uncovered-requirement":
            return {"what": tr(UNCOVERED[values["what"]])}
        case "suspect-link":
            ends = {"target": "other", "source": "record"}
            heads = {end: view.record(values[x] if x == "other" else finding.record) for end, x in ends.items()}
            head = heads.get(values["what"])
            return {"what": head.number if head else tr("both of them")}
        case "failed-test":
            head = view.record(finding.record)
            return {"record": head.number if head else str(finding.record)}
        case _:
            return _values_of_links(tr, language, view, finding)


def _values_of_links(tr: Translator, language: str, view: View, finding: Finding) -> dict[str, Any]:
    """The same for rules about links, and what hangs on dates."""
    values, model = finding.values, view.model
    match finding.rule:
        case "orphan":
            return {"field": model.field_word(language, values["kind"], (values["field"],))}
        case "requirement-wording":
            name = values["names"].get(language) or values["names"].get("en", values["what"])
            words = ", ".join(f"“{word}”" for word in values["words"])
            return {"what": f"{name}: {words}" if words else name}
        case "circular-link":
            return {"item": model.word(language, "link_types", values["item"])}
        case "overdue-agreement":
            person = who(view.people, [values["person"]]) if values["person"] else ""
            return {"person": f" ({person})" if person else ""}
        case "no-backup":
            if not values["last"]:
                return {"last": tr("none is recorded")}
            date, days = date_text(tr, values["last"]), values["days"]
            return {"last": tr("the newest is of {date} ({days|1 day|# days} ago)", date=date, days=days)}
        case _:
            return {}


def value_text(
    model: ProcessModel,
    language: str,
    product: str,
    path: tuple[str, ...],
    value: Any,
    *,
    people: Mapping[str, Person],
) -> str:
    """A field's value as a person reads it; table rows become lines, links stay ids (see the caller)."""
    name, *inner = path
    definition = model.product_of(product).field(name)
    if definition and inner:
        definition = next((c for c in definition.columns if c.id == inner[0]), None)
    column = definition
    if column is None or value in (None, "", []):
        return ""
    match column.kind:
        case "person":
            return people[value].name if value in people else str(value)
        case "date":
            return date_text(translator(language), str(value))
        case "choice":
            return model.choice_word(language, product, path, str(value))
        case "number":
            text = (
                f"{value:,}".replace(",", "\u202f") if isinstance(value, int) and abs(value) >= 10_000 else str(value)
            )
            return f"{text} {column.unit}".strip()
        case "link":
            return ", ".join(str(item) for item in value)
        case "table":
            rows = (row.items() for row in value)
            cells = (
                (value_text(model, language, product, (name, str(k)), v, people=people) for k, v in r) for r in rows
            )
            return "\n".join(" · ".join(cell for cell in row if cell) for row in cells)
        case _:
            return str(value)


def gaps_text(model: ProcessModel, language: str, gaps: str) -> str:
    """What was missing at a confirmation, as stored (`project-plan (accepted); …`), in words."""
    said: list[str] = []
    for gap in gaps.split("; ") if gaps else ():
        product, _, states = gap.partition(" (")
        name = product_name(model, language, product)
        names = state_names(model, language, [s for s in states.rstrip(")").split(", ") if s])
        said.append(f"{name} ({names})" if names else name)
    return "; ".join(said)
