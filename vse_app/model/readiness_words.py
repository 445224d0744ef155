"""Sentences of the readiness check."""

from __future__ import annotations

from vse_app.i18n import Translator
from vse_app.model.readiness import Gap, Readiness
from vse_app.model.view import View
from vse_app.model.wording import minutes_text, state_names, task_label

_GAPS = {
    "no-product": ("{product} is missing", "Write it in {task}"),
    "no-part": ("a part of {product} is not filled yet", "Fill it in {task}"),
    "empty": ("{product} is still empty", "Write it in {task}"),
    "not-in-state": ("{record} is not yet: {states}", "Have it looked at and give it the state"),
    "not-confirmed": ("nobody confirmed {task}", "Do it, or confirm it if it was done"),
    "stale": ("{record} was changed after it was approved", "Have the new version looked at"),
    "no-state": ("{record} is in no state", "Have it looked at and give it a state"),
    "only-address": ("{record} is only an address", "Attach the file"),
    "suspect": ("{record} leads to something that changed since", "Look at the link"),
    "no-trace": ("nothing leads from {record} to what it is made of", "Link it"),
    "checked-alone": ("{record} was only checked by its author", ""),
    "written-later": ("{record} was written down more than two weeks later", ""),
}
"""Gap → what is missing, and what mends it ("" where it is only told)."""
_STANDING = {
    "ready": "ready",
    "gap": "something is missing",
    "not-due": "not due yet",
    "left-out": "left out, with a reason",
}


def gap_text(tr: Translator, language: str, view: View, gap: Gap) -> str:
    """What is missing."""
    record = view.record(gap.record) if gap.record else None
    product = view.model.word(language, "products", gap.product) if gap.product else ""
    task = task_label(view, language, gap.task, gap.iteration) if gap.task else ""
    name = f"{record.number} v{record.revision}" if record is not None else str(product) or task
    states = state_names(view.model, language, gap.states)
    return tr(_GAPS[gap.code][0], record=name, product=product, task=task, states=states)


def gap_fix(tr: Translator, language: str, view: View, gap: Gap) -> str:
    """What mends it, with the time it takes; "" where it is only told."""
    fix = _GAPS[gap.code][1]
    if not fix:
        return ""
    task = task_label(view, language, gap.task, gap.iteration) if gap.task else tr("its task")
    text = tr(fix, task=task)
    return f"{text} ({minutes_text(tr, gap.minutes)})" if gap.minutes else text


def standing_word(tr: Translator, standing: str) -> str:
    """Where a line stands."""
    return tr(_STANDING[standing])


def summary(tr: Translator, found: Readiness, stage: int) -> str:
    """How a stage stands in one careful sentence."""
    counts = found.counts(stage)
    due = counts["ready"] + counts["gap"]
    if not due:
        return tr("Nothing is due in this stage yet.")
    if stage == 1:
        return tr("{n} of {total} work products that are due stand ready.", n=counts["ready"], total=due)
    return tr(
        "{n} of {total} mandatory tasks that are due can be followed to their evidence.", n=counts["ready"], total=due
    )
