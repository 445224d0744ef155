"""What Start looks like: what the program is, four ways to begin, recent files. Light enough for the first paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from vse_app.i18n import LANGUAGES, Translator
from vse_app.ui import theme
from vse_app.ui.context import Target
from vse_app.ui.parts import (
    Button,
    Caption,
    Card,
    Heading,
    IconLabel,
    LinkButton,
    Muted,
    Plain,
    ScrollPage,
    SectionTitle,
    Title,
    flow,
    row,
)
from vse_app.ui.preferences import Preferences

Go = Callable[[Target], object]
OPEN, RESTORE, FORGET = "start-open", "start-restore", "start-forget"
"""Targets that only the start view understands: choose a file, choose a backup, take `text` off the recent files."""
_WIDE: Final = 620
"""Below this width (at 100 %) the two columns become one."""


class StartPage(ScrollPage):
    """The page. `missing` says which recent files are not there; `problem` is (file, what to say) of a refused one."""

    def __init__(
        self,
        tr: Translator,
        preferences: Preferences,
        go: Go,
        *,
        missing: Mapping[str, bool] | None = None,
        problem: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__(margin=32, spacing=20)
        self._tr, self._preferences, self._go = tr, preferences, go
        self.column.addWidget(self._hello())
        if problem[0]:
            self.problem = self._refused(*problem)
            self.column.addWidget(self.problem)
        self.column.addWidget(_Two(self._ways(), self._recent(missing or {})))
        self.column.addWidget(self._before())
        self.column.addWidget(self._taste())

    def _hello(self) -> QWidget:
        tr = self._tr
        box = QWidget()
        words = QVBoxLayout()
        words.setSpacing(theme.current().px(4))
        words.addWidget(Heading(tr("From nothing to printed ISO/IEC 29110 evidence")))
        words.addWidget(
            Plain(
                tr("This program leads a small software team step by step, keeps its work products, and prints them.")
            )
        )
        words.addWidget(
            Muted(
                tr(
                    "It cannot give a certificate: an assessor decides that. It works without a network, and nothing "
                    "leaves this computer."
                )
            )
        )
        line = row(IconLabel("vse", "accent", scale=3.2), spacing=18)
        line.takeAt(line.count() - 1)
        line.addLayout(words, 1)
        box.setLayout(line)
        return box

    def _ways(self) -> QWidget:
        tr, go = self._tr, self._go
        self.new = _Way(
            "company",
            tr("Set up a new company"),
            tr("A few questions, about five minutes. Everything can be changed later."),
            Button(tr("New company"), "add", kind="primary", on_click=lambda: go(Target("interview"))),
        )
        self.open = _Way(
            "open",
            tr("Open a company file"),
            tr("Choose a file that ends in .vse, or drop it on this page."),
            Button(tr("Open…"), "open", on_click=lambda: go(Target(OPEN))),
        )
        self.example = _Way(
            "example",
            tr("Look at a complete example"),
            tr("A six-person company with everything filled in. Change what you like, it is yours."),
            Button(tr("Open the example"), "example", on_click=lambda: go(Target("example"))),
        )
        self.restore = _Way(
            "restore",
            tr("Bring back a backup"),
            tr("The backup stays as it is; you get a checked copy to work with."),
            Button(tr("Restore a backup…"), "restore", on_click=lambda: go(Target(RESTORE))),
        )
        return Card(self.new, self.open, self.example, self.restore, spacing=18, margin=20)

    def _before(self) -> QWidget:
        """For those who do not know yet whether any of this is for them."""
        tr, go = self._tr, self._go
        self.which = LinkButton(tr("Which standard?"), "compass", on_click=lambda: go(Target("which-standard")))
        self.why = LinkButton(tr("Why don't we use standards?"), "help", on_click=lambda: go(Target("why-not")))
        self.ladder = LinkButton(tr("The ladder"), "ladder", on_click=lambda: go(Target("ladder")))
        return flow(Caption(tr("Before you begin:"), wrap=False), self.which, self.why, self.ladder, spacing=12)

    def _recent(self, missing: Mapping[str, bool]) -> QWidget:
        tr = self._tr
        card = Card(SectionTitle(tr("Recent company files")), spacing=10, margin=20)
        self.recent: dict[str, Button] = {}
        for path in self._preferences.recent():
            card.column.addWidget(self._recent_file(path, gone=missing.get(path, False)))
        if not self.recent:
            card.column.addWidget(Muted(tr("None yet. What you open will be listed here.")))
        card.column.addStretch(1)
        return card

    def _recent_file(self, path: str, *, gone: bool) -> QWidget:
        tr, box = self._tr, QWidget()
        button = LinkButton(Path(path).stem, "file", on_click=lambda: self._go(Target("open", text=path)))
        button.setEnabled(not gone)
        button.setAccessibleDescription(path)
        self.recent[path] = button
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = row(button)
        if gone:
            forget = Button(
                tr("Remove {name} from this list", name=Path(path).stem),
                "close",
                kind="icon",
                on_click=lambda: self._go(Target(FORGET, text=path)),
            )
            line.addWidget(forget)
        column.addLayout(line)
        where = str(Path(path).parent)
        column.addWidget(Caption(tr("Not there any more: {folder}", folder=where) if gone else where))
        return box

    def _refused(self, path: str, text: str) -> Card:
        tr = self._tr
        what, _, hint = text.partition("\n")
        head = QWidget()
        line = row(IconLabel("error", "bad", scale=1.2), Title(tr("This file could not be opened")))
        line.setStretch(1, 1)
        line.takeAt(line.count() - 1)
        head.setLayout(line)
        card = Card(head, Plain(path), Plain(what, tone="bad"))
        if hint:
            card.column.addWidget(Plain(hint))
        again = Button(tr("Try again"), "open", on_click=lambda: self._go(Target("open", text=path)))
        other = Button(tr("Restore a backup…"), "restore", on_click=lambda: self._go(Target(RESTORE)))
        card.column.addWidget(flow(again, other))
        card.setAccessibleName(" ".join((path, what, hint)))
        return card

    def _taste(self) -> QWidget:
        tr = self._tr
        language, scheme = tr.language, self._preferences.get("scheme", "system")
        schemes = {"system": tr("Like the system"), "light": tr("Light"), "dark": tr("Dark")}
        self.languages = {
            code: self._choice(name, Target("language", text=code), chosen=code == language)
            for code, name in LANGUAGES.items()
        }
        self.schemes = {
            name: self._choice(words, Target("theme", text=name), chosen=name == scheme)
            for name, words in schemes.items()
        }
        return flow(
            IconLabel("language", "muted"), *self.languages.values(), IconLabel("sun", "muted"), *self.schemes.values()
        )

    def _choice(self, words: str, target: Target, *, chosen: bool) -> Button:
        button = Button(words, kind="quiet")
        button.setCheckable(True)
        button.setChecked(chosen)
        button.clicked.connect(lambda: self._go(target))
        return button


class _Way(QWidget):
    """One way to begin: an icon, a title, what happens, a button."""

    def __init__(self, icon: str, title: str, text: str, button: Button) -> None:
        super().__init__()
        self.button = button
        look = theme.current()
        words = QVBoxLayout()
        words.setSpacing(look.px(4))
        words.addWidget(SectionTitle(title))
        words.addWidget(Muted(text))
        words.addLayout(row(button))
        line = row(IconLabel(icon, "accent", scale=1.4), spacing=14)
        line.takeAt(line.count() - 1)
        line.addLayout(words, 1)
        self.setLayout(line)


class _Two(QWidget):
    """Two widgets side by side, or one above the other where it is narrow."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._pair = (left, right)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().px(16))
        self._beside: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._arrange(beside=True)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:
        self._arrange(beside=self.width() >= theme.current().px(_WIDE))

    def _arrange(self, *, beside: bool) -> None:
        if beside is self._beside:
            return
        self._beside = beside
        left, right = self._pair
        self._grid.addWidget(left, 0, 0)
        self._grid.addWidget(right, *((0, 1) if beside else (1, 0)))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if beside else 0)
