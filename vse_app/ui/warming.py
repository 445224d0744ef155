"""The screens are loaded ahead, one after the other on the reader thread, while nobody waits for them.

Loading a screen's code takes as long as building it; done at the first visit, it would hold the window up.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from PySide6.QtCore import QObject

from vse_app.ui.runner import Runner
from vse_app.ui.views import VIEWS


class Warming(QObject):
    """Loads the modules of `VIEWS` from `begin` on; what a person asks meanwhile is read between two of them."""

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._names: Iterator[str] = iter(dict.fromkeys(place.partition(":")[0] for place in VIEWS.values()))

    def begin(self) -> None:
        """Load the next one, and so on until the last."""
        name = next(self._names, None)
        if name is None:
            self.deleteLater()
        else:
            self._runner.read(lambda: _loaded(name), self._on_loaded, owner=self)

    def _on_loaded(self, _module: ModuleType) -> None:
        self.begin()


def _loaded(name: str) -> ModuleType:
    return import_module(f"vse_app.ui.views.{name}")
