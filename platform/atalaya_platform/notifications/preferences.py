"""How a person hears of a kind of thing: what they chose, else what the service suggests, else the default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from atalaya_platform.notifications.vocabulary import MailWhen

DIGEST_HOUR = 7
"""When the digest is sent unless a person chose otherwise."""


@dataclass(frozen=True)
class Choice:
    """Whether it shows in the application, and when it is mailed."""

    in_app: bool
    mail: MailWhen


def choice_for(kind: str, *, direct: bool, chosen: Mapping[str, Any], suggested: Mapping[str, str]) -> Choice:
    """The choice that counts for a kind.

    Without a choice or a suggestion, what concerns the person by name is mailed at once, the rest in the digest.
    """
    own = chosen.get(kind)
    if own is not None:
        return Choice(bool(own.get("in_app", True)), MailWhen(own.get("mail", MailWhen.DIGEST)))
    if kind in suggested:
        return Choice(True, MailWhen(suggested[kind]))
    return Choice(True, MailWhen.NOW if direct else MailWhen.DIGEST)


def last_digest_hour(now: datetime, hour: int, time_zone: str) -> datetime:
    """The last time at which the digest was due, by the person's own clock; an unknown zone counts as UTC."""
    try:
        zone: tzinfo = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = UTC
    local = now.astimezone(zone)
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if due > local:
        due = (local - timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
    return due.astimezone(UTC)
