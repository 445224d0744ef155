"""Declarations in a company file: refused with a sentence, undone whole, and stale when their evidence changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fixtures import plan
from vse_app import content
from vse_app.model.errors import BadProfile, CannotOpen, Invalid
from vse_app.model.records import Content
from vse_app.model.tailoring import Declaration, Deletion, Evidence
from vse_app.services import backup, conformance, conformance_page, history, path, projects, records, undo
from vse_app.services.workspace import Workspace
from vse_app.store import queries

PLAN = Evidence("record", 1, 1)


TINY = {
    "structure": {
        "id": "own", "edition": "1", "kind": "reference", "standard": "Our standard", "tailoring": "deletion",
        "processes": [
            {"id": "A", "provenance": {"id": "own"},
             "objectives": [{"id": "A.a", "provenance": "own"}, {"id": "A.b", "provenance": "own"}],
             "activities": [{"id": "A.1", "objectives": ["A.a"], "provenance": {"id": "own"}}]},
            {"id": "B", "provenance": {"id": "own"}, "objectives": [{"id": "B.a", "provenance": "own"}]},
            {"id": "C", "provenance": {"id": "own"},
             "activities": [{"id": "C.1", "provenance": {"id": "own"}}, {"id": "C.2", "provenance": {"id": "own"}}]},
        ],
    },
    "en": {
        "language": "en",
        "model": {"title": "Our own reference"},
        "processes": {"A": {"name": "First <b>process</b>", "purpose": "To try."}, "B": {"name": "N" * 300},
                      "C": {"name": "Third"}},
        "objectives": {"A.a": {"title": "It is tried"}, "A.b": {"title": "It is told"}, "B.a": {"title": "It is so"}},
        "activities": {"A.1": {"name": "Try"}, "C.1": {"name": "Do"}, "C.2": {"name": "Tell"}},
    },
}  # fmt: skip


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes the tiny reference model of the user's own, with some keys of its structure different."""
    root = tmp_path / "models"
    monkeypatch.setenv("VSE_APP_MODELS", str(root))

    def write(**structure: Any) -> Path:
        folder = root / "own"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "structure.yaml").write_text(yaml.safe_dump(TINY["structure"] | structure), encoding="utf-8")
        (folder / "en.yaml").write_text(yaml.safe_dump(TINY["en"]), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def shop(ws: Workspace, own_models: Callable[..., Path]) -> Iterator[Workspace]:
    """The small company with a plan (record 1) and a tailored declaration (1) of processes A and B."""
    own_models()
    records.create(ws, 1, "plan", content=plan())
    conformance.declare(ws, "own", project=1, kind="tailored", processes=("B", "A"))
    yield ws


def claim(ws: Workspace, declaration: int = 1) -> str:
    return conformance.stated(ws, declaration).assessment.claim


def judge_all(ws: Workspace, declaration: int = 1) -> None:
    for item in conformance.stated(ws, declaration).assessment.judged:
        conformance.judge(ws, declaration, item.unit.element, "achieved", person="ana", evidence=[PLAN])


def documents(ws: Workspace) -> dict[tuple[str, str], str]:
    with ws.reading() as connection:
        rows = connection.exec_driver_sql("SELECT kind, key, data FROM documents WHERE kind != 'holder'")
        return {(row.kind, row.key): row.data for row in rows}


def test_shipped_editions_know_their_own_kinds_of_claim() -> None:
    found = {c.model.ref: (c.model.claims, c.model.full_by) for c in conformance.choices()}
    assert found["iso12207@1995"] == (("tailored",), ("outcomes",))
    assert found["iso12207@2008"] == (("full", "tailored"), ("outcomes",))
    assert found["iso12207@2017"] == (("full", "tailored"), ("outcomes", "tasks"))
    assert not [ref for ref in found if ref.startswith("iso29110")]


def test_a_profile_refuses_with_the_sentence_why(ws: Workspace) -> None:
    with pytest.raises(
        Invalid, match="ISO/IEC TR 29110-5-1-2:2011 allows no tailoring: it is met as it stands"
    ) as told:
        conformance.declare(ws, "iso29110-basic", project=1)
    assert "report on conformance" in str(told.value)
    with pytest.raises(BadProfile, match="There is no process model"):
        conformance.declare(ws, "iso12207@1066")
    with pytest.raises(Invalid, match="There is no such project"):
        conformance.declare(ws, "iso12207@2008", project=9)
    with pytest.raises(Invalid, match="ISO/IEC 12207:1995 knows no claim of this kind"):
        conformance.declare(ws, "iso12207@1995", kind="full")
    assert conformance.all_stated(ws, 1) == ()


def test_the_edition_of_1995_is_tailored_and_judged_by_activities(ws: Workspace) -> None:
    made = conformance.declare(ws, "iso12207@1995", processes=("5.2",)).value
    assert (made.kind, made.project) == ("tailored", 0)
    found = conformance.stated(ws, made.id)
    assert {item.unit.kind for item in found.assessment.judged} == {"activity"}
    assert len(found.assessment.judged) == 7


def test_a_claim_by_tasks_cannot_be_supported_where_none_are_listed(ws: Workspace) -> None:
    made = conformance.declare(ws, "iso12207@2017", processes=("6.3.1",)).value
    assert (made.kind, made.by) == ("full", ("outcomes",))
    conformance.edit(ws, made.id, by=("tasks", "outcomes"))
    found = conformance.stated(ws, made.id)
    assert found.declaration.by == ("outcomes", "tasks")
    assert "unlisted" in {lack.code for lack in found.assessment.lacks}
    with pytest.raises(Invalid, match="knows no claim of this kind"):
        conformance.edit(ws, made.id, by=("magic",))
    with pytest.raises(Invalid, match="knows no claim of this kind"):
        conformance.edit(ws, made.id, kind="magic")


def test_from_the_first_process_to_the_statement(shop: Workspace) -> None:
    assert conformance.stated(shop, 1).declaration.processes == ("A", "B")  # in the order of the model
    assert claim(shop) == "not yet"
    with pytest.raises(Invalid, match="Nothing can be stated yet"):
        conformance.state(shop, 1, person="ana")
    conformance.delete(shop, 1, "A.b", reason="Nobody asks\nfor it", decider="ben", date="2026-03-01")
    judge_all(shop)
    assert claim(shop) == "tailored"
    assert not conformance.stated(shop, 1).is_stated  # nobody has stated it
    conformance.state(shop, 1, person="ana", date="2026-03-04")
    found = conformance.stated(shop, 1)
    assert (found.is_stated, found.declaration.stated_by, found.declaration.stated) == (True, "ana", "2026-03-04")
    conformance.edit(shop, 1, about="Something else")
    assert not conformance.stated(shop, 1).is_stated
    conformance.state(shop, 1, person="ben")
    conformance.unstate(shop, 1)
    assert conformance.stated(shop, 1).declaration.stated_by == ""


@pytest.mark.parametrize(
    ("element", "message"),
    [
        ("A", "A whole process is not deleted. Do not declare it."),
        ("A.9", "own@1 has no outcome, activity or task A.9"),
        ("C.1", "The process C is not declared. Declare it first."),
        ("B.a", "Nothing would be left of the process B."),
        ("A.b", "A.b: It is deleted already."),
        ("x" * 5000 + "\x00\x1b[31m</b>", "own@1 has no outcome, activity or task x"),
    ],
)
def test_deletions_that_are_refused(shop: Workspace, element: str, message: str) -> None:
    conformance.delete(shop, 1, "A.b", reason="Nobody asks for it", decider="ben")
    before = documents(shop)
    with pytest.raises(Invalid) as told:
        conformance.delete(shop, 1, element, reason="because", decider="ana")
    assert message in str(told.value)
    assert len(str(told.value)) < 300
    assert documents(shop) == before


def test_every_deletion_has_a_reason_a_decider_and_a_day(shop: Workspace) -> None:
    for values, message in (
        ({"reason": " \t", "decider": "ana"}, "A deletion needs a reason; it is printed."),
        ({"reason": "x", "decider": ""}, "Say who does this."),
        ({"reason": "x", "decider": "zoe"}, "Say who does this."),
        ({"reason": "x", "decider": "ana", "date": "soon"}, "soon is not a date."),
        ({"reason": "x" * 20_001, "decider": "ana"}, "longer than 20000 characters"),
    ):
        with pytest.raises(Invalid, match=message):
            conformance.delete(shop, 1, "A.b", **values)
    done = conformance.delete(shop, 1, "A.b", reason=" a\x00b\r\nc ", decider="ana").value
    assert done.deletions == (Deletion("A.b", "ab\nc", "ana", shop.today()),)
    assert conformance.take_back(shop, 1, "A.b").value.deletions == ()
    assert conformance.take_back(shop, 1, "A.b").changes.number == 0  # nothing to take back, nothing written


def test_a_full_claim_and_deletions_exclude_each_other(shop: Workspace) -> None:
    conformance.delete(shop, 1, "A.b", reason="Nobody asks for it", decider="ben")
    with pytest.raises(Invalid, match="A full claim allows no deletion. Take the deletions back first."):
        conformance.edit(shop, 1, kind="full")
    conformance.take_back(shop, 1, "A.b")
    conformance.edit(shop, 1, kind="full")
    with pytest.raises(Invalid, match="A full claim allows no deletion. Choose a tailored claim first"):
        conformance.delete(shop, 1, "A.b", reason="x", decider="ben")


def test_with_a_process_go_its_deletions_and_undo_brings_both_back(shop: Workspace) -> None:
    conformance.delete(shop, 1, "A.b", reason="Nobody asks for it", decider="ben")
    before = documents(shop)
    done = conformance.edit(shop, 1, processes=("B",))
    assert (done.value.processes, done.value.deletions) == (("B",), ())
    undo.undo(shop, done.changes.number)
    assert documents(shop) == before
    with pytest.raises(Invalid, match="own@1 has no process Z"):
        conformance.edit(shop, 1, processes=("B", "Z"))


def test_judging(shop: Workspace) -> None:
    records.create(shop, 1, "report", content=Content("empty", {}))
    for element, verdict, values, message in (
        ("A.a", "achieved", {}, "Name the evidence first."),
        ("A.a", "great", {}, "A judgement is “achieved” or “not yet”."),
        ("A.a", "achieved", {"person": "zoe", "evidence": [PLAN]}, "Say who does this."),
        ("A.a", "achieved", {"date": "1 May", "evidence": [PLAN]}, "1 May is not a date."),
        ("C.1", "achieved", {"evidence": [PLAN]}, "C.1 is not to be judged in this declaration."),
        ("A.a", "achieved", {"evidence": [Evidence("record", 1, 2)]}, "R-001 is empty; it cannot be evidence."),
        ("A.a", "achieved", {"evidence": [Evidence("record", 1, 77)]}, "There is no such record."),
        ("A.a", "achieved", {"evidence": [Evidence("record", 2, 1)]}, "Evidence comes from the project"),
        ("A.a", "achieved", {"evidence": [Evidence("task", 1, 5)]}, "There is no such confirmed task."),
        ("A.a", "not-yet", {"evidence": [PLAN._replace(id=n) for n in range(101)]}, "at most 100"),
    ):
        with pytest.raises(Invalid, match=message):
            conformance.judge(shop, 1, element, verdict, **({"person": "ana"} | values))
    done = conformance.judge(shop, 1, "A.a", "achieved", person="ben", note=" seen ", evidence=[PLAN, PLAN]).value
    assert (done.person, done.note, len(done.evidence), done.date) == ("ben", "seen", 1, shop.today())
    assert done.evidence[0].stamp == records.page(shop, 1).record.stamp


def test_a_judgement_is_stale_when_its_evidence_changes_and_again_good_when_it_is_as_it_was(shop: Workspace) -> None:
    judge_all(shop)
    assert claim(shop) == "tailored"
    change = records.revise(shop, 1, fields={"limits": "fewer"}).changes.number
    found = conformance.stated(shop, 1).assessment
    assert {item.state for item in found.judged} == {"stale"}
    assert {lack.code for lack in found.lacks} == {"stale"}
    undo.undo(shop, change)
    assert claim(shop) == "tailored"
    records.withdraw(shop, 1, "a mistake")
    assert [why for item in conformance.stated(shop, 1).assessment.judged for _, why in item.changed] == [
        "withdrawn"
    ] * 3
    with pytest.raises(Invalid, match="There is no such record"):
        conformance.judge(shop, 1, "A.a", "achieved", person="ana", evidence=[PLAN])


def test_a_confirmed_task_is_evidence_until_it_is_taken_back(shop: Workspace) -> None:
    said = path.confirm(shop, 1, "MAN.1.1", 0, person="ana", role="LEAD", happened="2026-03-01").value
    conformance.judge(shop, 1, "A.a", "achieved", person="ana", evidence=[Evidence("task", 1, said)])
    assert conformance.stated(shop, 1).assessment.count("achieved") == 1
    path.reopen(shop, 1, "MAN.1.1", 0, reason="too early")
    assert conformance.stated(shop, 1).assessment.count("stale") == 1


def test_a_verdict_belongs_to_the_evidence_and_note_it_was_given_with(shop: Workspace) -> None:
    conformance.prepare(shop, 1, "A.a", note="look at the plan", evidence=[PLAN])
    assert conformance.stated(shop, 1).judgements["A.a"].verdict == ""
    judge_all(shop)
    conformance.prepare(shop, 1, "A.a", note="another note", evidence=[PLAN])
    found = conformance.stated(shop, 1)
    assert found.assessment.count("open") == 1
    conformance.prepare(shop, 1, "A.a")
    assert "A.a" not in conformance.stated(shop, 1).judgements  # nothing said, nothing kept


def test_proposals_never_become_judgements(shop: Workspace) -> None:
    before = documents(shop)
    page = conformance_page.page(shop, 1, "en")
    assert {item.state for item in page.stated.assessment.judged} == {"open"}
    assert documents(shop) == before
    assert conformance.stated(shop, 1).judgements == {}


def test_several_declarations_stand_side_by_side(shop: Workspace) -> None:
    whole = conformance.declare(shop, "iso12207@2008", processes=("6.3.1",)).value
    full = conformance.declare(shop, "own", project=1, processes=("B",), title="Small one").value
    assert [s.declaration.id for s in conformance.all_stated(shop, 1)] == [1, whole.id, full.id]
    assert [s.declaration.id for s in conformance.all_stated(shop, 0)] == [whole.id]
    conformance.judge(shop, full.id, "B.a", "achieved", person="ana", evidence=[PLAN])
    assert [s.assessment.claim for s in conformance.all_stated(shop, 1)] == ["not yet", "not yet", "full"]
    conformance.judge(shop, whole.id, "6.3.1.a", "achieved", person="ana", evidence=[PLAN])
    assert conformance.stated(shop, whole.id).assessment.count("achieved") == 1


VERBS: dict[str, Callable[[Workspace], Any]] = {
    "declare": lambda ws: conformance.declare(ws, "own", project=1),
    "edit": lambda ws: conformance.edit(
        ws, 1, title="Other", circumstances={"risk": "x"}, parties=[("a", "b", "supplier")]
    ),
    "delete": lambda ws: conformance.delete(ws, 1, "A.1", reason="x", decider="ana"),
    "take back": lambda ws: conformance.take_back(ws, 1, "A.b"),
    "judge": lambda ws: conformance.judge(ws, 1, "A.a", "not-yet", person="ben", note="hm"),
    "prepare": lambda ws: conformance.prepare(ws, 1, "B.a", note="hm"),
    "state": lambda ws: conformance.state(ws, 1, person="ben"),
    "remove": lambda ws: conformance.remove(ws, 1),
}


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_can_be_undone_and_redone_and_the_file_stays_whole(shop: Workspace, name: str) -> None:
    conformance.delete(shop, 1, "A.b", reason="Nobody asks for it", decider="ben")
    judge_all(shop)
    before = documents(shop)
    change = VERBS[name](shop).changes.number
    after = documents(shop)
    assert after != before
    back = undo.undo(shop, change).changes.number
    assert documents(shop) == before
    undo.undo(shop, back)
    assert documents(shop) == after
    assert backup.check(shop) == []
    lines = [history.sentence(lambda text, **values: text.format(**values), line, {}) for line in history.block(shop)]  # type: ignore[arg-type]
    assert all(lines)


def test_the_history_says_who_judged_what(shop: Workspace) -> None:
    from vse_app.i18n import translator
    from vse_app.services import company

    people = {p.id: p for p in company.people(shop)}
    judge_all(shop)
    conformance.judge(shop, 1, "A.a", "not-yet", person="ben")
    conformance.prepare(shop, 1, "A.a", note="again")
    conformance.remove(shop, 1)
    said = [history.sentence(translator("en"), line, people) for line in history.block(shop, entity="judgement")]
    assert said[3:] == [
        "A.a: evidence or note changed; to be judged.",
        "A.a: judged as not achieved yet by Ben ไทย.",
        "B.a: judged as achieved by Ana López.",
        "A.b: judged as achieved by Ana López.",
        "A.a: judged as achieved by Ana López.",
    ]
    assert said[0].endswith("the judgement was taken away.")
    made = history.block(shop, entity="declaration")
    assert history.sentence(translator("en"), made[0], people) == "A declaration “own@1” was removed."


def test_the_history_tells_a_declaration_in_sentences(shop: Workspace) -> None:
    from vse_app.i18n import translator
    from vse_app.services import company

    people = {p.id: p for p in company.people(shop)}
    conformance.edit(shop, 1, title="Ours", circumstances={"risk": "low"})
    conformance.delete(shop, 1, "A.b", reason="Nobody asks", decider="ben")
    judge_all(shop)
    conformance.state(shop, 1, person="ana", date="2026-03-04")
    conformance.unstate(shop, 1)
    conformance.edit(shop, 1, processes=("B",))
    said = [history.sentence(translator("en"), line, people) for line in history.block(shop, entity="declaration")]
    assert [text.removeprefix("A declaration “Ours”: ") for text in said[:5]] == [
        "No longer left out: A.b. Declared processes: B.",
        "The statement was taken back.",
        "Ana López states it, on 4 Mar 2026.",
        "A.b is left out, decided by Ben ไทย: Nobody asks",
        "Changed: Name of the declaration, Circumstances",
    ]


def test_numbers_of_declarations_are_never_used_again(shop: Workspace) -> None:
    conformance.remove(shop, 1)
    assert conformance.declare(shop, "own", project=1).value.id == 2
    with pytest.raises(Invalid, match="There is no such declaration"):
        conformance.stated(shop, 1)
    for verb in (lambda: conformance.edit(shop, 1, title="x"), lambda: conformance.remove(shop, 1),
                 lambda: conformance.prepare(shop, 1, "A.a", note="x")):  # fmt: skip
        with pytest.raises(Invalid, match="There is no such declaration"):
            verb()


def test_hostile_words_are_kept_tame(shop: Workspace) -> None:
    name = "ปี <b>&amp;</b> " + "x" * 284
    assert len(name) == 300
    conformance.edit(
        shop, 1, title=f"\x00{name}\u2028\x1b\n", about="a\tb\r\nc", properties="p\x07\nq", decision="  d  ",
        circumstances={"risk": "low\x00", "weather": "fine"}, inputs=[("Cleo\n", "said\nso", "2026-03-01"), ("", "", "")],
        extensions=[("task", "more\x00", "A", "r"), ("", "", "", "")], parties=[("c\n", "p", "friend")],
        decider="ana", decided="2026-03-01",
    )  # fmt: skip
    found = conformance.stated(shop, 1).declaration
    assert (found.title, found.about, found.properties, found.decision) == (name, "a b c", "p\nq", "d")
    assert found.circumstances == {"risk": "low"}
    assert [tuple(i) for i in found.inputs] == [("Cleo", "said\nso", "2026-03-01")]
    assert [tuple(e) for e in found.extensions] == [("task", "more", "A", "r")]
    assert [tuple(p) for p in found.parties] == [("c", "p", "friend")]
    for values in ({"title": "x" * 301}, {"inputs": [("x" * 301,)]}, {"inputs": [("a", "b", "soon")]}, {"color": "red"},
                   {"decider": "zoe"}, {"decided": "soon"}, {"parties": [("a",)] * 501}, {"id": 9}):  # fmt: skip
        with pytest.raises((Invalid, TypeError)):
            conformance.edit(shop, 1, **values)
    conformance.edit(shop, 1, decider="", decided="")
    assert conformance.stated(shop, 1).declaration.decider == ""
    assert backup.check(shop) == []


def test_an_edition_that_is_no_longer_there_keeps_its_declaration(
    shop: Workspace, own_models: Callable[..., Path]
) -> None:
    judge_all(shop)
    folder = own_models()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert "own" not in {info.id for info in content.available()}
    assert claim(shop) == "tailored"
    conformance.delete(shop, 1, "A.b", reason="still possible", decider="ana")
    page = conformance_page.page(shop, 1, "en")
    assert page.proposals.problem is not None
    assert page.proposals.of("A.a").sources == ()
    own_models(edition="2", processes=TINY["structure"]["processes"][:1])
    assert claim(shop) == "tailored"  # also when a newer edition with fewer processes comes
    assert projects.projects(shop)


def write(ws: Workspace, kind: str, key: str, value: Any) -> None:
    ws.write("test", lambda change: change.put(kind, key, value, project=1))


def test_stored_values_that_make_no_sense_are_told_not_crashed_on(shop: Workspace) -> None:
    with shop.reading() as connection:
        stored = queries.document(connection, "declaration", "1")
    hostile = stored | {
        "processes": ["A", "GONE", "A", 5], "kind": "tailored",
        "deletions": [["A.b", "", "", ""], ["GONE.1", "x", "ana", "2026-03-01"], ["C.1", "x", "ana", "x"],
                      ["A", "x", "ana", ""], ["A.b", "x", "ana", ""]],
        "decider": "nobody", "decided": "0000-00-00", "parties": [["a", "b", "acquirer"], ["a", "b", "supplier"]],
    }  # fmt: skip
    write(shop, "declaration", "1", hostile)
    write(shop, "judgement", "1/A.a", {"element": "A.a", "verdict": "achieved", "person": "nobody", "evidence": "?"})
    write(shop, "judgement", "1/ZZ", ["not", "a", "judgement"])
    found = conformance.stated(shop, 1)
    codes = {(lack.code, lack.element) for lack in found.assessment.lacks}
    assert {("unknown-process", "GONE"), ("deletion-unreasoned", "A.b"), ("deletion-unknown", "GONE.1"),
            ("deletion-undeclared", "C.1"), ("deletion-of-process", "A"), ("no-evidence", "A.a")} <= codes  # fmt: skip
    assert found.assessment.claim == "not yet"
    write(shop, "declaration", "1", stored | {"model": "no such snapshot"})
    with pytest.raises(CannotOpen, match="damaged"):
        conformance.stated(shop, 1)
    write(shop, "declaration", "1", "no declaration at all")
    with pytest.raises(CannotOpen, match="damaged"):
        conformance.all_stated(shop, 1)


def test_a_model_without_outcomes_is_judged_by_its_activities(shop: Workspace) -> None:
    made = conformance.declare(shop, "own", project=1, processes=("C",)).value
    assert [u.unit for u in conformance.stated(shop, made.id).assessment.judged] == [
        ("C.1", "activity", "C"), ("C.2", "activity", "C"),
    ]  # fmt: skip
    judge_all(shop, made.id)
    assert claim(shop, made.id) == "full"
    bare = conformance.declare(shop, "own", processes=()).value
    assert isinstance(bare, Declaration)
    assert claim(shop, bare.id) == "not yet"


def test_a_broken_model_of_the_users_own_is_left_out_of_the_choices(own_models: Callable[..., Path]) -> None:
    folder = own_models()
    assert "own@1" in {c.model.ref for c in conformance.choices()}
    (folder / "en.yaml").write_text("language: en\nprocesses: {Z: {name: x}}\n", encoding="utf-8")
    assert "own@1" not in {c.model.ref for c in conformance.choices()}


def test_keys_of_evidence() -> None:
    for evidence in (PLAN, Evidence("task", 12, 345)):
        assert conformance_page.evidence_of(conformance_page.key(evidence)) == evidence
    for text in ("", "record", "record/1", "magic/1/2", "record/x/2", "record/1/-2", "record/1/2/3"):
        assert conformance_page.evidence_of(text) is None
