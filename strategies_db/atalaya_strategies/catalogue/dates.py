"""Dates as exact as a source gives them: a year, a month or a day (ISO 8601, reduced precision)."""

import re
from datetime import date

from atalaya_platform.http.wording import said
from atalaya_strategies.catalogue.vocabulary import Precision

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
EARLIEST, LATEST = 1900, 2200


def partial_date(text: str) -> str:
    """The text, if it is such a date or empty; raises ValueError."""
    if not text:
        return text
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError("give a date as 2015, 2015-05 or 2015-05-24")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        raise ValueError(said("there is no such day: {text}", text=text)) from None
    if not EARLIEST <= year <= LATEST:
        raise ValueError(said("give a year from {first} to {last}", first=EARLIEST, last=LATEST))
    return text


def precision(text: str) -> Precision | None:
    """How exact such a date is; None of an empty one."""
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(text))


def first_day(text: str) -> date | None:
    """The first day that such a date can mean."""
    return date.fromisoformat(f"{text}-01-01"[:10]) if text else None


def certainly_after(one: str, other: str) -> bool:
    """Whether `one` lies after `other`, as far as both are known: 2015 is not after 2015-05."""
    exact = min(len(one), len(other))
    return bool(exact) and one[:exact] > other[:exact]


def plain(value: object) -> object:
    """The value as JSON has it: days as text, everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
