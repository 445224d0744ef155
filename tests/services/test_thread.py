"""The thread of one requirement, pulled out of a company file, in words and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import traced
from tests.services.shop_of_registers import basic, basic_file
from vse_app.cli import main
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.records import Content, Record
from vse_app.model.thread import Entry, Thread
from vse_app.model.thread_words import (
    entry_lines,
    entry_title,
    stage_name,
    stage_text,
    standing_word,
    summary,
    suspect_text,
)
from vse_app.services import baselines, publishing, records, stating, thread, trace
from vse_app.services.records import Dates
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]

Shop = dict[str, Record]
EN = translator("en")


def text_of(path: Path) -> str:
    """All text of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def shop(basic: Workspace) -> Shop:
    return traced.small(basic)


def standing(found: Thread) -> dict[str, str]:
    return {stage.id: stage.standing for stage in found.stages}


def numbers(found: Thread, stage: str) -> list[str]:
    return [entry.record.number for entry in found.stage(stage).entries]


def said_of(found: Thread, stage: str) -> str:
    lines = [stage_text(EN, found, found.stage(stage))]
    for entry in found.stage(stage).entries:
        lines += [entry_title(found, entry), *entry_lines(EN, found, entry)]
    return "\n".join(lines)


def test_a_fresh_requirement_is_all_gaps_told_in_words(basic: Workspace, shop: Shop) -> None:
    found = thread.pull(basic, shop["bare"].id)
    assert [stage.id for stage in found.stages] == [
        "asked", "requirement", "design", "component", "test", "result", "baseline", "delivery", "acceptance", "change",
    ]  # fmt: skip
    assert set(found.missing) == {
        "asked", "design", "component", "test", "result", "baseline", "delivery", "acceptance",
    }  # fmt: skip
    assert standing(found)["change"] == "open" and standing(found)["requirement"] == "look"
    for stage in found.stages:
        assert stage_text(EN, found, stage), stage.id
        assert stage_name(EN, stage.id) and standing_word(EN, stage)
    assert summary(EN, found).startswith("Missing on this thread: Asked for, Design")


def test_the_whole_way_from_request_to_acceptance(basic: Workspace, shop: Shop) -> None:
    full = shop["full"]
    work = traced.add(basic, 1, "statement-of-work", "The order")
    records.revise(basic, full.id, fields={"comes-from": traced.ids(work)})
    spec = traced.add(basic, 1, "requirements-specification", "Spec", introduction="All of it")
    for state, person, role in (("verified", "ana", "PM"), ("baselined", "ana", "PM")):
        stating.set_state(basic, spec.id, state, person=person, role=role)
    stating.set_state(basic, full.id, "verified", person="ana", role="PM")
    stating.set_state(basic, full.id, "validated", person="cleo", role="CUS", note="Yes")
    stating.follow(basic, full.id, "agreed")
    delivery = traced.add(
        basic, 1, "delivery", "1.0", version="1.0", delivered_on="2026-03-05", receiver="Cleo",
        delivers=traced.ids(shop["component"]),
    )  # fmt: skip
    traced.add(basic, 1, "acceptance-record", "Yes", received_on="2026-03-06", accepts=traced.ids(delivery),
               decision="accepted")  # fmt: skip
    wish = {"title": "More times", "reason": "Asked", "requested-by": "Cleo", "requested-on": "2026-03-07",
            "decision": "pending", "documents-affected": traced.ids(full)}  # fmt: skip
    records.create(basic, 1, "change-request", content=Content("", wish))
    traced.add(
        basic, 1, "verification-results", "Read", subject=traced.ids(full), held_on="2026-03-01", outcome="passed"
    )
    found = thread.pull(basic, full.id)
    assert found.missing == ()
    assert summary(EN, found) == "Nothing is missing on this thread that the program can see."
    assert numbers(found, "asked") == ["SOW"] and numbers(found, "requirement")[:2] == ["REQ-001", "RS"]
    assert numbers(found, "baseline") == ["RS"] and numbers(found, "delivery") == ["DLV-001"]
    assert numbers(found, "acceptance") == ["AR-001"] and numbers(found, "change") == ["CR-001"]
    assert "Accepted" in said_of(found, "acceptance") and "checks DLV-001" in said_of(found, "acceptance")
    text = said_of(found, "requirement")
    assert "v1 · " in text and "v2 · " in text and "validated: " in text and "agreed: " in text
    assert "same person wrote it" in text and "Verification Results · checks REQ-001" in text
    assert "Passed · 1.0" in said_of(found, "result") and "result of TEST-001" in said_of(found, "result")
    assert stage_text(EN, found, found.stage("design")) == ""


def test_a_baseline_older_than_the_requirement_asks_for_a_look(basic: Workspace, shop: Shop) -> None:
    spec = traced.add(basic, 1, "requirements-specification", "Spec", introduction="All of it")
    event = stating.set_state(basic, spec.id, "baselined", person="ana", role="PM").value
    assert standing(thread.pull(basic, shop["full"].id))["baseline"] == "there"
    records.revise(basic, shop["full"].id, fields={"check": "Show both"})
    found = thread.pull(basic, shop["full"].id)
    assert standing(found)["baseline"] == "look"
    assert stage_text(EN, found, found.stage("baseline")) == "It was changed after every baseline that holds it."
    assert "of version 1, changed since" in said_of(found, "baseline")
    stating.withdraw_state(basic, event, 1, "Too early")
    assert standing(thread.pull(basic, shop["full"].id))["baseline"] == "missing"
    assert "taken back: Too early" in said_of(thread.pull(basic, shop["full"].id), "requirement")


def test_failed_pending_indirect_and_justified_are_told(basic: Workspace, shop: Shop) -> None:
    failed = thread.pull(basic, shop["failed"].id)
    assert standing(failed)["result"] == "missing" and "failed last" in said_of(failed, "result")
    assert standing(failed)["design"] == "missing" and "says nothing yet" in said_of(failed, "design")
    pending = thread.pull(basic, shop["untested"].id)
    assert standing(pending)["result"] == "look" and "not run yet" in said_of(pending, "result")
    records.revise(basic, shop["test"].id, fields={"verifies": traced.ids(shop["component"])})
    indirect = thread.pull(basic, shop["full"].id)
    assert "not the requirement itself" in said_of(indirect, "test")
    trace.justify(basic, shop["bare"].id, ("test",), "Seen daily")
    given = thread.pull(basic, shop["bare"].id)
    assert standing(given)["test"] == "open" and standing_word(EN, given.stage("test")) == "left open"
    assert "Seen daily" in said_of(given, "test")


def test_a_changed_end_asks_for_a_look(basic: Workspace, shop: Shop) -> None:
    work = traced.add(basic, 1, "statement-of-work", "The order")
    records.revise(basic, shop["full"].id, fields={"comes-from": traced.ids(work)})
    records.revise(basic, work.id, title="Another order")
    records.revise(basic, shop["design"].id, fields={"purpose": "Other"})
    found = thread.pull(basic, shop["full"].id)
    assert suspect_text(EN).startswith("An end of this link changed")
    assert standing(found)["design"] == "look" and found.stage("design").entries[0].suspect
    assert standing(found)["asked"] == "look"


def test_parts_and_wholes_lead_to_each_other(basic: Workspace, shop: Shop) -> None:
    group, part = thread.pull(basic, shop["group"].id), thread.pull(basic, shop["part"].id)
    assert [r.number for r in group.parts] == ["REQ-006"] and [r.number for r in part.above] == ["REQ-005"]
    assert "see its parts" in said_of(group, "component") and standing(group)["component"] == "open"
    assert "through what it is part of" in said_of(part, "design")


def test_who_asked_may_be_a_name(basic: Workspace, shop: Shop) -> None:
    records.revise(basic, shop["bare"].id, fields={"source": "The law"})
    found = thread.pull(basic, shop["bare"].id)
    assert standing(found)["asked"] == "there" and said_of(found, "asked").startswith("Asked for by: The law")


def test_days_written_down_later_are_told(basic: Workspace, shop: Shop) -> None:
    late = records.create(
        basic, 1, "requirement", content=Content("", {"statement": "Old"}), dates=Dates("2020-01-01")
    ).value
    assert "days later" in said_of(thread.pull(basic, late.id), "requirement")


def test_a_baseline_that_lists_the_requirement_is_found(basic: Workspace, shop: Shop) -> None:
    full = shop["full"]
    draft = baselines.Draft("1.0", "2026-03-02", "chosen", (), frozenset({full.id}))
    made = baselines.take(basic, 1, draft).value
    other = baselines.Draft("0.9", "2026-03-01", "chosen", (), frozenset({shop["bare"].id}))
    baselines.take(basic, 1, other)
    delivery = traced.add(basic, 1, "delivery", "1.0", version="1.0", delivers=traced.ids(made))
    found = thread.pull(basic, full.id)
    assert numbers(found, "baseline") == [made.number] and standing(found)["baseline"] == "there"
    assert "REQ-001 v1" in said_of(found, "baseline")
    assert numbers(found, "delivery") == [delivery.number]
    records.revise(basic, full.id, fields={"check": "Show both"})
    assert standing(thread.pull(basic, full.id))["baseline"] == "look"


def test_a_configuration_leads_on_to_its_delivery(basic: Workspace, shop: Shop) -> None:
    spec = traced.add(basic, 1, "requirements-specification", "Spec", introduction="All of it")
    stating.set_state(basic, spec.id, "baselined", person="ana", role="PM")
    whole = traced.add(basic, 1, "software-configuration", "Configuration 1.0", products=traced.ids(spec))
    delivery = traced.add(basic, 1, "delivery", "1.0", version="1.0", delivers=traced.ids(whole))
    found = thread.pull(basic, shop["full"].id)
    assert numbers(found, "baseline") == ["SWC", "RS"] and numbers(found, "delivery") == [delivery.number]
    assert "delivers SWC" in said_of(found, "delivery")
    records.revise(basic, whole.id, title="Configuration 1.1")
    changed = thread.pull(basic, shop["full"].id)
    assert changed.stage("delivery").entries[0].older
    assert "SWC has changed since." in said_of(thread.pull(basic, shop["full"].id), "delivery")


def test_only_requirements_have_a_thread(basic: Workspace, shop: Shop) -> None:
    with pytest.raises(Invalid, match="no requirement"):
        thread.pull(basic, shop["design"].id)
    records.withdraw(basic, shop["bare"].id, "No")
    with pytest.raises(Invalid, match="withdrawn"):
        thread.pull(basic, shop["bare"].id)


def test_a_requirement_is_found_by_number_first_or_by_chance(basic: Workspace, shop: Shop) -> None:
    assert thread.by_number(basic, 1, " req-003 ") == shop["failed"].id
    with pytest.raises(Invalid, match="REQ-999"):
        thread.by_number(basic, 1, "REQ-999")
    assert thread.first(basic, 1) == shop["full"].id
    every = {thread.at_random(basic, 1, but=shop["full"].id) for _ in range(60)}
    assert shop["full"].id not in every and len(every) > 1


def test_without_requirements_there_is_no_first_one(basic: Workspace) -> None:
    assert thread.first(basic, 1) == 0 and thread.at_random(basic, 1) == 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_thread_and_matrix_are_printed_whole(basic: Workspace, shop: Shop, language: str, tmp_path: Path) -> None:
    trace.justify(basic, shop["bare"].id, ("design",), "Bought elsewhere")
    records.revise(basic, shop["design"].id, fields={"purpose": "Other"})
    publishing.export(basic, 1, "traceability", tmp_path / "t.pdf", language=language)
    text = " ".join(text_of(tmp_path / "t.pdf").split())
    for number in ("REQ-001", "DE-001", "CMP-001", "TEST-001", "TEST-005"):
        assert number in text
    assert "Bought elsewhere" in text and "Ana" in text
    publishing.export(basic, 1, "thread", tmp_path / "r.pdf", language=language, record=shop["failed"].id)
    assert "REQ-003" in text_of(tmp_path / "r.pdf")
    publishing.export(basic, 1, "thread", tmp_path / "p.pdf", language=language, record=shop["part"].id)
    assert "REQ-005" in text_of(tmp_path / "p.pdf")


def test_the_pack_has_the_matrix_and_the_rows_of_documents(basic: Workspace, shop: Shop, tmp_path: Path) -> None:
    traced.add(basic, 1, "traceability-record", "Trace", scope="All")
    traced.add(basic, 1, "requirements-specification", "Spec", introduction="All of it")
    publishing.export(basic, 1, "evidence-pack", tmp_path / "e.pdf", language="en")
    text = " ".join(text_of(tmp_path / "e.pdf").split())
    assert "The way back" in text
    assert text.count("A patient books one free time with one doctor.") >= 3


def test_a_thread_needs_to_be_told_of_which_requirement(basic: Workspace, shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="which requirement"):
        publishing.export(basic, 1, "thread", tmp_path / "r.pdf", language="en")


def test_the_command_line_prints_a_thread(basic: Workspace, shop: Shop, tmp_path: Path, capsys) -> None:
    file, target = str(basic.path), str(tmp_path / "r.pdf")
    basic.close()
    assert main(["export", file, "thread", "--record", "REQ-001", "-o", target]) == 0
    assert Path(target).read_bytes().startswith(b"%PDF")
    assert main(["export", file, "thread", "--record", "REQ-999", "-o", target]) == 2
    assert "There is no requirement REQ-999" in capsys.readouterr().err
    with Workspace.open(Path(file)):
        pass


def test_an_entry_without_versions_has_an_author(basic: Workspace, shop: Shop) -> None:
    found = thread.pull(basic, shop["full"].id)
    bare = Entry(shop["full"]._replace(title=""), "follows", facts={"decision": ""})
    assert entry_title(found, bare) == "REQ-001"
    assert list(entry_lines(EN, found, bare)) == ["Requirement · follows on"]


def test_of_other_records_only_the_newest_of_each_state_is_told(basic: Workspace, shop: Shop) -> None:
    for day in ("2026-03-01", "2026-03-04"):
        stating.set_state(basic, shop["design"].id, "verified", person="cleo", role="CUS", happened=day)
    text = said_of(thread.pull(basic, shop["full"].id), "design")
    assert text.count("verified: ") == 1 and "4 Mar 2026" in text
