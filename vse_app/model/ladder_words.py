"""Sentences about the ladder, the same on screen and in print. Careful ones: it estimates and never judges."""

from __future__ import annotations

from collections.abc import Sequence

from vse_app.i18n import Translator
from vse_app.model.coverage import Origin, unit_title
from vse_app.model.ladder import Picture, Stand, Standing, StepStand, Unit

MANY = 6
"""Ids that are listed before the rest is only counted."""

ORDER = (Standing.FULL, Standing.PART, Standing.NEW, Standing.UNKNOWN)


def standing_name(tr: Translator, standing: Standing) -> str:
    """A standing in a few words."""
    return tr(_STANDINGS[standing])


_STANDINGS = {
    Standing.FULL: "reached in full",
    Standing.PART: "reached in part",
    Standing.NEW: "new",
    Standing.UNKNOWN: "not known",
}


def source_text(tr: Translator, language: str, picture: Picture) -> str:
    """What the picture measures, in one sentence."""
    model = picture.source.about(language, "short")
    if picture.project is None:
        return tr("What all of {model} reaches, if every task of it were done. No records are counted.", model=model)
    project = f"{picture.project.code} {picture.project.title}"
    return tr("What the records of {project} reach today, under {model}.", project=project, model=model)


def unit_word(tr: Translator, stand: Stand) -> str:
    """What is counted on a rung."""
    kinds = {unit.kind for unit in stand.units}
    if kinds == {"task"}:
        return tr("mandatory tasks")
    return tr("outcomes") if kinds == {"outcome"} else tr("activities and processes, nothing below is known")


def count_text(tr: Translator, stand: Stand) -> str:
    """How much of a rung is reached: `12 of 61 mandatory tasks in full, 5 in part`."""
    if stand.model is None:
        return tr("This program has no model of it.")
    counts, values = stand.counts, {"total": len(stand.units), "what": unit_word(tr, stand)}
    if counts[Standing.PART]:
        return tr("{full} of {total} in full, {part} in part ({what})",
                  full=counts[Standing.FULL], part=counts[Standing.PART], **values)  # fmt: skip
    return tr("{full} of {total} in full ({what})", full=counts[Standing.FULL], **values)


def hours_text(tr: Translator, stand: Stand) -> str:
    """Our estimate of what is new on a rung, and of what is in part at most; "not known" where it is not."""
    new, part = stand.minutes(Standing.NEW), stand.minutes(Standing.PART)
    if new is None:
        return tr("not known")
    begun = stand.counts[Standing.PART]
    if not begun:
        return hours(tr, new) if new else tr("nothing left")
    left = tr("in part: not known") if part is None else tr("in part: up to {hours}", hours=hours(tr, part))
    return f"{hours(tr, new)}; {left}" if new else left


def hours(tr: Translator, minutes: int) -> str:
    """Minutes below two hours, else hours: never days, because nobody works on this all day."""
    return tr("about {n} min", n=minutes) if minutes < 120 else tr("about {n} h", n=round(minutes / 60))


def named(tr: Translator, ids: Sequence[str]) -> str:
    """A few ids, and how many more there are."""
    if len(ids) <= MANY:
        return ", ".join(ids)
    return tr("{list} and {n} more", list=", ".join(ids[: MANY - 1]), n=len(ids) - MANY + 1)


def origin_text(tr: Translator, picture: Picture, unit: Unit) -> str:
    """Which elements of the source reach a unit, and how; said openly where no mapping leads to it."""
    if not unit.origins:
        return "–" if unit.mapped else tr("no mapping speaks of it")
    first = unit.origins[0]
    ids = named(tr, [origin.element.partition(":")[2] for origin in unit.origins])
    if first.type == "equal" and first.confidence == "high":
        return ids
    return f"{ids} ({how_text(tr, picture, first)})"


def how_text(tr: Translator, picture: Picture, origin: Origin) -> str:
    """In what way an element reaches a unit, how sure that is, and through which models."""
    short = {stand.model.ref: stand.model.about(tr.language, "short") for stand in picture.stands if stand.model}
    through = ", ".join(short.get(ref, ref) for ref in origin.via)
    said = [tr(_TYPES[origin.type]), tr(_CONFIDENCES[origin.confidence])]
    return ", ".join([*said, tr("by way of {models}", models=through)] if through else said)


_TYPES = {
    "equal": "the same",
    "superset": "covers it",
    "subset": "a part of it",
    "intersects": "overlaps with it",
}
_CONFIDENCES = {"high": "quite sure", "medium": "fairly sure", "low": "unsure"}


def lift_text(tr: Translator, language: str, picture: Picture, stand: Stand, unit: Unit) -> str:
    """What would lift a unit; "" for one that is reached in full."""
    if unit.standing is Standing.FULL:
        return ""
    if unit.lifts:
        return tr("Finish {tasks}.", tasks=named(tr, unit.lifts))
    if unit.others:
        return tr("Only {list} asks for it; no task does.", list=named(tr, unit.others))
    step = picture.step_of(unit.process) if stand is picture.top else None
    if step is not None:
        name = picture.ladder.word(language, "steps", step.id)
        return tr("Beyond {model}: step {n}, {name}.",
                  model=picture.source.about(language, "short"), n=_number(picture, step.id), name=name)  # fmt: skip
    if unit.kind == "task" and unit.standing is Standing.PART:
        return tr("See what it asks for beyond that.")
    if unit.kind == "task":
        time = f" ({hours(tr, unit.minutes)})" if unit.minutes else ""
        return tr("Do this task as well") + time + "."
    if unit.standing is Standing.UNKNOWN and not stand.ways:
        return tr("No mapping leads from {model} to this one.", model=picture.source.about(language, "short"))
    return tr("What it asks for below this is not known here.")


def _number(picture: Picture, step_id: str) -> int:
    return next(n for n, step in enumerate(picture.ladder.steps) if step.id == step_id)


def unit_name(stand: Stand, language: str, unit: Unit) -> str:
    """A unit in words."""
    assert stand.model is not None  # only a rung with a model has units
    return unit_title(stand.model, language, unit.kind, unit.element)


def declare_text(tr: Translator, picture: Picture) -> str:
    """Which processes of the full standard could be declared, in careful words."""
    top = picture.top
    if top is None or top.model is None:
        return tr("The program has no model of the full standard.")
    whole, standard = top.whole_processes(), top.model.standard
    if not whole:
        return tr("No process of {standard} is reached in full yet.", standard=standard)
    listed = ", ".join(whole)
    if picture.project is None:
        return tr("All of {model} would support these processes of {standard} in full: {list}.",
                  model=picture.source.about(tr.language, "short"), standard=standard, list=listed)  # fmt: skip
    return tr("By our mapping the records support these processes of {standard} in full: {list}.",
              standard=standard, list=listed)  # fmt: skip


def step_text(tr: Translator, stand: StepStand) -> str:
    """How far a finer step is: its outcomes, and the processes that could be declared up to here."""
    full, part = stand.count(Standing.FULL), stand.count(Standing.PART)
    said = tr("{full} of {total} in full, {part} in part", full=full, part=part, total=len(stand.units))
    whole = tr("to here {n} of {total} processes whole", n=stand.whole, total=stand.processes)
    return f"{said} · {whole}" if stand.units else tr("adds no process of its own")


def estimate_note(tr: Translator) -> str:
    """What the figures are, and what they are not."""
    return tr(
        "These are our estimates, not ISO's. A task counts in full when a role-holder confirmed it and its outputs are "
        "in their states; a file alone counts for nothing. Tasks that may be left out count as met when they were left "
        "out with a reason. Hours are our minutes, once through."
    )


def rung_name(tr: Translator, picture: Picture, stand: Stand) -> str:
    """A rung's name, with a word where no claim may rest on it."""
    name = picture.ladder.word(tr.language, "rungs", stand.rung.id)
    return f"{name} ({tr('provisional')})" if stand.is_provisional else name


def shares(stand: Stand) -> tuple[float, float, float]:
    """Shares of a rung's units that are reached in full, in part, and not known; all of it where there is no model."""
    total = len(stand.units)
    if not total:
        return 0.0, 0.0, 1.0
    counts = stand.counts
    return counts[Standing.FULL] / total, counts[Standing.PART] / total, counts[Standing.UNKNOWN] / total


def step_shares(stand: StepStand) -> tuple[float, float, float] | None:
    """The same of a finer step; None for one that adds no process of its own."""
    total = len(stand.units)
    return (stand.count(Standing.FULL) / total, stand.count(Standing.PART) / total, 0.0) if total else None


def step_standing(stand: StepStand) -> Standing:
    """A finer step as a whole."""
    if stand.units and stand.count(Standing.FULL) == len(stand.units):
        return Standing.FULL
    return Standing.PART if stand.count(Standing.FULL) or stand.count(Standing.PART) else Standing.NEW


def steps_note(tr: Translator) -> str:
    """What the finer steps are."""
    return tr(
        "12207:2008 advises to declare fewer processes in full rather than more of them in part, so each step declares "
        "some more. Counted are the outcomes of the processes that a step adds. Which process belongs to which step "
        "was worked out by us; no standard says so."
    )


def declare_note(tr: Translator) -> str:
    """What has to happen before anything is declared."""
    return tr(
        "Full conformance with them could be claimed only after you have named them as yours and somebody competent "
        "has found every outcome reached. The program supports such a look; it certifies nobody."
    )


def begun(text: str) -> str:
    """Words as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
