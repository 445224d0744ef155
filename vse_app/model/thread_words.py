"""A thread in words, for the window and for paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.records import Event, VersionHead
from vse_app.model.rules import LATE_DAYS, days_between
from vse_app.model.thread import LOOK, MISSING, OPEN, THERE, Entry, Stage, Thread
from vse_app.model.trace_words import state_word

ICONS: Final = {
    THERE: ("done", "good"),
    MISSING: ("warning", "bad"),
    LOOK: ("stale", "warn"),
    OPEN: ("optional", "muted"),
}
"""How a station stands → icon and tone."""


def stage_name(tr: Translator, stage: str) -> str:
    """The name of a station."""
    return {
        "asked": tr("Asked for"),
        "requirement": tr("Requirement"),
        "design": tr("Design"),
        "component": tr("Component"),
        "test": tr("Test"),
        "result": tr("Result"),
        "baseline": tr("Baseline"),
        "delivery": tr("Delivery"),
        "acceptance": tr("Acceptance"),
        "change": tr("Changes and corrections"),
    }[stage]


def standing_word(tr: Translator, stage: Stage) -> str:
    """How a station stands, in a word."""
    if stage.justified is not None and stage.standing == OPEN:
        return tr("left open")
    words = {THERE: tr("there"), MISSING: tr("missing"), LOOK: tr("to look at"), OPEN: tr("nothing here")}
    return words[stage.standing]


def stage_text(tr: Translator, thread: Thread, stage: Stage) -> str:
    """What there is to say about a station beside its entries; "" when they say everything."""
    if stage.cell:
        return _cell_text(tr, thread, stage)
    if stage.id == "asked" and stage.text:
        return tr("Asked for by: {who}", who=stage.text)
    if stage.id == "requirement":
        return _states_text(tr, thread, stage)
    if stage.id == "baseline" and stage.standing == LOOK:
        return tr("It was changed after every baseline that holds it.")
    if stage.entries:
        return ""
    return {
        "asked": tr("Nothing says who asked for it. Fill in where it comes from."),
        "baseline": tr("No baseline holds it, and no document it is part of was baselined."),
        "delivery": tr("No delivery names what was built for it."),
        "acceptance": tr("No acceptance names a delivery of it."),
        "change": tr("No change request and no correction touches it."),
    }.get(stage.id, "")


def _cell_text(tr: Translator, thread: Thread, stage: Stage) -> str:
    if stage.justified is not None:
        given = stage.justified
        who = wording.who(thread.people, [given.person])
        said = f"{given.reason} ({who}, {wording.date_text(tr, given.happened)})"
        return f"{state_word(tr, stage.cell)}: {said}"
    if stage.cell in ("linked", "passed"):
        return ""
    return {
        ("design", "hole"): tr("No design element satisfies it."),
        ("component", "hole"): tr("No component implements it."),
        ("test", "hole"): tr("No test verifies it."),
        ("result", "hole"): tr("Nothing was tested, so there is no result."),
        ("result", "pending"): tr("A test of it was not run yet."),
        ("result", "failed"): tr("A test of it failed last; a failed test shows nothing as met."),
        ("result", "blocked"): tr("A test of it could not be run."),
        ("test", "indirect"): tr("Only what was made for it is tested, not the requirement itself."),
    }.get((stage.id, stage.cell), state_word(tr, stage.cell))


def _states_text(tr: Translator, thread: Thread, stage: Stage) -> str:
    """The states that nobody gave to the requirement as it reads now, nor to a document it is part of."""
    given = {
        event.state for entry in stage.entries for event in entry.events
        if not event.withdrawn and event.stamp == entry.record.stamp
    }  # fmt: skip
    wanted = thread.model.product_of(thread.record.kind).states
    lacking = [str(thread.model.word(tr.language, "states", s)) for s in wanted if s not in given]
    return tr("Not said of it as it reads now: {states}.", states=", ".join(lacking)) if lacking else ""


def entry_title(thread: Thread, entry: Entry) -> str:
    """Number and title of a record; where it has no title, its kind."""
    return f"{entry.record.number}  {entry.record.title}".strip()


def entry_lines(tr: Translator, thread: Thread, entry: Entry) -> Iterator[str]:
    """What is to be said of a record at its station: how it hangs there, version, dates, people, states.

    All versions and states of the requirement; of other records what is newest.
    """
    language = tr.language
    yield " · ".join(
        part
        for part in (_kind(thread, language, entry), _how(tr, thread, entry), *_facts(thread, language, entry))
        if part
    )
    heads = entry.versions if entry.record.id == thread.record.id else entry.versions[-1:]
    yield from (_version_text(tr, thread, head) for head in heads)
    is_own = entry.record.id == thread.record.id
    newest = {event.state: event for event in entry.events}
    for event in entry.events:
        if is_own or newest[event.state] is event:
            yield event_text(tr, thread, entry, event)
    if entry.older:
        yield tr("{number} has changed since.", number=entry.over)


def suspect_text(tr: Translator) -> str:
    """What is said of a record whose link asks for a look."""
    return tr("An end of this link changed since somebody looked at it.")


def _kind(thread: Thread, language: str, entry: Entry) -> str:
    return wording.product_name(thread.model, language, entry.record.kind)


def _how(tr: Translator, thread: Thread, entry: Entry) -> str:
    if entry.how in ("", "comes-from"):
        return ""
    if entry.how == "part-of":
        return tr("the document it is part of")
    said = str(thread.model.word(tr.language, "link_types", entry.how))
    return f"{said} {entry.over}" if entry.over else said


def _facts(thread: Thread, language: str, entry: Entry) -> Iterator[str]:
    for field, value in entry.facts.items():
        if value:
            yield thread.model.choice_word(language, entry.record.kind, (field,), value)


def _version_text(tr: Translator, thread: Thread, head: VersionHead) -> str:
    who = wording.who(thread.people, [head.author]) or "–"
    label = f" ({head.label})" if head.label else ""
    return f"v{head.no}{label} · {who} · " + dates(tr, head.happened, head.captured)


def dates(tr: Translator, happened: str, captured: str) -> str:
    """The day, and that it was written down later where it was."""
    late = days_between(happened, captured)
    said = wording.date_text(tr, happened)
    if late > LATE_DAYS:
        said += ", " + tr("written {n|one day|# days} later", n=late)
    return said


def event_text(tr: Translator, thread: Thread, entry: Entry, event: Event) -> str:
    """A state: who gave it in which role, when, to which version, and whether it still holds."""
    state = str(thread.model.word(tr.language, "states", event.state))
    role = str(thread.model.word(tr.language, "roles", event.role)) if event.role else ""
    who = wording.who(thread.people, [event.person])
    said = [f"{state}: {who}" + (f", {role}" if role else ""), dates(tr, event.happened, event.captured)]
    if event.withdrawn:
        said.append(tr("taken back: {reason}", reason=event.withdrawn))
    elif event.stamp and event.stamp != entry.record.stamp:
        said.append(tr("of version {no}, changed since", no=event.revision))
    if event.stamp and event.person == _author(entry, event.revision):
        said.append(tr("same person wrote it"))
    return " · ".join(said)


def _author(entry: Entry, version: int) -> str:
    return next((head.author for head in entry.versions if head.no == version), entry.record.author)


def summary(tr: Translator, thread: Thread) -> str:
    """How whole the thread is, in a sentence."""
    lacking = [stage_name(tr, stage) for stage in thread.missing]
    if not lacking:
        return tr("Nothing is missing on this thread that the program can see.")
    return tr("Missing on this thread: {list}.", list=", ".join(lacking))
