"""What of a secret leaves by mail: of TLP:RED a link alone, and all else encrypted to whoever has a key."""

from typing import Any

import pysequoia
import pytest

from atalaya_platform.access.labels import Label
from atalaya_platform.clock import SystemClock
from atalaya_platform.events.models import Stream
from atalaya_platform.events.streams import name_recipients
from atalaya_platform.ids import new_id
from atalaya_platform.notifications.mailing.delivering import deliver
from atalaya_platform.notifications.notice import Notice
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World
from tests.platform.notifications.conftest import at, states
from tests.platform.notifications.smtp import MailServer, text_of
from tests.platform.notifications.test_tell import notice_for, tell


async def red(harness: Harness, cast: World) -> Any:
    topic = new_id()
    async with harness.runtime.database.as_person(cast.ana.id, strong=True) as session:
        await name_recipients(session, topic, [cast.ana.id, cast.bruno.id])
    secret = {"title": "CANARY title", "excerpt": "CANARY excerpt", "direct": True, "place": f"topic:{topic}"}
    return notice_for(cast, object_id=topic, audience=f"named:{topic}", label=Label.RED, **secret)


async def test_of_red_only_a_link_leaves(
    harness: Harness, cast: World, server: MailServer, capfd: pytest.CaptureFixture[str]
) -> None:
    await tell(harness, await red(harness, cast), cast.bruno, cast.carla)
    await harness.run_jobs()
    (message,) = server.messages
    assert server.recipients == [cast.bruno.email]
    assert message["Subject"].startswith("[TLP:RED] ")
    everything = server.raw[0].decode() + text_of(message)
    assert "CANARY" not in everything
    assert "Ana" not in everything
    for table in ("notification", "mail", "stream_event", "procrastinate_jobs", "audit_entry"):
        rows = await harness.all(f"SELECT t::text AS row FROM {table} t")
        assert all("CANARY" not in row.row for row in rows), table
    said = capfd.readouterr()
    assert "CANARY" not in said.out + said.err


async def relabel_red(harness: Harness, cast: World, notice: Notice) -> None:
    """As `follow_label` leaves it: recipients named, the object's stream under the new label."""
    async with harness.runtime.database.system() as session:
        await name_recipients(session, notice.object_id, [cast.ana.id, cast.bruno.id])
    await harness.add(Stream(name="topic:x", object_id=notice.object_id, audience=notice.audience, label=notice.label))
    async with harness.superuser() as session:
        stream = await session.get_one(Stream, "topic:x")
        stream.audience, stream.label = f"named:{notice.object_id}", "TLP:RED"


async def test_what_turns_red_before_it_is_gathered_leaves_as_a_link(
    harness: Harness, cast: World, server: MailServer
) -> None:
    notice = notice_for(cast, direct=True, title="CANARY", excerpt="CANARY")
    await tell(harness, notice, cast.bruno)
    await relabel_red(harness, cast, notice)
    await harness.run_jobs()
    (message,) = server.messages
    assert message["Subject"].startswith("[TLP:RED]")
    assert "CANARY" not in server.raw[0].decode() + text_of(message)


async def test_what_turns_red_while_it_waits_for_another_attempt_leaves_as_a_link(
    harness: Harness, cast: World, server: MailServer
) -> None:
    server.replies = ["451 later"]
    notice = notice_for(cast, direct=True, title="CANARY", excerpt="CANARY")
    await tell(harness, notice, cast.bruno)
    at(harness, SystemClock().now())
    await harness.run_jobs()
    assert await states(harness) == ["queued"]
    await relabel_red(harness, cast, notice)
    mail_id = await harness.one("SELECT id::text FROM mail")
    async with harness.runtime.database.system() as session:
        await deliver(session, harness.runtime, mail_id=mail_id)
    await harness.run_jobs()
    (message,) = server.messages
    assert message["Subject"].startswith("[TLP:RED]")
    assert "CANARY" not in server.raw[0].decode() + text_of(message)
    assert await states(harness) == ["sent"]


async def keyed(harness: Harness, cast: World, armoured: str) -> None:
    async with harness.superuser() as session:
        (await session.get_one(type(cast.bruno), cast.bruno.id)).openpgp_key = armoured


async def test_it_is_encrypted_to_whoever_has_a_key(harness: Harness, cast: World, server: MailServer) -> None:
    own = pysequoia.Tsk.generate(f"Bruno <{cast.bruno.email}>")
    await keyed(harness, cast, str(own.extract_certificate()))
    await tell(harness, notice_for(cast, direct=True, title="CANARY title", excerpt="CANARY text"), cast.bruno)
    await harness.run_jobs()
    (message,) = server.messages
    assert message.get_content_type() == "multipart/encrypted"
    assert "CANARY" not in server.raw[0].decode()
    assert message["Subject"] == "[TLP:AMBER+STRICT] [...]"
    sealed = message.get_payload()[1].get_payload(decode=True)
    opened = pysequoia.decrypt(sealed, decryptor=own.decryptor()).bytes
    assert b"CANARY text" in opened
    assert await harness.one("SELECT encrypted FROM mail") is True


async def test_a_key_that_cannot_be_used_stops_the_mail_and_says_so(
    harness: Harness, cast: World, server: MailServer, client_for: ClientFor
) -> None:
    await keyed(harness, cast, "not a key")
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    await harness.run_jobs()
    assert server.raw == []
    bruno = await client_for(cast.bruno)
    (item,) = (await bruno.get("/api/v1/notifications")).json()["items"]
    assert item["mail"] == "failed"
    assert "OpenPGP key" in item["mail_error"]
