"""The mail server is away while people are told things: each mail leaves exactly once afterwards."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from atalaya_platform.ids import new_id
from tests.faults.stage import ROUNDS, SETTINGS, EmbeddedAddress, scene, start, until
from tests.platform.mail.smtp_server import serving
from tests.platform.notifications.smtp import MailServer
from tests.services.atalaya import BackgroundWorker, Server
from tests.services.process import free_port

Say = Callable[[str], None]
CHANNELS = min(20, 2 * ROUNDS)
AWAY_SECONDS = min(60, 3 * ROUNDS)
AT_ONCE = (
    "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND task_name LIKE 'notifications.%'"
)
"""The pauses before a mail and between its attempts are cut short: their length is not what is asked about."""


async def test_mail_server(folder: Path, say: Say) -> None:
    port = free_port()
    settings = {"smtp_url": f"smtp://127.0.0.1:{port}", **SETTINGS}
    server = Server(folder, worker="false", **settings)
    worker = BackgroundWorker(folder, **settings)
    await start(server)
    await start(worker)
    try:
        async with scene(server, EmbeddedAddress(folder), channels=CHANNELS) as stage:
            author = await stage.client(stage.cast.ana)
            for channel in stage.channels:
                await stage.send(author, channel, new_id(), f"@[Bruno](person:{stage.cast.bruno.id}), look at this")
            await author.http.aclose()

            async def tried() -> bool:
                await stage.live.sql(AT_ONCE)
                rows = await stage.live.sql("SELECT attempts, state FROM mail")
                return len(rows) == CHANNELS and all(row.attempts >= 2 for row in rows)

            began = time.monotonic()
            await until(tried, 60, "every mail was tried while nobody took it")
            worker.kill()
            await asyncio.sleep(max(0.0, AWAY_SECONDS - (time.monotonic() - began)))
            assert {row.state for row in await stage.live.sql("SELECT state FROM mail")} == {"queued"}
            await start(worker)
            room = MailServer()
            async with serving(room, port=port):

                async def sent() -> bool:
                    await stage.live.sql(AT_ONCE)
                    return {row.state for row in await stage.live.sql("SELECT state FROM mail")} == {"sent"}

                took = await until(sent, 120, "every mail was taken")
                await stage.live.sql(AT_ONCE)
                await asyncio.sleep(2)
                left = Counter(str(message["Message-ID"]) for message in room.messages)
            assert len(left) == CHANNELS
            assert set(left.values()) == {1}, "a mail left twice"
            say(
                f"{CHANNELS} mails tried in vain, the worker killed meanwhile; each left once, the last {took:.1f} s "
                "after the mail server was back"
            )
    finally:
        worker.stop()
        server.stop()
