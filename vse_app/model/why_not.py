"""Why don't we use standards? A company's own answer, in points for each reason, beside the survey's per cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vse_app.model.elements import Topic
from vse_app.model.process import ProcessModel, Raw


@dataclass(frozen=True)
class WhyNot:
    """The scale of the self-check, the pages that do something about each reason, and the survey it compares with.

    A reason given n points on the scale stands at its place n (0 for the first word).
    """

    survey: ProcessModel
    kind: str
    scale: tuple[str, ...]
    doubt: tuple[str, ...]
    links: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]] = field(repr=False)

    @property
    def reasons(self) -> tuple[Topic, ...]:
        """The survey's reasons, in its order."""
        return tuple(topic for topic in self.survey.topics if topic.kind == self.kind)

    def per_cent(self) -> dict[str, int]:
        """The survey's figures by reason."""
        return {topic.id: topic.value or 0 for topic in self.reasons}

    def scale_word(self, language: str, points: int) -> str:
        """A place on the scale in words."""
        return self.words.get(language, self.words["en"])["scale"][self.scale[points]]["name"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One round: `points` by reason, where a reason that was not answered is missing, not 0; dates are ISO."""

    number: int
    begun: str
    changed: str
    person: str
    points: Mapping[str, int]
    note: str = ""

    @property
    def shares(self) -> dict[str, int]:
        """Each answered reason's share of all points, in whole per cent that add up to 100; all 0 without points."""
        return shares(self.points)


def shares(points: Mapping[str, int]) -> dict[str, int]:
    """Whole per cent by largest remainder, so that they add up to 100; all 0 where there are no points."""
    total = sum(points.values())
    if not total:
        return dict.fromkeys(points, 0)
    found = {reason: 100 * value // total for reason, value in points.items()}
    by_rest = sorted(points, key=lambda reason: -(100 * points[reason] % total))
    for reason in by_rest[: 100 - sum(found.values())]:
        found[reason] += 1
    return found


def heaviest(points: Mapping[str, int], least: int = 1) -> tuple[str, ...]:
    """The reasons with the most points, if they have at least so many; several when they are equal."""
    most = max(points.values(), default=0)
    return tuple(reason for reason, value in points.items() if value == most) if most >= least else ()


def why_not_from(raw: Raw, survey: ProcessModel) -> WhyNot:
    """The self-check from its checked file and the model of the survey."""
    structure = raw["structure"]
    pages: Sequence[Mapping[str, list[str] | str]] = structure["links"]
    return WhyNot(
        survey=survey,
        kind=structure["kind"],
        scale=tuple(structure["scale"]),
        doubt=tuple(structure["doubt"]),
        links={str(link["reason"]): tuple(link["pages"]) for link in pages},
        words=raw["words"],
    )
