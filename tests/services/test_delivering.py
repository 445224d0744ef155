"""A configuration is listed, handed over, and verified against its list; the profile's list of it is fed."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.services.shop_of_registers import basic, basic_file, make
from vse_app.i18n import translator
from vse_app.model.errors import Cancelled, Invalid, UserError
from vse_app.model.records import Content
from vse_app.services import attaching, baselines, configuring, delivering, records
from vse_app.services.baselines import Draft as Taken
from vse_app.services.delivering import Draft, Item
from vse_app.services.workspace import Workspace

__all__ = ["basic", "basic_file"]
TR = translator("en")


@pytest.fixture
def release(basic: Workspace, tmp_path: Path) -> int:
    """A baseline that holds a document with two files of the same name in other letters, and a row."""
    for folder, name in (("a", "Manual.txt"), ("b", "manual.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(f"The {name}")
    one = records.create(basic, 1, "software-user-documentation", content=Content("Manual", {})).value.id
    attaching.attach(basic, one, tmp_path / "a" / "Manual.txt")
    attaching.attach(basic, one, tmp_path / "b" / "manual.txt")
    row = make(basic, "requirement", statement="It prints").id
    draft = Taken("Release 1.0", "2026-01-05", "chosen", (), frozenset({one, row}), version="v1.0")
    return baselines.take(basic, 1, draft).value.id


def draft(*items: Item, **more) -> Draft:
    return Draft("1.0", "Clínica", "2026-01-06", items, **more)


def letter(some: Draft) -> str:
    return delivering.letter(TR, some, "Acme", "P")


def test_the_files_of_a_baseline_are_offered_under_names_of_their_own(basic: Workspace, release: int) -> None:
    items = delivering.offered(basic, release)
    assert [item.name for item in items] == ["Manual.txt", "manual (2).txt"]
    assert all(item.version == "SUD v3" for item in items)


def test_a_delivery_is_recorded_written_and_verified(basic: Workspace, release: int, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "run.py").write_text("print()")
    (tmp_path / "app" / "link").symlink_to("/etc/passwd")
    added, left = delivering.from_disk([tmp_path / "app", tmp_path / "gone"], "v1.0")
    assert [(p.name, p.why) for p in left] == [("app/link", "link"), ("gone", "unreadable")]
    some = draft(*delivering.offered(basic, release), *added, baseline=release, news="Prints", how="By link")
    made = delivering.deliver(basic, 1, some).value
    assert records.page(basic, made.id).follow == "prepared" and made.number == "DLV-001"
    assert [r.id for r in delivering.deliveries(basic, 1)] == [made.id]
    kit = delivering.write_kit(basic, some, tmp_path / "kit", letter(some))
    assert kit.files == 3 and (tmp_path / "kit" / "app" / "run.py").read_text() == "print()"
    run = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "kit", check=False)
    assert run.returncode == 0
    assert "Known problems" not in (tmp_path / "kit" / "DELIVERY.txt").read_text()
    delivering.write_kit(basic, some, tmp_path / "kit.zip", letter(some))
    for place in (tmp_path / "kit", tmp_path / "kit.zip"):
        checked = delivering.verify(basic, made.id, place)
        assert checked.problems == () and checked.files == 3
    assert not list(tmp_path.glob("*.part"))


def test_what_differs_is_named(basic: Workspace, release: int, tmp_path: Path) -> None:
    some = draft(*delivering.offered(basic, release))
    made = delivering.deliver(basic, 1, some).value.id
    delivering.write_kit(basic, some, tmp_path / "kit", letter(some))
    (tmp_path / "kit" / "Manual.txt").write_text("Other")
    (tmp_path / "kit" / "manual (2).txt").unlink()
    (tmp_path / "kit" / "virus.exe").write_text("x")
    found = delivering.verify(basic, made, tmp_path / "kit")
    assert {(p.name, p.why) for p in found.problems} == {
        ("Manual.txt", "changed"),
        ("manual (2).txt", "missing"),
        ("virus.exe", "extra"),
    }
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("../../Manual.txt", "The Manual.txt")
    assert {p.why for p in delivering.verify(basic, made, tmp_path / "bad.zip").problems} == {"extra", "missing"}
    with pytest.raises(Invalid, match="cannot be read"):
        delivering.verify(basic, made, tmp_path / "kit" / "virus.exe")
    by_hand = make(basic, "delivery", "By hand", version="1", receiver="X", delivered_on="2026-01-01").id
    with pytest.raises(Invalid, match="nothing to compare"):
        delivering.verify(basic, by_hand, tmp_path / "kit")


def test_hostile_names_become_harmless(tmp_path: Path) -> None:
    odd = tmp_path / "a"
    odd.mkdir()
    for name in ("CON", "x\u202egpj.exe", "SHA256SUMS", "a:b", "...", ".env"):
        (odd / name).write_text(name)
    items, _left = delivering.from_disk([odd], "1")
    names = [item.name for item in delivering.named(items)]
    assert sorted(names) == ["a/.env", "a/SHA256SUMS", "a/_CON", "a/a_b", "a/file", "a/xgpj.exe"]
    assert [i.name for i in delivering.named(delivering.from_disk([odd / "SHA256SUMS"], "1")[0])] == ["SHA256SUMS (2)"]


def test_a_file_that_changed_since_stops_it_and_leaves_nothing(basic: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("one")
    some = draft(*delivering.from_disk([file], "1")[0])
    file.write_text("two")
    for target in (tmp_path / "kit", tmp_path / "kit.zip"):
        with pytest.raises(Invalid, match="changed since"):
            delivering.write_kit(basic, some, target, letter(some))
    file.write_text("one")
    with pytest.raises(Cancelled):
        delivering.write_kit(basic, some, tmp_path / "kit", letter(some), cancelled=lambda: True)
    with pytest.raises(UserError, match="already something"):
        delivering.write_kit(basic, some, file, letter(some))
    assert sorted(p.name for p in tmp_path.iterdir() if "kit" in p.name) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"items": ()}, "at least one file"), ({"receiver": " "}, "to whom"), ({"version": ""}, "to")],
)
def test_what_a_delivery_needs(basic: Workspace, changed: dict, words: str) -> None:
    values = {"version": "1", "receiver": "X", "delivered_on": "2026-01-05", "items": (Item("a", "1", "0" * 64, 1),)}
    with pytest.raises(Invalid, match=words):
        delivering.deliver(basic, 1, Draft(**values | changed))


def test_the_list_of_the_configuration_is_fed_from_a_baseline(basic: Workspace, release: int) -> None:
    proposed = configuring.propose(basic, 1, release, "en")
    assert proposed is not None and proposed.record is None and proposed.listed == 2
    made = configuring.feed(basic, 1, proposed).value
    fields = records.page(basic, made.id).revision.content.fields
    assert made.kind == "software-configuration" and fields["version"] == "v1.0"
    assert fields["frozen-on"] == "2026-01-05" and len(fields["products"]) == 1
    assert fields["items"] == [
        {"item": "SUD Manual", "version": "v3", "where": "BL-001"},
        {"item": "Requirement: 1", "where": "BL-001"},
    ]
    again = configuring.propose(basic, 1, release, "en")
    assert again is not None and again.record is not None
    assert configuring.feed(basic, 1, again).value.revision == 1, "nothing is different, so nothing is written"
