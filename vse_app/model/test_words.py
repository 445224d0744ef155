"""Results of tests in words."""

from __future__ import annotations

from vse_app.i18n import Translator


def result_word(tr: Translator, result: str) -> str:
    """A result of a test in words; "" is a case that was never run."""
    return {
        "passed": tr("passed"), "failed": tr("failed"), "blocked": tr("could not be run"), "pending": tr("pending"),
        "": tr("not run"),
    }[result]  # fmt: skip


def result_count(tr: Translator, result: str, n: int) -> str:
    """So many cases with a result."""
    return {
        "passed": tr("{n} passed", n=n), "failed": tr("{n} failed", n=n), "blocked": tr("{n} could not be run", n=n),
        "pending": tr("{n} pending", n=n), "": tr("{n} not run", n=n),
    }[result]  # fmt: skip
