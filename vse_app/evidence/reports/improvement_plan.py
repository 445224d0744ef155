"""The improvement plan: what is done about weaknesses, by whom, until when, and whether it had the effect it should."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.assessment_data import AssessmentData, head, report
from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model.assessment_words import rating_text
from vse_app.model.improvement import Action
from vse_app.model.improvement_words import state_word
from vse_app.model.report import Block, Column, Figures, Heading, KeyValues, Paragraph, Report, Table


def build(data: AssessmentData, tr: Translator) -> Report:
    """The whole plan, as it stands on the day."""
    title = tr("Improvement plan")
    return report(data, tr, "improvement-plan", title, [*head(data, tr, title), *_overview(data, tr), *_all(data, tr)])


def _overview(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    states = [action.state(data.today) for action in data.actions]
    yield Figures(
        (
            (str(len(states)), tr("actions")),
            (str(sum(s in ("done", "check", "worked", "failed") for s in states)), tr("done")),
            (str(states.count("worked")), tr("with the effect they should have")),
            (str(states.count("late")), tr("late")),
        )
    )
    yield Table(
        (Column(tr("Action"), 5), Column(tr("Owner"), 2), Column(tr("Due"), 1.4), Column(tr("State"), 2)),
        tuple((a.text, data.people.get(a.owner, a.owner) or "–", day(tr, a.due) or "–", state_word(tr, s))
              for a, s in zip(data.actions, states, strict=True)),
        tuple(f"a{a.id}" for a in data.actions), empty=tr("There are no actions yet."), page_title=tr("Page"),
    )  # fmt: skip


def _all(data: AssessmentData, tr: Translator) -> Iterator[Block]:
    weaknesses = {o.id: o for o in data.observations}
    if data.actions:
        yield Heading(1, tr("Action by action"))
    for action in data.actions:
        yield Heading(3, f"{action.id}. {action.text.splitlines()[0][:160]}", anchor=f"a{action.id}")
        yield KeyValues(tuple(_rows(data, tr, action)))
        observation = weaknesses.get(action.observation)
        if observation is not None:
            yield Paragraph(tr("Because of: {text}", text=observation.text))


def _rows(data: AssessmentData, tr: Translator, action: Action) -> Iterator[tuple[str, str]]:
    if "\n" in action.text or len(action.text) > 160:
        yield tr("Action"), action.text
    if action.process:
        yield tr("Process"), data.process(action.process)
    yield tr("Owner"), data.people.get(action.owner, action.owner) or tr("nobody yet")
    yield tr("Due"), day(tr, action.due) or tr("no date yet")
    yield tr("Expected effect"), action.effect or "–"
    if action.expected:
        yield tr("Expected ratings"), "; ".join(_expected(data, tr, key, x) for key, x in action.expected.items())
    yield tr("State"), state_word(tr, action.state(data.today))
    if action.done:
        yield tr("Done"), day(tr, action.done)
    if action.check_due or action.checked:
        yield tr("Effect looked at"), day(tr, action.checked) or tr("due on {date}", date=day(tr, action.check_due))
    if action.seen:
        yield tr("What was seen"), action.seen
    if action.dropped:
        yield tr("Dropped, because"), action.dropped


def _expected(data: AssessmentData, tr: Translator, key: str, letter: str) -> str:
    subject = data.by_key.get(key)
    name = key if subject is None else f"{subject.process} {subject.element or subject.attribute}"
    before = rating_text(tr, data.item(key).letter)
    return f"{name}: {before} → {rating_text(tr, letter)}"
