"""Dates as the reports print them: never broken across lines, and the three of a fact in one short line."""

from __future__ import annotations

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.rules import LATE_DAYS, days_between

_NO_BREAK = "\u00a0"


def day(tr: Translator, iso: str) -> str:
    """A date that stays on one line; "" stays ""."""
    return wording.date_text(tr, iso).replace(" ", _NO_BREAK)


def span(tr: Translator, first: str, last: str) -> str:
    """From one date to another; one date when they are the same, "–" when there is none."""
    ends = [day(tr, iso) for iso in dict.fromkeys((first[:10], last[:10])) if iso]
    return " – ".join(ends) or "–"


def dates_text(tr: Translator, happened: str, source_dated: str, captured: str) -> str:
    """The three dates in one line, said once where they are the same; "written later" where capture came long after."""
    first, source, last = happened[:10], source_dated[:10], captured[:10]
    parts: list[str] = []
    if first == last:
        three = tr("happened, source dated and captured {date}", date=day(tr, last))
        parts.append(three if source == last else tr("happened and captured {date}", date=day(tr, last)))
    else:
        parts.append(tr("happened {date}", date=day(tr, first) or "–"))
    if source and source != last:
        parts.append(tr("source dated {date}", date=day(tr, source)))
    if first != last:
        two = tr("source dated and captured {date}", date=day(tr, last))
        parts.append(two if source == last else tr("captured {date}", date=day(tr, last)))
    late = days_between(happened, captured)
    if late > LATE_DAYS:
        parts.append(tr("written {days} days later", days=late))
    return " · ".join(parts)
