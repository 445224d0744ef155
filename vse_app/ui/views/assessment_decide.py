"""The right side of rating: letters, the program's proposal and why, who gave what, the sentence, the private note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vse_app.model.assessment import LETTERS, Item
from vse_app.model.assessment_proposal import MOST_LIFTS, Proposal
from vse_app.model.assessment_scope import Subject
from vse_app.model.assessment_words import (
    fact_text,
    lift_text,
    proposal_text,
    rating_text,
    rating_word,
    reason_text,
    why_text,
)
from vse_app.services.assessment_page import Page
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, Card, Disclosure, Muted, Plain, SectionTitle, flow
from vse_app.ui.views.boxes import clear, stack
from vse_app.ui.views.settings_fields import IconLine, Labelled, Saver, lines, put_text

EFFECTS: Final[Mapping[str, tuple[str, str]]] = {
    "for": ("done", "good"),
    "against": ("warning", "warn"),
    "missing": ("warning", "bad"),
    "open": ("later", "muted"),
    "shown": ("info", "info"),
}
FACTS: Final = 60
"""Facts listed on screen; the report has them all."""


class LetterButton(Button):
    """A letter to give. The arrows belong to the list, where they move from item to item: `stepped` tells which way."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class Letters(QWidget):
    """A button for each letter with its key, and one that takes the rating back; `chosen` carries the letter or "".

    `stepped` says that the item above (-1) or below (1) is wanted.
    """

    chosen = Signal(str)
    stepped = Signal(int)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._tr = ctx.tr
        self.buttons: dict[str, LetterButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(4))

    def show_scale(self, scale: str) -> None:
        """The letters of a scale."""
        letters = LETTERS["met" if scale == "met" else "NPLF"]
        if tuple(self.buttons) == (*letters, ""):
            return
        clear(self._column)
        self.buttons = {}
        for number, letter in enumerate(letters, 1):
            word = rating_word(self._tr, letter)
            said = word if scale == "met" else f"{letter}  {word}"
            self._add(letter, f"{number}   {said}", word)
        self._add("", f"0   {self._tr('Not rated')}", self._tr("Take the rating back"))

    def show_item(self, letter: str, *, enabled: bool, optional: bool) -> None:
        """Mark what is given; `na` only where the profile allows it."""
        for name, button in self.buttons.items():
            button.setChecked(bool(name) and name == letter)
            button.setEnabled(enabled and (name != "na" or optional) and (bool(name) or bool(letter)))

    def _add(self, letter: str, text: str, name: str) -> None:
        button = LetterButton(text, kind="rail", on_click=lambda: self.chosen.emit(letter))
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.stepped.connect(self.stepped)
        self.buttons[letter] = button
        self._column.addWidget(button)


class ProposalCard(Card):
    """What the program proposes, the rule and the facts behind it, and what would lift it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(part="sunken", spacing=6, margin=12)
        self._ctx = ctx
        self._shown: Proposal | None = None

    def show_proposal(self, proposal: Proposal) -> None:
        """Show a proposal."""
        if proposal == self._shown:
            return
        self._shown = proposal
        tr, language = self._ctx.tr, self._ctx.language
        clear(self.column)
        said = Plain(proposal_text(tr, proposal))
        said.setProperty("part", "field")
        self.column.addWidget(said)
        self.column.addWidget(Muted(why_text(tr, proposal)))
        if proposal.facts:
            rows: list[QWidget] = [
                IconLine(*EFFECTS[f.effect], fact_text(tr, f, language)) for f in proposal.facts[:FACTS]
            ]
            if len(proposal.facts) > FACTS:
                rows.append(Muted(tr("and {n} more, all of them in the report", n=len(proposal.facts) - FACTS)))
            self.column.addWidget(
                Disclosure(tr("The facts behind it ({n})", n=len(proposal.facts)), stack(*rows, spacing=4))
            )
        lifts = [text for f in proposal.lifts[:MOST_LIFTS] if (text := lift_text(tr, f, language))]
        if lifts and proposal.letter not in ("F", "met"):
            self.column.addWidget(Caption(tr("What would lift it")))
            for text in lifts:
                self.column.addWidget(IconLine("up", "accent", text))
        self.column.addWidget(Caption(tr("It only proposes. You decide.")))


class Reason(Card):
    """The sentence that is needed; `kept` carries it."""

    kept = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=6, margin=12)
        self.setProperty("part", "confirm")
        self._ctx = ctx
        tr = ctx.tr
        self._why = Muted("")
        self.line = QLineEdit()
        self.line.setMaxLength(4000)
        self.line.setPlaceholderText(tr("One sentence; it is printed"))
        self.line.returnPressed.connect(self._on_kept)
        self.button = Button(tr("Keep the rating"), kind="primary", on_click=self._on_kept)
        self.line.textChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))
        for widget in (SectionTitle(tr("Why?")), self._why, self.line, flow(self.button)):
            self.column.addWidget(widget)
        self.hide()

    def ask(self, needs: tuple[str, ...], *, focus: bool) -> None:
        """Ask for a sentence, or go away when none is needed."""
        if not needs:
            self.hide()
            return
        self._why.setText(" ".join(reason_text(self._ctx.tr, code) for code in needs))
        self.line.setAccessibleName(self._ctx.tr("Why?"))
        self.line.setAccessibleDescription(self._why.text())
        self.line.clear()
        self.button.setEnabled(False)
        self.show()
        if focus:
            self.line.setFocus()

    def _on_kept(self) -> None:
        if self.line.text().strip():
            self.kept.emit(self.line.text().strip())


class Given(QWidget):
    """Who gave what where several rate, and how they settle it. `settled` carries letter and reason."""

    settled = Signal(str, str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(6))

    def show_item(self, page: Page, item: Item, proposal: Proposal) -> None:
        """Show an item."""
        state = (page.own.assessors, item, page.can_change, proposal.letter)
        if state == self._shown:
            return
        self._shown = state
        clear(self._column)
        tr, own = self._ctx.tr, page.own
        if len(own.assessors) > 1:
            self._column.addWidget(SectionTitle(tr("What each gave")))
            for member in own.assessors:
                self._column.addWidget(Plain(f"{member.name}: {rating_word(tr, item.given(member.id))}"))
        if item.decision is not None:
            member = own.member(item.decision.member)
            who = member.name if member is not None else item.decision.member
            said = tr("Decided: {rating}, by {person}.", rating=rating_word(tr, item.letter), person=who)
            self._column.addWidget(IconLine("done", "good", f"{said} {item.decision.reason}".strip()))
        elif len({r.letter for r in item.ratings}) > 1 and page.can_change:
            self._ask(page)
        if item.previous:
            self._column.addWidget(Caption(tr("The round before: {rating}", rating=rating_word(tr, item.previous))))

    def _ask(self, page: Page) -> None:
        tr = self._ctx.tr
        self.letter = Combo()
        self.letter.addItem(tr("Choose a rating …"), "")
        for letter in LETTERS[page.own.scale]:
            self.letter.addItem(
                rating_text(tr, letter) + (f"  {rating_word(tr, letter)}" if len(letter) == 1 else ""), letter
            )
        self.letter.setAccessibleName(tr("Settle on"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("How you settled it; it is printed"))
        self.reason.setAccessibleName(tr("How you settled it"))
        self.settle = Button(
            tr("Settle it"),
            kind="primary",
            on_click=self._on_settle,
        )
        self._column.addWidget(IconLine("warning", "warn", tr("You do not agree. Talk it over, then settle on one.")))
        self._column.addWidget(stack(self.letter, self.reason, flow(self.settle), spacing=6))

    def _on_settle(self) -> None:
        """Nothing is chosen for anybody: without a rating or the sentence the keyboard goes where it is missing."""
        letter, reason = str(self.letter.currentData() or ""), self.reason.text().strip()
        if not letter:
            self.letter.setFocus()
        elif not reason:
            self.reason.setFocus()
        else:
            self.settled.emit(letter, reason)


class PrivateNote(QWidget):
    """A note for oneself; `changed` carries item and text."""

    changed = Signal(str, str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        tr = ctx.tr
        self._key = ""
        self.editor = lines("", rows=2)
        self._saver = Saver(self, self._tell)
        self._saver.watch(self.editor)
        hint = tr("Only you see it here. It is never printed, packed or exported.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Labelled(tr("Private note"), self.editor, hint))

    def show_note(self, key: str, text: str, *, enabled: bool) -> None:
        """Show the note of an item; what was typed for the one before is handed over first."""
        if key != self._key:
            self.leave()
            self._key = key
            self.editor.blockSignals(True)
            self.editor.setPlainText(text)
            self.editor.blockSignals(False)
        else:
            put_text(self.editor, text)
        self.editor.setReadOnly(not enabled)

    def leave(self) -> None:
        """Hand over what was typed."""
        self._saver.now()

    def _tell(self) -> None:
        if self._key:
            self.changed.emit(self._key, self.editor.toPlainText())


def subject_is_optional(subject: Subject | None) -> bool:
    """Whether the profile allows leaving it out."""
    return subject is not None and subject.optional
