"""Where the person has been: back and forward, as in a browser."""

from __future__ import annotations

from vse_app.ui.context import Target

LONGEST = 100


class Trail:
    """Targets in the order they were visited, and where in them we are."""

    def __init__(self) -> None:
        self._visited: list[Target] = []
        self._at = -1

    @property
    def here(self) -> Target | None:
        """The target on show."""
        return self._visited[self._at] if self._visited else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is something before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is something after."""
        return self._at < len(self._visited) - 1

    def add(self, target: Target) -> None:
        """Note a visit; what lay ahead is forgotten."""
        if target != self.here:
            self._visited = [*self._visited[: self._at + 1], target][-LONGEST:]
            self._at = len(self._visited) - 1

    def step(self, by: int) -> Target | None:
        """Move back (-1) or forward (+1) and return the target there, or None at the end."""
        if not 0 <= self._at + by < len(self._visited):
            return None
        self._at += by
        return self._visited[self._at]

    def clear(self) -> None:
        """Forget everything: what was visited belongs to another company or project."""
        self._visited, self._at = [], -1
