"""Rows of the tables about baselines: what one holds, and what is different between two."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from vse_app.i18n import Translator
from vse_app.model.baseline import Difference, Member, Members
from vse_app.model.process import ProcessModel
from vse_app.model.wording import product_name, state_names
from vse_app.ui.tables import Cell, ColumnSpec, Row


class Speech(NamedTuple):
    """How rows are said: the translator, the language of the model's words, and the model."""

    tr: Translator
    language: str
    model: ProcessModel


def difference_columns(tr: Translator) -> tuple[ColumnSpec, ...]:
    """How two sets of versions differ: what became of a record, and its versions on both sides."""
    return (
        ColumnSpec("what", tr("What"), 210),
        ColumnSpec("number", tr("Number"), 90),
        ColumnSpec("title", tr("Title"), 280),
        ColumnSpec("kind", tr("Work product"), 180),
        ColumnSpec("before", tr("Before"), 78, "number"),
        ColumnSpec("after", tr("After"), 78, "number"),
    )


def difference_rows(
    speech: Speech, found: Difference, titles: Mapping[int, str], named: Collection[int] = ()
) -> list[Row]:
    """Changed, added, removed; what a change `named` is marked and stands first."""
    tr, language, model = speech

    def row(word: tuple[str, str, str], member: Member, before: str, after: str) -> Row:
        text, icon, tone = word
        if member.record in named:
            text = tr("{what}, named", what=text)
        kind = product_name(model, language, member.kind)
        cell = Cell(text, icon, tone)
        return Row(member.record, (cell, member.number, titles.get(member.record, ""), kind, before, after))

    changed, added, removed = (
        (tr("changed"), "edit", "accent"), (tr("added"), "add", "good"), (tr("removed"), "close", "bad")
    )  # fmt: skip
    rows = [row(changed, c.after, f"v{c.before.revision}", _after(tr, c.before, c.after)) for c in found.changed]
    rows += [row(added, m, "", f"v{m.revision}") for m in found.added]
    rows += [row(removed, m, f"v{m.revision}", "") for m in found.removed]
    return sorted(rows, key=lambda r: r.id not in named)


def _after(tr: Translator, before: Member, after: Member) -> str:
    """The later version; of a document whose own text is the same, that its rows changed."""
    return tr("v{no}, rows", no=after.revision) if before.revision == after.revision else f"v{after.revision}"


def outside_text(tr: Translator, found: Difference) -> str:
    """What is not compared because only one of the two was taken over its kind."""
    return tr(
        "{n|1 record stands|# records stand} only in one of them because they were taken over different kinds.",
        n=found.outside,
    )


def member_columns(tr: Translator) -> tuple[ColumnSpec, ...]:
    """What a baseline holds, and how each version stands by now."""
    return (
        ColumnSpec("number", tr("Number"), 90),
        ColumnSpec("title", tr("Title"), 260),
        ColumnSpec("kind", tr("Work product"), 170),
        ColumnSpec("version", tr("Version"), 74, "number"),
        ColumnSpec("states", tr("States then"), 170),
        ColumnSpec("now", tr("Now"), 150),
        ColumnSpec("stamp", tr("SHA-256, first 16"), 140, hidden=True),
    )


def member_rows(
    speech: Speech, held: Members, now: Members, titles: Mapping[int, str], wanting: Collection[int]
) -> list[Row]:
    """Each version with what stands there now; `wanting` were not approved when the baseline was taken."""
    tr, language, model = speech
    rows: list[Row] = []
    for member in held.values():
        present = now.get(member.record)
        if present is None:
            state = Cell(tr("withdrawn"), "close", "muted")
        elif present.stamp == member.stamp:
            state = Cell(tr("the same"), "done", "good")
        else:
            state = Cell(tr("newer: {version}", version=_after(tr, member, present)), "stale", "warn")
        said = state_names(model, language, member.states)
        rows.append(
            Row(
                member.record,
                (
                    member.number,
                    titles.get(member.record, ""),
                    product_name(model, language, member.kind),
                    f"v{member.revision}",
                    Cell(said or tr("not approved"), "warning", "warn") if member.record in wanting else said,
                    state,
                    member.stamp[:16],
                ),
            )
        )
    return rows
