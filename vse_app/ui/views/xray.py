"""The X-ray: what an assessor would stumble over, by rule, with what mends it, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.errors import UserError
from vse_app.model.findings import SEVERITIES, Finding, Muted
from vse_app.model.search import fold
from vse_app.model.view import View as ProjectView
from vse_app.services import path, xray
from vse_app.services.xray import Group
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, EmptyState, Heading, IconLabel, Plain, ScrollPage, flow
from vse_app.ui.parts import Muted as Quiet
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.resting import Rest
from vse_app.ui.runner import LongJob
from vse_app.ui.view import View
from vse_app.ui.views.boxes import beside, clear, pile, put, stack
from vse_app.ui.views.chips import Chips
from vse_app.ui.views.xray_aside import AsidePanel
from vse_app.ui.views.xray_lines import GroupCard, MutedCard

FILTERS: Final = ("all", *SEVERITIES, "muted")


class Shown(NamedTuple):
    """What is on show: the filter, the words sought, and the one rule somebody came for ("": any)."""

    filter: str = "all"
    text: str = ""
    rule: str = ""


class XrayView(View):
    """The findings of the project. `target.kind` is a rule to show alone, `target.text` one of `FILTERS`."""

    topics = frozenset(
        {"record", "revision", "event", "confirmation", "mark", "links", "project", "person", "mute", "trace-justified"}
    )

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.found: ProjectView | None = None
        self.cards: list[GroupCard] = []
        self._job: LongJob | None = None
        self._pieces: Piecewise | None = None
        self._ask: QWidget | None = None
        self._shown = _wanted(target)
        self.chips = Chips([""] * len(FILTERS))
        self.chips.chosen.connect(lambda place: self._choose(self._shown._replace(filter=FILTERS[place])))
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a number or a word"))
        self.search.setAccessibleName(tr("Find a number or a word"))
        self.search.setClearButtonEnabled(True)
        self._rest = Rest(self, 250, 1000)
        self._rest.timeout.connect(lambda: self._choose(self._shown._replace(text=self.search.text().strip())))
        self.search.textEdited.connect(lambda _text: self._rest.again())
        self.again = Button(tr("X-ray it all now"), "search", on_click=self._on_again)
        self.print_button = Button(tr("Print the X-ray"), "print", on_click=self._on_print)
        self.every = Button(tr("Show all rules"), "close", kind="quiet", on_click=lambda: self._choose(Shown()))
        self._age = Quiet("")
        self.body = ScrollPage(spacing=14)
        self._cards = pile(spacing=14)
        self._lay_out()

    def _lay_out(self) -> None:
        tr = self.ctx.tr
        why = Quiet(
            tr("What an assessor would stumble over. A finding is a question, not a verdict: mend it, or set it aside "
               "with a reason, which is shown and printed.")
        )  # fmt: skip
        tools = flow(self.print_button, self.again, self.every)
        for part in (stack(Heading(tr("X-ray")), why, spacing=6), tools, self._age, self.chips,
                     self.search, self._cards):  # fmt: skip
            self.body.column.addWidget(part)
        for hidden in (self.again, self.every, self._age):
            hidden.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self.setFocusProxy(self.search)

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        if project and self._job is None:
            self.ctx.runner.latest((id(self), "xray"), lambda: path.view(ws, project), self._on_read, owner=self)

    def retarget(self, target: Target) -> None:
        self.target = target
        if target.kind or target.text:
            self._shown = _wanted(target)
            self.search.clear()
            if self.found is not None:
                self._show(self.found)
        self.refresh()

    def _on_read(self, found: ProjectView) -> None:
        is_new = self.found is None
        if is_new or self.found.version != found.version or self.found.looked != found.looked:  # type: ignore[union-attr]
            self._show(found)
        if is_new and found.looked is not None and not found.looked.at:
            self._on_again()

    def _on_again(self) -> None:
        """X-ray a large project; the window shows how far it is, with a way to stop."""
        if self._job is not None:
            return
        ws, project, tr = self.ctx.ws, self.ctx.project, self.ctx.tr
        self._job = self.ctx.runner.long(
            lambda progress, cancelled: xray.run(
                ws, project, progress=lambda *told: progress(*_said(tr, *told)), cancelled=cancelled
            ),
            self._on_done, title=tr("X-raying the project"), writes=False, failed=self._on_failed, owner=self,
        )  # fmt: skip
        self.again.setEnabled(False)

    def _on_done(self, found: ProjectView) -> None:
        self.ctx.ws.views.pop(self.ctx.project, None)  # so that every page takes in what was found
        self._end()
        self._show(found)

    def _on_failed(self, error: UserError) -> None:
        self._end()
        self.ctx.messages.say("info", error.say(self.ctx.tr))

    def _end(self) -> None:
        self._job = None
        self.again.setEnabled(True)

    def _choose(self, shown: Shown) -> None:
        if not shown.text:
            self.search.clear()
        self._shown = shown
        if self.found is not None:
            self._show(self.found)

    def _show(self, found: ProjectView) -> None:
        self.found = found
        tr, shown = self.ctx.tr, self._shown
        self.again.setVisible(found.looked is not None)
        self._age.setText(wording.looked_text(tr, found.looked) if found.looked else "")
        self._age.setVisible(found.looked is not None)
        self.every.setVisible(bool(shown.rule))
        self._show_chips(found)
        self._ask = None
        if self._pieces is not None:
            self._pieces.stop()
        layout = self._cards.layout()
        assert layout is not None
        clear(layout)
        self.cards = []
        self._pieces = Piecewise(self._cards, self._build(found))

    def _show_chips(self, found: ProjectView) -> None:
        tr = self.ctx.tr
        counts = {s: sum(f.severity == s for f in found.findings) for s in SEVERITIES}
        words = [tr("All"), *(wording.severity_name(tr, s) for s in SEVERITIES), tr("set aside")]
        numbers = [len(found.findings), *counts.values(), len(found.muted)]
        for chip, word, number in zip(self.chips.chips, words, numbers, strict=True):
            chip.set_text(f"{word[:1].upper()}{word[1:]} · {number}")
            chip.updateGeometry()
        self.chips.show_chosen(FILTERS.index(self._shown.filter))

    def _build(self, found: ProjectView) -> Iterator[object]:
        """One card after the other."""
        layout = self._cards.layout()
        assert layout is not None
        groups = self._groups(found)
        for group in groups:
            card = GroupCard(
                self.ctx,
                found,
                group,
                set_aside=self._on_set_aside,
                wide_open=bool(self._shown.rule or self._shown.text),
            )
            self.cards.append(card)
            layout.addWidget(card)
            yield
        if found.muted and self._shown.filter in ("all", "muted") and not self._shown.rule:
            layout.addWidget(MutedCard(self.ctx, found, back=self._on_back))
            yield
        elif not groups:
            layout.addWidget(self._nothing(found))
            yield

    def _groups(self, found: ProjectView) -> Sequence[Group]:
        shown = self._shown
        groups = xray.grouped(found.findings)
        if shown.filter != "all":
            groups = tuple(g for g in groups if g.severity == shown.filter)
        if shown.rule:
            groups = tuple(g for g in groups if g.rule == shown.rule)
        if shown.text:
            kept = (g._replace(findings=tuple(f for f in g.findings if self._holds(found, f))) for g in groups)
            groups = tuple(g for g in kept if g.findings)
        return groups

    def _holds(self, found: ProjectView, finding: Finding) -> bool:
        text = wording.finding_text(self.ctx.tr, self.ctx.language, found, finding)
        said = fold(f"{text} {wording.rule_title(self.ctx.tr, finding.rule)}")
        return all(word in said for word in fold(self._shown.text).split())

    def _nothing(self, found: ProjectView) -> QWidget:
        tr = self.ctx.tr
        if found.findings or found.muted:
            return EmptyState("filter", tr("Nothing of this kind"), tr("Choose another filter to see the rest."))
        said = tr("Nothing is open that these rules can see.")
        if found.looked is not None and not found.looked.at:
            said = tr("The registers have not been looked through yet.")
        return beside(IconLabel("done", "good"), Plain(said))

    def _on_set_aside(self, findings: Sequence[Finding], beneath: QWidget) -> None:
        """Ask for the reason, right under the finding."""
        self._close_ask()
        column = beneath.layout() if isinstance(beneath.layout(), QVBoxLayout) else self._cards.layout()
        panel = AsidePanel(self.ctx, findings)
        panel.confirmed.connect(lambda: self._set_aside(findings, panel))
        panel.cancelled.connect(self._close_ask)
        self._ask = panel
        if isinstance(column, QVBoxLayout) and column is beneath.layout():
            put(column, panel)
        else:
            card = next(c for c in self.cards if c.isAncestorOf(beneath))
            put(card.column, panel)
        panel.take_focus()

    def _set_aside(self, findings: Sequence[Finding], panel: AsidePanel) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        reason, until = panel.reason.toPlainText(), panel.until.value()
        self.ctx.do(
            lambda: xray.mute(ws, project, findings, reason=reason, until=until),
            then=lambda _value: self._close_ask(),
            failed=lambda error: panel.show_problem(error.say(self.ctx.tr)),
        )

    def _on_back(self, some: Sequence[Muted]) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        self.ctx.do(lambda: xray.unmute(ws, project, some))

    def _close_ask(self) -> None:
        if self._ask is not None:
            self._ask.hide()
            self._ask.deleteLater()
            self._ask = None

    def _on_print(self) -> None:
        self.ctx.go(Target("reports", kind="xray"))


def _wanted(target: Target) -> Shown:
    return Shown(target.text if target.text in FILTERS else "all", "", target.kind)


def _said(tr: Translator, done: int, total: int, what: str) -> tuple[int, int, str]:
    """How far it is, in words."""
    return done, total, wording.rule_title(tr, what) if what else tr("Reading the project")
