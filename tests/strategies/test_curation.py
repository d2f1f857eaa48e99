"""Curation: propose, correct, review, publish, decline and confirm; who may, in which state, and what is kept."""

from contextlib import suppress
from typing import Any

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from atalaya_platform.identity.models import Person
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, person, world
from tests.strategies.factories import EDITIONS, act, contact_point, facts, proposed, published


async def correct(client: httpx2.AsyncClient, edition_id: str, *, match: str = "*", **given: Any) -> httpx2.Response:
    return await client.patch(f"{EDITIONS}/{edition_id}", json=given, headers={"If-Match": match})


def rows_of(result: Any) -> int:
    """How many rows a statement changed."""
    return int(result.rowcount)


async def cast_and_clients(harness: Harness, client_for: ClientFor) -> tuple[World, dict[str, httpx2.AsyncClient]]:
    """Everybody whose rights differ: Bruno of Brazil proposes for Jamaica."""
    cast = await world(harness)
    people = {
        "proposer": cast.bruno,
        "curator": cast.secretary,
        "point": await contact_point(harness, cast),
        "other_point": await person(harness, cast.chile, name="Other", role="national_contact_point"),
        "colleague": cast.ana,
        "member": cast.carla,
        "viewer": await person(harness, cast.jamaica, name="Viewer", role="viewer"),
        "admin": cast.admin,
        "vendor": cast.vendor,
    }
    return cast, {name: await client_for(who) for name, who in people.items()} | {"visitor": await client_for()}


async def statuses(clients: dict[str, httpx2.AsyncClient], edition_id: str, verb: str, **body: Any) -> dict[str, int]:
    """What an act answers each of them; nobody's goes through, since each is asked about a version long gone."""
    return {
        name: (await act(client, edition_id, verb, match='"0"', **body)).status_code for name, client in clients.items()
    }


async def test_who_proposes_and_what_is_kept_of_it(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    made = await proposed(clients["proposer"], reason="Published today.")
    assert (made["state"], made["label"], made["version"], made["may"]) == (
        "proposed",
        None,
        1,
        ["corrected", "declined"],
    )
    answers = {name: (await client.post(EDITIONS, json=facts())).status_code for name, client in clients.items()}
    assert {name for name, status in answers.items() if status == 201} == {
        "proposer", "curator", "point", "other_point", "colleague", "member", "vendor", "admin",
    }  # fmt: skip
    assert (answers["viewer"], answers["visitor"]) == (403, 401)
    history = (await clients["proposer"].get(f"{EDITIONS}/{made['id']}/changes")).json()
    assert [(one["act"], one["note"], one["fields"]) for one in history] == [("proposed", "Published today.", {})]
    entries = await harness.all("SELECT act, detail FROM audit_entry WHERE object_id = :i", i=made["id"])
    assert [(row.act, row.detail) for row in entries] == [("strategies.edition.propose", {"fields": []})]


async def test_the_same_proposal_sent_again_makes_one(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    key = {"Idempotency-Key": "a-key-of-some-length"}
    first = await clients["proposer"].post(EDITIONS, json=facts(), headers=key)
    again = await clients["proposer"].post(EDITIONS, json=facts(), headers=key)
    assert first.json()["id"] == again.json()["id"]
    assert await harness.one("SELECT count(*) FROM strategy_edition") == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"place": "XXX"}, "place"),
        ({"title_en": " "}, "title_en"),
        ({"adopted": "2026-13"}, "adopted"),
        ({"adopted": "1.5.2026"}, "adopted"),
        ({"adopted": "0001"}, "adopted"),
        ({"language": "xx"}, "language"),
        ({"kind": "poem"}, "kind"),
        ({"document_url": "ftp://gov.example/x"}, "document_url"),
        ({"document_url": "https://user:word@gov.example/x"}, "document_url"),
        ({"document_url": "https://localhost/x"}, "document_url"),
        ({"source_url": "https://gov.example:notaport/"}, "source_url"),
        ({"source_url": "https://[::1/"}, "source_url"),
        ({"period_start": "2030", "period_end": "2029"}, "body"),
        ({"source_url": "", "document_url": ""}, "body"),
        ({"state": "published"}, "state"),
        ({"audience": "public"}, "audience"),
        ({"proposed_by": "00000000-0000-7000-8000-000000000000"}, "proposed_by"),
        ({"note": "a\x00b"}, "note"),
    ],
)
async def test_wrong_facts_are_named(
    wrong: dict[str, Any], field: str, harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    answer = await (await client_for(cast.bruno)).post(EDITIONS, json=facts(**wrong))
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]


async def test_the_way_into_the_catalogue_and_out_of_it(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    curator = clients["curator"]
    edition = (await proposed(clients["proposer"]))["id"]
    assert (await act(curator, edition, "publish")).status_code == 409
    reviewed = await act(curator, edition, "review", match='"1"', reason="Compared with the gazette.")
    assert (reviewed.json()["state"], reviewed.headers["etag"]) == ("reviewed", '"2"')
    assert reviewed.json()["last_checked"] is not None
    assert (await act(curator, edition, "publish", match='"1"')).status_code == 412
    answer = await curator.post(f"{EDITIONS}/{edition}/publish", json={})
    assert answer.status_code == 428
    done = (await act(curator, edition, "publish", match='"2"')).json()
    assert (done["state"], done["label"], done["version"]) == ("published", "TLP:CLEAR", 3)
    assert (await act(curator, edition, "review")).status_code == 409
    assert (await act(curator, edition, "decline")).status_code == 422
    gone = (await act(curator, edition, "decline", reason="Withdrawn by the ministry.")).json()
    assert (gone["state"], gone["label"], gone["published_at"]) == ("declined", None, None)
    assert (await clients["visitor"].get(f"{EDITIONS}/{edition}")).status_code == 404
    assert (await correct(curator, edition, title_en="Another title")).status_code == 409
    assert (await act(curator, edition, "review")).json()["state"] == "reviewed"
    history = (await curator.get(f"{EDITIONS}/{edition}/changes")).json()
    assert [(one["version"], one["act"]) for one in history] == [
        (5, "reviewed"), (4, "declined"), (3, "published"), (2, "reviewed"), (1, "proposed"),
    ]  # fmt: skip
    assert history[1]["fields"] == {"state": {"before": "published", "after": "declined"}}
    assert history[1]["note"] == "Withdrawn by the ministry."


async def test_who_curates_and_who_confirms(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    edition = (await proposed(clients["proposer"]))["id"]
    unseen = dict.fromkeys(("other_point", "colleague", "member", "vendor", "admin"), 404)
    others = {"viewer": 403, "visitor": 401}
    only_curators = {**dict.fromkeys(clients, 403), "visitor": 401, "curator": 412}
    assert await statuses(clients, edition, "review") == only_curators
    assert await statuses(clients, edition, "decline", reason="A reason.") == {
        **unseen, **others, "proposer": 412, "curator": 412, "point": 403,
    }  # fmt: skip
    await act(clients["curator"], edition, "review")
    assert await statuses(clients, edition, "publish") == {**only_curators}
    assert (await act(clients["proposer"], edition, "decline", reason="Mine.")).status_code == 403
    await act(clients["curator"], edition, "publish")
    assert await statuses(clients, edition, "confirm") == {
        **dict.fromkeys(clients, 403), "visitor": 401, "point": 412,
    }  # fmt: skip
    assert await statuses(clients, edition, "decline", reason="A reason.") == {
        **dict.fromkeys(clients, 403), "visitor": 401, "curator": 412,
    }  # fmt: skip
    may = {name: (await one.get(f"{EDITIONS}/{edition}")).json()["may"] for name, one in clients.items()}
    assert {name: acts for name, acts in may.items() if acts} == {
        "curator": ["corrected", "declined"],
        "point": ["corrected", "confirmed"],
    }


async def test_a_confirmation_lasts_until_the_next_change(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    edition = (await published(clients["proposer"], clients["curator"]))["id"]
    done = (await act(clients["point"], edition, "confirm")).json()
    assert (done["confirmed"], done["confirmation"]["person"]["name"]) == (True, "Contact")
    public = (await clients["visitor"].get(f"{EDITIONS}/{edition}")).json()
    assert (public["confirmed"], public["confirmation"]["person"]) == (True, None)
    assert (await clients["visitor"].get(EDITIONS, params={"confirmed": True})).json()["total"] == 1
    assert (await correct(clients["curator"], edition, issuing_body="Cabinet Office")).status_code == 200
    public = (await clients["visitor"].get(f"{EDITIONS}/{edition}")).json()
    assert (public["confirmed"], public["confirmation"]["current"]) == (False, False)


async def test_corrections_are_kept_with_what_was_there_before(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    edition = (await published(clients["proposer"], clients["curator"]))["id"]
    assert (await clients["point"].patch(f"{EDITIONS}/{edition}", json={"note": "x"})).status_code == 428
    assert (await correct(clients["point"], edition, match='"1"', note="x")).status_code == 412
    done = await correct(
        clients["point"], edition, match='"3"', adopted="2026-05-04", note="Gazette 12.", reason="Gazette"
    )
    assert (done.json()["adopted"], done.json()["adopted_precision"], done.headers["etag"]) == (
        "2026-05-04",
        "day",
        '"4"',
    )
    same = await correct(clients["point"], edition, note="Gazette 12.")
    assert same.headers["etag"] == '"4"'
    for name, status in (("proposer", 403), ("member", 403), ("other_point", 403), ("viewer", 403), ("visitor", 401)):
        assert (await correct(clients[name], edition, note="y")).status_code == status, name
    newest = (await clients["visitor"].get(f"{EDITIONS}/{edition}/changes")).json()[0]
    assert (newest["act"], newest["note"]) == ("corrected", "Gazette")
    assert newest["fields"] == {
        "adopted": {"before": "2026-05", "after": "2026-05-04"},
        "note": {"before": "", "after": "Gazette 12."},
    }
    wrong = await correct(clients["point"], edition, period_end="2020")
    assert (wrong.status_code, list(wrong.json()["fields"])) == (422, ["body"])
    assert (await clients["visitor"].get(f"{EDITIONS}/{edition}")).json()["period_end"] == "2030"
    entries = await harness.all("SELECT detail FROM audit_entry WHERE act = 'strategies.edition.correct'")
    assert [row.detail for row in entries] == [{"fields": ["adopted", "note"]}]


async def test_a_contact_point_moves_no_edition_to_another_state(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    edition = (await published(clients["proposer"], clients["curator"]))["id"]
    assert (await correct(clients["point"], edition, place="BRA")).status_code == 403
    assert (await correct(clients["curator"], edition, place="BRA")).status_code == 200


async def test_the_same_title_is_not_catalogued_twice(harness: Harness, client_for: ClientFor) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    known = await published(clients["proposer"], clients["curator"])
    again = await clients["member"].post(EDITIONS, json=facts(title_en="NATIONAL cybersecurity stratégy 2026"))
    assert (again.status_code, again.json()["edition_id"]) == (409, known["id"])
    other = await published(clients["proposer"], clients["curator"], title_en="Another")
    assert (await correct(clients["curator"], other["id"], title_en=known["title_en"])).status_code == 409


async def test_what_is_superseded_is_of_the_same_place_earlier_and_in_no_circle(
    harness: Harness, client_for: ClientFor
) -> None:
    _, clients = await cast_and_clients(harness, client_for)
    curator = clients["curator"]
    first = await published(clients["proposer"], curator, title_en="First", adopted="2015")
    second = await published(clients["proposer"], curator, title_en="Second", adopted="2020", supersedes=[first["id"]])
    foreign = await published(clients["proposer"], curator, title_en="Foreign", place="BRA", adopted="2010")
    hidden = await proposed(clients["member"], title_en="Hidden", adopted="2010")
    older = (await clients["visitor"].get(f"{EDITIONS}/{first['id']}")).json()
    assert (older["status"], [one["id"] for one in older["superseded_by"]]) == ("superseded", [second["id"]])
    kept = (await clients["visitor"].get(f"{EDITIONS}/{first['id']}/changes")).json()[0]
    assert kept["fields"] == {"status": {"before": "in_force", "after": "superseded"}}
    for wrong in (foreign["id"], "00000000-0000-7000-8000-000000000000"):
        answer = await correct(curator, second["id"], supersedes=[wrong])
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["supersedes"])
    answer = await clients["proposer"].post(EDITIONS, json=facts(title_en="Third", supersedes=[hidden["id"]]))
    assert answer.status_code == 422
    assert (await correct(curator, first["id"], supersedes=[second["id"]])).status_code == 422
    undated = await correct(curator, first["id"], adopted="", supersedes=[second["id"]])
    assert undated.json()["detail"].startswith("An edition cannot take the place of itself")
    undone = await correct(curator, second["id"], supersedes=[])
    assert undone.json()["supersedes"] == []
    newest = (await curator.get(f"{EDITIONS}/{second['id']}/changes")).json()[0]
    assert newest["fields"] == {"supersedes": {"before": [first["id"]], "after": []}}


async def test_the_database_itself_refuses_what_is_not_ones_own(harness: Harness, client_for: ClientFor) -> None:
    """Without the application's checks: nobody but curators, contact points and the system writes published rows."""
    cast, clients = await cast_and_clients(harness, client_for)
    edition = (await published(clients["proposer"], clients["curator"]))["id"]
    mine = (await proposed(clients["proposer"], title_en="Mine"))["id"]
    attempts = [
        f"UPDATE strategy_edition SET title_en = 'x' WHERE id = '{edition}'",
        f"UPDATE strategy_edition SET state = 'published' WHERE id = '{mine}'",
        "INSERT INTO strategy_change (id, edition_id, version, at, act, fields, note)"
        f" VALUES (gen_random_uuid(), '{edition}', 9, now(), 'corrected', '{{}}', '')",
        f"INSERT INTO strategy_supersession VALUES ('{edition}', '{mine}')",
        f"INSERT INTO strategy_link VALUES ('{mine}', 'document_url', 'x', now(), 'found', 200, '', 0, NULL)",
        "UPDATE strategy_change SET note = 'x'",
        "DELETE FROM strategy_change",
        "DELETE FROM strategy_edition",
    ]

    async def rows_changed(who: Person, statement: str) -> int:
        with suppress(DBAPIError):
            async with harness.runtime.database.as_person(who.id) as session:
                return rows_of(await session.execute(text(statement)))
        return 0

    for who in (cast.bruno, cast.carla, cast.vendor, cast.admin):
        assert [await rows_changed(who, one) for one in attempts] == [0] * len(attempts), who.name
    own = f"UPDATE strategy_edition SET note = 'x' WHERE id = '{mine}'"
    assert [await rows_changed(who, own) for who in (cast.carla, cast.bruno, cast.secretary)] == [0, 1, 1]


async def test_browsers_hear_of_what_is_published_and_proposers_of_their_own(
    harness: Harness, client_for: ClientFor
) -> None:
    cast, clients = await cast_and_clients(harness, client_for)
    edition = (await proposed(clients["proposer"]))["id"]
    await act(clients["curator"], edition, "review")
    await act(clients["curator"], edition, "publish")
    rows = await harness.all("SELECT stream, type, data FROM stream_event WHERE type LIKE 'strategies.%' ORDER BY seq")
    assert {(row.stream, row.type) for row in rows} == {
        (f"person:{cast.bruno.id}", "strategies.edition.proposed"),
        (f"person:{cast.bruno.id}", "strategies.edition.changed"),
        (f"person:{cast.secretary.id}", "strategies.edition.changed"),
        ("clear", "strategies.edition.published"),
    }
    assert {tuple(sorted(row.data)) for row in rows} == {("edition_id", "place")}
