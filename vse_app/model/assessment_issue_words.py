"""Sentences for what the rules of an assessment find."""

from __future__ import annotations

from typing import Any

from vse_app.i18n import Translator
from vse_app.model.assessment_rules import Issue
from vse_app.model.assessment_scope import Subject
from vse_app.model.assessment_words import process_name, rating_text, subject_title
from vse_app.model.process import ProcessModel

_ISSUES = {
    "no-scope": ("No process is in scope.", "Choose processes"),
    "no-assessor": ("Nobody is named who rates.", "Name an assessor"),
    "no-sponsor": ("No sponsor is named: somebody who asks for the assessment and backs it.", "Name a sponsor"),
    "no-certified": ("For this purpose a certified assessor has to lead; none is named.", "Name a leading assessor"),
    "unknown-process": (
        "The scope names {process}, which {model} does not have. It counts for nothing.",
        "Look at the scope",
    ),
    "own-work": (
        "{person} rates work they take part in. Allowed when you assess yourselves, and printed.",
        "",
    ),
    "nothing-seen": ("{process}: {count|one point has|# points have} nothing to rate from yet.", "Look for evidence"),
    "not-interviewed": ("{process}: nobody spoke with {role} yet.", "Open the role card"),
    "assessors-differ": ("{item}: the assessors gave {letters}. Settle it.", "Settle it"),
    "full-with-weak-point": ("{item} is F, but N or P: {count|one of its points|# of its points}.", "Look again"),
    "points-unrated": ("{item} is rated, but not yet {count|one of its points|# of its points}.", "Rate them"),
    "high-over-low": ("{item} is {letter}, but the process itself (PA 1.1) is only {below}.", "Look again"),
    "nothing-behind": ("{item} is rated {letter}, but nothing stands behind it.", "Link what you saw"),
    "proposal-changed": (
        "{item}: when it was rated {letter}, the facts spoke for {before}; now they speak for {now}.",
        "Look again",
    ),
    "evidence-gone": ("{title} was withdrawn after it was used as evidence.", "Look at it"),
    "evidence-changed": ("{title}: version {seen} was looked at; version {now} stands there.", "Look at it"),
    "evidence-old": ("{title} is of {days|one day|# days} ago. It says little about how you work today.", "Look at it"),
    "evidence-unused": ("{title} serves nothing in scope.", "Look at it"),
    "out-of-scope": (
        "{count|One stored rating is|# stored ratings are} not in scope and counted for nothing: {keys}",
        "Look at the scope",
    ),
    "unknown-letter": (
        "{place}: the file has a rating this scale does not know: {letters}. It counts for nothing.",
        "Rate it",
    ),
}
"""Rule → its sentence and its fix."""
_SEVERITIES = {"error": "must be mended", "warning": "look at this", "info": "shown openly"}


def issue_text(
    tr: Translator, models: tuple[ProcessModel, ProcessModel], issue: Issue, subject: Subject | None, language: str
) -> str:
    """What a rule found, as one sentence that names its place."""
    values: dict[str, Any] = dict(issue.values)
    values["item"] = issue.key
    if subject is not None:
        values["item"] = f"{subject.process} · {subject_title(tr, models, subject, language)}"
    if issue.process:
        values["process"] = process_name(models[0], language, issue.process)
    if "role" in values:
        values["role"] = models[0].word(language, "roles", str(values["role"]))
    for name in ("letter", "before", "now", "below"):
        if isinstance(values.get(name), str):
            values[name] = rating_text(tr, values[name])
    return tr(_ISSUES[issue.rule][0], **values)


def issue_fix(tr: Translator, issue: Issue) -> str:
    """What to do about it, as a button would say it; "" where it is only shown openly."""
    fix = _ISSUES[issue.rule][1]
    return tr(fix) if fix else ""


def severity_word(tr: Translator, severity: str) -> str:
    """A severity in two or three words."""
    return tr(_SEVERITIES[severity])
