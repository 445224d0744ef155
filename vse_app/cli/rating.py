"""What `rate` prints: the answer as data, and as a table with what holds each process back."""

from __future__ import annotations

import argparse
from typing import Any

from vse_app.cli.answering import answer, path_of
from vse_app.content.ratings_file import read_ratings
from vse_app.i18n import Translator
from vse_app.model import capability_words as words
from vse_app.model.capability import ATTRIBUTES, Capability, Profile, rate_all


def run_rate(arguments: argparse.Namespace, tr: Translator) -> int:
    """Capability levels from attribute ratings."""
    profile = rate_all(read_ratings(path_of(arguments.file)).processes)
    answer(arguments, data(profile), lambda: "\n".join(lines(tr, profile)))
    return 0


def data(profile: Profile) -> dict[str, Any]:
    """The answer for scripts; a level that is undetermined is None, and `blocked_by` is empty at the highest level."""
    return {
        "processes": {
            name: {
                "level": process.level,
                "ratings": dict(process.ratings),
                "blocked_by": {
                    block.attribute: {"rating": block.rating, "needs": list(block.needs)} for block in process.blocks
                },
            }
            for name, process in profile.processes.items()
        },
        "organisation": {"level": profile.level, "incomplete": list(profile.incomplete)},
    }


def lines(tr: Translator, profile: Profile) -> list[str]:
    """The answer for people: a row for each process, below it what holds it back, at the end the organisation."""
    shown = [name for name in ATTRIBUTES if any(name in p.ratings for p in profile.processes.values())]
    rows = [(tr("Process"), tr("Level"), *shown)]
    rows += [
        (" ".join(name.split()), words.level_text(tr, process.level), *(process.ratings.get(a, "–") for a in shown))
        for name, process in profile.processes.items()
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    head, *body = ["  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    found = [head]
    for line, process in zip(body, profile.processes.values(), strict=True):
        found += [line, f"    {words.next_text(tr, process)}"]
    return [*found, "", words.organisation_text(tr, profile), "", *_legend(tr, shown, profile)]


def _legend(tr: Translator, shown: list[str], profile: Profile) -> list[str]:
    letters = ", ".join(f"{letter} {words.letter_name(tr, letter).lower()}" for letter in ("N", "P", "L", "F"))
    unrated = any(_gaps(process, shown) for process in profile.processes.values())
    said = [f"{letters}, – {tr('not rated')}" if unrated else letters]
    return [*said, *(f"{name} {words.attribute_name(tr, name)}" for name in shown)]


def _gaps(process: Capability, shown: list[str]) -> bool:
    return any(name not in process.ratings for name in shown)
