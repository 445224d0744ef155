"""The models a project can work under: those of the program and the user's own, each as a project would keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vse_app import content
from vse_app.content import ModelInfo
from vse_app.model import working
from vse_app.model.building import build
from vse_app.model.errors import BadProfile
from vse_app.model.process import ProcessModel, Raw


@dataclass(frozen=True)
class Offer:
    """A model that can be chosen: `raw` and `model` are what a project would run, `whole` counts all its processes."""

    info: ModelInfo
    raw: Raw
    model: ProcessModel
    counts: Mapping[str, int]
    whole: int

    @property
    def ref(self) -> str:
        """Edition-qualified id."""
        return self.info.ref

    @property
    def is_part(self) -> bool:
        """Whether a project runs only some of the model's processes."""
        return len(self.model.processes) < self.whole


def offers() -> tuple[Offer, ...]:
    """Every model that a project can run, the surest first; those of the user last.

    A broken model of the user's is left out (`content.problems` tells about it); BadProfile for one that ships.
    """
    return tuple(sorted(_runnable(content.available()), key=_order))


def default_model() -> ProcessModel:
    """The profile to speak of before one is chosen: the first shipped one that can be run and is not provisional."""
    infos = [info for info in content.available() if info.kind == "profile" and not info.own]
    found = (build(content.load(info.ref)) for info in infos)
    return next(model for model in found if model.working and not model.provisional)


def _order(offer: Offer) -> tuple[bool, bool, bool, str, str]:
    model = offer.model
    return offer.info.own, model.provisional, model.kind != "profile", model.id, model.edition


def _runnable(infos: tuple[ModelInfo, ...]) -> Iterator[Offer]:
    for info in infos:
        try:
            offer = _offer(info) if content.may_run(info) else None
        except BadProfile:
            if not info.own:
                raise
            continue
        if offer is not None:
            yield offer


def _offer(info: ModelInfo) -> Offer | None:
    whole = content.load(info.ref)
    if not working.is_runnable(whole):
        return None
    raw = working.restricted(whole)
    return Offer(info, raw, build(raw), content.counts(raw), len(whole["structure"]["processes"]))
