"""Choosing a new password by mail, and the notices that mail carries."""

from datetime import timedelta
from uuid import UUID

import pytest

from atalaya_platform.clock import ManualClock
from atalaya_platform.identity.sign_in.actions.sessions import tell
from atalaya_platform.identity.sign_in.jobs import sweep_sign_in
from atalaya_platform.identity.sign_in.vocabulary import Letter
from atalaya_platform.mail.message import Mail, Sender, subject_of
from tests.harness import Harness
from tests.platform.identity.conftest import Account, Browser, account, acts, code, enrolled, sign_in

ASK = "/api/v1/password-reset"
CONFIRM = f"{ASK}/confirm"
NEW = "walnut ferry bright anchor"
SENDER = Sender("Atalaya", "https://atalaya.example.org", "atalaya@example.org")


@pytest.fixture
def posted(harness: Harness) -> list[Mail]:
    """What the jobs handed to the post office."""
    mails: list[Mail] = []

    async def post(_session: object, mail: Mail, _person: UUID) -> None:
        mails.append(mail)

    harness.runtime.adapters["post"] = post
    return mails


async def token_for(harness: Harness, browser: Browser, posted: list[Mail], who: Account) -> str:
    client = await browser()
    answer = await client.post(ASK, json={"email": who.email.upper()})
    assert answer.status_code == 202
    await harness.run_jobs()
    link = posted[-1].content.model_dump()["link"]
    address, _, token = link.partition("#")
    assert address == f"{harness.runtime.settings.address}/password-reset"
    return token


async def test_a_mailed_link_sets_a_new_password_once(
    harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]
) -> None:
    who = await account(harness)
    signed_in = await browser()
    await sign_in(signed_in, who)
    token = await token_for(harness, browser, posted, who)
    assert posted[-1].to == who.email
    assert token not in str(await harness.all("SELECT * FROM password_reset"))
    client = await browser()
    weak = await client.post(CONFIRM, json={"token": token, "password": "password1234"})
    assert (weak.status_code, list(weak.json()["fields"])) == (422, ["password"])
    assert (await client.post(CONFIRM, json={"token": token, "password": NEW})).status_code == 204
    assert (await signed_in.get("/api/v1/me")).status_code == 401
    assert (await sign_in(client, who)).status_code == 401
    assert (await sign_in(client, who, NEW)).status_code == 200
    again = await client.post(CONFIRM, json={"token": token, "password": "another of my pass phrases"})
    assert (again.status_code, again.json()["type"]) == (400, "/problems/reset-refused")
    await harness.run_jobs()
    assert posted[-1].content.model_dump()["event"] == "password_changed"
    assert "sign_in.password.reset" in await acts(harness)


async def test_links_expire_and_one_use_ends_the_others(
    harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]
) -> None:
    who = await account(harness)
    first, second = [await token_for(harness, browser, posted, who) for _ in range(2)]
    client = await browser()
    assert (await client.post(CONFIRM, json={"token": first, "password": NEW})).status_code == 204
    assert (await client.post(CONFIRM, json={"token": second, "password": NEW})).status_code == 400
    clock.advance(timedelta(hours=1, seconds=1))
    late = await token_for(harness, browser, posted, who)
    clock.advance(timedelta(minutes=30))
    assert (await client.post(CONFIRM, json={"token": late, "password": NEW})).status_code == 400
    for junk in ("x", late[:-1] + "0", "ata_s_" + late[6:]):
        assert (await client.post(CONFIRM, json={"token": junk, "password": NEW})).status_code == 400


async def test_nothing_tells_whether_there_is_an_account(
    harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]
) -> None:
    who = await account(harness)
    suspended = await account(harness)
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=suspended.person.id)
    answers, counts = [], []
    for number, email in enumerate((who.email, "nobody@example.org", suspended.email)):
        client = await browser(f"203.0.{number}.7")
        with harness.counted() as statements:
            answer = await client.post(ASK, json={"email": email})
        answers.append((answer.status_code, answer.content, sorted(set(answer.headers) - {"x-request-id"})))
        counts.append(len(statements))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 202
    assert counts[0] == counts[1] == counts[2]
    await harness.run_jobs()
    assert [mail.to for mail in posted] == [who.email]


async def test_no_mailbox_is_flooded(
    harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]
) -> None:
    who = await account(harness)
    for number in range(5):
        client = await browser(f"203.0.{number}.7")
        assert (await client.post(ASK, json={"email": who.email})).status_code == 202
    await harness.run_jobs()
    assert len(posted) == 2
    others = [await account(harness) for _ in range(3)]
    client = await browser("192.0.2.1")
    for one in others:
        assert (await client.post(ASK, json={"email": one.email})).status_code == 202
    await harness.run_jobs()
    assert len(posted) == 4
    clock.advance(timedelta(hours=1, seconds=1))
    await client.post(ASK, json={"email": who.email})
    await harness.run_jobs()
    assert len(posted) == 5


async def test_nobody_uses_up_a_victims_mails_without_sending_them(
    harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]
) -> None:
    """What a network that asked too often asks for is no request: it takes nothing from the account that it names."""
    victim = await account(harness)
    attacker, owner = await browser("192.0.2.1"), await browser()
    for email in ("a@example.org", "b@example.org", *[victim.email] * 10):
        assert (await attacker.post(ASK, json={"email": email})).status_code == 202
    await harness.run_jobs()
    assert posted == []
    await owner.post(ASK, json={"email": victim.email})
    await harness.run_jobs()
    assert [mail.to for mail in posted] == [victim.email]


async def test_second_factors_stay(harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]) -> None:
    one = await enrolled(harness, browser, clock)
    token = await token_for(harness, browser, posted, one.account)
    client = await browser("192.0.2.1")
    assert (await client.post(CONFIRM, json={"token": token, "password": NEW})).status_code == 204
    assert (await client.get("/api/v1/me")).status_code == 401
    assert (await sign_in(client, one.account, NEW)).json()["state"] == "second_factor"
    answer = await client.post("/api/v1/sign-in/totp", json={"code": code(one.secret, clock)})
    assert answer.status_code == 200


async def test_a_reset_lifts_the_guard(
    harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]
) -> None:
    who = await account(harness)
    await sign_in(await browser("198.51.100.9"), who, "wrong wrong wrong")
    await harness.all("UPDATE sign_in_attempt SET failures = 100 WHERE kind = 'account' RETURNING 1")
    client = await browser()
    assert (await sign_in(client, who)).json()["type"] == "/problems/account-guarded"
    token = await token_for(harness, browser, posted, who)
    assert (await client.post(CONFIRM, json={"token": token, "password": NEW})).status_code == 204
    assert (await sign_in(client, who, NEW)).status_code == 200


@pytest.mark.parametrize("letter", list(Letter))
async def test_every_notice_has_its_mail(harness: Harness, posted: list[Mail], letter: Letter) -> None:
    who = await account(harness, locale="pt")
    async with harness.runtime.database.system() as session:
        tell(session, who.person, letter, address="203.0.113.5", name="Key")
    await harness.run_jobs()
    assert posted[0].locale == "pt"
    assert subject_of(posted[0], SENDER)


async def test_old_traces_are_swept(harness: Harness, browser: Browser, clock: ManualClock, posted: list[Mail]) -> None:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who, "wrong wrong wrong")
    await sign_in(client, who)
    await client.post("/api/v1/sign-in/passkey/options", headers={"Origin": "http://localhost:8000"})
    await token_for(harness, browser, posted, who)
    tables = ("passkey_ceremony", "password_reset", "sign_in_attempt", "sign_in_session")

    async def left() -> list[str]:
        async with harness.runtime.database.system() as session:
            await sweep_sign_in(session, harness.runtime)
        return [table for table in tables if await harness.one(f"SELECT count(*) FROM {table}")]

    assert await left() == list(tables)
    clock.advance(timedelta(minutes=6))
    assert await left() == list(tables[1:])
    clock.advance(timedelta(days=91))
    assert await left() == ["sign_in_session"]
    clock.advance(timedelta(days=365))
    assert await left() == []
