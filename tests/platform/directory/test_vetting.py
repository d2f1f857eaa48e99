"""Vetting: the state machine, the clock, and the whole way through HTTP."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.clock import ManualClock
from atalaya_platform.directory.vetting.deadline import add_working_days, clock, working_days_between
from atalaya_platform.directory.vetting.process import FINAL, Act, NoSuchStep, Status, step
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.directory.letters import queued, secret
from tests.platform.factories import World, organisation, person, world

APPLICATIONS = "/api/v1/applications"
WHY = {"reason": "We know them and vouch for them."}
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_twenty_working_days_are_four_weeks() -> None:
    assert add_working_days(date(2026, 11, 23), 20) == date(2026, 12, 21)
    assert add_working_days(date(2026, 11, 27), 1) == date(2026, 11, 30)
    assert add_working_days(date(2026, 11, 28), 1) == date(2026, 11, 30)
    assert add_working_days(date(2026, 11, 29), 20) == date(2026, 12, 25)
    said = clock(date(2026, 12, 21), date(2026, 12, 22))
    assert (said.working_days_left, said.overdue) == (-1, True)
    assert clock(date(2026, 12, 21), date(2026, 12, 21)).overdue is False


@given(DAYS, st.integers(0, 400))
def test_working_days_come_back(start: date, days: int) -> None:
    end = add_working_days(start, days)
    assert working_days_between(start, end) == days
    assert days == 0 or end.weekday() < 5


@given(DAYS, st.integers(0, 900))
def test_working_days_equal_counting_on_the_calendar(start: date, span: int) -> None:
    end = start + timedelta(days=span)
    counted = sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, span + 1))
    assert working_days_between(start, end) == counted
    assert working_days_between(end, start) == -counted


def test_every_step_of_the_state_machine_is_known() -> None:
    allowed = {
        (Status.UNVERIFIED, Act.VERIFY),
        (Status.UNVERIFIED, Act.WITHDRAW),
        (Status.ENDORSEMENT, Act.ENDORSE),
        (Status.ENDORSEMENT, Act.OBJECT),
        (Status.ENDORSEMENT, Act.PROCEED),
        (Status.ENDORSEMENT, Act.WITHDRAW),
        (Status.REVIEW, Act.ACCEPT),
        (Status.REVIEW, Act.DECLINE),
        (Status.REVIEW, Act.WITHDRAW),
    }
    for status in Status:
        for act in Act:
            if (status, act) in allowed:
                assert step(status, act) is not status
            else:
                with pytest.raises(NoSuchStep):
                    step(status, act)
    assert not any(status in FINAL for status, _ in allowed)
    assert step(Status.UNVERIFIED, Act.VERIFY, needs_endorsement=True) == Status.ENDORSEMENT
    assert step(Status.UNVERIFIED, Act.VERIFY) == Status.REVIEW


def form(**more: object) -> dict[str, Any]:
    return {
        "name": "CSIRT of the Ports",
        "kind": "sectoral_csirt",
        "country": "JAM",
        "community": "network",
        "contact_name": "Port Lead",
        "contact_email": "ports@example.org",
        "reason": "We handle the incidents of all ports of the country.",
        **more,
    }


async def applied(harness: Harness, client: Any, **more: object) -> str:
    """Apply and verify; the application's id."""
    answer = await client.post(APPLICATIONS, json=form(**more))
    assert answer.status_code == 202, answer.text
    token = await secret(harness, "application_verify")
    assert (await client.post(f"{APPLICATIONS}/verify", json={"token": token})).status_code == 200
    return str(await harness.one("SELECT id FROM application ORDER BY created_at DESC, id DESC LIMIT 1"))


async def pointed(harness: Harness, cast: World) -> Any:
    return await person(harness, cast.jamaica, role="national_contact_point", name="Point")


async def test_from_application_to_member(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    harness.runtime.database.clock = ManualClock(harness.runtime.clock.now())
    point, secretary, stranger = [await client_for(one) for one in (await pointed(harness, cast), cast.secretary, None)]
    one = await applied(harness, stranger)
    assert [letter["context"]["organisation"] for letter in await queued(harness, "endorsement_asked")] == [
        "CSIRT of the Ports"
    ]
    inbox = (await point.get(APPLICATIONS, params={"awaiting": "me"})).json()["items"]
    assert [(row["id"], row["awaits_me"], row["clock"]["working_days_left"]) for row in inbox] == [(one, True, 20)]
    assert (await secretary.get(APPLICATIONS, params={"awaiting": "me"})).json()["items"] == []
    early = await secretary.post(f"{APPLICATIONS}/{one}/decide", json={"decision": "accept", **WHY})
    assert (early.status_code, early.json()["type"]) == (409, "/problems/not-now")
    assert (await point.post(f"{APPLICATIONS}/{one}/endorse", json={"reason": "ok"})).status_code == 422
    endorsed = (await point.post(f"{APPLICATIONS}/{one}/endorse", json=WHY)).json()
    assert (endorsed["status"], endorsed["endorsed"]) == ("review", True)
    assert (await point.post(f"{APPLICATIONS}/{one}/object", json=WHY)).status_code == 409
    assert (await point.post(f"{APPLICATIONS}/{one}/decide", json={"decision": "accept", **WHY})).status_code == 403
    waiting = (await secretary.get(APPLICATIONS, params={"awaiting": "me"})).json()["items"]
    assert [row["id"] for row in waiting] == [one]
    done = await secretary.post(f"{APPLICATIONS}/{one}/decide", json={"decision": "accept", **WHY})
    assert done.status_code == 200, done.text
    page = done.json()
    assert [s["act"] for s in page["steps"]] == ["verify", "endorse", "accept"]
    assert [(s["person"] or {}).get("name") for s in page["steps"]] == [None, "Point", "Secretary"]
    made = (await point.get(f"/api/v1/organisations/{page['organisation_id']}")).json()
    assert (made["name"], made["kind"], made["communities"]) == ("CSIRT of the Ports", "sectoral_csirt", ["network"])
    assert (await queued(harness, "vetting_decision"))[0]["context"]["accepted"] is True
    token = await secret(harness, "invitation")
    offer = (await stranger.get(f"/api/v1/invitations/{token}")).json()
    assert (offer["organisation"], offer["role"], offer["email"]) == (
        "CSIRT of the Ports",
        "team_lead",
        "ports@example.org",
    )


async def test_nothing_happens_before_the_mailbox_answers(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    secretary, stranger = await client_for(cast.secretary), await client_for()
    await stranger.post(APPLICATIONS, json=form())
    assert (await secretary.get(APPLICATIONS)).json()["items"] == []
    token = await secret(harness, "application_verify")
    status = (await stranger.get(f"{APPLICATIONS}/status/{token}")).json()
    assert (status["status"], status["clock"]) == ("unverified", None)
    wrong = token[:-1] + ("a" if token[-1] != "a" else "b")
    assert (await stranger.post(f"{APPLICATIONS}/verify", json={"token": wrong})).status_code == 404
    for _ in range(2):
        verified = (await stranger.post(f"{APPLICATIONS}/verify", json={"token": token})).json()
        assert verified["status"] == "endorsement"
    assert len((await secretary.get(APPLICATIONS)).json()["items"]) == 1
    assert len(await queued(harness, "application_received")) == 1


async def test_a_country_without_contact_point_goes_on_with_a_reason(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    secretary, ana = await client_for(cast.secretary), await client_for(cast.ana)
    one = await applied(harness, await client_for(), country="PER")
    waiting = (await secretary.get(APPLICATIONS, params={"awaiting": "me"})).json()["items"]
    assert [row["id"] for row in waiting] == [one]
    page = (await secretary.get(f"{APPLICATIONS}/{one}")).json()
    assert page["has_contact_point"] is False
    assert (await secretary.post(f"{APPLICATIONS}/{one}/proceed", json={})).status_code == 422
    assert (await ana.post(f"{APPLICATIONS}/{one}/proceed", json=WHY)).status_code == 403
    assert (await secretary.post(f"{APPLICATIONS}/{one}/proceed", json=WHY)).json()["status"] == "review"
    declined = await secretary.post(f"{APPLICATIONS}/{one}/decide", json={"decision": "decline", **WHY})
    assert (declined.json()["status"], declined.json()["organisation_id"], declined.json()["clock"]) == (
        "declined",
        None,
        None,
    )
    token = await secret(harness, "application_verify")
    told = (await (await client_for()).get(f"{APPLICATIONS}/status/{token}")).json()
    assert (told["status"], told["reason"]) == ("declined", WHY["reason"])


async def test_stakeholders_skip_endorsement_and_stay_beyond_the_wall(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    point, secretary, vendor = [
        await client_for(one) for one in (await pointed(harness, cast), cast.secretary, cast.vendor)
    ]
    one = await applied(harness, await client_for(), kind="private", community="stakeholders", name="Cable company")
    assert (await point.get(f"{APPLICATIONS}/{one}")).status_code == 404
    assert (await point.get(APPLICATIONS)).json()["items"] == []
    page = (await secretary.get(f"{APPLICATIONS}/{one}")).json()
    assert page["status"] == "review"
    made = (await secretary.post(f"{APPLICATIONS}/{one}/decide", json={"decision": "accept", **WHY})).json()
    place = f"/api/v1/organisations/{made['organisation_id']}"
    assert (await vendor.get(place)).status_code == 200
    assert (await point.get(place)).status_code == 404


async def test_others_see_no_application(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    abroad = await person(harness, cast.brazil, role="national_contact_point")
    one = await applied(harness, await client_for())
    for who in (cast.ana, cast.carla, cast.vendor, cast.admin, abroad):
        client = await client_for(who)
        assert (await client.get(f"{APPLICATIONS}/{one}")).status_code == 404
        assert (await client.get(APPLICATIONS)).json()["items"] == []
    foreign = await client_for(abroad)
    assert (await foreign.post(f"{APPLICATIONS}/{one}/endorse", json=WHY)).status_code == 404
    assert (await (await client_for()).get(APPLICATIONS)).status_code == 401


async def test_a_listed_organisation_is_admitted_not_doubled(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    listed = await organisation(harness, "CSIRT of the Ports", kind="sectoral_csirt", country="PER")
    secretary = await client_for(cast.secretary)
    one = await applied(harness, await client_for(), country="PER")
    await secretary.post(f"{APPLICATIONS}/{one}/proceed", json=WHY)
    path, body = f"{APPLICATIONS}/{one}/decide", {"decision": "accept", **WHY}
    doubled = await secretary.post(path, json=body)
    assert (doubled.status_code, doubled.json()["organisation_id"]) == (409, str(listed.id))
    other = await secretary.post(path, json={**body, "organisation_id": str(cast.brazil.id)})
    assert other.status_code == 409
    done = await secretary.post(path, json={**body, "organisation_id": str(listed.id)})
    assert (done.json()["status"], done.json()["organisation_id"]) == ("accepted", str(listed.id))


async def test_what_cannot_be_applied_for_and_how_often(harness: Harness, client_for: ClientFor) -> None:
    await world(harness)
    stranger = await client_for()
    for more in (
        {"kind": "secretariat"},
        {"community": "stakeholders"},
        {"country": None},
        {"country": "FRA"},
        {"contact_email": "nobody"},
        {"reason": "short"},
        {"status": "accepted"},
        {"website": "ftp://x"},
    ):
        assert (await stranger.post(APPLICATIONS, json=form(**more))).status_code == 422, more
    answers = [(await stranger.post(APPLICATIONS, json=form())).status_code for _ in range(4)]
    assert answers == [202, 202, 202, 429]
    others = [
        (await stranger.post(APPLICATIONS, json=form(contact_email=f"{n}@example.org"))).status_code for n in range(3)
    ]
    assert others == [202, 202, 429]
