"""Least paper: as few as can be and no obligation lost, whatever is merged, split, left out or found in the file."""

from __future__ import annotations

import itertools
import random

import pytest

from vse_app import content
from vse_app.i18n import translator
from vse_app.model import least_paper as lp
from vse_app.model import least_paper_words as words
from vse_app.model.building import build
from vse_app.model.errors import Invalid
from vse_app.model.registers import with_registers
from vse_app.model.working import restricted

RULES = lp.rules_from(content.guidance("least-paper"))
MODELS = ("iso29110-basic@2011", "iso29110-entry@2012", "moprosoft@1.3")
SORTS = ("document", "register", "drafted", "work")


def asks_of(ref: str, left_out=frozenset()) -> tuple[lp.Ask, ...]:
    own = build(restricted(content.load(ref)))
    whole = with_registers(own, content.load("registers"))
    return lp.asked(own, {p.id: p.register for p in whole.products if p.register}, left_out)


@pytest.fixture(scope="module")
def basic() -> tuple[lp.Ask, ...]:
    return asks_of(MODELS[0])


def named(product: str) -> str:
    return product


def counts(kept: lp.Kept) -> list[int]:
    return [len(kept.of(sort)) for sort in SORTS]


@pytest.mark.parametrize("ref", MODELS)
def test_the_smallest_set_holds_everything_once(ref):
    asks = asks_of(ref)
    least, each = lp.smallest(asks, RULES), lp.each_on_its_own(asks, RULES)
    for kept in (least, each):
        assert kept.uncovered == ()
        assert sorted(p for paper in kept.papers for p in paper) == sorted(a.product for a in asks)
        assert lp.checked(kept, named) is kept
        assert sum(counts(kept)) == len(kept.papers)
    assert sum(counts(least)[:2]) < sum(counts(each)[:2])
    assert 0 < least.total < each.total


def test_basic_comes_down_from_22(basic):
    assert len(basic) == 22
    assert counts(lp.each_on_its_own(basic, RULES)) == [8, 6, 5, 3]
    least = lp.smallest(basic, RULES)
    assert counts(least) == [5, 3, 2, 3]
    assert ("statement-of-work", "project-plan") in least.papers


def best_by_trying(universe, sets, costs):
    every = (c for size in range(1, len(sets) + 1) for c in itertools.combinations(range(len(sets)), size))
    whole = (c for c in every if set().union(*(sets[n] for n in c)) >= universe)
    return min(tuple(map(sum, zip(*(costs[n] for n in c), strict=True))) for c in whole)


@pytest.mark.parametrize("seed", range(60))
def test_the_cover_is_exact(seed):
    dice = random.Random(seed)
    things = range(dice.randint(1, 7))
    sets = [frozenset(dice.sample(list(things), dice.randint(1, len(things)))) for _ in range(dice.randint(1, 6))]
    sets += [frozenset({thing}) for thing in things]
    costs = [(float(dice.randint(0, 3)), 1.0) for _ in sets]
    chosen = lp.fewest(things, sets, costs)
    assert set().union(*(sets[n] for n in chosen)) >= set(things)
    spent = tuple(map(sum, zip(*(costs[n] for n in chosen), strict=True)))
    assert spent == best_by_trying(set(things), sets, costs)


def test_what_nothing_holds_is_named():
    with pytest.raises(ValueError, match="b"):
        lp.fewest(["a", "b"], [frozenset("a")], [(1.0,)])
    assert lp.fewest([], [], []) == ()


def test_our_own_fields_are_owed_to_nobody(basic):
    items = {ask.product: ask.items for ask in basic}
    assert "decision" not in items["acceptance-record"], "the decision is a field of ours"
    assert "received-on" in items["acceptance-record"]
    assert all(items.values())


def test_merging_and_splitting_lose_nothing(basic):
    kept = lp.each_on_its_own(basic, RULES)
    dice = random.Random(1)
    for _ in range(200):
        one, other = dice.sample([ask.product for ask in basic], 2)
        new = lp.together(kept, one, other) if dice.random() < 0.7 else lp.apart(kept, one)
        try:
            kept = lp.checked(new, named)
        except Invalid:
            assert len({ask.sort for ask in basic if ask.product in (one, other)}) > 1 or "work" in {
                ask.sort for ask in basic if ask.product in (one, other)
            }
        assert kept.uncovered == ()
        assert sorted(p for paper in kept.papers for p in paper) == sorted(a.product for a in basic)


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("project-plan", "meeting-record", "project-plan and meeting-record cannot be kept together"),
        ("software", "project-plan", "software is the work itself"),
        ("software-components", "software", "is the work itself"),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_reason(basic, one, other, says):
    with pytest.raises(Invalid) as caught:
        lp.checked(lp.together(lp.each_on_its_own(basic, RULES), one, other), named)
    assert says in str(caught.value)


def test_nothing_mandatory_can_be_left_out_and_optional_things_can(basic):
    kept = lp.smallest(basic, RULES)
    with pytest.raises(Invalid, match="Without project-plan, 26 things"):
        lp.checked(lp.left_out(kept, "project-plan"), named)
    without = lp.checked(lp.left_out(kept, "product-operation-guide"), named)
    assert without.without == {"product-operation-guide"}
    assert without.uncovered == ()
    assert not any("product-operation-guide" in paper for paper in without.papers)
    assert lp.smallest(basic, RULES, without.without).without == {"product-operation-guide"}
    back = lp.apart(without, "product-operation-guide")
    assert back.without == frozenset()
    assert ("product-operation-guide",) in back.papers


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"papers": [[]]},
        {"papers": 5, "without": "product-operation-guide"},
        {"papers": ["project-plan", 7, None, [{"a": 1}, ["project-plan"]]]},
        {"papers": [["project-plan", "project-plan", "no-such-thing"], ["project-plan"]]},
        {"papers": [["statement-of-work", "project-plan"]], "without": ["project-plan", "product-operation-guide"]},
    ],
)
def test_whatever_is_stored_everything_asked_for_stands_somewhere(basic, stored):
    kept = lp.read_kept(basic, RULES, stored)
    assert kept.uncovered == ()
    assert kept.without <= {"product-operation-guide"}
    held = [p for paper in kept.papers for p in paper]
    assert len(held) == len(set(held))


def test_without_a_word_each_is_on_its_own(basic):
    assert lp.read_kept(basic, RULES, None) == lp.each_on_its_own(basic, RULES)


def test_what_is_left_out_with_a_reason_is_not_asked_for():
    fewer = asks_of(MODELS[0], frozenset({"maintenance-documentation"}))
    assert len(fewer) == 21
    assert ("software-design",) in lp.smallest(fewer, RULES).papers


def test_the_work_itself_costs_nothing_and_drafts_cost_less(basic):
    kept = lp.each_on_its_own(basic, RULES)
    assert [kept.minutes((name,)) for name in ("software", "software-components", "project-repository")] == [0, 0, 0]
    assert kept.minutes(("traceability-record",)) == 3
    assert kept.minutes(("project-plan",)) == 12 + 4


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("ref", MODELS)
def test_every_sentence_can_be_said(language, ref):
    tr, asks, model = translator(language), asks_of(ref), content.model(ref)
    for kept in (lp.smallest(asks, RULES), lp.each_on_its_own(asks, RULES)):
        said = [words.summary(tr, kept, model), words.covered(tr, kept), words.what_counts(tr)]
        said += [words.paper_name(tr, kept, model, paper) for paper in kept.papers]
        said += [words.minutes_text(tr, minutes) for minutes in (0, 1.4, 20, 119, 120, 500)]
        said += [words.sort_name(tr, sort) + words.sort_hint(tr, sort) for sort in SORTS]
        said += [words.how_drafted(tr, kept, ask.product) for ask in asks]
        assert not any("{" in text or "None" in text for text in said)


def test_what_no_rule_names_is_named_after_what_it_holds(basic):
    tr, model = translator("en"), content.model(MODELS[0])
    odd = lp.each_on_its_own(basic, RULES)
    for other in ("software-design", "statement-of-work"):
        odd = lp.together(odd, "requirements-specification", other)
    paper = next(p for p in odd.papers if len(p) == 3)
    assert words.paper_name(tr, odd, model, paper).endswith("and one more")
