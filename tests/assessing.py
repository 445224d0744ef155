"""A small assessment of the small model, and the sample company with its two rounds, for the tests of assessments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.fixtures import RAW
from vse_app import content
from vse_app.model.assessment import Assessment, Decision, Item, Member, Rating, Target
from vse_app.model.assessment_scope import Subject, subjects
from vse_app.model.building import build
from vse_app.model.process import ProcessModel

FRAMEWORK = content.model("iso15504-2")
PROFILE = build(RAW)
"""The small model as a profile: its mandatory tasks are met or not met."""
REFERENCE = build({"structure": {**RAW["structure"], "kind": "reference"}, "words": RAW["words"]})
"""The same as a reference model: its attributes are rated."""
ANA = Member("m1", "Ana", "EC", "ana")
BEN = Member("m2", "Ben", "EE", "ben")


def assessment(scale: str = "NPLF", level: int = 2, **values: Any) -> Assessment:
    """Both processes of the small model, Ana assessing."""
    base = Assessment(
        id=1, title="First", use="U3", scale=scale, model="x", model_ref="small@1", framework="y",  # type: ignore[arg-type]
        scope=(Target("MAN", level), Target("DO", 1)), team=(ANA,),
    )  # fmt: skip
    return replace(base, **values)


def all_subjects(own: Assessment, model: ProcessModel | None = None) -> tuple[Subject, ...]:
    """Everything in scope."""
    return subjects(own, model or (PROFILE if own.scale == "met" else REFERENCE), FRAMEWORK)


def decided(letters: dict[str, str], reason: str = "") -> dict[str, Item]:
    """Items with these letters."""
    return {
        key: Item(key, decision=Decision(letter, "m1", "2026-03-05T09:00:00Z", reason))
        for key, letter in letters.items()
    }


def given(key: str, letters: Sequence[tuple[str, str]]) -> Item:
    """An item that some members rated, with nothing decided."""
    return Item(key, tuple(Rating(member, letter, "2026-03-05T09:00:00Z") for member, letter in letters))
