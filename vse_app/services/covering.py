"""How far one model, or what a project has done under it, reaches another model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from vse_app import content
from vse_app.model.coverage import Coverage, Covered, Reach, coverage, needed, unit_title
from vse_app.model.process import ProcessModel


def between(
    source: str, target: str, reached: Mapping[str, Reach] | None = None, *, by: str = "outcomes"
) -> tuple[Coverage, Mapping[str, ProcessModel]]:
    """Coverage of a model by another (or by the elements `reached` in it), and the models met on the way, by edition.

    `source` and `target` are ids (the latest edition) or `id@edition`. Raises BadProfile for one that does not exist.
    """
    ends = (content.find(source).ref, content.find(target).ref)
    tables = content.mappings()
    models = {ref: model(ref) for ref in needed(tables, *ends)}
    return coverage(models, tables, ends, reached, by=by), models


@lru_cache(maxsize=64)
def _built(ref: str, _stamp: str) -> ProcessModel:
    return content.model(ref)


def model(ref: str) -> ProcessModel:
    """A model edition, built once while its files stay the same; raises BadProfile."""
    return _built(ref, content.stamp(ref))


def plain(found: Coverage, target: ProcessModel, language: str) -> dict[str, Any]:
    """The coverage as the command line prints it."""
    total = len(found.units)
    full, partial = found.count(Reach.FULL), found.count(Reach.PARTIAL)
    return {
        "from": found.source,
        "to": found.target,
        "ways": [list(way) for way in found.ways],
        "totals": {
            "outcomes": total,
            "full": full,
            "partial": partial,
            "none": total - full - partial,
            "percent_full": percent(full, total),
            "percent_full_or_partial": percent(full + partial, total),
        },
        "processes": {
            "total": len(target.processes),
            "touched": list(found.touched),
            "full": list(found.processes(Reach.FULL)),
        },
        "outcomes": [_unit(unit, target, language) for unit in found.units],
    }


def percent(part: int, whole: int) -> float:
    """Per cent with one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def _unit(unit: Covered, target: ProcessModel, language: str) -> dict[str, Any]:
    return {
        "id": unit.element,
        "kind": unit.kind,
        "process": unit.process,
        "title": unit_title(target, language, unit.kind, unit.element),
        "coverage": unit.reach.word,
        "sources": [
            {"element": o.element, "type": o.type, "confidence": o.confidence, "via": list(o.via)} for o in unit.origins
        ],
    }
