"""Makes `v2.vse`: one of everything, as the second format writes it. Run once per format, never again after.

`python -m tests.files.make_golden TARGET.vse`
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
import tempfile
from pathlib import Path

from tests.fixtures import Clock, furnish, plan
from vse_app.model.records import Content
from vse_app.services import attaching, company, path, records, undo
from vse_app.services.workspace import Workspace


def fill(ws: Workspace, folder: Path) -> None:
    """Every kind of row and every verb that leaves one."""
    furnish(ws)
    company.edit_company(ws, why="A customer asks ไทย", marking="Draft", header="Acme – <b>", footer="©")
    first = records.create(ws, 1, "plan", content=plan(hours=12, starts="2026-03-01", size="small", owner="ben",
                           steps=[{"step": "one", "days": 2, "status": "open"}]), task="MAN.1.1").value  # fmt: skip
    records.revise(ws, first.id, fields={"aim": "Changed\nin two lines"}, label="1.1", note="after the meeting")
    records.set_state(ws, first.id, "checked", person="ben", role="DEV", task="MAN.1.2", note="fine")
    wrong = records.set_state(ws, first.id, "agreed", person="cleo", role="CUS").value
    records.withdraw_state(ws, wrong, 1, "too early")
    file = folder / "minutes ñ.txt"
    file.write_text("What was said about the reminders.\n", encoding="utf-8")
    change = records.create(
        ws, 1, "change", content=Content("Change", {"limits": "x", "based-on": [str(first.id)]})
    ).value
    attaching.attach(ws, change.id, file)
    records.set_head(ws, change.id, owner="ana", due="2026-04-01")
    records.create(ws, 1, "report", content=Content("Elsewhere", {}, (), "https://example.org/report"))
    gone = records.create(ws, 1, "report", content=Content("Wrong", {"limits": "y"})).value
    records.withdraw(ws, gone.id, "entered twice")
    registers(ws)
    path.tick(ws, 1, "MAN.1.1", 0, ticks=[0])
    path.confirm(ws, 1, "MAN.1.2", 0, person="ben", role="DEV", happened="2026-03-02", note="done")
    path.not_applicable(ws, 1, "MAN.2.2", 0, person="ana", reason="no changes", happened="2026-03-02")
    path.write_note(ws, 1, "MAN.1.3", 0, note="ask Cleo")
    undo.undo(ws, records.revise(ws, first.id, fields={"aim": "by mistake"}).changes.number)


def registers(ws: Workspace) -> None:
    """Rows of registers: a tree, typed links made and looked at again, follow-up, rows that count in a document."""
    top = records.create(ws, 1, "requirement", content=Content("", {"statement": "It reminds people", "sort": "other"}))
    part = {"statement": "By e-mail", "parent": [str(top.value.id)]}
    below = records.create(ws, 1, "requirement", content=Content("", part)).value
    test = {"expected": "A message", "verifies": [str(below.id)]}
    records.create(ws, 1, "test-case", content=Content("Reminder", test))
    records.revise(ws, below.id, fields={"statement": "By e-mail and by text message"})
    records.clear_suspect(ws, next(x for x in records.page(ws, below.id).links if x.type == "field:verifies"))
    records.follow(ws, top.value.id, "agreed", person="cleo", note="in the meeting")
    meeting = records.create(ws, 1, "meeting", content=Content("", {"purpose": "Reminders", "held-on": "2026-03-02"}))
    told = {"raised-by": [str(meeting.value.id)]}
    action = records.create(ws, 1, "action", content=Content("Ask for numbers", told), owner="ben", due="2026-03-20")
    records.follow(ws, action.value.id, "done")
    risk = {"statement": "If nobody reads them", "probability": "high", "consequence": "low"}
    records.create(ws, 1, "risk", content=Content("", risk))


def main(target: Path) -> None:
    """Write the file, small: pages of 1 KiB."""
    with tempfile.TemporaryDirectory() as folder:
        with Workspace.create(Path(folder) / "v.vse", clock=Clock()) as ws:
            fill(ws, Path(folder))
        with contextlib.closing(sqlite3.connect(Path(folder) / "v.vse")) as raw:
            raw.execute("PRAGMA journal_mode=DELETE")
            raw.execute("PRAGMA page_size=1024")
            raw.execute("UPDATE documents SET data = 'somebody @ somewhere|2026-03-02T09:00:00Z' WHERE kind = 'holder'")
            raw.commit()
            raw.execute("VACUUM INTO ?", (str(target),))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
