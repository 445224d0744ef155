"""The user's own folder: what is whole is used, what is broken is told with file, line and key, and breaks nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cases import CASES
from tests.content.conftest import SMALL
from tests.two_editions import first, second, words, write, write_both
from vse_app import content
from vse_app.i18n import translator
from vse_app.model.errors import BadProfile
from vse_app.services import library, offers, own_models

TR = translator("en")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    monkeypatch.setenv("VSE_APP_MODELS", str(folder))
    return folder


def told() -> list[str]:
    return [str(problem) for problem in content.problems()]


def mapping(root: Path, name: str = "a", **values: object) -> Path:
    row = {"from": "WORK.1.1", "to": "WORK.1.1", "type": "equal", "confidence": "high"}
    raw = {"from": "shop@1", "to": "shop@2", "provenance": "own", "about": {"en": "Ours."}, "rows": [row]}
    file = root / "mappings" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(raw | values), "utf-8")
    return file


def test_nothing_is_said_without_a_folder() -> None:
    assert content.own_root() is None and content.problems() == ()
    look = own_models.look(TR)
    assert (look.folder, look.models, look.problems) == (None, (), ())


def test_the_choice_is_remembered_and_forgotten(tmp_path: Path) -> None:
    write_both(tmp_path / "mine")
    assert own_models.choose(tmp_path / "mine").touches("models")
    assert content.own_root() == tmp_path / "mine" and not content.is_root_fixed()
    assert [m.ref for m in own_models.look(TR).models] == ["shop@1", "shop@2"]
    own_models.choose(None)
    assert content.own_root() is None


def test_a_folder_for_one_call_goes_before_all_others(root: Path, tmp_path: Path) -> None:
    write_both(tmp_path / "other")
    with content.using_own_root(tmp_path / "other"):
        assert "shop@2" in {info.ref for info in content.available()}
    assert "shop@2" not in {info.ref for info in content.available()}


def test_whole_models_and_mappings_are_used(root: Path) -> None:
    write_both(root)
    mapping(root)
    assert told() == []
    look = own_models.look(TR)
    assert [(m.title, m.edition, m.kind, m.runs) for m in look.models] == [
        ("A small shop", "1", "profile", True), ("A small shop", "2", "profile", True),
    ]  # fmt: skip
    assert look.mappings == (("shop@1", "shop@2"),)
    assert any(table.source == "shop@1" for table in content.own_mappings()[0])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda root: root.rmdir(), "There is no such folder."),
        (lambda root: None, "There is no process model in this folder."),
        (lambda root: ((root / "half").mkdir(), (root / "half" / "en.yaml").touch()), "There is no structure.yaml"),
        (lambda root: ((root / "half").mkdir(), (root / "half" / "structure.yml").touch()), "must end in .yaml"),
        (lambda root: write(root / "x", first() | {"id": "iso29110-basic", "edition": "2011"}), "There is a model"),
        (lambda root: write(root / "x", first() | {"kind": "proflie"}), 'Did you mean "profile"?'),
        (lambda root: write(root / "x", first() | {"working": ["WROK"]}), 'Did you mean "WORK"?'),
    ],
)
def test_what_is_wrong_is_told(root: Path, make, said: str) -> None:
    make(root)
    assert len(told()) == 1 and said in told()[0]
    assert {info.ref for info in content.available()} >= {"iso29110-basic@2011"}
    assert library.models("en") and offers.offers()


def test_every_broken_one_is_told_with_file_line_and_key(root: Path) -> None:
    write_both(root)
    write(root / "bad-role", first() | {"id": "bad", "roles": [{"id": "LEAD", "provenance": "guess"}]})
    write(root / "bad-words", first() | {"id": "worse"}, words(first()) | {"roles": {}})
    problems = own_models.look(TR).problems
    assert [(p.file, p.line > 0, p.key) for p in problems] == [
        ("bad-role/structure.yaml", True, "roles[LEAD].provenance"), ("bad-words/en.yaml", True, "roles.LEAD"),
    ]  # fmt: skip
    assert all(p.text and p.hint for p in problems)
    assert {o.ref for o in offers.offers() if o.info.own} == {"shop@1", "shop@2"}


def test_a_broken_mapping_is_left_out_and_told(root: Path) -> None:
    write_both(root)
    mapping(root)
    mapping(root, "b", rows=[{"from": "WORK.9", "to": "WORK.1.1", "type": "equal", "confidence": "high"}])
    mapping(root, "c", to="nothing@1")
    (root / "mappings" / "d.yaml").write_text("!!python/object/apply:os.system [ls]", "utf-8")
    assert len(content.own_mappings()[0]) == 1
    assert [text.split(":")[0] for text in told()] == [f"mappings/{name}.yaml" for name in "bcd"]
    assert all(table.target != "nothing@1" for table in content.own_mappings()[0])


def test_a_mapping_waits_for_its_model_to_be_mended(root: Path) -> None:
    write_both(root)
    mapping(root)
    assert len(content.own_mappings()[0]) == 1
    (root / "shop-2" / "en.yaml").write_text("language: en\nmodel: {title: T}\n", "utf-8")
    assert content.own_mappings()[0] == []
    assert any("mappings/a.yaml:1 to: The model shop@2 cannot be used" in text for text in told())
    changed = second()
    changed["processes"][0]["activities"][0]["tasks"].pop(0)
    write(root / "shop-2", changed | {"changes": {"from": "1"}})
    assert content.own_mappings()[0] == [], "the cache must not hide that an element is gone"
    assert any("WORK.1.1" in text for text in told())


def test_a_broken_mapping_that_ships_still_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from vse_app import paths

    profiles = tmp_path / "profiles"
    shutil.copytree(SMALL, profiles / "small")
    for name in ("schema.json", "mapping.schema.json"):
        shutil.copy(paths.profiles() / name, profiles)
    monkeypatch.setattr(paths, "profiles", lambda: profiles)
    mapping(profiles, to="nothing@1")
    with pytest.raises(BadProfile):
        content.mappings()


def test_the_table_of_changes_is_checked(root: Path) -> None:
    write_both(root)
    wrong = second()
    wrong["changes"]["renamed"].append({"from": ["WORK.2.1", "WORK.2.2"], "to": ["WORK.2.1"]})
    write(root / "shop-2", wrong)
    assert "changes.renamed#4: Renamed is one for one" in told()[0]
    wrong["changes"]["renamed"][-1] = {"from": ["WORK.9.9"], "to": ["WORK.2.1"]}
    write(root / "shop-2", wrong)
    assert 'The edition 1 has no element "WORK.9.9".' in told()[0]
    assert "shop@2" in {o.ref for o in offers.offers()}


def test_own_editions_do_not_stand_in_for_shipped_ones(root: Path) -> None:
    write(root / "mine", first() | {"id": "iso29110-basic", "edition": "9999"})
    assert content.find("iso29110-basic").ref == "iso29110-basic@2011"
    assert content.find("iso29110-basic@9999").own
    assert offers.default_model().ref == "iso29110-basic@2011"


@pytest.mark.skipif(not CASES.is_dir(), reason="the hostile files are not here")
@pytest.mark.parametrize("name", ["structure.yaml", "en.yaml", "mapping"])
def test_hostile_files_end_in_a_sentence(root: Path, name: str, capfd) -> None:
    for number, file in enumerate(sorted((CASES / "hostile" / "yaml").glob("*.yaml"))):
        if name == "mapping":
            (root / "mappings").mkdir(exist_ok=True)
            shutil.copy(file, root / "mappings" / f"h{number}.yaml")
        else:
            folder = write(root / f"h{number}", first() | {"id": f"h{number}"})
            shutil.copy(file, folder / name)
    bombs = {"many": "a: &a [x]\nb: [*a, *a]\n", "deep": "a: " + "[" * 4000, "long": "a: " + "x" * 6_000_000}
    for key, text in bombs.items():
        folder = write(root / key, first() | {"id": key})
        (folder / ("structure.yaml" if name == "mapping" else name)).write_text(text, "utf-8")
    assert len(told()) >= 3 + len(bombs) - 1
    assert all(len(text) < 500 and "Traceback" not in text for text in told())
    assert library.models("en") and offers.offers() and isinstance(content.own_mappings()[0], list)
    assert "CANARY" not in "".join(capfd.readouterr())
