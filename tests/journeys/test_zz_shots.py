import shutil, os
from pathlib import Path
import pytest
from tests.journeys.conftest import Desk, samples  # noqa
from tests.journeys import conftest as jc
desk = jc.desk

OUT = Path("/tmp/shots"); OUT.mkdir(exist_ok=True)
PAGES = os.environ.get("PAGES","").split(",") if os.environ.get("PAGES") else None
ALL = {
 "changes": ("change", {}),
 "change-accepted": ("change", {"record": 416}),
 "change-new": ("change", {"record": 417}),
 "baselines": ("baselines", {}),
 "baseline-new": ("baselines", {"text":"new"}),
 "baseline-contents": ("baselines", {"record":415}),
 "baseline-compare": ("baselines", {"record":415,"text":"compare","kind":"0"}),
 "deliver": ("deliver", {"record":415}),
 "backups": ("backups", {}),
 "path": ("path", {}),
 "task": ("task", {"task":"SI.2.3","iteration":2}),
}
@pytest.mark.parametrize("case", os.environ.get("CASES","en-light-100-1280x820").split(","))
def test_shots(qtbot, samples, tmp_path, desk, case):
    lang, scheme, scale, size = case.split("-")
    w,h = map(int,size.split("x"))
    file = tmp_path/"demo.vse"; shutil.copy(f"/tmp/demo-{lang}.vse", file)
    d = desk(lang, scheme=scheme, file=file, scale=int(scale))
    d.window.resize(w,h); d.settle()
    d.session.use_project(2) if hasattr(d.session,"use_project") else None
    from vse_app.services import projects
    ws = d.session.ctx.ws
    print("project", d.session.ctx.project)
    for name,(view,where) in ALL.items():
        if PAGES and name not in PAGES: continue
        d.go(view, **where); d.spin(400); d.settle()
        d.window.grab().toImage().save(str(OUT/f"{name}-{case}.png"))
        from PySide6.QtWidgets import QScrollArea
        v = d.session.stage.view
        areas = [a for a in v.findChildren(QScrollArea) if a.isVisible() and a.property("part")=="page"]
        for a in areas[:1]:
            if a.horizontalScrollBar().maximum() > 0: print("HSCROLL", name, case, a.horizontalScrollBar().maximum())
            inside = a.widget()
            if inside.height() > a.viewport().height():
                inside.grab().toImage().save(str(OUT/f"{name}-{case}-whole.png"))
