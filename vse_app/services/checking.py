"""Verification and validation: a checklist to start from, notes that survive, one record for each checked version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vse_app.model import checking
from vse_app.model.checking import STATES, Check
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.path import SETTLED
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Event, Record
from vse_app.services import checks, company, linking, path, record_page, records, stating
from vse_app.services.record_page import RecordPage
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries
from vse_app.store.change import Change

CHECKLIST: Final = "checklist"
"""Kind of the documents with the company's own checklists; their key is model, kind of record and register."""
DRAFT: Final = "check-draft"
"""Kind of the documents with a check under way; their key is project, register and record."""


class Earlier(NamedTuple):
    """An earlier check of the same record: its head, what it said, and the states it left."""

    record: Record
    check: Check


@dataclass(frozen=True)
class CheckPage:
    """What is needed to check a record. `found` is the page of the record that is checked.

    `lines` are the checklist to start from, `is_own` says that it is the company's own; `repeats` the check that this
    one follows up. `draft` is what somebody had noted already, `step` the task and iteration that ask for this check.
    """

    found: RecordPage
    register: str
    product: Product
    lines: tuple[str, ...]
    is_own: bool
    earlier: tuple[Earlier, ...]
    repeats: Earlier | None
    draft: Mapping[str, Any]
    possible: tuple[str, ...]
    step: tuple[str, int] = ("", 0)

    @property
    def state(self) -> str:
        """The state a passed check gives, "" where the kind of record has no such state."""
        state = STATES[self.register]
        return state if state in self.found.product.states else ""

    def given(self) -> tuple[Event, ...]:
        """Who gave that state to the present version."""
        stamp = self.found.record.stamp
        return tuple(
            e for e in self.found.page.events if e.state == self.state and e.stamp == stamp and not e.withdrawn
        )


class StateGiven(NamedTuple):
    """The state that goes with a passed check: who gives it, in which role, what they remark."""

    person: str
    role: str
    note: str = ""


def registers_of(model: ProcessModel, kind: str) -> tuple[str, ...]:
    """The checks that records of a kind can have: those whose state they know first; none for a check itself."""
    known = tuple(name for name in STATES if model.register(name))
    if any(p is not None and p.id == kind for p in map(model.register, STATES)):
        return ()
    states = model.product_of(kind).states
    return tuple(sorted(known, key=lambda name: STATES[name] not in states))


def page(ws: Workspace, record_id: int, register: str, language: str, *, step: tuple[str, int] = ("", 0)) -> CheckPage:
    """Everything for checking a record, or for checking again what an earlier check found (then its id is given).

    `step` is the task it is made for; without one, the first open task that asks for it is proposed.

    Raises Invalid for a record that cannot be checked.
    """
    found = record_page.read(ws, record_id)
    model = found.model
    repeats: Earlier | None = None
    mine = next((name for name in STATES if (p := model.register(name)) and p.id == found.record.kind), "")
    if mine:
        product = model.product(found.record.kind)
        repeats = Earlier(found.record, checking.check_of(product, mine, found.page.revision.content.fields))
        if not repeats.check.subject:
            raise Invalid("This check does not say what was checked.", hint="Name it in its page first.")
        found, register = record_page.read(ws, repeats.check.subject), mine
    possible = registers_of(model, found.record.kind)
    if not possible:
        raise Invalid("There is nothing to check here.")
    register = register if register in possible else possible[0]
    product = model.register(register)
    assert product is not None
    with ws.reading() as connection:
        own: dict[str, Any] = (
            queries.document(connection, CHECKLIST, _list_key(model, found.record.kind, register)) or {}
        )
        draft: dict[str, Any] = queries.document(connection, DRAFT, _draft_key(found.record, register)) or {}
    lines = own.get("items") or checking.lines_for(model, language, found.record.kind, register)
    if repeats is not None:
        lines = [item.text for item in checking.to_look_at_again(repeats.check)] or lines
    return CheckPage(
        found, register, product, tuple(lines), bool(own.get("items")) and repeats is None,
        _earlier(ws, found, product, register), repeats, draft, possible,
        step if step[0] else _asking(ws, found.record, product, STATES[register]),
    )  # fmt: skip


def _asking(ws: Workspace, subject: Record, product: Product, state: str) -> tuple[str, int]:
    """The first open task that asks for such a check of such a record, with its iteration; "" and 0 for none."""
    for step in path.view(ws, subject.project).steps:
        made = {use.product for use in step.task.outputs}
        gives = any(use.product == subject.kind and state in use.states for use in step.task.outputs)
        if step.status not in SETTLED and product.id in made and gives:
            return step.key
    return "", 0


def _earlier(ws: Workspace, found: RecordPage, product: Product, register: str) -> tuple[Earlier, ...]:
    """Checks of this record, the newest first."""
    subject = product.own("subject")
    ids = [x.source for x in found.links_in() if subject and linking.field_of(x) == subject.id]
    known = [found.heads[i] for i in ids if i in found.heads and not found.heads[i].withdrawn]
    mine = [head for head in known if head.kind == product.id]
    with ws.reading() as connection:
        said = {r.record: r.content for r in queries.revisions_at(connection, {h.id: h.revision for h in mine})}
    read = [Earlier(h, checking.check_of(product, register, said[h.id].fields)) for h in mine]
    return tuple(sorted(read, key=lambda e: (e.record.happened, e.record.id), reverse=True))


def keep_draft(ws: Workspace, page_: CheckPage, said: Mapping[str, Any] | None) -> Done[None]:
    """Keep what is noted of a check under way, so that nothing is lost; None throws it away."""
    key, project = _draft_key(page_.found.record, page_.register), page_.found.record.project
    return ws.write("check.draft", lambda change: change.put(DRAFT, key, dict(said) if said else None, project=project))


def keep_lines(ws: Workspace, page_: CheckPage, lines: Sequence[str]) -> Done[None]:
    """Make these lines the company's checklist for this kind of record; none of them: go back to the proposed one."""
    key = _list_key(page_.found.model, page_.found.record.kind, page_.register)
    items = [line.strip() for line in lines if line.strip()]
    language = company.company(ws).language or "en"
    name = page_.found.model.word(language, "products", page_.found.record.kind)
    said = {"name": name, "items": items} if items else None
    return ws.write("checklist", lambda change: change.put(CHECKLIST, key, said))


def record(
    ws: Workspace,
    page_: CheckPage,
    check: Check,
    state: StateGiven | None = None,
    *,
    step: tuple[str, int] = ("", 0),
) -> Done[Record]:
    """Write the check down, filed under a task if there is one; a passed one may give the version its state.

    Raises Invalid when it is not decided, or when the record was changed since the page was read.
    """
    _check_said(ws, page_, check, state)
    project, product = page_.found.record.project, page_.product
    title = f"{page_.found.record.number} {page_.found.record.title}".strip()
    content = Content(title[:200], checking.fields_of(product, check))
    draft = records.drafted(ws, project, product.id, content=content, task=step[0], iteration=step[1])

    def work(change: Change) -> Record:
        now = checks.existing(queries.record(change.connection, check.subject))
        if now.stamp != page_.found.record.stamp:
            raise Invalid("{number} was changed meanwhile.", hint="Look at what changed, then check again.",
                          number=now.number)  # fmt: skip
        made = records.add(change, draft)
        if state is not None and page_.state:
            stating.add_event(
                ws, change, check.subject, page_.state, person=state.person, role=state.role, task=step[0],
                iteration=step[1], happened=check.held_on, note=state.note or made.number,
            )  # fmt: skip
        if product.follow_up and check.may_give_state and check.is_mended:
            stating.add_follow(
                ws, change, made.id, product.follow_up[-1], person=ws.actor, happened=check.held_on, note=""
            )
            _close_repeated(ws, change, page_, check)
        change.put(DRAFT, _draft_key(page_.found.record, page_.register), None, project=project)
        return made

    return ws.write("check.record", work)


def _close_repeated(ws: Workspace, change: Change, page_: CheckPage, check: Check) -> None:
    """What an earlier check found is mended, as this one says: it has nothing left to do."""
    if page_.repeats is not None and check.repeats == page_.repeats.record.id:
        stating.add_follow(
            ws, change, check.repeats, page_.product.follow_up[-1], person=ws.actor, happened=check.held_on, note=""
        )


def _check_said(ws: Workspace, page_: CheckPage, check: Check, state: StateGiven | None) -> None:
    checks.check_date(check.held_on)
    checks.check_person(ws, ws.actor)
    if not check.outcome:
        raise Invalid("Decide how the check ended.", hint="The answers only propose it.")
    if not any(item.text.strip() for item in check.items):
        raise Invalid("A check looks at something.", hint="Write at least one line.")
    if state is not None:
        checks.check_person(ws, state.person)
        if not check.may_give_state:
            raise Invalid("A version with open findings has not passed.", hint="Record the check without the state.")


def _list_key(model: ProcessModel, kind: str, register: str) -> str:
    return f"{model.id}/{kind}/{register}"


def _draft_key(record: Record, register: str) -> str:
    return f"{record.project}/{register}/{record.id}"
