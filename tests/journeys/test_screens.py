"""Every page, both languages, light and dark: nothing untranslated, nothing that fails; pictures for docs/screens.

`make screens` keeps the pictures of two; the check only draws them.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from vse_app.i18n import Translator

SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
KEPT = (("en", "light"), ("es", "dark"))
"""Languages and colours of which the pictures are kept."""
PAGES = {
    "start": ("start", {}),
    "interview": ("interview", {}),
    "new-project": ("new-project", {}),
    "today": ("today", {}),
    "path": ("path", {}),
    "task": ("task", {"task": "SI.3.6", "iteration": 2}),
    "products": ("products", {}),
    "registers": ("registers", {}),
    "register": ("register", {"kind": "requirement"}),
    "register-print": ("register-print", {"kind": "requirement"}),
    "record": ("record", {"record": 0}),
    "record-states": ("record", {"record": 0, "text": "states"}),
    "record-versions": ("record", {"record": 0, "text": "versions"}),
    "check": ("check", {"record": 0}),
    "tests": ("tests", {}),
    "xray": ("xray", {}),
    "history": ("history", {}),
    "reports": ("reports", {}),
    "conformance": ("conformance", {}),
    "conformance-new": ("conformance", {"text": "new"}),
    "conformance-processes": ("conformance", {"record": 1, "text": "processes"}),
    "conformance-deletions": ("conformance", {"record": 1, "text": "deletions"}),
    "conformance-judgements": ("conformance", {"record": 1, "text": "judgements"}),
    "conformance-statement": ("conformance", {"record": 1, "text": "statement"}),
    "least-paper": ("least-paper", {}),
    "assessment": ("assessment", {}),
    "assessment-rate": ("assessment", {"record": 2, "text": "rate"}),
    "assessment-results": ("assessment", {"record": 1, "text": "results"}),
    "readiness": ("readiness", {}),
    "plan": ("plan", {}),
    "progress": ("progress", {}),
    "meeting": ("meeting", {}),
    "risk-review": ("risks", {}),
    "measures": ("measures", {}),
    "reports-plan": ("reports", {"kind": "plan"}),
    "reports-ladder": ("reports", {"kind": "ladder"}),
    "ladder": ("ladder", {}),
    "ladder-rung": ("ladder", {"kind": "full"}),
    "ladder-step": ("ladder", {"kind": "step-2", "text": "project:2"}),
    "which-standard": ("which-standard", {}),
    "why-not": ("why-not", {}),
    "library": ("library", {}),
    "library-model": ("library", {"kind": "iso12207@2008"}),
    "library-element": ("library", {"kind": "iso12207@2008", "text": "7.1.1"}),
    "library-compare": ("library-compare", {"kind": "iso12207@2008", "text": "iso12207@2017"}),
    "library-print": ("library-print", {"kind": "iso12207@2008", "text": "7.1.1"}),
    "trace": ("trace", {}),
    "trace-suspect": ("trace", {"kind": "suspect"}),
    "thread": ("thread", {}),
    "reports-traceability": ("reports", {"kind": "traceability"}),
    "changes": ("change", {}),
    "baselines": ("baselines", {}),
    "baselines-new": ("baselines", {"text": "new"}),
    "baselines-compare": ("baselines", {"text": "compare"}),
    "deliver": ("deliver", {}),
    "backups": ("backups", {}),
    "reports-changes": ("reports", {"kind": "changes"}),
    "reports-configuration": ("reports", {"kind": "configuration"}),
    "settings": ("settings", {"text": "people"}),
    "settings-style": ("settings", {"text": "style"}),
    "settings-edition": ("settings", {"text": "edition"}),
    "settings-models": ("settings", {"text": "models"}),
    "help": ("help", {}),
}


@pytest.fixture
def unspoken(monkeypatch) -> set[str]:
    """Sentences that were asked for in a language and are not in its table."""
    missed: set[str] = set()
    spoken = Translator.__call__

    def listen(self, text, /, **values):
        if self.language != "en" and text and text not in self._table:
            missed.add(text)
        return spoken(self, text, **values)

    monkeypatch.setattr(Translator, "__call__", listen)
    return missed


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_shows(desk, request, language, scheme, unspoken):
    found = desk(language, scheme=scheme)
    record = specification(found)
    found.session.preferences.set("recent", [])  # no path of this machine in a picture
    for name, (view, where) in PAGES.items():
        where = {key: record if (key, value) == ("record", 0) else value for key, value in where.items()}
        found.go(view, **where)
        if view in ("reports", "settings", "library-print", "register-print"):
            found.spin(700)
            found.settle()
        picture = found.window.grab().toImage()
        assert distinct_colours(picture) > 8, f"{name} is empty"
        if request.config.getoption("--screens") and (language, scheme) in KEPT:
            keep(picture, SCREENS / f"{name}-{language}-{scheme}.png")
    assert unspoken == set()


def specification(found) -> int:
    """A record that was changed after it was frozen."""
    from vse_app.services import path

    view = path.view(found.session.ctx.ws, found.session.ctx.project)
    stale = (view.record(f.record) for f in view.findings if f.rule == "stale-approval")
    return next(head.id for head in stale if head and head.kind == "requirements-specification")


def distinct_colours(picture) -> int:
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)})


def keep(picture, target: Path) -> None:
    """A small PNG."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    target.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(bytes(buffer.data()))).convert("RGB")
    image.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
