"""What Today looks like, built from plain data: the window's first paint shows it before the company file is open.

Imports the theme, icons and parts only; see `services.today.Today` for the keys. Missing keys are nothing to show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from vse_app.ui.context import Target
from vse_app.ui.finding_targets import target_in
from vse_app.ui.parts import (
    Avatar,
    Button,
    Caption,
    Card,
    Disclosure,
    EmptyState,
    Heading,
    IconLabel,
    LinkButton,
    Muted,
    Plain,
    ProgressLine,
    ScrollPage,
    SectionTitle,
    Title,
    flow,
)
from vse_app.ui.views.boxes import Columns, beside, left, stack

if TYPE_CHECKING:
    from vse_app.i18n import Translator

Data = Mapping[str, Any]
Go = Callable[[Target], object]
SHOWN: Final = 6
"""Lines of what waits and of findings before "show all"."""
_SEVERITY: Final = {"error": ("error", "bad"), "warning": ("warning", "warn"), "info": ("info", "info")}


def cards(tr: Translator, data: Data, on_open: Callable[[str, int], object]) -> QWidget:
    """The page as it was when the file was closed last, under today's date; only its Start buttons do something."""

    def go(target: Target) -> None:
        if target.view == "task":
            on_open(target.task, target.iteration)

    return TodayPage(tr, {**data, "date": dt.date.today().isoformat()}, go=go)


class TodayPage(ScrollPage):
    """The whole page. `go` opens places; `later` postpones a task, `close` closes a record (None: no such buttons)."""

    def __init__(
        self,
        tr: Translator,
        data: Data,
        *,
        go: Go,
        later: Callable[[str, int, str], object] | None = None,
        close: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__(spacing=20)
        self.steps: list[NextCard] = []
        self.closers: dict[int, Button] = {}
        self._tr, self._data, self._go, self._close = tr, data, go, close
        self.column.addWidget(self._greeting())
        if data.get("state", "open") == "open" or data.get("next"):
            self.column.addWidget(self._next_steps(later))
        if data.get("state", "open") != "open":
            self.column.addWidget(finished(tr, data, go))
        self.column.addWidget(progress(tr, data))
        blocks = [
            block
            for block in (self._mine(), self._late(), self._improve(), self._look(), self._waiting())
            if block is not None
        ]
        for block in blocks:
            self.column.addWidget(block)

    def _greeting(self) -> QWidget:
        tr, data = self._tr, self._data
        first = (data.get("actor") or "").split(" ")[0]
        day = day_text(tr, data.get("date", ""))
        hello = tr("Hello {name}. Today is {day}.", name=first, day=day) if first else tr("Today is {day}.", day=day)
        place = " · ".join(p for p in (data.get("code", ""), data.get("company", "")) if p)
        return stack(Muted(hello), Heading(str(data.get("project", ""))), Caption(place), spacing=2)

    def _next_steps(self, later: Callable[[str, int, str], object] | None) -> QWidget:
        tr, items = self._tr, self._data.get("next", [])
        if not items:
            text = tr("Everything that is open waits for something. See below what it is, or look at the path.")
            button = Button(tr("Open the path"), "path", on_click=lambda: self._go(Target("path")))
            return Card(Title(tr("Nothing can be started right now")), Plain(text), left(button))
        title = tr("Your next step") if len(items) == 1 else tr("Your next steps")
        for index, item in enumerate(items[:3]):
            self.steps.append(NextCard(tr, item, first=not index, go=self._go, later=later))
        return stack(SectionTitle(title), Columns(self.steps, least=250, most=3))

    def _mine(self) -> QWidget | None:
        tr, items = self._tr, self._data.get("mine", [])
        if not items:
            return None
        rows = [self._promise(item) for item in items]
        return Card(
            _titled("person", tr("What you promised"), len(rows)), *_folded(rows, tr("Show all {n}", n=len(rows)))
        )

    def _promise(self, item: Data) -> QWidget:
        line = _line("clock" if item["late"] else "ready", "warn" if item["late"] else "muted", item["text"])
        record = item["record"]
        buttons: list[Button] = [
            LinkButton(self._tr("Open it"), on_click=lambda: self._go(Target("record", record=record)))
        ]
        if item["closes"] and self._close is not None:
            close = self._close
            done = Button(self._tr("Done"), "done", kind="quiet", on_click=lambda: close(record))
            self.closers[record] = done
            buttons.insert(0, done)
        for button in buttons:
            button.setAccessibleDescription(item["text"])
            line.layout().addWidget(button)  # type: ignore[union-attr]
        return line

    def _late(self) -> QWidget | None:
        tr, lines = self._tr, self._data.get("late", [])
        if not lines:
            return None
        rows = [_line("clock", "warn", line) for line in lines]
        return Card(_titled("clock", tr("Late"), len(lines)), *_folded(rows, tr("Show all {n}", n=len(rows))))

    def _improve(self) -> QWidget | None:
        tr, items = self._tr, self._data.get("improve", [])
        if not items:
            return None
        rows = [self._action(item) for item in items]
        return Card(
            _titled("assessment", tr("Improvements"), len(rows)), *_folded(rows, tr("Show all {n}", n=len(rows)))
        )

    def _action(self, item: Data) -> QWidget:
        line = _line("clock" if item["late"] else "up", "warn" if item["late"] else "info", item["text"])
        target = Target("assessment", record=item["assessment"], text="results", kind=f"action-{item['action']}")
        button = LinkButton(self._tr("Open it"), on_click=lambda: self._go(target))
        button.setAccessibleDescription(item["text"])
        line.layout().addWidget(button)  # type: ignore[union-attr]
        return line

    def _waiting(self) -> QWidget | None:
        tr, lines = self._tr, self._data.get("waiting", [])
        if not lines:
            return None
        rows: list[QWidget] = [_line("blocked", "muted", line) for line in lines[:SHOWN]]
        text = tr("Show all {n} on the path", n=len(lines)) if len(lines) > SHOWN else tr("Show them on the path")
        more = LinkButton(text, "path", on_click=lambda: self._go(Target("path", kind="blocked")))
        hint = Muted(tr("Nothing to do here: these tasks open by themselves when what they need is there."))
        return Card(_titled("blocked", tr("What is waiting"), len(lines)), hint, *rows, left(more))

    def _look(self) -> QWidget | None:
        tr, items = self._tr, self._data.get("look", [])
        looked, muted = self._data.get("looked", ""), self._data.get("muted", 0)
        if not items and not looked:
            return None
        urgent = [self._finding(item) for item in items if item["severity"] != "info"]
        open_facts = [self._finding(item) for item in items if item["severity"] == "info"]
        parts: list[QWidget] = (
            _folded(urgent, tr("Show all {n}", n=len(urgent))) if urgent else [Muted(tr("Nothing to mend."))]
        )
        if open_facts:
            n = _count(items, "info")
            words = tr("One thing shown openly") if n == 1 else tr("{n} things shown openly", n=n)
            parts.append(Disclosure(words, stack(*open_facts)))
        if looked:
            parts.append(Muted(looked))
        if muted:
            parts.append(Muted(tr("{n|One finding is|# findings are} set aside with a reason.", n=muted)))
        parts.append(left(LinkButton(tr("Open the X-ray"), "right", on_click=lambda: self._go(Target("xray")))))
        return Card(_titled("warning", tr("Look at"), _count(items, "error", "warning")), *parts)

    def _finding(self, item: Data) -> QWidget:
        icon, tone = _SEVERITY[item["severity"]]
        line = _line(icon, tone, item["text"])
        if item["fix"]:
            button = LinkButton(item["fix"], on_click=lambda: self._go(place_of(item)))
            button.setAccessibleDescription(item["text"])
            line.layout().addWidget(button)  # type: ignore[union-attr]
        return line


class NextCard(Card):
    """One next step: what, why now, how long, who, Start, and Later without a dialog."""

    def __init__(
        self,
        tr: Translator,
        item: Data,
        *,
        first: bool,
        go: Go,
        later: Callable[[str, int, str], object] | None,
    ) -> None:
        super().__init__()
        task, iteration = item["element"], item.get("iteration", 0)
        self.setAccessibleName(item["title"])
        place = tr("{task} · iteration {n}", task=task, n=iteration) if iteration else task
        kind = "primary" if first else ""
        target = Target("task", task=task, iteration=iteration)
        self.start = Button(tr("Start"), "forward", kind=kind, on_click=lambda: go(target))
        self.start.setAccessibleName(tr("Start {task} {title}", task=task, title=item["title"]))
        for widget in (Caption(f"{place} · {item.get('time', '')}"), Title(item["title"]), Plain(item["why"])):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(person_line(tr, item.get("who", ""), item.get("role", "")))
        self._choices = self._later_choices(tr, task, iteration, later) if later else None
        buttons = [self.start]
        if self._choices is not None:
            self.later = Button(tr("Later"), "later", kind="quiet", on_click=self._toggle)
            self.later.setCheckable(True)
            self.later.setAccessibleName(tr("Later: {title}", title=item["title"]))
            buttons.append(self.later)
        self.column.addWidget(flow(*buttons))
        if self._choices is not None:
            self.column.addWidget(self._choices)

    def _later_choices(
        self, tr: Translator, task: str, iteration: int, later: Callable[[str, int, str], object]
    ) -> QWidget:
        words = (("tomorrow", tr("Tomorrow")), ("week", tr("Next week")), ("open", tr("Until I open it")))
        self.choices = {
            when: LinkButton(text, on_click=lambda when=when: later(task, iteration, when)) for when, text in words
        }
        box = flow(*self.choices.values())
        box.hide()
        return box

    def _toggle(self) -> None:
        assert self._choices is not None
        self._choices.setVisible(self.later.isChecked())
        if self.later.isChecked():
            self.choices["tomorrow"].setFocus()


def progress(tr: Translator, data: Data) -> QWidget:
    """Two lines that say what they count: confirmed by people, and with everything in place."""
    confirmed, complete = data.get("confirmed", {}), data.get("complete", {})
    total = confirmed.get("total", 0)
    first = tr("Confirmed by a role-holder: {n} of {total} tasks", n=confirmed.get("done", 0), total=total)
    second = tr("Confirmed and with all outputs in place: {n} of {total} tasks", n=complete.get("done", 0), total=total)
    lines = (
        ProgressLine(confirmed.get("done", 0), total, first),
        ProgressLine(complete.get("done", 0), total, second),
    )
    return Card(Columns(lines, least=300, most=2), Caption(readiness(tr, data)))


def readiness(tr: Translator, data: Data) -> str:
    """Where the project stands in careful words; never that it conforms or is certified."""
    done, whole = data.get("confirmed", {}).get("done", 0), data.get("complete", {}).get("done", 0)
    total = data.get("complete", {}).get("total", 0)
    if not done:
        return tr("Nothing confirmed yet. The first steps take less than an hour.")
    if total and whole == total:
        return tr("Everything the profile asks for is in place here. Whether it is enough, an assessor decides.")
    if whole == done - 1:
        return tr("One confirmed task still lacks an output or a state.")
    if whole < done:
        return tr("{n} confirmed tasks still lack an output or a state.", n=done - whole)
    return tr("What is confirmed has its outputs in place.")


def finished(tr: Translator, data: Data, go: Go) -> QWidget:
    """What stands in place of next steps when there are none left."""
    if data.get("state") == "closed":
        title, text = tr("This project is closed"), tr("Print or pack its evidence, or start the next project.")
    else:
        title = tr("Every task is settled")
        text = tr("Look at what is still shown below, then print the evidence pack and keep it in a safe place.")
    prints = Button(
        tr("Print the evidence"), "print", kind="primary", on_click=lambda: go(Target("reports", kind="evidence-pack"))
    )
    new = Button(tr("New project"), "add", on_click=lambda: go(Target("new-project")))
    return Card(beside(IconLabel("done", "good", scale=1.3), Title(title)), Plain(text), flow(prints, new))


def no_project(tr: Translator, go: Go) -> EmptyState:
    """The page of a company without projects."""
    return EmptyState(
        "project",
        tr("No project yet"),
        tr("A project gives you a path: which step comes next, why, and how long it takes."),
        button=tr("New project"),
        on_click=lambda: go(Target("new-project")),
    )


def place_of(item: Data) -> Target:
    """Where the fix button of a finding leads."""
    return target_in(item)


def person_line(tr: Translator, who: str, role: str) -> QWidget:
    """Who does it and in which role; that nobody plays the role is said."""
    if not who:
        icon = IconLabel("person", "warn")
        return beside(icon, Caption(tr("Nobody plays {role} yet", role=role) if role else tr("Nobody is named")))
    face = Avatar(initials(who.partition(",")[0]), who)
    return beside(face, Caption(f"{who} · {role}" if role else who))


def initials(name: str) -> str:
    """One or two capitals of a name; titles such as "Dr." do not count."""
    words = [w for w in name.split() if not w.endswith(".")] or name.split()
    return "".join(w[0].upper() for w in (words[:1] + words[-1:] if len(words) > 1 else words))


def day_text(tr: Translator, iso: str) -> str:
    """A date for people; the same words as `model.wording.date_text`, which is too heavy for the first paint."""
    if len(iso) < 10:
        return iso
    months = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    year, month, day = iso[:10].split("-")
    return f"{int(day)} {months[int(month) - 1]} {year}"


def _count(items: list[Data], *severities: str) -> int:
    """How many findings the lines stand for."""
    return sum(item.get("count", 1) for item in items if item["severity"] in severities)


def _titled(icon: str, text: str, count: int) -> QWidget:
    return beside(IconLabel(icon, "muted"), SectionTitle(f"{text} · {count}" if count else text))


def _folded(rows: list[QWidget], more: str) -> list[QWidget]:
    """The first lines, and the rest behind a title."""
    return list(rows) if len(rows) <= SHOWN + 1 else [*rows[:SHOWN], Disclosure(more, stack(*rows[SHOWN:]))]


def _line(icon: str, tone: str, text: str) -> QWidget:
    return beside(IconLabel(icon, tone), Plain(text))
