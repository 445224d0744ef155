"""Starting: the first paint shows real data and loads little; the rest follows; every way to begin ends well."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.frame_support import make_company
from vse_app.services import glance, records, scratch
from vse_app.services.workspace import Workspace
from vse_app.ui import app
from vse_app.ui.app import Start, spoken
from vse_app.ui.first_paint import FirstPaint
from vse_app.ui.preferences import Preferences

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "xlsxwriter", "yaml", "jsonschema", "pypdfium2", "PIL")

CHILD = """
import sys
import threading
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel
from vse_app.ui import app
program = QApplication(["vse-app", "-style", "fusion"])
app.Start._load = lambda self: program.quit()
start = app.Start(program, Path(sys.argv[1]))
program.exec()
print("\\n".join(label.text() for label in start.first.findChildren(QLabel)))
print("LOADED", *sys.modules)
"""


@pytest.fixture
def company_file(tmp_path: Path) -> Path:
    """A company file with a glance."""
    return make_company(tmp_path / "acme.vse")


def first_paint(file: Path, home: Path) -> tuple[str, set[str]]:
    """What a fresh process shows at its first paint, and what it has loaded by then."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "VSE_APP_HOME": str(home), "LANG": "C", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file)], env=env, capture_output=True, text=True, check=True, timeout=60
    )
    shown, _, loaded = done.stdout.rpartition("LOADED ")
    return shown, set(loaded.split())


def test_the_first_paint_shows_real_data_and_loads_nothing_heavy(company_file: Path, home: Path) -> None:
    shown, loaded = first_paint(company_file, home)
    assert "Review the Statement of Work" in shown
    assert "Online shop" in shown
    assert "Acme <b>Software</b>" in shown
    assert "Confirmed by a role-holder: 0 of " in shown
    assert not {name for name in HEAVY if name in loaded}
    assert "vse_app.ui.session" not in loaded


def test_a_stale_glance_shows_names_but_no_steps(company_file: Path, home: Path) -> None:
    with Workspace.open(company_file) as ws:
        records.revise(ws, 1, title="Changed elsewhere")
    shown, _ = first_paint(company_file, home)
    assert "Reading the company file…" in shown
    assert "Online shop" in shown
    assert "Review the Statement of Work" not in shown


def test_the_glance_of_another_language_is_not_shown(company_file: Path, home: Path) -> None:
    Preferences(home / "config" / "preferences.json").set("language", "es")
    shown, _ = first_paint(company_file, home)
    assert "Review the Statement of Work" not in shown


def test_reading_the_glance_leaves_no_traces(company_file: Path) -> None:
    before = company_file.read_bytes()
    assert glance.read(company_file) is not None
    assert sorted(p.name for p in company_file.parent.glob("acme.vse*")) in (
        ["acme.vse"],
        ["acme.vse", "acme.vse.lock"],
    )
    assert company_file.read_bytes() == before


def test_a_damaged_glance_is_as_good_as_none(company_file: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(company_file)
    connection.execute("UPDATE documents SET data = '[1, 2' WHERE kind = 'glance'")
    connection.commit()
    connection.close()
    assert glance.read(company_file) is None


def started(qtbot: Any, qapp: Any, file: Path | None, *, sample: bool = False) -> Start:
    start = Start(qapp, file, sample=sample)
    qtbot.addWidget(start.window)

    def is_there() -> bool:
        view = start.session.stage.view if start.session is not None else None
        return view is not None and view.isVisible()

    qtbot.waitUntil(is_there, timeout=60_000)
    return start


@pytest.fixture(autouse=True)
def _hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The crash report is not installed over pytest's own."""
    from vse_app.ui.crash import CrashHook

    monkeypatch.setattr(CrashHook, "install", lambda self: None)


def finish(start: Start) -> None:
    start.window.close()
    start.end()


def test_after_the_first_paint_the_window_comes_alive(qtbot: Any, qapp: Any, company_file: Path) -> None:
    start = started(qtbot, qapp, company_file)
    assert start.session is not None
    assert start.session.stage.current == "today"
    assert start.window.centralWidget() is start.session.frame
    qtbot.waitUntil(lambda: not start.window.findChildren(FirstPaint))
    finish(start)


def test_what_was_clicked_on_the_first_paint_is_done(qtbot: Any, qapp: Any, company_file: Path) -> None:
    start = Start(qapp, company_file)
    qtbot.addWidget(start.window)
    start._on_clicked("history", "", 0)
    qtbot.waitUntil(lambda: start.session is not None and start.session.stage.current == "history", timeout=20_000)
    finish(start)


def test_the_file_open_last_is_opened_again(qtbot: Any, qapp: Any, company_file: Path) -> None:
    finish(started(qtbot, qapp, company_file))
    start = started(qtbot, qapp, None)
    assert start.session is not None
    assert start.session.ctx.ws.path == company_file
    finish(start)


def test_without_a_file_it_begins_with_start(qtbot: Any, qapp: Any) -> None:
    start = started(qtbot, qapp, None)
    assert start.session is not None
    assert start.session.stage.current == "start"
    finish(start)


def test_the_sample_is_a_throwaway_copy(qtbot: Any, qapp: Any) -> None:
    start = started(qtbot, qapp, None, sample=True)
    session = start.session
    assert session is not None
    qtbot.waitUntil(lambda: bool(session.notices.jobs))
    qtbot.waitUntil(lambda: session.workspace is not None, timeout=120_000)
    folder = session.ctx.ws.path.parent
    assert folder.is_dir()
    finish(start)
    assert not folder.exists()
    assert start.preferences.recent() == []


def test_a_file_that_refuses_is_said_on_the_start_page(qtbot: Any, qapp: Any, tmp_path: Path) -> None:
    start = started(qtbot, qapp, tmp_path / "nowhere.vse")
    assert start.session is not None
    view = start.session.stage.view
    assert view is not None
    assert "There is no such file." in [label.text() for label in view.findChildren(QLabel)]
    finish(start)


def test_the_language_is_the_chosen_one_or_the_systems(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences = Preferences(home / "p.json")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert spoken(preferences) == ("es" if sys.platform != "win32" else spoken(preferences))
    monkeypatch.setenv("LANG", "th_TH.UTF-8")
    assert sys.platform == "win32" or spoken(preferences) == "en"
    preferences.set("language", "es")
    assert spoken(preferences) == "es"


def test_what_killed_runs_left_is_cleared_after_the_start_off_the_gui_thread(
    company_file: Path, qtbot: Any, qapp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    monkeypatch.setattr(app, "TIDY_MS", 0)
    monkeypatch.setattr(scratch, "clear_left", lambda: threads.append(threading.current_thread().name) or 0)
    start = Start(qapp, company_file)
    qtbot.waitUntil(lambda: bool(threads), timeout=8000)
    assert start.session is not None and threads == ["vse-read"]
    start.window.close()
    start.end()
