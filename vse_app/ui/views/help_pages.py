"""The chapters of the help."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vse_app import paths
from vse_app.model.elements import Activity
from vse_app.model.process import ProcessModel
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Button,
    Caption,
    Card,
    Disclosure,
    KeyHint,
    Muted,
    Plain,
    SectionTitle,
    Title,
    flow,
)
from vse_app.ui.views.interview_people import role_words
from vse_app.ui.views.project_questions import model_word
from vse_app.ui.views.settings_fields import IconLine, Labelled, line
from vse_app.ui.views.settings_program import about_parts


def profile(ctx: Context, model: ProcessModel) -> Iterator[QWidget | None]:
    """What the profile is, and each of its processes with objectives and activities."""
    tr, language = ctx.tr, ctx.language
    example = Button(tr("Look at the example company"), "example", on_click=lambda: ctx.go(Target("example")))
    yield Card(
        Title(model_word(model, language, "title")),
        Plain(model_word(model, language, "purpose")),
        Muted(model_word(model, language, "provenance_note")),
        flow(example),
    )
    for process in model.processes:
        name, purpose = (model.word(language, "processes", process.id, key) for key in ("name", "purpose"))
        card = Card(
            Title(f"{process.id} {name}"), Plain(purpose), SectionTitle(tr("What is true when it is done well"))
        )
        for objective in process.objectives:
            title, text = (model.word(language, "objectives", objective.id, key) for key in ("title", "text"))
            card.column.addWidget(IconLine("right", "muted", f"{title}: {text}"))
        card.column.addWidget(SectionTitle(tr("What you do")))
        yield card
        for activity in process.activities:
            card.column.addWidget(_activity(ctx, model, activity))
            yield None
    yield role_words(tr, model, language)


def _activity(ctx: Context, model: ProcessModel, activity: Activity) -> QWidget:
    """An activity: the everyday word, the official one, the summary, and its tasks to unfold."""
    language = ctx.language
    everyday, official, summary = (
        model.word(language, "activities", activity.id, key) for key in ("everyday", "name", "summary")
    )
    tasks = QWidget()
    inside = QVBoxLayout(tasks)
    inside.setContentsMargins(theme.current().px(20), 0, 0, 0)
    for task in activity.tasks:
        inside.addWidget(Plain(f"{task.id}  {model.word(language, 'tasks', task.id, 'title')}"))
    count = ctx.tr("Tasks: {count}", count=len(activity.tasks))
    return Card(
        SectionTitle(everyday or official),
        Caption(f"{activity.id} {official}"),
        Plain(summary),
        Disclosure(count, tasks),
        part="sunken",
        spacing=4,
        margin=12,
    )


def glossary(ctx: Context, model: ProcessModel) -> list[QWidget]:
    """Words and what they mean, to be searched."""
    return [Glossary(ctx, model)]


class Glossary(QWidget):
    """A search line over a list of words."""

    found = Signal(int)

    def __init__(self, ctx: Context, model: ProcessModel) -> None:
        super().__init__()
        tr, words = ctx.tr, model.words
        entries = words.get(ctx.language, {}).get("glossary") or words.get("en", {}).get("glossary") or []
        self.search = line("", tr("Type a word"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_text)
        self.nothing = Muted(tr("No such word here."))
        self.nothing.hide()
        self._entries: list[tuple[str, QWidget]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(Labelled(tr("Search the glossary"), self.search, width=360))
        column.addWidget(self.nothing)
        for entry in sorted(entries, key=lambda e: folded(e["term"])):
            card = Card(SectionTitle(entry["term"]), Plain(entry["means"]), spacing=2, margin=10)
            self._entries.append((folded(f"{entry['term']} {entry['means']}"), card))
            column.addWidget(card)

    def _on_text(self, text: str) -> None:
        wanted = folded(text.strip())
        count = 0
        for words, card in self._entries:
            card.setVisible(wanted in words)
            count += wanted in words
        self.nothing.setVisible(not count)
        self.found.emit(count)


def states(ctx: Context, model: ProcessModel) -> list[QWidget]:
    """How states and stamps work in four sentences, and the states there are."""
    tr, language = ctx.tr, ctx.language
    said = (
        tr("Every version of a work product has a stamp: a number computed from its content."),
        tr("When somebody says “verified” or “accepted”, that word is tied to the stamp of the version they saw."),
        tr("Change the content and the stamp changes: the word holds for the old version, not for the new one."),
        tr("Nothing is lost: every version, every word that was said and who said it when stay in the history."),
    )
    sentences = Card(*(IconLine("right", "accent", text) for text in said))
    used = {state for product in model.products for state in product.states}
    listed = Card(SectionTitle(tr("The states of this profile")))
    for state in model.words.get("en", {}).get("states", {}):
        if state in used:
            name, means = (model.word(language, "states", state, key) for key in ("name", "means"))
            listed.column.addWidget(Plain(f"{name}: {means}"))
    return [sentences, listed]


def shortcuts(ctx: Context, model: ProcessModel) -> list[QWidget]:
    """The keys of the window and of its parts."""
    from vse_app.ui.commands import commands

    tr = ctx.tr
    window = [(command.keys, command.words) for command in commands(tr) if command.keys]
    parts = [
        ("Enter", tr("The main button of a page of questions; opens the row of a table")),
        ("Ctrl+Enter", tr("Confirm the task")),
        ("F2 Tab Esc", tr("In a register: edit the cell, go on to the next one, give up")),
        ("Ctrl+V Delete Ctrl+Space", tr("In a register: bring in copied rows, take rows out, fold a row of the tree")),
        ("1 2 3 4 0", tr("While rating: rate, or take the rating back")),
        ("Esc", tr("Close a question or a message")),
        ("Ctrl+C", tr("Copy the chosen rows of a table")),
        ("Ctrl+Plus Ctrl+Minus Ctrl+0", tr("Zoom the pages of a report; fit the width")),
        ("Home End PgUp PgDown", tr("Move through the pages of a report")),
    ]
    return [_keys(tr("Everywhere"), window), _keys(tr("On a page"), parts)]


def _keys(title: str, entries: list[tuple[str, str]]) -> Card:
    card = Card(SectionTitle(title))
    for keys, words in entries:
        entry = QWidget()
        entry.setAccessibleName(f"{words}: {keys}")
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(12))
        row.addWidget(Plain(words), 3)
        row.addWidget(flow(*(KeyHint(key) for key in keys.split()), spacing=6), 2)
        card.column.addWidget(entry)
    return card


def never(ctx: Context, model: ProcessModel) -> list[QWidget]:
    """The promises of the program."""
    tr = ctx.tr
    said = (
        tr("It never sends anything anywhere: it makes no network calls."),
        tr("It never says that something happened unless a person confirmed it. It suggests, computes and reminds."),
        tr("It never throws away what you typed. Deleting is withdrawing; everything can be undone."),
        tr("It never hides what was late, skipped, or checked by its own author: all allowed, and all printed."),
        tr("It never calls something done because a file is there."),
        tr("It never changes what a running project owes: the project keeps the edition it began with."),
        tr("It never says that you are certified or conform. It supports a profile; the assessor decides."),
        tr("It never copies text of a standard. Every sentence is our own, and says so where something was recalled."),
    )
    return [Card(*(IconLine("lock", "muted", text) for text in said))]


def guide(ctx: Context, model: ProcessModel) -> list[QWidget]:
    """The user guide, its headings and lists shown as such."""
    card = Card(spacing=10)
    for kind, text in guide_blocks(guide_text(ctx.language)):
        card.column.addWidget(
            Title(text) if kind == "title" else SectionTitle(text) if kind == "heading" else
            IconLine("right", "muted", text) if kind == "item" else Plain(text)
        )  # fmt: skip
    return [card]


def guide_blocks(text: str) -> list[tuple[str, str]]:
    """Markdown as (kind, plain text): "title", "heading", "item", "text" or "code"; enough for our own guide."""
    found: list[tuple[str, list[str]]] = []
    fenced = False
    for raw in text.splitlines():
        stripped = raw.strip()
        if stripped.startswith("```"):
            fenced = not fenced
            found.append(("code" if fenced else "", []))
        elif fenced:
            found[-1][1].append(raw)
        elif not stripped:
            found.append(("", []))
        elif stripped.startswith("#"):
            found.append(("title" if stripped.startswith("# ") else "heading", [stripped.lstrip("# ")]))
        elif stripped.startswith(("- ", "* ")):
            found.append(("item", [stripped[2:]]))
        elif found and found[-1][0] in ("text", "item"):
            found[-1][1].append(stripped)
        else:
            found.append(("text", [stripped]))
    marks = str.maketrans("", "", "`*")
    return [
        (kind, "\n".join(lines) if kind == "code" else " ".join(lines).translate(marks))
        for kind, lines in found
        if lines
    ]


def about(ctx: Context, model: ProcessModel) -> list[QWidget]:
    """Versions, and the licences in full."""
    found: list[QWidget] = list(about_parts(ctx.tr))
    for name in ("LICENSE", "THIRD_PARTY_NOTICES.md"):
        text = _text(name)
        if text:
            found.append(Disclosure(name, Card(Plain(text), part="sunken")))
    return found


def guide_text(language: str) -> str:
    """The user guide; "" where it is not installed."""
    return _text(f"docs/guide.{language}.md") or _text("docs/guide.md")


def _text(name: str) -> str:
    """A text file that stands beside the resources; "" when it is not there."""
    try:
        return (paths.resources().parent / name).read_text(encoding="utf-8")
    except OSError:
        return ""


def folded(text: str) -> str:
    """Text without case and accents, for seeking."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
