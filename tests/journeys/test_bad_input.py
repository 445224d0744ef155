"""Bad input through the real program: every time a clear sentence, nothing lost, nothing rendered, nothing run."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.cases import CASES
from vse_app.services import attaching, company, path, projects, publishing, records
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target

HOSTILE = CASES / "hostile"
RED = b"\x00\x00\xff\xff"
"""A pure red pixel in memory."""
TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from vse_app.ui import app
from vse_app.ui.context import Target
program = QApplication(["vse-app", "-style", "fusion"])
start = app.Start(program, Path(sys.argv[1]))
typed = [0]

def go():
    if start.session is None or start.session.workspace is None or start.session.runner.is_busy:
        return
    if start.session.stage.current != "record":
        start.session.go(Target("record", record=int(sys.argv[2])))
        return
    areas = [a for a in start.window.findChildren(QPlainTextEdit) if a.isVisible() and not a.isReadOnly()]
    if areas:
        opening.stop()
        typing.timeout.connect(lambda: key(areas[0]))
        typing.start(100)

def key(area):
    QTest.keyClicks(area, f"w{typed[0]:03d}.")
    print(typed[0], flush=True)
    typed[0] += 1

opening, typing = QTimer(), QTimer()
opening.timeout.connect(go)
opening.start(50)
program.exec()
"""


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    """The command line as a person runs it."""
    command = [os.fsencode(w) for w in (sys.executable, "-m", "vse_app", *words)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


def said(widget: QWidget) -> str:
    """Everything that can be read on a page."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def red(picture: QImage) -> int:
    """How many pixels are pure red, which nothing of ours is."""
    data = bytes(picture.convertToFormat(QImage.Format.Format_RGB32).constBits())
    count, at = 0, data.find(RED)
    while at >= 0:
        count += at % 4 == 0
        at = data.find(RED, at + 1)
    return count


def plan(found) -> int:
    """The project plan of the project on show."""
    view = path.view(found.session.ctx.ws, found.session.ctx.project)
    return next(r.id for r in view.facts.records if r.kind == "project-plan" and not r.withdrawn)


def first_area(found) -> QPlainTextEdit:
    """The first text field that can be written in."""
    return next(a for a in found.window.findChildren(QPlainTextEdit) if a.isVisible() and not a.isReadOnly())


def bad_files(folder: Path, good: Path) -> dict[str, Path]:
    """Files that are not, or no longer, company files of this version."""
    data = good.read_bytes()
    made = {
        "empty": b"", "text": b"SQLite format 4\0" * 20, "short": data[:99], "half": data[: len(data) // 2],
        "middle": data[:400_000] + os.urandom(60_000) + data[460_000:],
    }  # fmt: skip
    found = {name: folder / f"{name}.vse" for name in (*made, "newer", "revision")}
    for name, content in made.items():
        found[name].write_bytes(content)
    for name, change in (
        ("newer", "PRAGMA user_version=999"),
        ("revision", "UPDATE alembic_version SET version_num=7"),
    ):
        found[name].write_bytes(data)
        with sqlite3.connect(found[name]) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute(change)
        connection.close()
    with sqlite3.connect(folder / "foreign.vse") as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    (folder / "folder.vse").mkdir()
    return found | {"foreign": folder / "foreign.vse", "folder": folder / "folder.vse", "missing": folder / "no.vse"}


def test_a_file_that_is_none_of_ours_is_refused_and_stays_as_it_is(desk, samples, tmp_path):
    files = bad_files(tmp_path, samples["en"])
    before = {name: file.read_bytes() for name, file in files.items() if file.is_file()}
    found = desk(file=None)
    for name, file in files.items():
        found.session.go(Target("open", text=str(file)))
        found.settle()
        words = said(found.window)
        assert "This file could not be opened" in words, name
        assert str(file) in words, name
    assert {name: file.read_bytes() for name, file in files.items() if file.is_file()} == before
    for name in ("half", "newer", "folder"):
        done = run("status", str(files[name]))
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1), name


def test_a_fault_while_opening_leaves_a_window_that_works(desk, monkeypatch, capfd):
    from vse_app.ui import app

    def broken(*_args):
        raise TypeError("a fault of ours")

    monkeypatch.setattr(app, "_loaded", broken)
    found = desk()
    assert found.session.stage.current == "start"
    assert "This is a fault in the program" in said(found.window)
    assert "a fault of ours" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_names_that_are_no_text(samples, tmp_path):
    folder = tmp_path / os.fsdecode(b"a %41#?&' \xff")
    folder.mkdir()
    file, copy, printed = (str(folder / name) for name in ("o.vse", "b.vse", "p.pdf"))
    assert run("new", file, "--name", os.fsdecode(b"\x1b[31mEvil \xe2\x80\xae")).returncode == 0
    assert run("backup", file, copy).returncode == 0
    shown = run("status", copy)
    assert shown.returncode == 0
    assert b"\x1b" not in shown.stdout
    assert b"\\u001b[31mEvil \\u202e" in shown.stdout
    refused = run("export", copy, "evidence-pack", "-o", printed)
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr


@pytest.mark.parametrize("content", [b"{bad", b"[" * 100_000, b'{"language":"\\ud800","text_scale":"x","last":5}'])
def test_damaged_preferences_are_no_reason_not_to_start(desk, home, content, samples):
    from vse_app.ui.preferences import Preferences

    file = home / "config" / "preferences.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    preferences = Preferences()
    preferences.add_recent(Path(os.fsdecode(b"/tmp/\xff.vse")))
    assert Preferences().recent() == [os.fsdecode(b"/tmp/\xff.vse")]
    assert desk().session.stage.current == "today"


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[" * 100_000,
        json.dumps({"around": [None] * 5, "today": None}),
        json.dumps({"around": [1] * 5, "today": {}}),
    ],
)
def test_a_damaged_glance_is_passed_over(desk, samples, tmp_path, kept):
    if kept.startswith('{"'):
        kept = json.dumps({"seq": 0, "language": "en", "project": 10**30} | json.loads(kept))
    file = tmp_path / "glance.vse"
    file.write_bytes(samples["en"].read_bytes())
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(
            "INSERT OR REPLACE INTO documents (kind, key, project, data) VALUES ('glance','',0,?)", (kept,)
        )
    connection.close()
    found = desk(file=file)
    assert found.session.stage.current == "today"
    assert found.session.workspace is not None


def test_text_is_never_markup(desk, samples, tmp_path):
    """A red picture is asked for everywhere; if it is shown anywhere, there is red on the screen."""
    picture = tmp_path / "red.png"
    pixmap = QPixmap(60, 60)
    pixmap.fill(QColor("#ff0000"))
    assert pixmap.save(str(picture))
    assert red(pixmap.toImage()) == 3600
    evil = f'<img src="{picture}"><b>bold</b> R&D &amp; \x07\u202e\x00'
    found = desk()
    ws, project = found.session.ctx.ws, found.session.ctx.project
    company.edit_company(ws, name=evil, header=evil, footer=evil, marking=evil)
    for person in company.people(ws):
        company.save_person(ws, type(person)(person.id, evil + person.id, person.side, roles=person.roles))
    projects.edit_project(ws, project, title=evil, customer=evil)
    record = plan(found)
    page = records.page(ws, record)
    texts = {f.id: evil * 3 for f in page.product.fields if f.kind in ("text", "long-text")}
    records.revise(ws, record, title=evil, fields=texts, label=evil, note=evil, link=evil)
    for name in ('<img src="red.png">.txt', os.fsdecode(b"odd\xff&.txt")):
        file = tmp_path / name
        file.write_text(evil)
        attaching.attach(ws, record, file)
    path.write_note(ws, project, "SI.3.6", 1, note=evil)
    places = [
        ("today", {}),
        ("path", {}),
        ("products", {}),
        ("history", {}),
        ("task", {"task": "SI.3.6", "iteration": 1}),
    ]
    places += [
        ("record", {"record": record, "text": tab}) for tab in ("content", "states", "versions", "links", "history")
    ]
    places += [("settings", {"text": tab}) for tab in ("people", "style", "company", "project")]
    for view, where in places:
        found.go(view, **where)
        assert red(found.window.grab().toImage()) == 0, (view, where)
        for widget in found.window.findChildren(QWidget):
            assert "<img" not in widget.toolTip(), (view, widget)
            if isinstance(widget, QLabel) and "<" in widget.text():
                assert widget.textFormat() == Qt.TextFormat.PlainText, (view, widget.text())


def test_nothing_attached_is_ever_run(desk, monkeypatch):
    if not HOSTILE.is_dir():
        pytest.skip("the hostile files are not here")
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    found = desk()
    ws, record = found.session.ctx.ws, plan(found)
    for file in sorted((HOSTILE / "attach").iterdir()):
        attaching.attach(ws, record, file)
    found.go("record", record=record)
    rows = [w for w in found.window.findChildren(QWidget) if hasattr(w, "ref") and hasattr(w, "why")]
    assert len(rows) >= 12
    for row in rows:
        if row.ref.name.endswith(("bad_crc.png", ".html", ".svg", ".sh")):
            row.look.click()
        row.open.click()
        found.settle()
    assert sorted(Path(name).suffix for name in opened) == [".pdf", ".png"]
    assert all(not os.access(name, os.X_OK) for name in opened)


def test_what_is_typed_while_the_disk_refuses_is_written_later(desk, tmp_path):
    found = desk()
    file = found.session.workspace.path
    record = plan(found)
    found.go("record", record=record)
    area = first_area(found)
    area.setFocus()
    elsewhere = file.with_suffix(".moved")
    file.rename(elsewhere)
    QTest.keyClicks(area, "typed meanwhile ")
    found.go("today")
    assert "was moved, replaced or deleted" in said(found.window)
    found.window.close()
    assert found.window.isVisible()
    elsewhere.rename(file)
    found.window.close()
    assert not found.window.isVisible()
    with Workspace.open(file, writable=False) as ws:
        assert "typed meanwhile" in str(records.page(ws, record).revision.content.fields)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_kill_in_the_midst_of_typing_costs_five_seconds_at_most(samples, tmp_path):
    file = tmp_path / "killed.vse"
    file.write_bytes(samples["en"].read_bytes())
    with Workspace.open(file, writable=False) as ws:
        number = max(p.id for p in projects.projects(ws))
        record = next(r.id for r in path.view(ws, number).facts.records if r.kind == "project-plan" and not r.withdrawn)
    command = [sys.executable, "-c", TYPIST, str(file), str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        times = [time.monotonic() for line in child.stdout if not _enough(child, line)]
    with Workspace.open(file, writable=False) as ws:
        text = str(records.page(ws, record).revision.content.fields)
    kept = max(number for number in range(len(times)) if f"w{number:03d}." in text)
    assert times[-1] - times[kept] < 6


def _enough(child: subprocess.Popen[str], line: str) -> bool:
    """Kill the program after seven seconds of typing without a pause."""
    if int(line) >= 70:
        child.send_signal(signal.SIGKILL)
        return True
    return False


def test_a_withdrawn_record_can_be_printed(desk, tmp_path):
    found = desk()
    ws, record = found.session.ctx.ws, plan(found)
    records.withdraw(ws, record, "<b>not ours</b>")
    report = publishing.record_report(ws, record, "en")
    assert publishing.render(report, tmp_path / "one.pdf").pages


def test_ten_megabytes_can_be_pasted_and_anything_searched(desk, qapp):
    found = desk()
    record = plan(found)
    found.go("record", record=record)
    area = first_area(found)
    area.setFocus()
    found.watchdog.start()
    big = "línea con <b>marcas</b>\n" * 420_000
    qapp.clipboard().setText(big)
    area.paste()
    found.go("today")
    found.watchdog.stop()
    fields = records.page(found.session.ctx.ws, record).revision.content.fields
    assert any(isinstance(value, str) and len(value) >= len(big) - 1 for value in fields.values())
    assert found.watchdog.worst < 1000
    for words in ('"', "*", "NEAR(", "-", "title:", "%", "\x00", "\ud800", "a" * 100_000, "; DROP TABLE x"):
        found.session.go(Target("palette", text=words))
        found.settle()
    line = next(w for w in found.window.findChildren(QLineEdit) if w.isVisible())
    QTest.keyClick(line, Qt.Key.Key_Escape)
