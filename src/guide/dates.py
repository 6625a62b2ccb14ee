"""Days written as each language writes them."""

from __future__ import annotations

import datetime as dt
import os

MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember".split(),
    "da": "januar februar marts april maj juni juli august september oktober november december".split(),
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
}


def long_date(day: dt.date, locale: str) -> str:
    """``22. november 2026`` in bokmål and Danish, ``22 november 2026`` in Swedish."""
    dot = "" if locale == "sv" else "."
    return f"{day.day}{dot} {MONTHS[locale][day.month - 1]} {day.year}"


def partial_date(text: str, locale: str) -> str:
    """A year, month or day (``2015``, ``2015-10``, ``2015-10-05``) in words."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    if len(parts) == 2:
        return f"{MONTHS[locale][parts[1] - 1]} {parts[0]}"
    return long_date(dt.date(*parts), locale)


def build_day() -> dt.date:
    """The day of this build: today, or the day of SOURCE_DATE_EPOCH (seconds), so that a build can be repeated.

    Source: reproducible-builds.org, *SOURCE_DATE_EPOCH*.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(seconds), dt.timezone.utc).date() if seconds.isdecimal() else dt.date.today()
