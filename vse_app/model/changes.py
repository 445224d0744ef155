"""What a change touched, so that visible views refresh and hidden ones mark themselves stale."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """`topics`: kinds of thing touched (company, people, project, record, task …); `number`: the change, for undo."""

    topics: frozenset[str]
    number: int = 0

    def touches(self, *topics: str) -> bool:
        """Whether any of the topics was touched."""
        return not self.topics.isdisjoint(topics)
