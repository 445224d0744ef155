"""What a project is and what was said about its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

LIFE_CYCLES = ("waterfall", "iterative", "incremental", "agile")
MAX_ITERATIONS = 60
VSE_LIMIT = 25
"""ISO/IEC 29110 is made for organisations with up to 25 people; MoProSoft's mission speaks of fewer than 25 in IT."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the company or the customer; `roles` are those they can play, `side` is "vse" or "customer"."""

    id: str
    name: str
    email: str = ""
    side: str = "vse"
    roles: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Company:
    """The VSE and its house style. `it_staff` 0 means not said; `logo` is a file's SHA-256 or ""."""

    name: str
    country: str = ""
    language: str = "en"
    it_staff: int = 0
    why: str = ""
    logo: str = ""
    paper: str = "A4"
    accent: str = "#1F5FA8"
    header: str = ""
    footer: str = ""
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Iteration:
    """One pass through the iterated activities; numbered from 1."""

    name: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """An undertaking under one edition of a model. `assignments`: role → person ids. Dates are ISO or "".

    `model` and `registers` are the hashes under which its model and its kinds of record are kept with it.
    """

    id: int
    code: str
    title: str
    model: str
    customer: str = ""
    statement: str = ""
    life_cycle: str = "waterfall"
    start: str = ""
    end: str = ""
    iterations: tuple[Iteration, ...] = (Iteration(),)
    assignments: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    entry_conditions: tuple[str, ...] = ()
    archived: bool = False
    registers: str = ""


class Mark(NamedTuple):
    """What was said of a task beside its confirmations: `status` is "", "later" or "na"."""

    task: str
    iteration: int
    status: str = ""
    reason: str = ""
    person: str = ""
    until: str = ""
    happened: str = ""
    captured: str = ""
    ticks: tuple[int, ...] = ()
    note: str = ""


class Confirmation(NamedTuple):
    """A role-holder says the task was performed. `gaps` tells what was still missing then (done out of order).

    `earlier` is the element of an earlier edition it was said of (`model@edition:task`), "" for one of this edition.
    """

    id: int
    task: str
    iteration: int
    person: str
    role: str
    happened: str
    captured: str
    note: str
    gaps: str
    withdrawn: str
    earlier: str = ""


def roles_of(project: Project, person: str, groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Roles a person plays in a project, with the group roles that contain them."""
    own = {role for role, people in project.assignments.items() if person in people}
    return frozenset(own | {group for group, members in groups.items() if own & set(members)})


def players(project: Project, role: str, groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """People who play a role in a project; for a group role, those who play one of its members."""
    named = list(project.assignments.get(role, ()))
    for member in groups.get(role, ()):
        named += [p for p in project.assignments.get(member, ()) if p not in named]
    return tuple(named)


def plain(value: Any) -> Any:
    """A dataclass or tuple as JSON-ready values."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in cast("list[Any]", value)]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in cast("Mapping[str, Any]", value).items()}
    return value
