"""Which registers and which types of link make a trace, found by their ids: never by the name of a work product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from vse_app.model.elements import Product
from vse_app.model.process import ProcessModel

COLUMNS: Final = ("design", "component", "test", "result")
"""The columns of the matrix beside the requirement, in their order."""
REGISTERS: Final = {
    "requirement": "requirement",
    "design": "design-element",
    "component": "component",
    "test": "test-case",
    "result": "test-result",
}
"""Place in the trace → the register whose records stand there."""
UPWARD: Final = {"design": "satisfies", "component": "implements", "test": "verifies", "result": "result-of"}
"""Place → the type of the links that lead from there towards the requirement."""
FROM: Final = "comes-from"


@dataclass(frozen=True)
class Chain:
    """How a model's registers hang together: `kinds` by place, `upward` and `trees` the links' names in the store,
    `required` fields by kind, `said` the fields that hold a statement, a result and the version tested.
    """

    kinds: Mapping[str, str]
    upward: Mapping[str, frozenset[str]]
    trees: Mapping[str, str]
    origins: frozenset[str]
    watch: Mapping[tuple[str, str], str]
    required: Mapping[str, tuple[str, ...]]
    said: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns this model has."""
        return tuple(c for c in COLUMNS if c in self.kinds)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Kind → its place."""
        return {kind: place for place, kind in self.kinds.items()}


def chain_of(model: ProcessModel) -> Chain | None:
    """How requirements are traced in a model; None where it has no register of requirements."""
    found = {place: model.register(register) for place, register in REGISTERS.items()}
    kinds = {place: product for place, product in found.items() if product is not None}
    if "requirement" not in kinds:
        return None
    types = {t.id: t.watch for t in model.link_types}
    return Chain(
        {place: product.id for place, product in kinds.items()},
        {place: frozenset(_linking(product, UPWARD[place])) for place, product in kinds.items() if place in UPWARD},
        {place: f"field:{product.tree}" for place, product in kinds.items() if product.tree},
        frozenset(_linking(kinds["requirement"], FROM)),
        {
            (product.id, f"field:{f.id}"): types.get(f.link, "target")
            for product in kinds.values()
            for f in product.fields
            if f.kind == "link"
        },
        {product.id: tuple(_required(product)) for product in kinds.values()},
        dict(_said(kinds)),
    )


def _said(kinds: Mapping[str, Product]) -> Iterator[tuple[str, str]]:
    for place, name, field_id in _SAID:
        found = kinds[place].own(field_id) if place in kinds else None
        yield name, found.id if found else field_id


_SAID: Final = (
    ("requirement", "statement", "statement"),
    ("result", "result", "result"),
    ("result", "version", "tested-version"),
)
"""Place, what the trace calls it, and the register's field that says it."""


def _linking(product: Product, type_: str) -> Iterator[str]:
    return (f"field:{f.id}" for f in product.fields if f.kind == "link" and f.link == type_)


def _required(product: Product) -> Iterator[str]:
    return (f.id for f in product.fields if f.required and f.kind != "link")
