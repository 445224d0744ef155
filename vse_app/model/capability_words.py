"""Sentences about capability: the same on screen, on the command line and in print."""

from __future__ import annotations

from vse_app.i18n import Translator
from vse_app.model.capability import Block, Capability, Profile

_LEVELS = {
    0: "Incomplete",
    1: "Performed",
    2: "Managed",
    3: "Established",
    4: "Predictable",
    5: "Optimizing",
}
_ATTRIBUTES = {
    "PA 1.1": "Process performance",
    "PA 2.1": "Performance management",
    "PA 2.2": "Work product management",
    "PA 3.1": "Process definition",
    "PA 3.2": "Process deployment",
    "PA 4.1": "Process measurement",
    "PA 4.2": "Process control",
    "PA 5.1": "Process innovation",
    "PA 5.2": "Process optimization",
}
_LETTERS = {
    "N": "Not achieved",
    "P": "Partially achieved",
    "L": "Largely achieved",
    "F": "Fully achieved",
}


def level_name(tr: Translator, level: int) -> str:
    """The name of a level, 0 to 5, as ISO/IEC 15504-2 has it (33020 calls level 5 innovating)."""
    return tr(_LEVELS[level])


def attribute_name(tr: Translator, attribute: str) -> str:
    """The name of an attribute as ISO/IEC 15504-2 has it."""
    return tr(_ATTRIBUTES[attribute])


def letter_name(tr: Translator, letter: str) -> str:
    """What one of N, P, L and F means."""
    return tr(_LETTERS[letter])


def level_text(tr: Translator, level: int | None) -> str:
    """`2 Managed`, or that it is undetermined."""
    return tr("undetermined") if level is None else f"{level} {level_name(tr, level)}"


def blocks_text(tr: Translator, blocks: tuple[Block, ...]) -> str:
    """What holds a level back: `PA 1.1 is L and needs F; PA 2.1, PA 2.2 not rated`."""
    said = [
        tr("{attribute} is {rating} and needs {needs}", attribute=b.attribute, rating=b.rating, needs=_needs(tr, b))
        for b in blocks
        if b.rating
    ]
    unrated = ", ".join(b.attribute for b in blocks if not b.rating)
    return "; ".join([*said, tr("{attributes} not rated", attributes=unrated)] if unrated else said)


def next_text(tr: Translator, process: Capability) -> str:
    """How the next level stands and why; a level nobody looked at is said to be not assessed, never failed."""
    level = process.next_level
    if level is None:
        return tr("The highest level is reached.")
    name, why = level_name(tr, level), blocks_text(tr, process.blocks)
    match process.standing:
        case "not-assessed":
            return tr("Level {level} ({name}) was not assessed: {why}.", level=level, name=name, why=why)
        case "undetermined":
            return tr("Level {level} ({name}) cannot be told yet: {why}.", level=level, name=name, why=why)
        case _:
            return tr("Level {level} ({name}) is not reached: {why}.", level=level, name=name, why=why)


def organisation_text(tr: Translator, profile: Profile) -> str:
    """The level of the organisation and which processes hold it there, or why it cannot be told."""
    level, incomplete = profile.level, profile.incomplete
    if level is None:
        return tr(
            "Organisation: undetermined while a process has no level: {processes}.", processes=", ".join(incomplete)
        )
    said = tr(
        "Organisation: level {level} ({name}), the lowest of its processes.", level=level, name=level_name(tr, level)
    )
    if not profile.held_by:
        return said
    return f"{said} " + tr("What holds it there: {processes}.", processes=", ".join(profile.held_by))


def _needs(tr: Translator, block: Block) -> str:
    return tr("{one} or {other}", one="L", other="F") if "L" in block.needs else "F"
