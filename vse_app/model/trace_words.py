"""The matrix in words: what stands in a cell, what its state is called, what is counted. One for window and paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.requirement_quality import Guide, Hint
from vse_app.model.trace import BLOCKED, FAILED, HOLES, PASSED, PENDING, WORST, Cell, Graph, Item
from vse_app.model.trace_survey import Survey

ICONS: Final = {
    "linked": ("done", "good"),
    "whole": ("done", "good"),
    PASSED: ("done", "good"),
    "hole": ("warning", "bad"),
    "empty": ("optional", "warn"),
    "indirect": ("warning", "warn"),
    "justified": ("approve", "muted"),
    "outdated": ("stale", "warn"),
    FAILED: ("error", "bad"),
    BLOCKED: ("blocked", "warn"),
    PENDING: ("clock", "warn"),
    "parts": ("down", "muted"),
    "dropped": ("skipped", "muted"),
}
"""State of a cell → icon and tone; the words say it too."""
_STATES: Final = {
    "linked": "there",
    "whole": "through what it is part of",
    PASSED: "passed",
    "hole": "missing",
    "empty": "linked, but says nothing yet",
    "indirect": "only through what was made",
    "justified": "left open, with a reason",
    "outdated": "reason given before it changed",
    FAILED: "failed",
    BLOCKED: "could not be run",
    PENDING: "not run yet",
    "parts": "see its parts",
    "dropped": "dropped",
}
_MARKS: Final = {"hole": "✗", "empty": "✗", "indirect": "✗", "outdated": "✗", FAILED: "✗", "justified": "○"}
"""Signs that go with the words where there is no colour."""


def state_word(tr: Translator, state: str) -> str:
    """A state of a cell in words."""
    return tr(_STATES[state])


def column_name(tr: Translator, column: str) -> str:
    """The heading of a column."""
    names = {
        "design": tr("Design"), "component": tr("Component"), "test": tr("Test"), "result": tr("Latest result"),
    }  # fmt: skip
    return names[column]


@dataclass(frozen=True)
class TraceWords:
    """Says cells of one graph. `language` is that of the model's words."""

    tr: Translator
    model: ProcessModel
    language: str
    people: Mapping[str, Person]

    def cell(self, graph: Graph, column: str, cell: Cell) -> str:
        """What stands in a cell: numbers of records, or what is missing."""
        items = [item for item in cell.items if column != "result"]
        named = ", ".join(self.item(graph, column, item) for item in items)
        match cell.state:
            case "hole":
                return self.tr("missing")
            case "parts" | "dropped":
                return named or state_word(self.tr, cell.state)
            case "justified" | "outdated":
                given = cell.justified
                if given is None or given.column != column:
                    return state_word(self.tr, cell.state)
                return self.tr("left open: {reason}", reason=given.reason)
            case "empty":
                return self.tr("{items}: says nothing yet", items=named)
            case "indirect":
                return self.tr("only {items}", items=named)
            case _ if column == "result":
                return self.result(graph, cell)
            case _:
                return named

    def item(self, graph: Graph, column: str, item: Item) -> str:
        """A record of a cell, with what it is reached over where that is not the usual way."""
        node = graph.nodes[item.id]
        over = graph.nodes.get(item.through)
        if over is None or (column == "component" and not item.whole):
            return node.number
        return self.tr("{number} (through {other})", number=node.number, other=over.number)

    def result(self, graph: Graph, cell: Cell) -> str:
        """The latest result with version and day; of several tests how many ended how."""
        runs = [graph.nodes[item.id] for item in cell.items]
        if len(runs) == 1 and runs[0].result == cell.state:
            said = [self.result_word(cell.state), runs[0].version, wording.date_text(self.tr, runs[0].happened)]
            return " · ".join(part for part in said if part)
        if not runs:
            return state_word(self.tr, cell.state)
        counts = [(state, sum(run.result == state for run in runs)) for state in WORST]
        said = [self.tr("{n} {result}", n=n, result=self.result_word(state)) for state, n in counts if n]
        if cell.state == PENDING and not any(run.result == PENDING for run in runs):
            said.append(state_word(self.tr, PENDING))
        return ", ".join(said)

    def run(self, graph: Graph, item: Item) -> str:
        """A run: of which test, how it ended, on which version, when."""
        node = graph.nodes[item.id]
        said = [self.result_word(node.result), node.version, wording.date_text(self.tr, node.happened)]
        return f"{graph.nodes[item.through].number} → {node.number}: " + " · ".join(part for part in said if part)

    def result_word(self, result: str) -> str:
        """A result in the words of the register."""
        found = self.model.register("test-result")
        return self.model.choice_word(self.language, found.id if found else "", ("result",), result).lower()

    def mark(self, state: str) -> str:
        """The sign of a state on paper: what is wrong is seen without colour."""
        return _MARKS.get(state, "")

    def tip(self, graph: Graph, column: str, cell: Cell) -> str:
        """A cell at length: state, then each record with its title."""
        lines = [state_word(self.tr, cell.state)]
        if cell.justified is not None:
            given = cell.justified
            who = wording.who(self.people, [given.person])
            lines.append(f"{given.reason} ({who}, {wording.date_text(self.tr, given.happened)})")
        lines += [f"{self.item(graph, column, item)}  {graph.nodes[item.id].title}".strip() for item in cell.items[:20]]
        return "\n".join(lines)


def hint_text(guide: Guide, language: str, hint: Hint) -> str:
    """A hint as a sentence: what it is, and the words it is about."""
    name = guide.word(language, hint.rule)
    return f"{name}: {', '.join(f'“{word}”' for word in hint.words)}" if hint.words else name


class Number(NamedTuple):
    """A number of the matrix: id of the filter it is, how many, what it counts, and how it is meant."""

    id: str
    total: int
    text: str
    tone: str = ""


def counted(tr: Translator, survey: Survey, *, hinted: int = 0, justified: int = 0) -> tuple[Number, ...]:
    """The numbers above the matrix; each is a filter of the same id."""
    open_holes = len(survey.with_holes())
    found = [
        Number("", survey.total, tr("{n|requirement|requirements}", n=survey.total)),
        Number("holes", open_holes, tr("with a hole"), "bad" if open_holes else "good"),
    ]
    holes = {
        "design": tr("without design"), "component": tr("without component"), "test": tr("without test"),
    }  # fmt: skip
    found += [
        Number(f"hole:{column}", survey.holes(column), text, "bad" if survey.holes(column) else "good")
        for column, text in holes.items()
        if column in survey.states
    ]
    if "result" in survey.states:
        failed, passed = survey.count("result", FAILED), survey.count("result", PASSED)
        found += [
            Number("passed", passed, tr("with all tests passed"), "good"),
            Number("failed", failed, tr("with a failed test"), "bad" if failed else "good"),
            Number("waiting", survey.count("result", BLOCKED, PENDING), tr("waiting for a result"), "warn"),
        ]
    found += [
        Number("suspect", len(survey.suspect), tr("with a link to look at"), "warn"),
        Number("justified", justified, tr("with a hole left open")),
        Number("hints", hinted, tr("with a hint"), "info"),
    ]
    return tuple(found)


def counts_what(tr: Translator, survey: Survey) -> str:
    """What the numbers count, in a sentence."""
    said = [tr("Counted are requirements in use. A record in which a required field is empty covers nothing.")]
    if survey.groups:
        said.append(tr("{n|One that consists of others is|# that consist of others are} traced through them.",
                       n=len(survey.groups)))  # fmt: skip
    if survey.dropped:
        said.append(tr("{n|One was|# were} dropped.", n=len(survey.dropped)))
    return " ".join(said)


def loose_text(tr: Translator, survey: Survey) -> str:
    """The way back, in a sentence: what leads to nothing; "" when everything leads somewhere."""
    words = {
        "design": tr("{n|1 design element that satisfies nothing|# design elements that satisfy nothing}",
                     n=len(survey.loose.get("design", ()))),
        "component": tr("{n|1 component that implements nothing|# components that implement nothing}",
                        n=len(survey.loose.get("component", ()))),
        "test": tr("{n|1 test that verifies nothing|# tests that verify nothing}",
                   n=len(survey.loose.get("test", ()))),
        "result": tr("{n|1 run of no test|# runs of no test}", n=len(survey.loose.get("result", ()))),
    }  # fmt: skip
    return ", ".join(text for place, text in words.items() if survey.loose.get(place))


def is_open(state: str) -> bool:
    """Whether a cell is a hole that may be let stand with a reason."""
    return state in HOLES or state in ("justified",)
