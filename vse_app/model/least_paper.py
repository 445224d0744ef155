"""Least paper: the fewest documents and registers that still hold everything a project's model asks for.

A *paper* is something a person keeps: a document, or a register. It holds one work product or several, each as a
chapter (or a kind of row) with its own versions, dates and approvals, so that nothing of a merged one is lost. An
obligation is a content item of a work product that the model asks for; what our registers and forms add is none.
Keeping fewer papers is a set cover; solved exactly at these sizes (`fewest`) and checked against everything owed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar, cast

from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel, Raw

Sort = Literal["document", "register", "work"]
Words = Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]
T = TypeVar("T")
OWN: Final = "own"


def sort_of(product: Product) -> Sort:
    """A register where a project keeps many of it; "work" for what is the work itself: software, its repository."""
    if product.many:
        return "register"
    return "work" if product.form in ("artefact", "store") else "document"


@dataclass(frozen=True, slots=True)
class Ask:
    """A work product that is asked for, with its obligations: ids of content items, or "" for the product as such.

    `register` is the register its records are rows of, "" for none; `no` its place in the model.
    """

    product: str
    sort: Sort
    items: tuple[str, ...]
    optional: bool = False
    register: str = ""
    no: int = 0


def asked(
    model: ProcessModel, registers: Mapping[str, str], left_out: AbstractSet[str] = frozenset()
) -> tuple[Ask, ...]:
    """What a model asks for, without the products that are left out for a reason; `model` without our registers.

    `registers`: work product → the register it is kept in, for those that are.
    """
    return tuple(
        Ask(p.id, sort_of(p), _items(p), p.optional, registers.get(p.id, ""), p.no)
        for p in model.products
        if p.id not in left_out
    )


def _items(product: Product) -> tuple[str, ...]:
    """The content items the standard asks for; those of our own forms are not owed to anybody."""
    return tuple(f.id for f in product.fields if f.provenance != OWN) or ("",)


@dataclass(frozen=True, slots=True)
class Draft:
    """Work products that a rule is about, by id or by register, in the order in which they read best together.

    Of what the program drafts, `left` per cent of the upkeep stays with a person.
    """

    id: str
    left: int
    products: tuple[str, ...]
    registers: tuple[str, ...]

    def fits(self, ask: Ask) -> bool:
        """Whether the rule is about this work product."""
        return ask.product in self.products or (bool(ask.register) and ask.register in self.registers)

    def place(self, ask: Ask) -> int:
        """Where it stands among the others of the rule."""
        known = (*self.products, *self.registers)
        return known.index(ask.product if ask.product in self.products else ask.register)


@dataclass(frozen=True)
class Rules:
    """Merges, drafts and estimates of `profiles/least-paper.yaml`; minutes are a week's, all of them our own guess."""

    handling: Mapping[str, int]
    upkeep: Mapping[str, int]
    costs: Mapping[tuple[str, str], int]
    drafts: tuple[Draft, ...]
    merges: tuple[Draft, ...]
    words: Words

    def draft(self, ask: Ask) -> Draft | None:
        """What the program drafts of a work product, or None."""
        return next((d for d in self.drafts if d.fits(ask)), None)

    def minutes(self, ask: Ask) -> float:
        """A week's upkeep of a work product that stays with people; the work itself is not counted."""
        if ask.sort == "work":
            return 0
        whole = self.costs.get(("product", ask.product), self.costs.get(("register", ask.register)))
        whole = self.upkeep[ask.sort] if whole is None else whole
        draft = self.draft(ask)
        return whole * (draft.left if draft else 100) / 100

    def word(self, language: str, section: str, name: str, key: str) -> str:
        """A word of the file; English where the language lacks it."""
        return self.words.get(language, self.words["en"])[section][name][key]


def rules_from(raw: Raw) -> Rules:
    """The rules as `content.guidance("least-paper")` gives them."""
    found = raw["structure"]

    def sets(item: Mapping[str, Any]) -> Draft:
        return Draft(
            item["id"], item.get("left", 100), tuple(item.get("products", ())), tuple(item.get("registers", ()))
        )

    costs = {
        (key, cost[key]): cost["minutes"] for cost in found["costs"] for key in ("product", "register") if key in cost
    }
    drafts, merges = ([sets(item) for item in found[name]] for name in ("drafts", "merges"))
    return Rules(found["handling"], found["upkeep"], costs, tuple(drafts), tuple(merges), raw["words"])


Paper = tuple[str, ...]
"""The work products that are kept together, in the order of the model."""


@dataclass(frozen=True)
class Kept:
    """How a project keeps what it is asked for. `without` are optional work products it does not keep."""

    asks: tuple[Ask, ...]
    rules: Rules
    papers: tuple[Paper, ...]
    without: frozenset[str] = frozenset()

    @property
    def by_product(self) -> Mapping[str, Ask]:
        """What is asked for, by work product."""
        return {ask.product: ask for ask in self.asks}

    def sort(self, paper: Paper) -> Sort:
        """What sort of thing a paper is."""
        return self.by_product[paper[0]].sort

    def is_drafted(self, paper: Paper) -> bool:
        """Whether the program drafts all of it."""
        return self.sort(paper) != "work" and all(self.rules.draft(self.by_product[p]) for p in paper)

    def of(self, sort: str) -> tuple[Paper, ...]:
        """Papers people write ("document", "register"), those the program drafts ("drafted"), or the work itself."""
        return tuple(
            paper for paper in self.papers
            if sort == ("drafted" if self.is_drafted(paper) else self.sort(paper))
        )  # fmt: skip

    def minutes(self, paper: Paper) -> float:
        """About how many minutes a week a paper takes."""
        if self.sort(paper) == "work":
            return 0
        own = sum(self.rules.minutes(self.by_product[product]) for product in paper)
        return own + (0 if self.is_drafted(paper) else self.rules.handling[self.sort(paper)])

    @property
    def total(self) -> float:
        """About how many minutes a week all of it takes."""
        return sum(self.minutes(paper) for paper in self.papers)

    def merge_of(self, paper: Paper) -> str:
        """The rule that names these work products together, or ""."""
        asks = [self.by_product[product] for product in paper]
        found = (rule.id for rule in self.rules.merges if all(rule.fits(ask) for ask in asks))
        return next(found, "") if len(paper) > 1 else ""

    @property
    def owed(self) -> tuple[tuple[str, str], ...]:
        """Every obligation, as (work product, content item)."""
        return tuple((ask.product, item) for ask in self.asks for item in ask.items if ask.product not in self.without)

    @property
    def uncovered(self) -> tuple[tuple[str, str], ...]:
        """The obligations that no paper holds: there must be none."""
        held = {product for paper in self.papers for product in paper}
        return tuple(pair for pair in self.owed if pair[0] not in held)


def each_on_its_own(asks: Sequence[Ask], rules: Rules) -> Kept:
    """As the model lists it: a paper for every work product."""
    return Kept(tuple(asks), rules, tuple((ask.product,) for ask in asks))


def smallest(asks: Sequence[Ask], rules: Rules, without: AbstractSet[str] = frozenset()) -> Kept:
    """The fewest papers people have to write that cover every obligation; of those the fewest in all, then minutes."""
    wanted = [ask for ask in asks if ask.product not in without]
    candidates: list[Paper] = []
    for rule in rules.merges:
        fitting = [ask for ask in wanted if rule.fits(ask) and ask.sort != "work"]
        for sort in ("document", "register"):
            paper = tuple(ask.product for ask in fitting if ask.sort == sort)
            candidates += [paper] if len(paper) > 1 else []
    candidates += [(ask.product,) for ask in wanted]
    whole = Kept(tuple(asks), rules, tuple(candidates), frozenset(without))

    def cost(paper: Paper) -> tuple[float, ...]:
        typed = whole.sort(paper) != "work" and not whole.is_drafted(paper)
        return (typed, 1, 0 if not typed else rules.handling[whole.sort(paper)])

    owed = {(ask.product, item) for ask in wanted for item in ask.items}
    covers = [frozenset(pair for pair in owed if pair[0] in paper) for paper in candidates]
    chosen = fewest(owed, covers, [cost(paper) for paper in candidates])
    taken: set[str] = set()
    papers: list[Paper] = []
    for number in chosen:
        paper = tuple(product for product in candidates[number] if product not in taken)
        taken |= set(paper)
        papers += [paper] if paper else []
    return arranged(Kept(tuple(asks), rules, tuple(papers), frozenset(without)))


def fewest(
    universe: Iterable[T], sets: Sequence[AbstractSet[T]], costs: Sequence[tuple[float, ...]]
) -> tuple[int, ...]:
    """Places of the sets that cover the universe at the least cost, costs compared place by place; exact.

    What exactly the same sets hold counts as one thing. Branch and bound on the thing the fewest sets hold; costs are
    not negative, so a begun choice that is no better than a whole one already found is given up. Raises ValueError
    when something is in no set.
    """
    holders: dict[frozenset[int], T] = {}
    for thing in universe:
        holders.setdefault(frozenset(n for n, found in enumerate(sets) if thing in found), thing)
    if frozenset() in holders:
        raise ValueError(holders[frozenset()])
    things = sorted(holders, key=lambda held: (len(held), sorted(held)))
    best: list[Any] = [None, ()]

    def search(chosen: tuple[int, ...], spent: tuple[float, ...]) -> None:
        if best[0] is not None and (spent, sorted(chosen)) >= (best[0], sorted(best[1])):
            return
        taken = set(chosen)
        open_thing = next((held for held in things if not held & taken), None)
        if open_thing is None:
            best[:] = [spent, chosen]
            return
        for number in sorted(open_thing, key=lambda n: (costs[n], n)):
            search((*chosen, number), tuple(a + b for a, b in zip(spent, costs[number], strict=True)))

    search((), tuple(0.0 for _ in costs[0]) if costs else ())
    return tuple(sorted(best[1]))


def arranged(kept: Kept) -> Kept:
    """The same in order: what a rule puts together first and as it lists it; everything else as the model does."""
    place = {ask.product: number for number, ask in enumerate(kept.asks)}
    rules = {rule.id: (number, rule) for number, rule in enumerate(kept.rules.merges)}
    found: list[tuple[int, int, Paper]] = []
    for paper in filter(None, kept.papers):
        number, rule = rules.get(kept.merge_of(paper), (len(rules), None))
        order = place if rule is None else {p: rule.place(kept.by_product[p]) for p in paper}
        paper = tuple(sorted(paper, key=lambda p: order[p]))
        found.append((number, place[paper[0]], paper))
    return Kept(kept.asks, kept.rules, tuple(paper for _, _, paper in sorted(found)), kept.without)


def read_kept(asks: Sequence[Ask], rules: Rules, stored: Mapping[str, Any] | None) -> Kept:
    """How a project keeps things, as stored. What is asked for and stands nowhere is on its own; what is not, goes."""
    if stored is None:
        return each_on_its_own(asks, rules)
    optional = {ask.product for ask in asks if ask.optional}
    without = frozenset(name for name in _names(stored.get("without")) if name in optional)
    free = {ask.product for ask in asks} - without
    papers: list[Paper] = []
    for listed in _listed(stored.get("papers")):
        paper = tuple(dict.fromkeys(product for product in _names(listed) if product in free))
        free -= set(paper)
        papers.append(paper)
    papers += [(ask.product,) for ask in asks if ask.product in free]
    return arranged(Kept(tuple(asks), rules, tuple(papers), without))


def _listed(found: Any) -> list[Any]:
    return list(cast("list[Any]", found)) if isinstance(found, (list, tuple)) else []


def _names(found: Any) -> list[str]:
    return [name for name in _listed(found) if isinstance(name, str)]


def checked(kept: Kept, named: Callable[[str], str]) -> Kept:
    """The same; raises Invalid, naming what, when an obligation is held nowhere or a paper mixes what does not go."""
    known = kept.by_product
    for paper in kept.papers:
        if len(paper) > 1 and any(known[product].sort == "work" for product in paper):
            work = next(product for product in paper if known[product].sort == "work")
            raise Invalid(
                "{product} is the work itself, no paper: there is nothing to put it together with.", product=named(work)
            )
        if len({known[product].sort for product in paper}) > 1:
            one, other = (next(p for p in paper if known[p].sort == sort) for sort in ("document", "register"))
            raise Invalid(
                "{document} and {register} cannot be kept together.",
                hint="A document is approved as a whole; a register goes on growing, and what comes later would count "
                "as approved.",
                document=named(one),
                register=named(other),
            )
    lost = kept.uncovered
    if lost:
        product = lost[0][0]
        count = sum(pair[0] == product for pair in lost)
        raise Invalid(
            "Without {product}, {count|one thing is|# things are} held nowhere that the model asks for.",
            hint="Keep it together with something else instead, or mark its tasks as not applicable, with the reason.",
            product=named(product),
            count=count,
        )
    return kept


def together(kept: Kept, paper: str, other: str) -> Kept:
    """The papers that hold these two work products become one."""
    first, second = (next(p for p in kept.papers if product in p) for product in (paper, other))
    rest = tuple(p for p in kept.papers if p not in (first, second))
    return arranged(Kept(kept.asks, kept.rules, (*rest, tuple(dict.fromkeys((*first, *second)))), kept.without))


def apart(kept: Kept, product: str) -> Kept:
    """A work product gets a paper of its own again."""
    rest = tuple(tuple(p for p in paper if p != product) for paper in kept.papers)
    return arranged(Kept(kept.asks, kept.rules, (*(p for p in rest if p), (product,)), kept.without - {product}))


def left_out(kept: Kept, product: str) -> Kept:
    """A work product is not kept any more: `checked` refuses that unless the model leaves it open."""
    rest = tuple(tuple(p for p in paper if p != product) for paper in kept.papers)
    optional = {product} if kept.by_product[product].optional else set[str]()
    return arranged(Kept(kept.asks, kept.rules, tuple(p for p in rest if p), kept.without | optional))
