"""`library` as text: titles, wrapped lines, the mark of what was recalled, both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tower
from vse_app import cli


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VSE_APP_MODELS", str(tower.write(tmp_path / "own")))
    monkeypatch.setenv("VSE_APP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "72")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["library", *words]) == 0
    return capsys.readouterr().out


def test_models_stand_under_their_kind_with_what_they_hold(capsys) -> None:
    text = said(capsys)
    assert text.index("Profiles") < text.index("iso29110-basic@2011") < text.index("Reference models")
    line = text.index("tower@1  Building towers")
    assert text[line:].splitlines()[1].strip().replace("\u00a0", " ") == (
        "your own · Processes 5 · Outcomes 2 · Activities 3 · Tasks 4 ·"
    )
    assert all(len(row) <= 72 for row in text.splitlines())
    assert "Perfiles" in said(capsys, "--language", "es")


def test_an_element_is_told_in_sections_with_its_marks(capsys) -> None:
    text = said(capsys, "tower@1:BASE")
    assert text.startswith("1.1  Lay the foundation\u00a0°\nProcess · Tower 1 · Ground\n")
    assert "\nOutcomes – What is true when it is done well.\n  1.1.a  The ground carries.\u00a0°\n" in text
    assert "    1.1.1.1  Draw\n" in text and "\nIn other models" in text
    assert text.rstrip().endswith("Remembered by a mason.") and "° marks what was recalled" in text


def test_what_was_not_recalled_needs_no_explanation_of_the_mark(capsys) -> None:
    assert "° marks" not in said(capsys, "tower@2:3.1")


def test_a_model_is_told_with_all_its_elements(capsys) -> None:
    text = said(capsys, "tower@1", "--language", "es")
    assert "Construir torres" in text and "Todos los elementos" in text
    assert "\n        1.1.1.2  Compare\n" in text
    assert "1.1  Poner los cimientos" in text and "Temas (" not in text


def test_a_role_that_shares_its_id_is_asked_for_by_its_kind(capsys) -> None:
    assert said(capsys, "tower@1:role 1.1").startswith("Chief\nRole")
