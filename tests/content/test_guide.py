"""docs/content.md: what it walks through works as it says, and the keys it explains are those of the schema."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from vse_app import content
from vse_app.content.shape import schema_bytes
from vse_app.model.editions import compare
from vse_app.services import covering, library, offers

GUIDE = (Path(__file__).parents[2] / "docs" / "content.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`(mine/[^`]+\.yaml)`(?:(?!```).)*?\n\n```yaml\n(.*?)```", GUIDE, re.DOTALL))


def follow(folder: Path) -> Path:
    """Do what the guide says, up to the next edition."""
    later = [name for name in FILES if "tiny-2" in name]
    for name in FILES.keys() - later:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FILES[name], encoding="utf-8")
    second = folder / "mine" / "tiny-2"
    shutil.copytree(folder / "mine" / "tiny", second)
    for file in second.iterdir():
        text = file.read_text(encoding="utf-8").replace('edition: "1"', 'edition: "2"').replace("FIX.1.2", "FIX.1.3")
        file.write_text(text, encoding="utf-8")
    for name in later:
        (folder / name).write_text(FILES[name], encoding="utf-8")
    return folder / "mine"


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = follow(tmp_path)
    monkeypatch.setenv("VSE_APP_MODELS", str(root))
    return root


def test_every_example_has_a_file() -> None:
    assert GUIDE.count("```yaml") == len(FILES) == 6


def test_what_the_guide_makes_is_whole_and_in_the_library(mine: Path) -> None:
    assert content.problems() == ()
    assert {m["edition"]: m["counts"]["tasks"] for m in library.models("en") if m["id"] == "tiny"} == {"1": 2, "2": 2}
    model = content.model("tiny@1")
    assert model.field_word("en", "plan", ("aim",)) == "Aim"
    assert library.element(model, "t-why", "en")["items"] == ["Money", "Time"]
    assert library.element(model, "FIX.O1", "en")["relations"][0]["from"] == "FIX.1"
    assert {o.ref for o in offers.offers() if o.info.own} == {"tiny@1", "tiny@2"}


def test_the_mapping_of_the_guide_covers_something(mine: Path) -> None:
    found, _models = covering.between("tiny@1", "iso29110-basic@2011")
    assert found.ways == (("tiny@1", "iso29110-basic@2011"),)
    assert {unit.element for unit in found.units if unit.origins} >= {"SI.O3"}


def test_the_next_edition_of_the_guide_knows_what_became_of_the_old_ids(mine: Path) -> None:
    found = compare(content.model("tiny@1"), content.model("tiny@2"))
    assert found.by_table and found.successors("task", "FIX.1.2") == ("FIX.1.3",)


def test_the_guide_is_short_and_names_only_keys_that_exist() -> None:
    assert len(GUIDE.splitlines()) <= 190
    known = {key for d in json.loads(schema_bytes())["$defs"].values() for key in d.get("properties", {})}
    for row in re.findall(r"^\| (`.*?) \|", GUIDE, re.MULTILINE):
        assert set(re.findall(r"`(\w+)`", row)) <= known, row
