"""Documents through HTTP: who brings, reads, retries and removes them, and what a bad file says."""

import hashlib
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from atalaya_platform.files.adapter import store_of
from atalaya_strategies.documents.adapter import ADAPTER
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.reading.process import Reader
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, person, world
from tests.strategies.documents.made import PICTURE, invented, pdf
from tests.strategies.factories import act, contact_point, proposed, published

DOCUMENTS = "/api/v1/strategies/documents"
LINES = "The national team answers incidents day and night.\nIt warns everybody whom it serves."


@pytest.fixture(autouse=True)
def one_reader(harness: Harness, reader: Reader) -> None:
    harness.runtime.adapters[ADAPTER] = reader


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


@pytest.fixture
async def curator(cast: World, client_for: ClientFor) -> httpx2.AsyncClient:
    return await client_for(cast.secretary)


async def bring(
    client: httpx2.AsyncClient, content: bytes, name: str = "strategy.txt", *, key: str = "", **about: str
) -> httpx2.Response:
    return await client.post(
        DOCUMENTS,
        params=about or {"place": "JAM"},
        files={"file": (name, content, "application/octet-stream")},
        headers={"Idempotency-Key": key} if key else {},
    )


async def brought(client: httpx2.AsyncClient, content: bytes, name: str = "strategy.txt", **about: str) -> str:
    answer = await bring(client, content, name, **about)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def get(client: httpx2.AsyncClient, path: str) -> Any:
    answer = await client.get(f"{DOCUMENTS}{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def status_of(client: httpx2.AsyncClient, path: str) -> int:
    return (await client.get(f"{DOCUMENTS}{path}")).status_code


async def test_a_document_of_a_published_edition_is_public(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    edition = (await published(await client_for(cast.ana), curator))["id"]
    answer = await bring(curator, invented("en"), edition_id=edition, title="The strategy")
    assert answer.status_code == 201
    card = answer.json()
    assert (card["state"], card["kind"], card["place"], card["edition_id"]) == ("waiting", None, "JAM", edition)
    assert (card["public"], card["title"], card["name"]) == (True, "The strategy", "strategy.txt")
    await harness.run_jobs()
    visitor = await client_for()
    full = await get(visitor, f"/{card['id']}")
    assert (full["state"], full["kind"], full["language"], full["pages"]) == ("read", "text", "en", 3)
    assert [one["number"] for one in full["page_states"]] == [1, 2, 3]
    assert not any(one["needs_ocr"] for one in full["page_states"])
    assert (full["sha256"], full["scanned"]) == (hashlib.sha256(invented("en")).hexdigest(), "not configured")
    assert (full["may_change"], (await get(curator, f"/{card['id']}"))["may_change"]) == (False, True)
    page = await get(visitor, f"/{card['id']}/pages/3")
    assert page["document"]["id"] == card["id"]
    first = page["passages"][0]
    assert page["text"][first["start"] : first["end"]].startswith("2 OBJECTIVES")
    assert [one["ordinal"] for one in page["passages"]] == list(range(len(page["passages"])))
    assert page["passages"][-1]["heading"] == "2 OBJECTIVES › 2.2 Protection of critical infrastructure"
    assert await status_of(visitor, f"/{card['id']}/pages/4") == 404
    live = await harness.all("SELECT type, data FROM stream_event WHERE type LIKE 'strategies.document.%' ORDER BY seq")
    assert {row.type for row in live} == {"strategies.document.added", "strategies.document.read"}
    assert live[0].data == {"document_id": card["id"], "place": "JAM", "edition_id": edition}


async def test_a_document_is_read_by_who_reads_its_edition(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    clients = {
        "curator": curator,
        "point": await client_for(await contact_point(harness, cast)),
        "other_point": await client_for(await person(harness, cast.chile, role="national_contact_point")),
        "proposer": await client_for(cast.bruno),
        "member": await client_for(cast.carla),
        "admin": await client_for(cast.admin),
        "visitor": await client_for(),
    }

    async def readers(document_id: str) -> set[str]:
        for path in (f"/{document_id}", f"/{document_id}/pages/1", f"/{document_id}/original"):
            seen = {name for name, client in clients.items() if await status_of(client, path) == 200}
            listed = {name for name, client in clients.items() if (await get(client, ""))["items"]}
            assert seen == listed, path
        return seen

    edition = (await proposed(clients["proposer"]))["id"]
    of_edition = await brought(curator, invented("en"), edition_id=edition)
    await harness.run_jobs()
    assert await readers(of_edition) == {"curator", "point", "proposer"}
    for verb in ("review", "publish"):
        assert (await act(curator, edition, verb)).status_code == 200
    assert await readers(of_edition) == clients.keys()
    assert (await act(curator, edition, "decline", reason="It was withdrawn.")).status_code == 200
    assert "visitor" not in await readers(of_edition)
    assert (await curator.delete(f"{DOCUMENTS}/{of_edition}")).status_code == 204
    loose = await brought(curator, invented("es"), place="JAM")
    await harness.run_jobs()
    assert await readers(loose) == {"curator", "point"}
    changes = {
        name: [(await client.post(f"{DOCUMENTS}/{loose}/retry")).status_code,
               (await client.delete(f"{DOCUMENTS}/{loose}")).status_code,
               (await bring(client, invented("pt"))).status_code]
        for name, client in clients.items() if name != "curator"
    }  # fmt: skip
    assert changes.pop("visitor") == [401, 401, 401]
    assert set(map(tuple, changes.values())) == {(403, 403, 403)}


async def test_the_database_itself_refuses_who_is_no_curator(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    edition = (await published(await client_for(cast.ana), curator))["id"]
    document_id = UUID(await brought(curator, invented("en"), edition_id=edition))
    await harness.run_jobs()
    async with harness.runtime.database.as_person(cast.ana.id) as session:
        for table in ("strategy_passage", "strategy_page", "strategy_document"):
            result: Any = await session.execute(text(f"DELETE FROM {table}"))
            assert result.rowcount == 0, table
    for change in (
        "UPDATE strategy_page SET text = 'x'",
        "UPDATE strategy_document SET place = 'BRA'",
        "UPDATE strategy_passage SET heading = 'x'",
    ):
        with pytest.raises(DBAPIError, match="row-level security"):
            async with harness.runtime.database.as_person(cast.ana.id) as session:
                await session.execute(text(change))
    assert await harness.one("SELECT count(*) FROM strategy_document WHERE id = :i", i=document_id) == 1
    assert await harness.one("SELECT count(*) FROM strategy_page WHERE text = 'x'") == 0
    assert await harness.one("SELECT count(*) FROM strategy_passage") > 0


async def test_the_original_is_saved_and_never_shown(harness: Harness, curator: httpx2.AsyncClient) -> None:
    page = b"<!doctype html><html><body><script>alert(1)</script><p>" + LINES.encode() + b"</p></body></html>"
    document_id = await brought(curator, page, "estrategia año.html")
    await harness.run_jobs()
    assert (await get(curator, f"/{document_id}"))["kind"] == "html"
    answer = await curator.get(f"{DOCUMENTS}/{document_id}/original")
    assert answer.content == page
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    part = await curator.get(f"{DOCUMENTS}/{document_id}/original", headers={"Range": "bytes=2-8"})
    assert (part.status_code, part.content) == (206, page[2:9])
    tag = {"If-None-Match": answer.headers["etag"]}
    assert (await curator.get(f"{DOCUMENTS}/{document_id}/original", headers=tag)).status_code == 304


async def test_a_bad_file_is_kept_with_its_reason_and_can_be_retried(
    harness: Harness, curator: httpx2.AsyncClient
) -> None:
    content = pdf([LINES], encrypted=True)
    document_id = await brought(curator, content, "locked.pdf")
    await harness.run_jobs()
    found = await get(curator, f"/{document_id}")
    assert (found["state"], found["fault"], found["pages"]) == ("failed", "encrypted", 0)
    assert found["advice"] == "The file is protected with a password. Save it without one, then send it again."
    spanish = await curator.get(f"{DOCUMENTS}/{document_id}", headers={"Accept-Language": "es"})
    assert spanish.json()["advice"].startswith("El archivo está protegido con contraseña.")
    again = await curator.post(f"{DOCUMENTS}/{document_id}/retry")
    assert (again.status_code, again.json()["state"], again.json()["fault"]) == (200, "waiting", None)
    await store_of(harness.runtime).delete(UUID(document_id))
    await harness.run_jobs()
    assert (await get(curator, f"/{document_id}"))["fault"] == "lost"


async def test_what_was_read_whole_is_not_read_again(harness: Harness, curator: httpx2.AsyncClient) -> None:
    document_id = await brought(curator, pdf([LINES]), "strategy.docx")
    await harness.run_jobs()
    found = await get(curator, f"/{document_id}")
    assert (found["state"], found["kind"], found["mislabelled"]) == ("read", "pdf", True)
    refused = await curator.post(f"{DOCUMENTS}/{document_id}/retry")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/nothing-to-retry")


async def test_a_page_without_usable_text_is_shown_and_can_be_recognised_later(
    harness: Harness, curator: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none() -> frozenset[str]:
        return frozenset()

    monkeypatch.setattr("atalaya_strategies.documents.jobs.models", none)
    document_id = await brought(curator, pdf([LINES, PICTURE]), "scan.pdf")
    await harness.run_jobs()
    found = await get(curator, f"/{document_id}")
    assert (found["state"], found["pages"], found["unread_pages"]) == ("read", 2, 1)
    assert found["page_states"][1] == {"number": 2, "characters": 0, "needs_ocr": True, "source": "text_layer"}
    page = await get(curator, f"/{document_id}/pages/2")
    assert (page["text"], page["needs_ocr"], page["passages"]) == ("", True, [])
    again = await curator.post(f"{DOCUMENTS}/{document_id}/retry")
    assert (again.status_code, again.json()["state"]) == (200, "read")
    assert await harness.run_jobs() == 1


async def test_the_same_file_is_taken_once(harness: Harness, curator: httpx2.AsyncClient) -> None:
    first = await brought(curator, invented("fr"), "one.txt")
    again = await bring(curator, invented("fr"), "two.txt")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/document-already-here")
    assert again.json()["document_id"] == first
    key = "a-key-of-some-length"
    kept = await bring(curator, invented("es"), key=key)
    repeated = await bring(curator, invented("es"), key=key)
    assert repeated.status_code == 201
    assert repeated.json()["id"] == kept.json()["id"]
    other = await bring(curator, invented("pt"), key=key)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert await harness.one("SELECT count(*) FROM strategy_document") == 2
    stored = store_of(harness.runtime)
    assert await stored.exists(UUID(first))


async def test_what_is_said_of_a_file_is_checked(
    cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    edition = (await published(await client_for(cast.ana), curator))["id"]
    nobody = await bring(curator, invented("en"), title="Whose?")
    assert (nobody.status_code, set(nobody.json()["fields"])) == (422, {"place"})
    mixed = await bring(curator, invented("en"), place="BRA", edition_id=edition)
    assert (mixed.status_code, "JAM" in mixed.json()["fields"]["place"]) == (422, True)
    assert (await bring(curator, invented("en"), place="XXX")).status_code == 422
    assert (await bring(curator, invented("en"), place="JAM", language="english")).status_code == 422
    unknown = await bring(curator, invented("en"), edition_id="01890000-0000-7000-8000-000000000000")
    assert unknown.status_code == 404
    empty = await curator.post(DOCUMENTS, params={"place": "JAM"}, files={"other": ("x", b"x")})
    assert empty.status_code == 422


async def test_a_file_past_the_limit_is_not_taken(harness: Harness, curator: httpx2.AsyncClient) -> None:
    harness.runtime.settings.file_limit_mb = 1
    refused = await bring(curator, b"x" * ((1 << 20) + 20_000))
    assert refused.status_code == 413
    assert await harness.one("SELECT count(*) FROM strategy_document") == 0


async def test_lists_are_filtered_and_paged(harness: Harness, curator: httpx2.AsyncClient) -> None:
    ids = [
        await brought(curator, b"text number %d" % n, f"{n}.txt", place=p) for n, p in enumerate(("JAM", "BRA", "JAM"))
    ]
    await harness.run_jobs()
    everything = await get(curator, "")
    assert [one["id"] for one in everything["items"]] == ids[::-1]
    assert [one["id"] for one in (await get(curator, "?place=JAM"))["items"]] == [ids[2], ids[0]]
    assert (await get(curator, "?state=failed"))["items"] == []
    page = await get(curator, "?limit=2")
    rest = await get(curator, f"?limit=2&after={page['next']}")
    assert [one["id"] for one in page["items"] + rest["items"]] == ids[::-1]
    with harness.counted() as statements:
        await get(curator, "?limit=3")
    assert len(statements) <= 4


async def test_a_document_is_linked_published_and_corrected(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    visitor = await client_for()
    edition = (await published(await client_for(cast.ana), curator))["id"]
    document_id = await brought(curator, invented("en"))
    await harness.run_jobs()

    async def correct(match: str | None = "*", client: httpx2.AsyncClient = curator, **given: Any) -> httpx2.Response:
        headers = {"If-Match": match} if match else {}
        return await client.patch(f"{DOCUMENTS}/{document_id}", json=given, headers=headers)

    tag = (await curator.get(f"{DOCUMENTS}/{document_id}")).headers["etag"]
    assert await status_of(visitor, f"/{document_id}") == 404
    made = await correct(tag, published=True, title="The national strategy")
    assert (made.status_code, made.json()["public"], made.json()["title"]) == (200, True, "The national strategy")
    assert made.headers["etag"] != tag
    assert await status_of(visitor, f"/{document_id}/pages/1") == 200
    assert (await correct(tag, title="Too late")).status_code == 412
    assert (await correct(None, title="Which one")).status_code == 428
    assert (await correct(published=False)).json()["public"] is False
    assert await status_of(visitor, f"/{document_id}") == 404
    linked = (await correct(edition_id=edition)).json()
    assert (linked["public"], linked["published"], linked["edition_id"]) == (True, False, edition)
    assert [one["id"] for one in (await get(visitor, f"?edition_id={edition}"))["items"]] == [document_id]
    wrong = await correct(place="BRA")
    assert (wrong.status_code, set(wrong.json()["fields"])) == (422, {"place"})
    loose = (await correct(edition_id=None, place="BRA", language="fr")).json()
    assert (loose["edition_id"], loose["place"], loose["language"], loose["public"]) == (None, "BRA", "fr", False)
    assert (await correct(client=await client_for(cast.ana), title="Mine now")).status_code == 403
    assert (await correct(colour="red")).status_code == 422
    events = await harness.all(
        "SELECT stream FROM stream_event WHERE type = 'strategies.document.changed' AND stream = 'clear'"
    )
    assert len(events) == 4  # published, taken back, linked, taken from its edition


async def test_removing_takes_everything_along_and_a_copy_takes_its_place(
    harness: Harness, curator: httpx2.AsyncClient
) -> None:
    first = await brought(curator, invented("pt"), "first.txt")
    await harness.run_jobs()
    same = Document(
        place="JAM",
        name="copy.txt",
        size=len(invented("pt")),
        sha256=hashlib.sha256(invented("pt")).digest(),
        state="duplicate",
        duplicate_of=UUID(first),
        imported_at=harness.runtime.clock.now(),
    )
    copy = str((await harness.add(same)).id)
    store = store_of(harness.runtime)
    content = await store.get(UUID(first))
    await store.put(UUID(copy), content.chunks, limit=content.size)
    assert (await get(curator, f"/{copy}/pages/2"))["text"].startswith("1 INTRODUÇÃO")
    assert (await curator.delete(f"{DOCUMENTS}/{first}")).status_code == 204
    await harness.run_jobs()
    assert await status_of(curator, f"/{first}") == 404
    assert not await store.exists(UUID(first))
    found = await get(curator, f"/{copy}")
    assert (found["state"], found["duplicate_of"], found["pages"]) == ("read", None, 3)
    assert (await curator.delete(f"{DOCUMENTS}/{copy}")).status_code == 204
    await harness.run_jobs()
    for table in ("strategy_document", "strategy_page", "strategy_passage"):
        assert await harness.one(f"SELECT count(*) FROM {table}") == 0, table
    acts = await harness.all("SELECT act FROM audit_entry WHERE object_id = :i", i=first)
    assert {row.act for row in acts} == {"strategies.document.upload", "strategies.document.remove"}


async def test_a_catalogue_that_is_not_public_keeps_its_documents(
    harness: Harness, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    document_id = await brought(curator, invented("en"))
    harness.runtime.settings.public_catalogue = False
    visitor = await client_for()
    for path in ("", f"/{document_id}", f"/{document_id}/pages/1", f"/{document_id}/original"):
        assert await status_of(visitor, path) == 401, path
