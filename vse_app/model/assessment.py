"""An assessment: what it is for, what it covers, who does it, and how each thing in scope was rated.

It follows EvalProSoft and the least ISO/IEC 15504-2 asks for: plan, collect, validate, rate and report as steps of
their own, each dated and signed. What is stored is read with care: an entry that cannot be understood is left out,
never guessed. Every id that is not in the kept model stays stored, but counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

Scale = Literal["NPLF", "met"]
"""Attributes are rated N, P, L or F; the items of a 29110 profile are met or not met."""
Status = Literal["todo", "doing", "done"]

LETTERS: Final[Mapping[str, tuple[str, ...]]] = {"NPLF": ("N", "P", "L", "F"), "met": ("not-met", "met", "na")}
"""What can be given on each scale, lowest first; `na` (not applicable) where the profile lets it be left out."""
STEPS: Final = ("plan", "collect", "validate", "rate", "results", "report", "close")
"""The method as the wizard shows it."""
SIGNED: Final = ("plan", "collect", "validate", "rate", "report")
"""The steps that somebody signs, because ISO/IEC 15504-2 keeps these five apart."""
USES: Final = ("U3", "U1", "U2")
"""Why one assesses, by the ids of EvalProSoft: self-assessment, accreditation, supplier capability."""
NEEDS_CERTIFIED: Final = ("U1", "U2")
ASSESSORS: Final = ("EC", "EE")
"""Roles that rate: the certified (leading) assessor and the team."""
SPONSOR, LEAD, CONTACT, PARTICIPANT = "PRO", "EC", "REO", "GP"
EVIDENCE_KINDS: Final = ("record", "file", "task", "interview", "seen")
MAX_TEXT: Final = 20_000
"""Longest sentence, note or plan text that is taken, in characters."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a part in it; `person` is the id of one of the company's people or ""."""

    id: str
    name: str
    role: str
    person: str = ""
    competence: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A process in scope and the level it is meant to reach, which is also the highest that is examined."""

    process: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """When a step is planned, from and to as ISO dates or ""."""

    step: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A member says that a step is done: on which day, and when the program heard of it (UTC)."""

    step: str
    member: str
    happened: str
    captured: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One round. `model` and `framework` are hashes of kept snapshots, `projects` are the ones looked at.

    `closed` is the moment (UTC) it was completed; from then on nothing of it changes. `previous` is the round before.
    """

    id: int
    title: str
    use: str
    scale: Scale
    model: str
    model_ref: str
    framework: str
    round: int = 1
    previous: int = 0
    unit: str = ""
    purpose: str = ""
    constraints: str = ""
    confidentiality: str = ""
    projects: tuple[int, ...] = ()
    scope: tuple[Target, ...] = ()
    team: tuple[Member, ...] = ()
    schedule: tuple[Slot, ...] = ()
    signatures: tuple[Signature, ...] = ()
    created: str = ""
    closed: str = ""
    closed_by: str = ""
    lessons: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether it is completed and frozen."""
        return bool(self.closed)

    @property
    def assessors(self) -> tuple[Member, ...]:
        """The members who rate, the leading one first."""
        return tuple(sorted((m for m in self.team if m.role in ASSESSORS), key=lambda m: ASSESSORS.index(m.role)))

    def member(self, member_id: str) -> Member | None:
        """A member by id, or None."""
        return next((m for m in self.team if m.id == member_id), None)

    def holding(self, role: str) -> tuple[Member, ...]:
        """The members with a role of the method."""
        return tuple(m for m in self.team if m.role == role)

    def signature(self, step: str) -> Signature | None:
        """Who signed a step, or None."""
        return next((s for s in self.signatures if s.step == step), None)

    def target(self, process: str) -> int:
        """The level a process is meant to reach; 0 when it is not in scope."""
        return next((t.level for t in self.scope if t.process == process), 0)


@dataclass(frozen=True, slots=True)
class Rating:
    """What one assessor gave."""

    member: str
    letter: str
    captured: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What counts. `reason` is the sentence behind it; `proposed` and `facts` are what the program said then."""

    letter: str
    member: str
    captured: str
    reason: str = ""
    proposed: str = ""
    facts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What was said of one thing in scope. `key` is `PROCESS/PA n.n` or `PROCESS/PA n.n/ELEMENT`.

    `previous` is the letter of the round before: a reminder, it counts for nothing.
    """

    key: str
    ratings: tuple[Rating, ...] = ()
    decision: Decision | None = None
    previous: str = ""

    @property
    def letter(self) -> str:
        """The letter that counts; "" while nothing is decided."""
        return self.decision.letter if self.decision else ""

    def given(self, member: str) -> str:
        """What a member gave, or ""."""
        return next((r.letter for r in self.ratings if r.member == member), "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that was looked at; one may serve many items.

    Of a record the `revision` and `stamp` that were seen are kept, so that a later change shows. `file` is an SHA-256.
    `said` is what it shows, in the assessor's words: a file alone shows nothing.
    """

    id: int
    kind: str
    items: tuple[str, ...]
    title: str
    said: str = ""
    project: int = 0
    record: int = 0
    revision: int = 0
    stamp: str = ""
    states: tuple[str, ...] = ()
    file: str = ""
    task: str = ""
    iteration: int = 0
    interview: int = 0
    member: str = ""
    happened: str = ""
    source_dated: str = ""
    captured: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked and what was said."""

    question: str
    said: str


@dataclass(frozen=True, slots=True)
class Interview:
    """A conversation with somebody in a role of the model. It is evidence and may be printed; private notes are not."""

    id: int
    role: str
    name: str
    person: str = ""
    member: str = ""
    happened: str = ""
    captured: str = ""
    answers: tuple[Answer, ...] = ()


def status(item: Item | None, *, has_evidence: bool = False) -> Status:
    """Where the work on an item stands; what an earlier round gave is no work of this one."""
    if item is not None and item.decision is not None:
        return "done"
    return "doing" if has_evidence or (item is not None and item.ratings) else "todo"


def item_key(process: str, attribute: str, element: str = "") -> str:
    """The key of an item."""
    return "/".join(part for part in (process, attribute, element) if part)


@dataclass(frozen=True)
class Sheets:
    """Everything stored with an assessment, but private notes: those are never here, so they can never be printed."""

    items: Mapping[str, Item] = field(default_factory=dict[str, Item])
    evidence: tuple[Evidence, ...] = ()
    interviews: tuple[Interview, ...] = ()

    def evidence_of(self, key: str) -> tuple[Evidence, ...]:
        """What was looked at for an item."""
        return tuple(e for e in self.evidence if key in e.items)


def read_assessment(data: Mapping[str, Any]) -> Assessment:
    """An assessment as it was stored; parts that cannot be understood are left out."""
    scale: Scale = "met" if data.get("scale") == "met" else "NPLF"
    highest = 1 if scale == "met" else 5
    return Assessment(
        id=_whole(data, "id"), title=_text(data, "title"), use=_text(data, "use"), scale=scale,
        model=_text(data, "model"), model_ref=_text(data, "model_ref"), framework=_text(data, "framework"),
        round=_whole(data, "round") or 1, previous=_whole(data, "previous"), unit=_text(data, "unit"),
        purpose=_text(data, "purpose"), constraints=_text(data, "constraints"),
        confidentiality=_text(data, "confidentiality"),
        projects=tuple(p for p in _list(data, "projects") if isinstance(p, int)),
        scope=tuple(Target(_text(t, "process"), min(max(_whole(t, "level"), 1), highest))
                    for t in _maps(data, "scope")),
        team=tuple(Member(*(_text(m, n) for n in ("id", "name", "role", "person", "competence")))
                   for m in _maps(data, "team")),
        schedule=tuple(Slot(*(_text(s, n) for n in ("step", "first", "last"))) for s in _maps(data, "schedule")),
        signatures=tuple(Signature(*(_text(s, n) for n in ("step", "member", "happened", "captured")))
                         for s in _maps(data, "signatures")),
        created=_text(data, "created"), closed=_text(data, "closed"), closed_by=_text(data, "closed_by"),
        lessons=_text(data, "lessons"),
    )  # fmt: skip


def read_item(key: str, data: Mapping[str, Any], scale: Scale) -> Item:
    """An item as it was stored; a letter that the scale does not have is none."""
    known = LETTERS[scale]
    ratings = (Rating(_text(r, "member"), _text(r, "letter"), _text(r, "captured")) for r in _maps(data, "ratings"))
    said = mapping(data.get("decision"))
    decision = None
    if _text(said, "letter") in known:
        decision = Decision(
            *(_text(said, n) for n in ("letter", "member", "captured", "reason", "proposed")),
            facts=tuple(_maps(said, "facts")),
        )
    previous = _text(data, "previous")
    return Item(key, tuple(r for r in ratings if r.letter in known), decision, previous if previous in known else "")


def read_evidence(data: Mapping[str, Any]) -> Evidence:
    """A piece of evidence as it was stored."""
    texts = ("title", "said", "stamp", "file", "task", "member", "happened", "source_dated", "captured")
    numbers = ("project", "record", "revision", "iteration", "interview")
    values: dict[str, Any] = {n: _text(data, n) for n in texts} | {n: _whole(data, n) for n in numbers}
    return Evidence(
        id=_whole(data, "id"), kind=_text(data, "kind"), items=_texts(data, "items"), states=_texts(data, "states"),
        **values,
    )  # fmt: skip


def read_interview(data: Mapping[str, Any]) -> Interview:
    """An interview as it was stored."""
    return Interview(
        _whole(data, "id"),
        *(_text(data, n) for n in ("role", "name", "person", "member", "happened", "captured")),
        answers=tuple(Answer(_text(a, "question"), _text(a, "said")) for a in _maps(data, "answers")),
    )


def unknown_letters(data: Mapping[str, Any], scale: Scale) -> tuple[str, ...]:
    """Letters in a stored item that its scale does not have."""
    given = [_text(r, "letter") for r in _maps(data, "ratings")]
    given += [_text(mapping(data.get("decision")), "letter"), _text(data, "previous")]
    return tuple(dict.fromkeys(letter for letter in given if letter and letter not in LETTERS[scale]))


def mapping(value: Any) -> Mapping[str, Any]:
    """A stored value as a mapping; an empty one for anything else."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _list(data: Mapping[str, Any], name: str) -> Iterable[Any]:
    value = data.get(name)
    return cast("list[Any]", value) if isinstance(value, (list, tuple)) else ()


def _maps(data: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    return (said for entry in _list(data, name) if (said := mapping(entry)))


def _texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(entry for entry in _list(data, name) if isinstance(entry, str))


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _whole(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
