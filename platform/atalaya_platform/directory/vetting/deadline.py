"""The clock of a decision: 20 working days, counted Monday to Friday.

National holidays are not taken off: the network spans 35 states, and a promise that is never later than this
calendar says is the safer one.
"""

from datetime import date, timedelta

from pydantic import Field

from atalaya_platform.http.schema import Schema

WORKING_DAYS = 20
_WEEK = 5


def add_working_days(start: date, days: int) -> date:
    """The day that many working days after `start`, which itself does not count."""
    day = start
    weeks, rest = divmod(days, _WEEK)
    if day.weekday() >= _WEEK:
        day -= timedelta(days=day.weekday() - _WEEK + 1)
    day += timedelta(weeks=weeks)
    for _ in range(rest):
        day += timedelta(days=3 if day.weekday() == _WEEK - 1 else 1)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    weeks, rest = divmod((end - start).days, 7)
    tail = sum((start + timedelta(days=n)).weekday() < _WEEK for n in range(1, rest + 1))
    return weeks * _WEEK + tail


class Clock(Schema):
    """How much time is left for a decision. National holidays are not counted as free days."""

    due_on: date
    working_days_left: int = Field(description="Working days from today until the due day; below zero when late.")
    overdue: bool


def clock(due_on: date, today: date) -> Clock:
    """The clock as it stands on that day."""
    return Clock(due_on=due_on, working_days_left=working_days_between(today, due_on), overdue=today > due_on)
