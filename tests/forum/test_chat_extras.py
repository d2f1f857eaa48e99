"""Attachments, search across everything, and the demonstration's channels."""

from atalaya_forum.chat.demonstration.load import load, remove
from atalaya_forum.chat.demonstration.script import SCENES
from atalaya_forum.chat.search import MessageSource
from atalaya_platform.directory.demonstration import load as directory
from atalaya_platform.directory.demonstration.cast import person_id
from atalaya_platform.identity.models import Person
from tests.conftest import ClientFor
from tests.forum.test_chat_channels import talk
from tests.forum.test_chat_messages import general, send
from tests.harness import Harness
from tests.platform.factories import world


async def test_attachments_come_and_go_with_their_message(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    channel = await general(ana, cast)
    uploaded = await ana.post("/api/v1/files", files={"file": ("notes.txt", b"what we saw\n", "text/plain")})
    assert uploaded.status_code in (200, 201), uploaded.text
    file = uploaded.json()["id"]
    body = f"See [notes](attachment:{file})"
    message = await send(ana, channel, body, attachments=[file])
    assert [one["name"] for one in message["attachments"]] == ["notes.txt"]
    assert f"/api/v1/files/{file}/content" in message["html"]
    again = await ana.put(
        f"/api/v1/channels/{channel}/messages/{message['id']}", json={"body": body, "attachments": [file]}
    )
    assert again.json() == message
    event = await harness.one("SELECT data FROM stream_event WHERE stream = :s", s=f"channel:{channel}")
    assert event["attachments"] == message["attachments"]
    assert (await bruno.get(f"/api/v1/files/{file}")).status_code == 200
    assert (await carla.get(f"/api/v1/files/{file}")).status_code == 404
    stolen = await bruno.put(
        f"/api/v1/channels/{channel}/messages/{message['id'][:-4]}ffff", json={"body": "mine", "attachments": [file]}
    )
    assert stolen.status_code == 404
    gone = (await ana.delete(f"/api/v1/channels/{channel}/messages/{message['id']}")).json()
    assert gone["attachments"] == []
    assert (await bruno.get(f"/api/v1/files/{file}")).status_code == 404
    await harness.run_jobs()


async def test_messages_are_found_by_their_readers(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    channel = await general(ana, cast)
    public = await send(ana, channel, "Beacon to the **lighthouse** host")
    direct = (await talk(ana, cast.bruno)).json()["id"]
    private = await send(ana, direct, "Lighthouse, between us")
    source = MessageSource()
    database = harness.runtime.database
    ids = [public["id"], private["id"]]
    async with database.system() as session:
        documents = await source.documents(session, ids)
        assert [document.id for document in documents] == [public["id"]]
        assert documents[0].audience == f"amber:{cast.group.id}"
        assert documents[0].body == "Beacon to the lighthouse host"
        assert [str(one) for one in await source.all_ids(session, None, 10)] == [public["id"]]
    async with database.as_person(cast.bruno.id) as session:
        assert {str(one) for one in await source.readable(session, ids)} == set(ids)
        cards = {str(one): card for one, card in (await source.describe(session, ids)).items()}
        assert cards[public["id"]].subtitle == "#general · Ana"
        assert [str(one) for one in await source.named_search(session, "lightho", 5)] == [private["id"]]
    for outsider in (cast.carla, cast.admin):
        async with database.as_person(outsider.id) as session:
            assert await source.readable(session, ids) == set()
            assert await source.describe(session, ids) == {}
            assert await source.named_search(session, "lighthouse", 5) == []
    await ana.delete(f"/api/v1/channels/{channel}/messages/{public['id']}")
    async with database.system() as session:
        assert await source.documents(session, ids) == []
        assert await source.all_ids(session, None, 10) == []


async def test_the_scenes_are_played_once_and_taken_away(harness: Harness, client_for: ClientFor) -> None:
    for _ in range(2):
        async with harness.runtime.database.system() as session:
            await directory.load(session, harness.runtime)
            await load(session, harness.runtime)
    said = sum(len(scene.lines) for scene in SCENES)
    assert await harness.one("SELECT count(*) FROM message") == said
    await harness.run_jobs()
    bruno = await client_for(Person(id=person_id("brazil.analyst")))
    names = {(one["name"], one["direct"]) for one in (await bruno.get("/api/v1/channels")).json()["items"]}
    assert names == {("general", False), ("guardia-24x7", False), ("", True)}
    company = await client_for(Person(id=person_id("company")))
    seen = (await company.get("/api/v1/channels")).json()["items"]
    assert [one["last_message"]["author"]["name"] for one in seen] == ["Secretariat officer (demo)"]
    async with harness.runtime.database.system() as session:
        await remove(session, harness.runtime)
    for table in ("message", "channel"):
        assert await harness.one(f"SELECT count(*) FROM {table}") == 0
    assert await harness.one("SELECT count(*) FROM stream WHERE name LIKE 'channel:%'") == 0
