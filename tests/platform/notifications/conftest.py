"""A real mail server, and people whose mails are due."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from atalaya_platform.clock import ManualClock, SystemClock
from atalaya_platform.mail.transport import SmtpTransport, smtp_settings
from atalaya_platform.notifications.adapter import ADAPTER
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.platform.notifications.smtp import MailServer, mail_server


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server() as running:
        yield running


@pytest.fixture
async def cast(harness: Harness, server: MailServer) -> AsyncIterator[World]:
    """People, a transport to the server, and a clock an hour ago: what is queued for in a minute is due already."""
    harness.runtime.adapters[ADAPTER] = SmtpTransport(smtp_settings(server.url), timeout=2)
    at(harness, SystemClock().now() - timedelta(hours=1))
    made = await world(harness)
    yield made
    harness.runtime.database.clock = SystemClock()


def at(harness: Harness, moment: datetime) -> ManualClock:
    clock = ManualClock(moment)
    harness.runtime.clock = harness.runtime.database.clock = clock
    return clock


async def states(harness: Harness) -> list[str]:
    return [row.mail for row in await harness.all("SELECT mail FROM notification ORDER BY id")]
