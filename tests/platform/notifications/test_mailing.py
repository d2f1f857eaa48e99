"""Notifications by mail, to a real SMTP server: at once, digest, unsubscribing, TLP:RED, encryption, refusals."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pysequoia
import pytest
from sqlalchemy import text

from atalaya_platform.access.labels import Label
from atalaya_platform.clock import ManualClock, SystemClock
from atalaya_platform.events.models import Stream
from atalaya_platform.events.streams import name_recipients
from atalaya_platform.ids import new_id
from atalaya_platform.mail.contents import PasswordReset
from atalaya_platform.mail.message import Mail
from atalaya_platform.mail.transport import SmtpTransport, smtp_settings
from atalaya_platform.notifications.adapter import ADAPTER
from atalaya_platform.notifications.mailing.delivering import deliver
from atalaya_platform.notifications.mailing.gathering import digests
from atalaya_platform.notifications.mailing.sending import PAUSES
from atalaya_platform.notifications.models import NotificationPreference
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.outgoing import queue_mail
from atalaya_platform.notifications.preferences import last_digest_hour
from atalaya_platform.notifications.tell import subscribe
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.platform.notifications.smtp import MailServer, mail_server, text_of
from tests.platform.notifications.test_tell import notice_for, tell


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


async def test_one_notice_is_one_mail_with_its_label(harness: Harness, cast: World, server: MailServer) -> None:
    await tell(harness, notice_for(cast, direct=True, title="Falha no VPN — é já", excerpt="Aplique já"), cast.bruno)
    await harness.run_jobs()
    (message,) = server.messages
    assert message["Subject"] == "[TLP:AMBER+STRICT] Falha no VPN — é já"
    assert message["To"].addresses[0].addr_spec == cast.bruno.email
    seen = text_of(message)
    assert "Aplique já" in seen
    assert "Ana" in seen
    assert f"{harness.runtime.settings.address}/topics/1" in seen
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert await states(harness) == ["sent"]
    assert await harness.all("SELECT state, attempts, error FROM mail") == [("sent", 1, "")]


async def test_several_of_one_place_within_two_minutes_are_one_mail(
    harness: Harness, cast: World, server: MailServer
) -> None:
    place = f"topic:{new_id()}"
    for number in range(3):
        await tell(harness, notice_for(cast, direct=True, place=place, title=f"Post {number}"), cast.bruno)
    await tell(harness, notice_for(cast, direct=True, title="Elsewhere"), cast.bruno)
    assert (
        await harness.all("SELECT 1 FROM procrastinate_jobs WHERE scheduled_at < :t", t=harness.runtime.clock.now())
        == []
    )
    await harness.run_jobs()
    assert len(server.raw) == 2
    both = "\n".join(text_of(message) for message in server.messages)
    assert all(title in both for title in ("Post 0", "Post 1", "Post 2", "Elsewhere"))


async def test_what_was_read_meanwhile_needs_no_mail(
    harness: Harness, cast: World, server: MailServer, client_for: ClientFor
) -> None:
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    bruno = await client_for(cast.bruno)
    await bruno.post("/api/v1/notifications/read", json={"all": True})
    await harness.run_jobs()
    assert server.raw == []
    assert await states(harness) == ["none"]


async def test_the_job_run_twice_sends_once(harness: Harness, cast: World, server: MailServer) -> None:
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    await harness.run_jobs()
    mail_id = await harness.one("SELECT id::text FROM mail")
    for _ in range(2):
        async with harness.runtime.database.system() as session:
            await deliver(session, harness.runtime, mail_id=mail_id)
    assert len(server.raw) == 1


async def test_who_can_no_longer_read_when_it_is_sent_gets_nothing(
    harness: Harness, cast: World, server: MailServer
) -> None:
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    async with harness.superuser() as session:
        await session.execute(text("DELETE FROM group_member WHERE organisation_id = :o"), {"o": cast.brazil.id})
    await harness.run_jobs()
    assert server.raw == []
    assert await states(harness) == ["none"]
    assert await harness.all("SELECT 1 FROM mail") == []


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


async def test_a_digest_at_the_hour_of_the_person(harness: Harness, cast: World, server: MailServer) -> None:
    async with harness.superuser() as session:
        person = await session.get_one(type(cast.bruno), cast.bruno.id)
        person.time_zone, person.locale = "America/Sao_Paulo", "pt"
    await harness.add(NotificationPreference(person_id=cast.bruno.id, digest_hour=18))
    clock = at(harness, datetime(2026, 11, 22, 12, tzinfo=UTC))
    for number in range(3):
        await tell(harness, notice_for(cast, title=f"Notícia {number}"), cast.bruno)
    for hour, count in ((20, 0), (21, 1), (22, 1)):
        clock.advance(datetime(2026, 11, 22, hour, tzinfo=UTC) - clock.now())
        async with harness.runtime.database.system() as session:
            await digests(session, harness.runtime)
        await harness.run_jobs()
        assert len(server.raw) == count, f"18:00 in São Paulo is 21:00 UTC; this is {hour}:00"
    (message,) = server.messages
    assert message["Subject"].startswith("[TLP:AMBER+STRICT] ")
    assert all(f"Notícia {number}" in text_of(message) for number in range(3))
    assert message["Content-Language"] == "pt"
    assert await states(harness) == ["sent"] * 3


def test_the_last_digest_hour() -> None:
    now = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
    assert last_digest_hour(now, 7, "UTC") == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert last_digest_hour(now, 13, "UTC") == datetime(2026, 11, 22, 13, tzinfo=UTC)
    assert last_digest_hour(now, 7, "America/Bogota") == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert last_digest_hour(now, 8, "America/Bogota") == datetime(2026, 11, 22, 13, tzinfo=UTC)
    assert last_digest_hour(now, 7, "Nowhere/Land") == datetime(2026, 11, 23, 7, tzinfo=UTC)


async def test_one_click_in_the_mail_ends_the_mails_of_that_place(
    harness: Harness, cast: World, server: MailServer, client_for: ClientFor
) -> None:
    place = f"topic:{new_id()}"
    await tell(harness, notice_for(cast, direct=True, place=place), cast.bruno)
    await harness.run_jobs()
    link = re.fullmatch(r"<(.+)>", server.messages[0]["List-Unsubscribe"])
    assert link is not None
    stranger = await client_for()
    page = await stranger.get(link[1], headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"].startswith("/unsubscribe/")) == (303, True)
    done = await stranger.post(link[1], data={"List-Unsubscribe": "One-Click"})
    assert done.json() == {"place": place, "level": "nothing"}
    await tell(harness, notice_for(cast, direct=True, place=place), cast.bruno)
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    await harness.run_jobs()
    assert len(server.raw) == 2, "the other place still mails"


async def test_unsubscribing_while_a_mail_waits_stops_it(harness: Harness, cast: World, server: MailServer) -> None:
    place = f"topic:{new_id()}"
    await tell(harness, notice_for(cast, direct=True, place=place), cast.bruno)
    async with harness.runtime.database.system() as session:
        await subscribe(session, cast.bruno.id, place, "nothing")
    await harness.run_jobs()
    assert server.raw == []


async def test_no_digest_after_unsubscribing_from_it(harness: Harness, cast: World, server: MailServer) -> None:
    async with harness.runtime.database.system() as session:
        await subscribe(session, cast.bruno.id, f"digest:{cast.bruno.id}", "nothing")
    clock = at(harness, datetime(2026, 11, 20, 12, tzinfo=UTC))
    await tell(harness, notice_for(cast), cast.bruno)
    clock.advance(timedelta(days=1))
    async with harness.runtime.database.system() as session:
        await digests(session, harness.runtime)
    await harness.run_jobs()
    assert server.raw == []
    assert await states(harness) == ["none"]


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


async def test_mails_of_other_parts(harness: Harness, cast: World, server: MailServer) -> None:
    link = {"link": "https://atalaya.example/reset/SECRET", "expires_at": SystemClock().now()}
    server.replies = ["451 later"]
    async with harness.runtime.database.as_person(cast.ana.id) as session:
        queue_mail(session, cast.bruno.id, "password_reset", "es", link)
        queue_mail(session, "nova@example.org", "password_reset", "fr", link)
        letter = Mail(to="carla@example.org", locale="en", content=PasswordReset.model_validate(link))
        await harness.runtime.adapters["post"](session, letter, cast.carla.id)
    await harness.run_jobs()
    assert sorted(server.recipients) == sorted([cast.bruno.email, "carla@example.org", "nova@example.org"])
    assert {message["Content-Language"] for message in server.messages} == {"en", "es", "fr"}
    rows = await harness.all("SELECT t::text AS row, person_id FROM mail t ORDER BY person_id NULLS LAST")
    assert {row.person_id for row in rows} == {cast.bruno.id, cast.carla.id, None}
    assert all("SECRET" not in row.row for row in rows), "the link lives in the job alone"
    assert await harness.all("SELECT 1 FROM procrastinate_jobs") == []


async def test_what_does_not_fit_is_refused_when_it_is_queued(harness: Harness, cast: World) -> None:
    bad: list[tuple[Any, str, dict[str, Any], Label | None]] = [
        ("a@b.example\r\nBcc: x@y.example", "red_waiting", {"link": "https://a.example/"}, Label.RED),
        (cast.bruno.id, "red_waiting", {"link": "javascript:alert(1)"}, Label.RED),
        (cast.bruno.id, "red_waiting", {"link": "https://a.example/"}, None),
        (cast.bruno.id, "password_reset", {"link": "https://a.example/"}, None),
        (cast.bruno.id, "no_such_template", {}, None),
    ]
    for to, template, context, label in bad:
        with pytest.raises(ValueError, match=r"."):
            async with harness.runtime.database.as_person(cast.ana.id) as session:
                queue_mail(session, to, template, "en", context, label)
    assert await harness.all("SELECT 1 FROM procrastinate_jobs") == []


async def test_a_suspended_person_gets_no_mail(harness: Harness, cast: World, server: MailServer) -> None:
    notice = replace(notice_for(cast, direct=True), object_id=UUID(int=7))
    await tell(harness, notice, cast.bruno)
    async with harness.superuser() as session:
        (await session.get_one(type(cast.bruno), cast.bruno.id)).status = "suspended"
    await harness.run_jobs()
    assert server.raw == []


@pytest.mark.parametrize(
    ("act", "says"), [("admit", "admitted you or your team to this group"), ("refuse", "did not admit you")]
)
async def test_a_steward_s_reason_is_mailed_to_who_asked_to_join(
    harness: Harness, cast: World, server: MailServer, client_for: ClientFor, act: str, says: str
) -> None:
    ana, carla = await client_for(cast.ana), await client_for(cast.carla)
    group = f"/api/v1/groups/{cast.group.id}"
    await ana.patch(group, json={"joining": "request"}, headers={"If-Match": "*"})
    asked = (await carla.post(f"{group}/requests", json={})).json()["id"]
    assert (await ana.post(f"{group}/requests/{asked}/{act}", json={"reason": "Your lead wrote to us."})).is_success
    await harness.run_jobs()
    (message,) = [one for one in server.messages if one["To"].addresses[0].addr_spec == cast.carla.email]
    assert message["Subject"] == "[TLP:AMBER] Incident response"
    assert says in text_of(message)
    assert "Your lead wrote to us." in text_of(message)
