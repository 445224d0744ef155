"""The user's own folder of models: what is in it, what is wrong in it, choosing another one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vse_app import content
from vse_app.content import ModelInfo
from vse_app.i18n import Translator
from vse_app.model.building import build
from vse_app.model.changes import Changes
from vse_app.model.errors import BadProfile, StorageFailed, UserError

CHANGED = Changes(frozenset({"models"}))
"""What a view is told that shows which models there are."""


class Problem(NamedTuple):
    """Something wrong: file (with its folder), line (0: the whole file), key, what it is, what to do."""

    file: str
    line: int
    key: str
    text: str
    hint: str


class Own(NamedTuple):
    """A model of the user's that is whole. `runs` says whether a project can work under it."""

    ref: str
    title: str
    edition: str
    kind: str
    counts: Mapping[str, int]
    runs: bool


@dataclass(frozen=True)
class Look:
    """What was found. `fixed` says that the environment names the folder; `mappings` are pairs of models."""

    folder: Path | None
    fixed: bool
    models: tuple[Own, ...]
    mappings: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def look(tr: Translator) -> Look:
    """Read the folder again; what is unchanged comes from the cache. Never raises for what is wrong in the folder."""
    folder = content.own_root()
    infos = [info for info in content.own_models()[0] if folder]
    return Look(
        folder=folder,
        fixed=content.is_root_fixed(),
        models=tuple(model for info in infos for model in _own(info, tr.language)),
        mappings=tuple((table.source, table.target) for table in content.own_mappings()[0]),
        problems=tuple(_problem(error, tr) for error in content.problems()),
    )


def choose(folder: Path | None) -> Changes:
    """Use a folder from now on, or none; raises StorageFailed when that cannot be remembered."""
    try:
        content.choose_own_root(folder)
    except OSError as error:
        reason = error.strerror or error
        raise StorageFailed("The choice of the folder could not be kept ({reason}).", reason=reason) from None
    return CHANGED


def _own(info: ModelInfo, language: str) -> tuple[Own, ...]:
    try:
        raw = content.load(info.ref)
    except BadProfile:
        return ()
    model = build(raw)
    counts = content.counts(raw)
    return (Own(info.ref, info.title(language), info.edition, info.kind, counts, bool(model.working)),)


_PLACE = re.compile(r"(?P<file>.*?):(?P<line>[0-9]+)(?: (?P<key>.*))?", re.DOTALL)


def _problem(error: UserError, tr: Translator) -> Problem:
    place = _PLACE.fullmatch(error.place)
    file, line, key = (place["file"], int(place["line"]), place["key"] or "") if place else (error.place, 0, "")
    hint = tr(error.hint, **error.values) if error.hint else ""
    return Problem(file, line, key, tr(error.message, **error.values), hint)
