"""The stage: which views exist, which is on show, and which have to read again when they are shown next."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtWidgets import QStackedWidget

from vse_app.model.changes import Changes
from vse_app.ui.context import Context, Target
from vse_app.ui.view import View
from vse_app.ui.views import VIEWS


class Stage:
    """Views by name, built on the first visit; one view of each name, retargeted when asked for something else."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._views: dict[str, View] = {}
        self._stale: set[str] = set()
        self._forward: View | None = None
        self.current = ""

    @property
    def view(self) -> View | None:
        """The view on show."""
        return self._views.get(self.current)

    def has(self, name: str) -> bool:
        """Whether the view of this name is built already."""
        return name in self._views

    def show(self, ctx: Context, target: Target) -> View:
        """Put the view of a target on show, reading again when it is new, elsewhere, or stale."""
        before, view = self.view, self._views.get(target.view)
        if before is not None and before is not view:
            before.leave()
        if view is None:
            view = _class_of(target.view)(ctx, target)
            self._views[target.view] = view
            self._stack.addWidget(view)
            view.refresh()
        elif view.target != target:
            if view is before:
                view.leave()
            view.retarget(target)
        elif target.view in self._stale:
            view.refresh()
        self._stale.discard(target.view)
        self.current = target.view
        return view

    def await_view(self) -> None:
        """Take the keyboard from the page that is still seen while the next one is made: it is left already."""
        self._stack.setFocus()

    def bring_forward(self, only: View | None = None) -> None:
        """Show the current view in place of whatever stands there; what is no view of ours any more goes.

        With `only`, nothing happens when the person has gone on to another view meanwhile.
        """
        view = self.view
        if view is None or self._forward is view or (only is not None and only is not view):
            return
        self._forward = view
        self._stack.setCurrentWidget(view)
        (view.focusProxy() or view).setFocus()
        for index in reversed(range(self._stack.count())):
            widget = self._stack.widget(index)
            if widget is not None and widget not in self._views.values():
                self._stack.removeWidget(widget)
                widget.deleteLater()

    def tell(self, changes: Changes) -> None:
        """Refresh the view on show if it shows what was touched; mark the others."""
        for name, view in self._views.items():
            if not view.topics.isdisjoint(changes.topics):
                if name == self.current:
                    view.refresh()
                else:
                    self._stale.add(name)

    def leave(self) -> None:
        """Have every view hand over what was typed."""
        for view in self._views.values():
            view.leave()

    def clear(self) -> None:
        """Leave and forget all views. The one on show stays visible until another is brought forward."""
        self.leave()
        if self.view is not None:
            self.view.setEnabled(False)
        self._views.clear()
        self._stale.clear()
        self.current = ""


def _class_of(name: str) -> Callable[[Context, Target], View]:
    module, _, kind = VIEWS[name].partition(":")
    return getattr(import_module(f"vse_app.ui.views.{module}"), kind)
