"""Everything a project is steered by, computed once for a report: plan, progress, risks, measures, meetings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vse_app.model.measure_page import MeasurePage
from vse_app.model.plan_page import Plan
from vse_app.model.progress_page import Facts
from vse_app.model.risk_page import RiskPage
from vse_app.model.steering import Row


@dataclass(frozen=True)
class Steering:
    """The pages as they are on a day. `held` are meetings, newest first, `agreed` the actions each record raised."""

    plan: Plan
    progress: Facts
    risks: RiskPage
    measures: MeasurePage
    held: tuple[Row, ...] = ()
    actions: tuple[Row, ...] = ()
    agreed: Mapping[int, tuple[Row, ...]] = field(default_factory=dict[int, tuple[Row, ...]])
