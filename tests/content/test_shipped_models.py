"""Every model and mapping that ships: whole, worded in both languages, in its own words, pointing only at what exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from vse_app import content, paths
from vse_app.content.folder import STRUCTURE
from vse_app.content.library import shipped
from vse_app.model.building import build
from vse_app.model.coverage import Reach
from vse_app.model.process import ProcessModel, Raw
from vse_app.services import covering

FOLDERS = sorted(f.name for f in paths.profiles().iterdir() if (f / STRUCTURE).is_file())
COUNTS: Mapping[str, Mapping[str, int]] = {
    "iso12207-1995": {"processes": 17, "activities": 74},
    "iso12207-2008": {"processes": 43, "outcomes": 235, "activities": 123, "tasks": 7},
    "iso12207-2017": {"processes": 30, "outcomes": 182},
    "iso15288-2002": {"processes": 25, "outcomes": 121},
    "iso15288-2008": {"processes": 25, "activities": 76},
    "iso29110-entry": {"processes": 2, "outcomes": 12, "tasks": 29, "products": 15, "roles": 3},
    "iso29110-intermediate": {"processes": 4, "tasks": 0},
    "iso29110-advanced": {"processes": 6, "tasks": 0},
    "moprosoft": {"processes": 9, "products": 73, "roles": 26},
    "iso20000-2005": {"processes": 13},
    "iso29110-basic": {"processes": 2, "outcomes": 14, "activities": 10, "tasks": 67, "products": 22, "roles": 7},
}
"""As published or recalled; the sources say which (provenance in each model)."""


@cache
def raw(folder: str) -> Raw:
    return content.load_folder(paths.profiles() / folder)


def model(folder: str) -> ProcessModel:
    return build(raw(folder))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_shipped_model_is_whole_and_speaks_both_languages(folder: str) -> None:
    assert list(raw(folder)["words"]) == ["en", "es"]
    about = raw(folder)["words"]["en"]["model"]
    assert {"title", "short", "purpose", "provenance_note"} <= set(about)
    assert raw(folder)["structure"]["as_of"]


@pytest.mark.parametrize("folder", COUNTS)
def test_counts_are_those_of_the_standard(folder: str) -> None:
    found = content.counts(raw(folder))
    assert {name: found[name] for name in COUNTS[folder]} == COUNTS[folder]


def test_every_mapping_points_at_existing_elements() -> None:
    tables = [content.load_mapping(file) for file in content.mapping_files()]
    assert tables
    assert len({frozenset((t.source, t.target)) for t in tables}) == len(tables), "two files map the same pair"
    assert all(table.about and set(table.about) == {"en", "es"} for table in tables)


def test_basic_reaches_12207_as_far_as_the_facts_say() -> None:
    found, _ = covering.between("iso29110-basic", "iso12207@2008")
    assert (found.count(Reach.FULL), found.count(Reach.PARTIAL), len(found.units)) == (49, 40, 235)
    assert found.processes(Reach.FULL) == ("7.1.3", "7.1.4", "7.1.5")
    assert len(found.touched) == 25


def test_relations_to_other_models_lead_somewhere() -> None:
    folders = {info.ref: info.folder.name for info in shipped()}
    for folder in FOLDERS:
        for relation in model(folder).relations:
            ref, _, name = relation.target.rpartition(":")
            if ref:
                assert name in {p.id for p in model(folders[ref]).processes}, relation


def test_no_sentence_stands_in_two_models() -> None:
    seen: dict[tuple[str, str], str] = {}
    copied: list[tuple[str, str, str]] = []
    for folder in FOLDERS:
        for language, words in raw(folder)["words"].items():
            for text in set(_sentences(words)):
                other = seen.setdefault((language, text), folder)
                if other != folder:
                    copied.append((other, folder, text))
    assert copied == []


NAMES = frozenset({"name", "official_name", "label", "title", "term", "short", "standard"})
"""Keys whose words are names: the same thing has the same name in two models."""


def _sentences(words: Any, key: str = "") -> Iterator[str]:
    if isinstance(words, str):
        if len(words) > 40 and key not in NAMES:
            yield " ".join(words.split()).casefold()
    elif isinstance(words, list):
        for item in words:
            yield from _sentences(item, key)
    else:
        for name, item in words.items():
            yield from _sentences(item, name)


def test_outcomes_are_sentences_of_their_own_in_each_model() -> None:
    seen: dict[tuple[str, str], str] = {}
    copied = []
    for folder in FOLDERS:
        for language, words in raw(folder)["words"].items():
            for outcome in words.get("objectives", {}).values():
                text = outcome["title"].casefold()
                if len(text) > 40 and seen.setdefault((language, text), folder) != folder:
                    copied.append((seen[language, text], folder, text))
    assert copied == []


def test_whoever_does_all_of_basic_does_all_of_entry():
    from vse_app.model.coverage import Reach
    from vse_app.services import covering

    found, _ = covering.between("iso29110-basic@2011", "iso29110-entry@2012", by="tasks")
    assert [unit.element for unit in found.units if unit.reach is not Reach.FULL] == []
    assert len(found.units) == 28
