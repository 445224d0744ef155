"""docs/content.md: the model it walks through loads, and the keys it explains are those of the schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

from vse_app import content
from vse_app.content.shape import schema_bytes
from vse_app.model.building import build

GUIDE = (Path(__file__).parents[2] / "docs" / "content.md").read_text(encoding="utf-8")


def test_the_model_of_the_guide_loads(tmp_path: Path) -> None:
    structure, words = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "structure.yaml").write_text(structure, encoding="utf-8")
    (folder / "en.yaml").write_text(words, encoding="utf-8")
    raw = content.load_folder(folder)
    assert content.counts(raw)["tasks"] == 2
    assert build(raw).field_word("en", "plan", ("aim",)) == "Aim"


def test_the_guide_is_short_and_names_only_keys_that_exist() -> None:
    assert len(GUIDE.splitlines()) <= 160
    known = {key for d in json.loads(schema_bytes())["$defs"].values() for key in d.get("properties", {})}
    for row in re.findall(r"^\| (`.*?) \|", GUIDE, re.MULTILINE):
        assert set(re.findall(r"`(\w+)`", row)) <= known, row
