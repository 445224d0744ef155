"""The charts of an assessment, ready to be drawn: the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vse_app.i18n import Translator
from vse_app.model import profile_charts as charts
from vse_app.model.assessment_results import ProcessResult, Results, attribute_columns
from vse_app.model.assessment_scope import Subject
from vse_app.model.assessment_words import organisation_line, process_name
from vse_app.model.process import ProcessModel
from vse_app.model.profile_charts import Line
from vse_app.model.scene import Scene


@dataclass(frozen=True)
class Pictured:
    """What the charts show: results, and others to compare them with ("what if", or another round)."""

    tr: Translator
    model: ProcessModel
    language: str
    subjects: Sequence[Subject]
    results: Results
    other: Results | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """Process → its name."""
        return {p: process_name(self.model, self.language, p) for p in self.results.processes}

    @property
    def lines(self) -> list[Line]:
        """One line for each process in scope."""
        others: Mapping[str, ProcessResult] = self.other.processes if self.other is not None else {}
        return [
            Line(
                self.names[name],
                process.letters,
                process.level,
                process.target,
                others[name].level if name in others else None,
                tuple((s.element, process.letters.get(s.element, "")) for s in self.subjects if s.process == name)
                if self.results.scale == "met"
                else (),
                others[name].letters if name in others else None,
            )
            for name, process in self.results.processes.items()
        ]

    @property
    def _words(self) -> dict[str, str]:
        tr = self.tr
        return {
            "level": tr("Level"),
            "target": tr("target"),
            "unknown": "?",
            "met": tr("met"),
            "not_met": tr("not met"),
            "unrated": tr("not rated"),
            "said": organisation_line(tr, self.results, self.names),
        }

    def parts(self, most: int) -> list[Pictured]:
        """The same in parts of at most so many processes, for paper: a page is only so tall."""
        names = list(self.results.processes)
        groups = [names[at : at + most] for at in range(0, len(names), most)] or [[]]
        kept = [{name: self.results.processes[name] for name in group} for group in groups]
        return [replace(self, results=Results(self.results.scale, part)) for part in kept]

    def bars(self, width: float, tallest: float = 0.0) -> Scene:
        """Bars by attribute, or by process for a 29110 profile; rows are less high where `tallest` asks for it."""
        lines = self.lines
        if self.results.scale == "met":
            return charts.met_bars(lines, self._words, width)
        fitting = (tallest - charts.HEAD) / max(len(lines), 1) if tallest else charts.ROW
        high = min(max(fitting, charts.LEAST_ROW), charts.ROW)
        return charts.bars(lines, attribute_columns(self.results), self._words, width, high=high)

    def heat(self, width: float) -> Scene:
        """A field for each attribute, or for each mandatory item."""
        if self.results.scale == "met":
            return charts.met_map(self.lines, self._words, width)
        return charts.heat(self.lines, attribute_columns(self.results), self._words, width)

    def radar(self, width: float) -> Scene | None:
        """Levels on spokes; None where that makes no figure."""
        if self.results.scale == "met":
            return None
        return charts.radar(self.lines, self._words, width, highest=self.results.highest)

    def trend(self, rounds: Sequence[tuple[str, Results]], width: float) -> Scene:
        """Levels round by round, the present one last."""
        names = self.names
        rows = [(names[p], [r.processes[p].level if p in r.processes else None for _, r in rounds]) for p in names]
        rows.append((self.tr("Organisation"), [r.level for _, r in rounds]))
        return charts.trend([name for name, _ in rounds], rows, self._words, width)
