"""A mail against servers that delay, refuse, hang or are gone: tried again, sent once, given up in the end."""

from datetime import timedelta

from atalaya_platform.clock import SystemClock
from atalaya_platform.mail.transport import SmtpTransport, smtp_settings
from atalaya_platform.notifications.adapter import ADAPTER
from atalaya_platform.notifications.mailing.delivering import deliver
from atalaya_platform.notifications.mailing.sending import PAUSES
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World
from tests.platform.notifications.conftest import at, states
from tests.platform.notifications.smtp import MailServer
from tests.platform.notifications.test_tell import notice_for, tell


async def test_the_job_run_twice_sends_once(harness: Harness, cast: World, server: MailServer) -> None:
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    await harness.run_jobs()
    mail_id = await harness.one("SELECT id::text FROM mail")
    for _ in range(2):
        async with harness.runtime.database.system() as session:
            await deliver(session, harness.runtime, mail_id=mail_id)
    assert len(server.raw) == 1


async def test_451_twice_and_then_delivered_once(harness: Harness, cast: World, server: MailServer) -> None:
    server.replies = ["451 try again", "451 try again"]
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    await harness.run_jobs()
    assert len(server.raw) == 1
    assert await harness.all("SELECT state, attempts FROM mail") == [("sent", 3)]
    assert await states(harness) == ["sent"]


async def test_a_delayed_mail_is_the_same_mail(harness: Harness, cast: World, server: MailServer) -> None:
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    await harness.run_jobs()
    mail_id = await harness.one("SELECT id FROM mail")
    assert server.messages[0]["Message-ID"].startswith(f"<{mail_id}@")


async def test_a_refusal_is_final_and_shown(
    harness: Harness, cast: World, server: MailServer, client_for: ClientFor
) -> None:
    server.replies = ["550 no such mailbox"]
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    await harness.run_jobs()
    assert server.raw == []
    bruno = await client_for(cast.bruno)
    (mail,) = (await bruno.get("/api/v1/notifications/mails")).json()
    assert (mail["state"], mail["attempts"]) == ("failed", 1)
    assert "550" in mail["error"]
    assert (await (await client_for(cast.ana)).get("/api/v1/notifications/mails")).json() == []


async def test_a_server_that_hangs_or_is_gone_is_tried_again_and_given_up_in_the_end(
    harness: Harness, cast: World, server: MailServer
) -> None:
    server.delay = 1.2
    harness.runtime.adapters[ADAPTER] = SmtpTransport(smtp_settings(server.url), timeout=0.3)
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    at(harness, SystemClock().now())
    await harness.run_jobs()
    state = (await harness.all("SELECT state, attempts, error FROM mail"))[0]
    assert (state.state, state.attempts) == ("queued", 1)
    assert "in time" in state.error
    waits = await harness.one("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'notifications.deliver'")
    assert timedelta(0) < waits - harness.runtime.clock.now() <= PAUSES[0]
    harness.runtime.adapters[ADAPTER] = SmtpTransport(smtp_settings("smtp://127.0.0.1:1"), timeout=0.3)
    mail_id = await harness.one("SELECT id::text FROM mail")
    for _ in PAUSES:
        async with harness.runtime.database.system() as session:
            await deliver(session, harness.runtime, mail_id=mail_id)
    assert await harness.all("SELECT state, attempts FROM mail") == [("failed", len(PAUSES) + 1)]
    assert await states(harness) == ["failed"]
