"""`rate`: the answer by its contract, a table for people, and one line for every file that is no ratings."""

from __future__ import annotations

import json
import os
import re
import sys

import pytest

from tests.cases import CASES
from vse_app.__main__ import main

GOOD = """\
scale: NPLF6
processes:
  MAN.4: {"PA 1.1": L+, "PA 2.1": L−, "PA 2.2": L-}
  "NO":
    PA 1.1: 85.00000000000000000000000001
    PA 2.1: 85
    PA 2.2: 50 %
  TEC.3: {PA 1.1: N}
"""


@pytest.fixture
def rate(capsys, tmp_path):
    """Run `rate` on a file with this content."""

    def run(content: str | bytes, *more: str) -> tuple[int, str, str]:
        file = tmp_path / "ratings.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = main(["rate", str(file), *more])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_the_answer_has_exactly_the_agreed_keys(rate):
    status, out, err = rate(GOOD, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "processes": {
            "MAN.4": {
                "level": 1,
                "ratings": {"PA 1.1": "L+", "PA 2.1": "L-", "PA 2.2": "L-"},
                "blocked_by": {"PA 1.1": {"rating": "L+", "needs": ["F"]}},
            },
            "NO": {
                "level": 1,
                "ratings": {"PA 1.1": "F", "PA 2.1": "L+", "PA 2.2": "P+"},
                "blocked_by": {"PA 2.2": {"rating": "P+", "needs": ["L", "F"]}},
            },
            "TEC.3": {
                "level": 0,
                "ratings": {"PA 1.1": "N"},
                "blocked_by": {"PA 1.1": {"rating": "N", "needs": ["L", "F"]}},
            },
        },
        "organisation": {"level": 0, "incomplete": []},
    }


def test_not_rated_is_null_and_never_zero(rate):
    written = (
        "scale: NPLF\nprocesses:\n  A: {PA 1.1: F}\n  B: {}\n  C:\n  D: {PA 1.1: , PA 2.1: F}\n  E: {PA 1.1: null}\n"
    )
    answer = json.loads(rate(written, "--json")[1])
    assert {name: one["level"] for name, one in answer["processes"].items()} == {
        "A": 1, "B": None, "C": None, "D": None, "E": None,
    }  # fmt: skip
    assert answer["organisation"] == {"level": None, "incomplete": ["B", "C", "D", "E"]}
    assert answer["processes"]["A"]["blocked_by"]["PA 2.1"]["rating"] is None
    assert answer["processes"]["D"]["ratings"] == {"PA 2.1": "F"}


def test_the_highest_level_is_held_back_by_nothing(rate):
    attributes = ("1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2")
    ratings = {f"PA {number}": "F" for number in attributes}
    answer = json.loads(rate(json.dumps({"scale": "NPLF", "processes": {"A": ratings}}), "--json")[1])
    assert answer["processes"]["A"] == {"level": 5, "ratings": ratings, "blocked_by": {}}
    assert answer["organisation"] == {"level": 5, "incomplete": []}


def test_people_read_a_table_with_names_and_reasons(rate):
    status, out, _ = rate(GOOD)
    assert status == 0
    assert out.splitlines()[:3] == [
        "Process  Level         PA 1.1  PA 2.1  PA 2.2",
        "MAN.4    1 Performed   L+      L-      L-",
        "    Level 2 (Managed) is not reached: PA 1.1 is L+ and needs F.",
    ]
    assert "Organisation: level 0 (Incomplete), the lowest of its processes. What holds it there: TEC.3." in out
    assert "– not rated" in out
    assert "PA 2.2 Work product management" in out


def test_the_table_in_spanish(rate):
    out = rate(GOOD, "--language", "es")[1]
    assert "1 Realizado" in out
    assert "El nivel 2 (Gestionado) no se alcanza: PA 2.2 es P+ y necesita L o F." in out
    assert "Organización: nivel 0 (Incompleto)" in out


def test_an_incomplete_assessment_says_so(rate):
    out = rate("scale: NPLF\nprocesses: {A: {PA 1.1: F}, B: {}}")[1]
    assert "undetermined" in out
    assert "Organisation: undetermined while a process has no level: B." in out
    assert "level 0" not in out
    assert "– not rated" in out


def test_a_table_where_all_is_rated_needs_no_dash(rate):
    assert "–" not in rate("scale: NPLF\nprocesses: {A: {PA 1.1: F}}")[1]


def test_a_name_cannot_steer_the_terminal(rate):
    assert "\u202e" not in rate("scale: NPLF\nprocesses: {A\u202eB: {PA 1.1: F}}")[1]
    status, out, _ = rate('scale: NPLF\nprocesses: {"A\\nB\\e[31m": {PA 1.1: F}}')
    assert status == 0
    assert "A B\\u001b[31m  1 Performed" in out


BAD = [
    ("", "This file is empty. Write a scale"),
    ("\n \n", "This file is empty."),
    ("# nothing\n", "no keys and values. Write lines such as scale: NPLF"),
    ("- F\n", ":1: This file has no keys and values."),
    ("F", "no keys and values"),
    ("scale: NPLF\n", ':1: The key "processes" is missing.'),
    ("processes: {A: {}}\n", ':1: The key "scale" is missing.'),
    ("scale: NPLF\nproceses: {}\n", ':2 proceses: There is no key "proceses" here. Did you mean "processes"?'),
    ("scale: NPLF\nprocesses: {A: {}}\nscope: all\n", ':3 scope: There is no key "scope"'),
    ("scale: NPLF\nscale: NPLF6\nprocesses: {A: {}}\n", ':2: The key "scale" stands here twice'),
    ("scale: nplf\nprocesses: {A: {}}\n", ':1 scale: There is no scale "nplf". Did you mean "NPLF"?'),
    ("scale: [NPLF]\nprocesses: {A: {}}\n", "Known here: NPLF, NPLF6."),
    ("scale:\nprocesses: {A: {}}\n", ':1 scale: There is no scale "".'),
    ("scale: NPLF\nprocesses:\n", ":2 processes: Keys and values are expected here."),
    ("scale: NPLF\nprocesses: {}\n", ":2 processes: There are no processes here."),
    ("scale: NPLF\nprocesses: [A]\n", ":2 processes: Keys and values are expected here."),
    ("scale: NPLF\nprocesses: {'': {PA 1.1: F}}\n", ":2 processes: A process needs a name."),
    ("scale: NPLF\nprocesses: {A: F}\n", ":2 processes.A: Keys and values are expected here. Write lines such as PA 1.1: F"),
    ("scale: NPLF\nprocesses:\n  A: {}\n  A: {}\n", ':4: The key "A" stands here twice; the first is in line 3.'),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: F\n    PA 1.1: L\n", ':5: The key "PA 1.1" stands here twice'),
    ("scale: NPLF\nprocesses:\n  A:\n    1.1: F\n", ':4 processes.A.1.1: There is no key "1.1" here. Did you mean "PA 1.1"?'),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 3.3: F\n", "Known here: PA 1.1, PA 2.1, PA 2.2"),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: X\n", ':4 processes.A.PA 1.1: "X" is no rating. Write one of N, P, L, F,'),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: L-\n", "Write scale: NPLF6 if you mean it."),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: 101\n", ":4 processes.A.PA 1.1: A percentage is a number from 0 to 100."),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: -1\n", "from 0 to 100"),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: .nan\n", '".nan" is no rating.'),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: .inf\n", '".inf" is no rating.'),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: true\n", '"true" is no rating.'),
    ("scale: NPLF\nprocesses:\n  A:\n    PA 1.1: [F]\n", "A letter or a percentage is expected here."),
    ("scale: NPLF\nprocesses:\n  A: &a {PA 1.1: F}\n  B: *a\n", ':3: The anchor or alias "a" is not allowed.'),
    ("scale: !!str NPLF\nprocesses: {A: {}}\n", "The tag"),
    ("scale: NPLF\n---\nscale: NPLF\n", "A second document begins here."),
    ("scale: NPLF\nprocesses: {A: {PA 1.1: F}\n", "This is not YAML"),
    ("scale: NPLF\nprocesses:\n\tA: {}\n", "indented with a tab"),
    ("scale: " + "[" * 100, "nested too deeply"),
    (b"\x89PNG\r\n\x1a\n\0\0", "not written in UTF-8"),
    (b"scale: NPLF\0", "control character"),
    (b"scale: NPLF\n" + b"#" * 5_000_001, "larger than 5 MB. Ratings take a few kilobytes"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["table", "json"])
def test_what_is_no_ratings_file_is_one_line_with_file_and_place(rate, content, said, more):
    status, out, err = rate(content, *more)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "ratings.yaml" in err
    assert said in err
    assert not re.search(r"\{[a-z_]+\}", err)


def test_every_mistake_is_told_in_spanish_too(rate):
    for content, said in BAD:
        status, _, err = rate(content, "--language", "es")
        assert status == 2
        assert said not in err or said.startswith((":", '"')) or said == "from 0 to 100", said


def test_what_cannot_be_read(capsys, tmp_path):
    closed = tmp_path / "closed.yaml"
    closed.write_text("scale: NPLF")
    closed.chmod(0)
    for path, said in (
        (tmp_path / "nowhere.yaml", "There is no such file."),
        (tmp_path / "no" / "folder.yaml", "There is no such file."),
        (closed / "below.yaml", "This cannot be read:"),
        (tmp_path, "This is a folder, not a file."),
        ("nul\0.yaml", "zero character"),
        ("x" * 5000, "This cannot be read:"),
    ):
        assert main(["rate", str(path)]) == 2
        answer = capsys.readouterr()
        assert (answer.out, answer.err.count("\n")) == ("", 1)
        assert said in answer.err
    if sys.platform != "win32" and os.geteuid():
        assert main(["rate", str(closed)]) == 2
        assert "This cannot be read:" in capsys.readouterr().err


def test_without_a_file_it_says_how_it_is_used(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["rate"])
    assert stop.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(not (CASES / "hostile").is_dir(), reason="the hostile files are not here")
def test_hostile_files_are_refused(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    files = [file for file in sorted((CASES / "hostile").rglob("*")) if file.is_file()]
    assert files
    for file in files:
        assert main(["rate", str(file)]) == 2, file
        answer = capsys.readouterr()
        assert (answer.out, answer.err.count("\n")) == ("", 1), file
        assert file.name in answer.err
    assert list(tmp_path.glob("CANARY*")) == []
