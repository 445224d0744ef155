"""Work products: versions, states bound to content, links that become suspect, and odd content kept as it is."""

from __future__ import annotations

import json

import pytest

from tests.cases import CASES
from tests.fixtures import MODEL, plan
from vse_app.model.differences import difference
from vse_app.model.errors import Invalid
from vse_app.model.records import Content, FileRef
from vse_app.services import backup, records
from vse_app.services.records import Dates
from vse_app.services.workspace import Workspace

TYPED = CASES / "hostile" / "text" / "typed_dev.json"


def test_a_new_record_has_a_number_a_version_and_three_dates(ws: Workspace) -> None:
    dates = Dates("2026-02-20", "2026-02-19")
    record = records.create(ws, 1, "plan", content=plan(), task="MAN.1.1", dates=dates, label="0.1", note="first").value
    page = records.page(ws, record.id)
    assert page.record == record
    assert (record.number, record.revision, record.author, record.task) == ("P", 1, "ana", "MAN.1.1")
    assert (record.happened, record.source_dated, record.captured[:10]) == ("2026-02-20", "2026-02-19", "2026-03-02")
    assert (page.revision.label, page.revision.note) == ("0.1", "first")
    assert record.parts == ("scope",)
    assert page.product.id == "plan"


def test_without_a_date_it_happened_today(ws: Workspace) -> None:
    assert records.create(ws, 1, "plan", content=plan()).value.happened == "2026-03-02"


def test_numbers_run_on_and_are_never_used_again(ws: Workspace) -> None:
    made = [records.create(ws, 1, "change", content=Content("c", {})).value for _ in range(3)]
    records.withdraw(ws, made[2].id, "no")
    made.append(records.create(ws, 1, "change", content=Content("c", {})).value)
    assert [r.number for r in made] == ["C-001", "C-002", "C-003", "C-004"]


def test_a_kind_that_has_one_has_one(ws: Workspace) -> None:
    first = records.create(ws, 1, "plan", content=plan()).value
    with pytest.raises(Invalid, match="There is already one P in this project. Open it and edit it."):
        records.create(ws, 1, "plan", content=plan())
    records.withdraw(ws, first.id, "wrong")
    second = records.create(ws, 1, "plan", content=plan()).value
    assert second.number == "P-002"
    with pytest.raises(Invalid, match="There is already one P-002"):
        records.withdraw(ws, first.id, "")
    assert records.page(ws, first.id).record.withdrawn == "wrong"
    records.withdraw(ws, second.id, "back to the first")
    records.withdraw(ws, first.id, "")
    assert records.page(ws, first.id).record.withdrawn == ""


def test_a_revision_changes_what_is_given_and_keeps_the_rest(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan(limits="y"), label="0.1").value
    new = records.revise(ws, record.id, fields={"limits": "z"}, note="why").value
    page = records.page(ws, record.id)
    assert (new.revision, page.record) == (2, new)
    assert dict(page.revision.content.fields) == {"aim": "To be done", "limits": "z"}
    assert (page.revision.label, page.revision.note) == ("", "why")  # a label belongs to one version
    assert [r.content.fields["limits"] for r in page.revisions] == ["y", "z"]
    records.revise(ws, record.id, fields={"limits": ""})
    assert dict(records.page(ws, record.id).revision.content.fields) == {"aim": "To be done"}


def test_no_difference_no_version(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    for values in (
        {},
        {"title": "The plan"},
        {"fields": {"aim": "To be done", "limits": " "}},
        {"files": ()},
        {"link": ""},
    ):
        done = records.revise(ws, record.id, **values)
        assert (done.value.revision, done.changes.number) == (1, 0)


def test_a_date_or_label_alone_is_a_version_on_which_approvals_still_hold(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan(), label="1").value
    records.set_state(ws, record.id, "checked", person="ben", role="DEV")
    records.revise(ws, record.id, dates=Dates("2026-02-01"))
    labelled = records.revise(ws, record.id, label="2").value
    assert (labelled.revision, labelled.happened) == (3, "2026-02-01")
    page = records.page(ws, record.id)
    assert page.states == {"checked"}
    assert [r.label for r in page.revisions] == ["1", "1", "2"]


def test_a_change_makes_approvals_stale_and_going_back_makes_them_hold_again(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    records.set_state(ws, record.id, "checked", person="ben", role="DEV")
    records.revise(ws, record.id, fields={"aim": "other"})
    page = records.page(ws, record.id)
    assert page.states == set()
    assert [e.state for e in page.stale] == ["checked"]
    back = records.restore(ws, record.id, 1).value
    assert back.revision == 3
    page = records.page(ws, record.id)
    assert page.states == {"checked"}
    assert page.revision.note == "v1 ↶"
    assert records.restore(ws, record.id, 1).changes.number == 0
    with pytest.raises(Invalid, match="There is no version 9."):
        records.restore(ws, record.id, 9)


def test_a_state_is_given_by_a_person_to_a_version(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    event = records.set_state(
        ws, record.id, "checked", person="ben", role="DEV", task="MAN.1.2", happened="2026-03-01", note="fine"
    ).value
    (found,) = records.page(ws, record.id).events
    assert found._replace(captured="") == (
        event, record.id, 1, record.stamp, "checked", "ben", "DEV", "MAN.1.2", 0, "2026-03-01", "", "fine", "",
    )  # fmt: skip
    records.withdraw_state(ws, event, 1, "too early")
    assert records.page(ws, record.id).states == set()
    assert records.page(ws, record.id).events[0].withdrawn == "too early"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": "green"}, "plan has no state green."),
        ({"person": "zoe"}, "Say who does this. Choose a person"),
        ({"person": ""}, "Say who does this."),
        ({"happened": "yesterday"}, "yesterday is not a date."),
        ({"happened": "2026-W01-1"}, "is not a date."),
    ],
)
def test_a_state_that_cannot_be(ws: Workspace, values: dict[str, str], said: str) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    given = {"state": "checked", "person": "ben", "role": "DEV"} | values
    with pytest.raises(Invalid, match=said):
        records.set_state(ws, record.id, **given)  # type: ignore[arg-type]
    assert records.page(ws, record.id).events == ()


def test_nothing_can_be_said_of_an_empty_record(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=Content("only a title", {})).value
    with pytest.raises(Invalid, match="P is empty; nothing can be said of it yet. Write it or attach a file."):
        records.set_state(ws, record.id, "checked", person="ben", role="DEV")


def test_taking_a_state_back_needs_a_reason(ws: Workspace) -> None:
    record = records.create(ws, 1, "plan", content=plan()).value
    event = records.set_state(ws, record.id, "checked", person="ben", role="DEV").value
    with pytest.raises(Invalid, match="A reason is needed"):
        records.withdraw_state(ws, event, 1, " ")


def test_owner_due_and_place(ws: Workspace) -> None:
    record = records.create(ws, 1, "report", content=Content("c", {"limits": "x"})).value
    records.set_head(ws, record.id, owner="ben", due="2026-05-01", task="MAN.2.2", iteration=0)
    found = records.page(ws, record.id).record
    assert (found.owner, found.due, found.task, found.revision) == ("ben", "2026-05-01", "MAN.2.2", 1)
    with pytest.raises(Invalid, match="title cannot be changed here."):
        records.set_head(ws, record.id, title="x")
    with pytest.raises(Invalid, match="soon is not a date."):
        records.set_head(ws, record.id, due="soon")
    records.set_head(ws, record.id, due="")
    assert records.page(ws, record.id).record.due == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (Content("x" * 301, {}), "The title is longer than 300 characters."),
        (Content("", {}, (), "x" * 2001), "The address is longer than 2000 characters."),
        (Content("", {"colour": "red"}), "Unknown field colour in plan."),
        (Content("", {"starts": "soon"}), "soon is not a date, in field starts."),
        (Content("", {"based-on": ["77"]}), "The link 77 leads nowhere."),
        (Content("", {"based-on": ["²"]}), "The link ² leads nowhere."),
        (Content("", {"based-on": ["9" * 5000]}), "leads nowhere."),
        (Content("", {"based-on": ["1; DROP TABLE records"]}), "leads nowhere."),
    ],
)
def test_content_that_cannot_be(ws: Workspace, content: Content, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        records.create(ws, 1, "plan", content=content)
    record = records.create(ws, 1, "plan", content=plan()).value
    with pytest.raises(Invalid, match=said):
        records.revise(ws, record.id, title=content.title, fields=content.fields, link=content.link)
    assert records.page(ws, record.id).record.revision == 1


@pytest.mark.parametrize("dates", [Dates("yesterday"), Dates("2026-03-01", "mail of May"), Dates("", "2026-W01-1")])
def test_dates_that_are_none(ws: Workspace, dates: Dates) -> None:
    with pytest.raises(Invalid, match="is not a date"):
        records.create(ws, 1, "plan", content=plan(), dates=dates)
    record = records.create(ws, 1, "plan", content=plan()).value
    with pytest.raises(Invalid, match="is not a date"):
        records.revise(ws, record.id, fields={"aim": "x"}, dates=dates)


def test_what_does_not_exist(ws: Workspace) -> None:
    for attempt in (
        lambda: records.page(ws, 99),
        lambda: records.revise(ws, 99, title="x"),
        lambda: records.restore(ws, 99, 1),
        lambda: records.withdraw(ws, 99, "x"),
        lambda: records.set_head(ws, 99, owner="x"),
        lambda: records.set_state(ws, 99, "checked", person="ben", role="DEV"),
    ):
        with pytest.raises(Invalid, match="There is no such record."):
            attempt()


# Links


def linked(ws: Workspace) -> tuple[int, int]:
    """A plan and a change that is based on it."""
    target = records.create(ws, 1, "plan", content=plan()).value
    source = records.create(ws, 1, "change", content=Content("c", {"based-on": [str(target.id)]})).value
    return source.id, target.id


def test_a_link_becomes_suspect_when_its_target_changes_until_somebody_looks(ws: Workspace) -> None:
    source, target = linked(ws)
    (link,) = records.page(ws, source).links
    assert (link.source, link.target, link.type) == (source, target, "field:based-on")
    assert records.page(ws, target).links == (link,)
    assert link.stamp == records.page(ws, target).record.stamp
    records.revise(ws, target, fields={"aim": "other"})
    (link,) = records.page(ws, source).links
    assert link.stamp != records.page(ws, target).record.stamp
    records.revise(ws, source, title="edited")  # does not count as having looked
    assert records.page(ws, source).links[0].stamp == link.stamp
    records.clear_suspect(ws, records.page(ws, source).links[0])
    assert records.page(ws, source).links[0].stamp == records.page(ws, target).record.stamp


def test_clearing_one_link_leaves_the_others_suspect(ws: Workspace) -> None:
    first = records.create(ws, 1, "report", content=Content("a", {"limits": "x"})).value
    second = records.create(ws, 1, "report", content=Content("b", {"limits": "x"})).value
    source = records.create(ws, 1, "change", content=Content("c", {"based-on": [str(first.id), str(second.id)]})).value
    for target in (first, second):
        records.revise(ws, target.id, fields={"limits": "y"})
    one, other = records.page(ws, source.id).links
    records.clear_suspect(ws, one)
    stamps = {link.target: link.stamp for link in records.page(ws, source.id).links}
    assert stamps[one.target] == records.page(ws, one.target).record.stamp
    assert stamps[other.target] == other.stamp


def test_taking_a_link_out_of_the_field_takes_it_away(ws: Workspace) -> None:
    source, _ = linked(ws)
    records.revise(ws, source, fields={"based-on": []})
    assert records.page(ws, source).links == ()


def test_a_link_into_another_project_leads_nowhere(ws: Workspace) -> None:
    from vse_app.model.project import Project
    from vse_app.services import projects

    other = projects.create_project(ws, Project(0, "P2", "Second", ""), MODEL.raw).value
    there = records.create(ws, other.id, "plan", content=plan()).value
    with pytest.raises(Invalid, match="leads nowhere"):
        records.create(ws, 1, "change", content=Content("c", {"based-on": [str(there.id)]}))


# What goes in comes out

ODD = [
    "<b>x</b> <img src=x> &amp; </para><para>", "=1+1", "a\x00b\x1b[31m\x07", "\u202egpj.exe\u202c \u200b\u00ad\ufeff",
    "e\u0301 é ไทย 汉字 العربية 🙂👩‍👩‍👧", "line\r\nline\rline\u2028line", "{title} %s ${x} {0}", "'; DROP TABLE records; --", "  spaces  ",
    "\ufffe\uffff", "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("typed", ODD + (json.loads(TYPED.read_text()) if TYPED.exists() else []))
def test_odd_text_comes_back_as_it_was_typed(ws: Workspace, typed: str) -> None:
    content = Content(typed[:300], {"aim": typed, "limits": typed, "steps": [{"step": typed}]}, (), typed[:300])
    record = records.create(ws, 1, "plan", content=content, label=typed, note=typed).value
    records.set_state(ws, record.id, "checked", person="ben", role="DEV", note=typed)
    records.withdraw(ws, record.id, typed or "x")
    ws.close()
    with Workspace.open(ws.path) as again:
        page = records.page(again, record.id)
        assert page.revision.content == content
        assert (page.record.title, page.revision.label, page.revision.note) == (typed[:300], typed, typed)
        assert page.events[0].note == typed
        assert page.record.withdrawn == (typed or "x")
        assert backup.check(again) == []


def test_ten_megabytes_of_text(ws: Workspace) -> None:
    text = "Δ line of text\n" * 700_000
    record = records.create(ws, 1, "plan", content=plan(aim=text)).value
    assert records.page(ws, record.id).revision.content.fields["aim"] == text


# Differences


def test_differences_name_the_field_and_the_line() -> None:
    product = MODEL.product("plan")
    older = Content("T", {"aim": "one\ntwo", "hours": 1, "steps": [{"step": "a", "days": 1}]}, (), "")
    newer = Content("U", {"aim": "one\n2", "based-on": ["7"], "steps": [{"step": "a", "days": 2}]},
                    (FileRef("f" * 64, "n.pdf", 5),), "https://x")  # fmt: skip
    found = difference(product, older, newer)
    assert ("title", "-", "T") in found
    assert ("title", "+", "U") in found
    assert [line for line in found if line[0] == "aim"] == [("aim", " ", "one"), ("aim", "-", "two"), ("aim", "+", "2")]
    assert ("hours", "-", "1") in found
    assert ("based-on", "+", "7") in found
    assert ("steps", "+", "a · 2 ·  ·  · ") in found
    assert ("files", "+", f"n.pdf  5 B  {'f' * 16}") in found
    assert ("link", "+", "https://x") in found
    assert difference(product, older, older) == ()


def test_differences_of_long_texts_are_counted_not_compared() -> None:
    older, newer = Content("", {"aim": "x\n" * 1500}), Content("", {"aim": "y\n" * 1500})
    found = difference(MODEL.product("plan"), older, newer)
    assert found == (("aim", "-", "1500"), ("aim", "+", "1500"))
