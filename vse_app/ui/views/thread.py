"""Placeholder while it is written."""
from vse_app.ui.view import View
class ThreadView(View): pass
