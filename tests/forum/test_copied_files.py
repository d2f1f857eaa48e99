"""What becomes a topic takes its files along: as copies under the topic's readers, who are those of the source."""

from typing import Any

import httpx2

from tests.conftest import ClientFor
from tests.forum.factories import RED, post, topic
from tests.forum.test_chat_channels import talk
from tests.forum.test_chat_messages import general, send
from tests.harness import Harness
from tests.platform.factories import World, world

NOTES = b"what we saw\n"


async def uploaded(client: httpx2.AsyncClient, name: str = "notes.txt", content: bytes = NOTES) -> str:
    answer = await client.post("/api/v1/files", files={"file": (name, content, "text/plain")})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def carried(client: httpx2.AsyncClient, channel: str, *messages: dict[str, Any]) -> httpx2.Response:
    wanted = {"messages": [message["id"] for message in messages], "title": "Worm over SMB"}
    return await client.post(f"/api/v1/channels/{channel}/topics", json=wanted)


async def opening(client: httpx2.AsyncClient, topic_id: str) -> dict[str, Any]:
    page = (await client.get(f"/api/v1/topics/{topic_id}/posts")).json()
    first: dict[str, Any] = page["items"][0]
    return first


async def fetched(client: httpx2.AsyncClient, file: str) -> int:
    return (await client.get(f"/api/v1/files/{file}/content")).status_code


async def audiences(harness: Harness) -> set[str]:
    return {row.audience for row in await harness.all("SELECT audience FROM file")}


async def noted(cast: World, client_for: ClientFor, label: str) -> tuple[httpx2.AsyncClient, str, dict[str, Any], str]:
    """Ana's client, a channel under that label, and her message with a file in it."""
    ana = await client_for(cast.ana)
    made = await ana.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": "notes", "label": label})
    channel, file = made.json()["id"], await uploaded(ana)
    return ana, channel, await send(ana, channel, f"See [notes](attachment:{file})", attachments=[file]), file


async def test_messages_become_a_topic_with_their_files(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    bruno, carla, minister = [await client_for(one) for one in (cast.bruno, cast.carla, cast.minister)]
    ana, channel, message, file = await noted(cast, client_for, "TLP:AMBER")
    assert (await carried(carla, channel, message)).status_code == 404
    assert (await carried(minister, channel, message)).status_code == 403
    made = await carried(bruno, channel, message)
    assert made.status_code == 201, made.text
    first = await opening(ana, made.json()["topic_id"])
    (copy,) = first["attachments"]
    assert copy["id"] != file
    (original,) = message["attachments"]
    assert (copy["name"], copy["label"], copy["sha256"]) == ("notes.txt", "TLP:AMBER", original["sha256"])
    assert f"/api/v1/files/{copy['id']}/content" in first["html"]
    assert file not in first["html"]
    assert (await ana.get(f"/api/v1/files/{copy['id']}/content")).content == NOTES
    for client, status in ((bruno, 200), (minister, 200), (carla, 404)):
        assert await fetched(client, copy["id"]) == await fetched(client, file) == status
    assert await audiences(harness) == {f"amber:{cast.group.id}"}
    # Each has its own: deleting the message leaves the topic's file.
    await ana.delete(f"/api/v1/channels/{channel}/messages/{message['id']}")
    assert (await fetched(bruno, file), await fetched(bruno, copy["id"])) == (404, 200)


async def test_a_narrow_channel_makes_a_narrow_topic(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, channel, message, file = await noted(cast, client_for, "TLP:AMBER+STRICT")
    topic_id = (await carried(ana, channel, message)).json()["topic_id"]
    (copy,) = (await opening(ana, topic_id))["attachments"]
    minister = await client_for(cast.minister)
    assert (await fetched(minister, file), await fetched(minister, copy["id"])) == (404, 404)
    assert await audiences(harness) == {f"strict:{cast.group.id}"}


async def test_red_stays_among_the_named(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, weak = await client_for(cast.ana, strong=True), await client_for(cast.bruno)
    bruno, minister = await client_for(cast.bruno, strong=True), await client_for(cast.minister, strong=True)
    red = {"name": "inner", "label": RED, "recipients": [str(cast.bruno.id)]}
    channel = (await ana.post(f"/api/v1/groups/{cast.group.id}/channels", json=red)).json()["id"]
    file = await uploaded(ana)
    message = await send(ana, channel, "Look", attachments=[file])
    topic_id = (await carried(bruno, channel, message)).json()["topic_id"]
    (copy,) = (await opening(ana, topic_id))["attachments"]
    for client, status in ((ana, 200), (bruno, 200), (weak, 404), (minister, 404)):
        assert await fetched(client, copy["id"]) == status
    assert await audiences(harness) == {f"named:{channel}", f"named:{topic_id}"}


async def test_what_does_not_fit_is_said(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    channel = await general(ana, cast)
    long = [await send(ana, channel, "word " * 3_900) for _ in range(4)]
    refused = await carried(ana, channel, *long)
    assert refused.status_code == 422
    assert "Choose fewer" in refused.json()["detail"]
    many = [
        await send(ana, channel, "files", attachments=[await uploaded(ana, f"{turn}-{n}.txt") for n in range(11)])
        for turn in range(2)
    ]
    refused = await carried(ana, channel, *many)
    assert refused.status_code == 422
    assert "22 files" in refused.json()["detail"]
    assert await harness.one("SELECT count(*) FROM topic") == 0
    assert await harness.one("SELECT count(*) FROM file WHERE attached_at IS NULL") == 0
    direct = (await talk(ana, cast.bruno)).json()["id"]
    private = await send(ana, direct, "between us", attachments=[await uploaded(ana)])
    assert (await carried(ana, direct, private)).status_code == 409


async def test_an_answer_enters_the_library_with_its_files(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await topic(bruno, cast, kind="question", title="How do you sinkhole?", label="TLP:AMBER+STRICT")
    file = await uploaded(bruno, "zone.txt")
    answer = await post(bruno, made["id"], f"With [this](attachment:{file}).", attachments=[file])
    await bruno.put(f"/api/v1/topics/{made['id']}/answer", json={"post_id": answer["id"]})
    wanted = {"title": "Sinkholing by RPZ", "review_on": "2027-06-30"}
    assert (await bruno.post(f"/api/v1/posts/{answer['id']}/promote", json=wanted)).status_code == 403
    practice = await ana.post(f"/api/v1/posts/{answer['id']}/promote", json=wanted)
    assert practice.status_code == 201, practice.text
    first = await opening(bruno, practice.json()["id"])
    (copy,) = first["attachments"]
    assert copy["id"] != file
    assert f"/api/v1/files/{copy['id']}/content" in first["html"]
    assert [await fetched(client, copy["id"]) for client in (ana, bruno, carla)] == [200, 200, 404]
    assert await audiences(harness) == {f"strict:{cast.group.id}"}
