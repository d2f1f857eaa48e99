"""Notifications by mail, to a real SMTP server: at once, gathered, as a digest, and unsubscribing from them."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from atalaya_platform.access.labels import Label
from atalaya_platform.clock import SystemClock
from atalaya_platform.ids import new_id
from atalaya_platform.mail.contents import PasswordReset
from atalaya_platform.mail.message import Mail
from atalaya_platform.notifications.mailing.gathering import digests
from atalaya_platform.notifications.models import NotificationPreference
from atalaya_platform.notifications.outgoing import queue_mail
from atalaya_platform.notifications.preferences import last_digest_hour
from atalaya_platform.notifications.tell import subscribe
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World
from tests.platform.notifications.conftest import at, states
from tests.platform.notifications.smtp import MailServer, text_of
from tests.platform.notifications.test_tell import notice_for, tell


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
