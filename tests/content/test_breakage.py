"""Every way to get a model wrong is told with file, line, key and, where there is one, the name that was meant.

Each case changes a small model: in `file`, `old` becomes `new`. The mistake is expected in that line, or in the line that
holds `line_of`, of the same file or of `told_in`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from vse_app import content
from vse_app.model.errors import BadProfile

S, P, E, T = "structure.yaml", "products.yaml", "es.yaml", "es.tasks.yaml"
TASK = "processes[MAKE].activities[MAKE.1].tasks"


@dataclass(frozen=True)
class Case:
    file: str
    old: str
    new: str
    key: str
    says: str
    hint: str = ""
    line_of: str = ""
    told_in: str = ""


def meant(name: str) -> str:
    return f'Did you mean "{name}"?'


SHAPE = [
    Case(S, "minutes: 45", "minuts: 45", f"{TASK}[MAKE.1.1].minuts", 'no key "minuts"', meant("minutes")),
    Case(S, "kind: profile", "kin: profile", "kin", 'no key "kin"', meant("kind")),
    Case(S, "standard: A process of our own\n", "", "", 'key "standard" is missing', line_of="id: small"),
    Case(S, "minutes: 45", "minutes: many", f"{TASK}[MAKE.1.1].minutes", 'whole number is expected here, not "many"'),
    Case(S, "minutes: 45", "minutes: 4.5", f"{TASK}[MAKE.1.1].minutes", 'whole number is expected here, not "4.5"'),
    Case(S, "minutes: 45", "minutes: 010", f"{TASK}[MAKE.1.1].minutes", 'whole number is expected here, not "010"'),
    Case(S, "minutes: 45", "minutes: 0", f"{TASK}[MAKE.1.1].minutes", "0 is not between 1 and 100000"),
    Case(S, "optional: true", "optional: yes", f"{TASK}[MAKE.1.2].optional", 'true or false is expected here, not "yes"'),
    Case(S, "roles: [CUS]", "roles: CUS", f"{TASK}[MAKE.1.2].roles", "A list is expected"),
    Case(S, "as_of: \"2026-11-23\"", "as_of: Monday", "as_of", '"Monday" is not written as it must be'),
    Case(S, "id: agreed", "id: a greed", "entry_conditions[a greed].id", '"a greed" is not written as it must be'),
    Case(S, "standard: A process of our own", "standard:", "standard", "There is nothing here"),
    Case(S, "kind: profile", "kind: profil", "kind", '"profil" is not one of the values', meant("profile")),
    Case(S, "condition: needed", "condition: neded", f"{TASK}[MAKE.1.2].condition", '"neded" is not', meant("needed")),
    Case(P, "kind: long-text", "kind: longtext", "products[plan].fields[aim].kind", '"longtext"', meant("long-text")),
    Case(P, "versioning: evolving", "versioning: evolve", "products[plan].versioning", '"evolve"', meant("evolving")),
    Case(P, "form: register", "form: registry", "products[change].form", '"registry"', meant("register")),
    Case(P, "document_type: plan", "document_type: plans", "products[plan].document_type", '"plans"', meant("plan")),
    Case(S, "id: DEV, provenance: own", "id: DEV, provenance: owned", "roles[DEV].provenance", '"owned"', meant("own")),
    Case(S, "id: DEV, provenance: own", "id: DEV", "roles[DEV]", 'key "provenance" is missing'),
    Case(S, "        provenance: own\n        base", "        base", "processes[MAKE].objectives[MAKE.O1]",
         'key "provenance" is missing', line_of="id: MAKE.O1"),
    Case(S, "        provenance: {id: own}\n        tasks", "        tasks", "processes[MAKE].activities[MAKE.1]",
         'key "provenance" is missing', line_of="- id: MAKE.1"),
    Case(S, "            provenance: {id: own, roles: read}\n", "", f"{TASK}[MAKE.1.1]",
         'key "provenance" is missing', line_of="- id: MAKE.1.1"),
    Case(P, "    provenance: {name: own}\n    fields:\n      - {id: aim", "    fields:\n      - {id: aim",
         "products[plan]", 'key "provenance" is missing', line_of="- id: plan"),
    Case(P, "kind: text, provenance: own", "kind: text", "products[change].fields[wish]", '"provenance" is missing',
         line_of="id: wish"),
    Case(P, "states: [checked, agreed]", "states: [checked, checked]", "products[plan].states#2", "in this list twice"),
    Case(S, "unlocks: [MAKE.1.2]", "unlocks: []", "gates#1.unlocks", "There is nothing here"),
    Case(S, "id: agreed", "id: " + "a" * 90, f"entry_conditions[{'a' * 90}].id", "An id may have 80 characters"),
    Case(P, "parts: [scope]", "parts: {scope: x}", "products[plan].parts", "A list is expected"),
    Case(E, "roles:\n  LEAD: {name: Lead, does: Leads.}", "roles:\n  LEAD: [Lead]", "roles.LEAD",
         "Keys and values are expected", line_of="LEAD: [Lead]"),
    Case(E, "short: Small", "short: [Small]", "model.short", "Text is expected"),
    Case(E, "does: Leads.", "doess: Leads.", "roles.LEAD.doess", 'no key "doess"', meant("does")),
    Case(E, "states:\n", "statess:\n", "statess", 'no key "statess"', meant("states")),
]  # fmt: skip

IDS = [
    Case(S, "{product: plan, part", "{product: plann, part", f"{TASK}[MAKE.1.1].outputs#1.product",
         'no product "plann"', meant("plan")),
    Case(S, "part: scope, states: [checked]", "part: scope, states: [chekced]", f"{TASK}[MAKE.1.1].outputs#1.states#1",
         'no state "chekced"', meant("checked")),
    Case(S, "part: scope", "part: scop", f"{TASK}[MAKE.1.1].outputs#1.part", 'no part "scop"', meant("scope")),
    Case(S, "roles: [CUS]", "roles: [CUST]", f"{TASK}[MAKE.1.2].roles#1", 'no role "CUST"', meant("CUS")),
    Case(S, "approved_by: CUS", "approved_by: cus", f"{TASK}[MAKE.1.2].approved_by", 'no role "cus"', meant("CUS")),
    Case(S, "roles: [LEAD, TEAM, CUS]", "roles: [LEAD, TEEM, CUS]", "processes[MAKE].roles#2", '"TEEM"', meant("TEAM")),
    Case(S, "group_of: [LEAD, DEV]", "group_of: [LEAD, DEVS]", "roles[TEAM].group_of#2", '"DEVS"', meant("DEV")),
    Case(S, "group_of: [LEAD, DEV]", "group_of: [TEAM]", "roles[TEAM].group_of", "leads back to itself"),
    Case(S, "depends_on: MAKE.1.1", "depends_on: MAKE.1.9", f"{TASK}[MAKE.1.2].depends_on", '"MAKE.1.9"',
         'Did you mean "MAKE.1.'),
    Case(S, "depends_on: MAKE.1.1", "depends_on: MAKE.1.2", f"{TASK}[MAKE.1.2].depends_on", "leads back to itself"),
    Case(S, "may_raise: change", "may_raise: chnage", f"{TASK}[MAKE.1.2].may_raise", '"chnage"', meant("change")),
    Case(S, "skippable: [agreed]}\n            outputs", "skippable: [open]}\n            outputs",
         f"{TASK}[MAKE.1.2].inputs#1.skippable#1", '"open" is not among the states', line_of="skippable: [open]"),
    Case(S, "objectives: [MAKE.O1]", "objectives: [MAKE.O2]", "processes[MAKE].activities[MAKE.1].objectives#1",
         'no objective "MAKE.O2"', meant("MAKE.O1")),
    Case(S, "iterated: [MAKE.1]", "iterated: [MAKE.7]", "iterated#1", 'no activity "MAKE.7"', "Did you mean"),
    Case(S, "continuous: [MAKE.2]", "continuous: [MAEK.2]", "continuous#1", '"MAEK.2"', meant("MAKE.2")),
    Case(S, "tasks: [MAKE.1.1, MAKE.2]", "tasks: [MAKE.1.1, MAKE2]", "loops[again].tasks#2", '"MAKE2"', meant("MAKE.2")),
    Case(S, "gates:\n  - {product: plan", "gates:\n  - {product: plans", "gates#1.product", '"plans"', meant("plan"),
         line_of="product: plans"),
    Case(S, "unlocks: [MAKE.1.2]", "unlocks: [MAKE.12]", "gates#1.unlocks#1", '"MAKE.12"', "Did you mean"),
    Case(S, "unlocks: [MAKE.1.2]", "unlocks: [MAKE.1.3]", "gates#1.unlocks#1", "MAKE.1.3 does not take in"),
    Case(S, "reached_by: [MAKE.1.3]", "reached_by: [MAKE.1.1]", "gates#1.reached_by#1", "MAKE.1.1 does not give out"),
    Case(S, "reached_by: [MAKE.1.3], skippable: [agreed]", "reached_by: [MAKE.1.3], skippable: [agree]",
         "gates#1.skippable#1", '"agree"', meant("agreed")),
    Case(P, "from: [MAKE]", "from: [MAK]", "products[plan].from#1", '"MAK"', meant("MAKE")),
    Case(P, "conditional_states: [agreed]", "conditional_states: [agred]", "products[plan].conditional_states#1",
         '"agred"', meant("agreed")),
    Case(P, "part: [scope]", "part: [skope]", "products[plan].fields[hours].part", '"skope"', meant("scope")),
    Case(P, "parts: [scope]", "parts: [scope, cost]", "products[plan].parts#2", 'No field belongs to the part "cost"'),
    Case(P, "kind: choice, choices: [large, tiny]", "kind: choice", "products[plan].fields[size]", 'needs the key "choices"',
         line_of="id: size"),
    Case(P, "{id: wish, kind: text", "{id: wish, kind: text, choices: [a]", "products[change].fields[wish]", '"choices"'),
    Case(P, "{id: step, kind: text}", "{id: step, kind: text, unit: h}", "products[plan].fields[steps].columns[step].unit",
         "Only numbers have a unit"),
    Case(P, "kind: table", "kind: text", "products[plan].fields[steps]", 'needs the key "columns"',
         line_of="- id: steps"),
    Case(S, "id: DEV,", "id: LEAD,", "roles[LEAD].id", 'id "LEAD" is used twice'),
    Case(S, "id: MAKE.1.2", "id: MAKE.1.1", f"{TASK}[MAKE.1.1].id", 'id "MAKE.1.1" is used twice'),
    Case(S, "id: MAKE.2", "id: MAKE.1\n", "processes[MAKE].activities[MAKE.1].id", "used twice"),
    Case(P, "id: change", "id: plan", "products[plan].id", 'id "plan" is used twice'),
    Case(P, "no: 2", "no: 1", "products[change].no", 'no "1" is used twice'),
    Case(P, "abbr: CH", "abbr: PL", "products[change].abbr", 'abbr "PL" is used twice'),
    Case(P, "id: hours", "id: aim", "products[plan].fields[aim].id", 'id "aim" is used twice'),
    Case(P, "{id: done, kind", "{id: step, kind", "products[plan].fields[steps].columns[step].id", '"step" is used twice'),
    Case(S, "provenance_kinds: [own, read]", "provenance_kinds: [own]", "roles[CUS].provenance", 'provenance "read"',
         line_of="id: CUS"),
]  # fmt: skip

WORDS = [
    Case(E, "  DEV: {name: Developer}\n", "", "roles.DEV", '"DEV" has no words in the language "es"', line_of="roles:"),
    Case(E, "  DEV: {", "  DVE: {", "roles.DVE", 'words for "DVE", but', meant("DEV")),
    Case(E, "  DEV: {", "  DEVS: {name: x}\n  DEV: {", "roles.DEVS", 'words for "DEVS", but', line_of="DEVS"),
    Case(E, "parts:\n  scope: {name: Scope}\n", "", "parts.scope", '"scope" has no words', line_of="language: es"),
    Case(E, "  open: {name: open}\n", "", "states.open", '"open" has no words', line_of="states:"),
    Case(E, "  needed: when needed", "  required: when asked", "conditions.needed", '"needed" has no words', line_of="conditions:\n  required"),
    Case(E, "  numbered: {name: Numbered}\n", "", "versioning.numbered", '"numbered" has no words', line_of="versioning:"),
    Case(E, "language: es", "language: en", "language", 'The language here is "en"'),
    Case(E, ", does: Leads.", "", "roles.LEAD.does", '"does" is there in the language "en" but not in "es"', line_of="LEAD:"),
    Case(E, "DEV: {name: Developer}", "DEV: {name: x, does: y}", "roles.DEV.does", '"does" is there in the language "es"',
         line_of="DEV: {name: Developer}", told_in="en.yaml"),
    Case(T, "  MAKE.1.3: {", "  MAKE.1.9: {", "tasks.MAKE.1.9", 'words for "MAKE.1.9"', meant("MAKE.1.3")),
    Case(T, "      - It has a size\n", "", "tasks.MAKE.1.1.checklist", "This list has 1 lines, but 2", line_of="checklist:"),
    Case(T, "      hours: {label: Hours}\n", "", "products.plan.fields.hours", '"hours" has no words', line_of="fields:"),
    Case(T, "      hours: {", "      hous: {", "products.plan.fields.hous", 'words for "hous"', meant("hours")),
    Case(T, "step: {label: Step}", "stepp: {label: Step}", "products.plan.fields.steps.columns.stepp", '"stepp"', meant("step")),
    Case(T, "{large: Large, tiny: Tiny}", "{large: Large}", "products.plan.fields.size.choices.tiny", '"tiny" has no words'),
    Case(T, "tiny: Tiny", "tiny: Tiny, huge: Huge", "products.plan.fields.size.choices.huge", 'words for "huge"'),
    Case(T, "closed: Closed", "close: Closed", "products.plan.fields.steps.columns.done.choices.close", '"close"', meant("closed")),
    Case(T, "wish: {label: Wish}", "wish: {label: Wish, choices: {a: A}}", "products.change.fields.wish.choices.a", '"a"'),
]  # fmt: skip

YAML = [
    Case(S, "    roles: [LEAD, TEAM, CUS]", "\troles: [LEAD, TEAM, CUS]", "", "indented with a tab", "spaces"),
    Case(S, "kind: profile", "kind: profile: yes", "", "This is not YAML", "colons"),
    Case(S, "kind: profile", 'kind: "profile', "", "This is not YAML", line_of="as_of"),
    Case(S, "minutes: 45", "minutes: 45\n            minutes: 50", "", '"minutes" stands here twice; the first is in line',
         line_of="minutes: 50"),
    Case(S, "kind: profile", "kind: &k profile", "", 'anchor or alias "k"', "quotes"),
    Case(S, "kind: profile", "kind: *k", "", 'anchor or alias "k"', "quotes"),
    Case(S, "kind: profile", "kind: !!str profile", "", 'tag "tag:yaml.org,2002:str"', "quotes"),
    Case(S, "kind: profile", "kind: !<x> profile", "", 'tag "x"'),
    Case(S, "kind: profile", "kind: !!python/object/apply:os.getcwd []", "", 'tag "tag:yaml.org,2002:python/object'),
    Case(S, "kind: profile", "kind: {{profile}}", "", "A key must be plain text"),
    Case(S, "kind: profile", "kind: profile\n---\nid: other", "", "A second document", line_of="---"),
    Case(S, "kind: profile", "kind: pro\x07file", "", "control character here (code 0007)"),
    Case(S, "kind: profile", "kind: " + "[" * 40 + "]" * 40, "", "nested too deeply"),
    Case(S, "kind: profile", "? " + "k" * 300 + "\n: profile", "", "A key may have 200"),
    Case(P, "products:\n", "id: twice\nproducts:\n", "id", '"id" is already in small/structure.yaml, line 1', line_of="id: twice"),
    Case(T, "  MAKE.1.1:", "roles:\n  DEV: {name: x}\ntasks:\n  MAKE.1.1:", "", "stands here twice", line_of="tasks:\n  MAKE"),
    Case(E, "glossary:", "tasks:\n  MAKE.1.2: {title: x, what: y}\nglossary:", "MAKE.1.2", '"MAKE.1.2" is already in',
         line_of="MAKE.1.2", told_in=T),
]  # fmt: skip


@pytest.mark.parametrize("case", [*SHAPE, *IDS, *WORDS, *YAML], ids=lambda c: f"{c.file}-{c.says}")
def test_a_mistake_is_told_with_its_place(small: Path, case: Case) -> None:
    file = small / case.file
    text = file.read_text(encoding="utf-8")
    assert case.old in text
    file.write_text(broken := text.replace(case.old, case.new, 1), encoding="utf-8")
    with pytest.raises(BadProfile) as caught:
        content.load_folder(small)
    where, _, key = caught.value.place.partition(" ")
    told_in = case.told_in or case.file
    if told_in != case.file:
        broken = (small / told_in).read_text(encoding="utf-8")
    name, _, line = where.rpartition(":")
    assert name == f"small/{told_in}"
    at = broken.index(case.line_of) if case.line_of else text.index(case.old)
    assert int(line) == broken[:at].count("\n") + 1
    assert key == case.key
    assert case.says in str(caught.value)
    assert case.hint in str(caught.value)
    assert "{" not in str(caught.value).replace("{{", "")
