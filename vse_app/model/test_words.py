"""Results of tests in words."""

from __future__ import annotations

from vse_app.i18n import Translator


def result_word(tr: Translator, result: str) -> str:
    """A result of a test in words; "" is a case that was never run."""
    return {
        "passed": tr("passed"), "failed": tr("failed"), "blocked": tr("could not be run"), "pending": tr("pending"),
        "": tr("not run"),
    }[result]  # fmt: skip
