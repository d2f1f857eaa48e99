"""Who is typing in a channel is told to whoever reads it, live and to nobody else."""

from tests.live import Live
from tests.platform.factories import world


async def test_typing_in_a_conversation_is_told_to_its_people_only(live: Live) -> None:
    cast = await world(live)
    ana, bruno, carla = [await live.client(one) for one in (cast.ana, cast.bruno, cast.carla)]
    made = await ana.http.post("/api/v1/conversations", json={"people": [str(cast.bruno.id)]})
    assert made.is_success, made.text
    stream = f"channel:{made.json()['id']}"
    for client in (ana, bruno, carla):
        await client.connect()
    assert [(await one.subscribe(stream))["op"] for one in (ana, bruno, carla)] == [
        "subscribed",
        "subscribed",
        "refused",
    ]
    await carla.say(op="typing", stream=stream)
    await ana.say(op="typing", stream=stream)
    heard = await bruno.until(lambda frame: frame["op"] == "typing")
    assert (heard["stream"], heard["person"], heard["name"]) == (stream, str(cast.ana.id), "Ana")
    # The order of a socket: had there been anything else, it would have come before this.
    for client in (ana, bruno, carla):
        await client.say(op="ping")
        await client.until(lambda frame: frame["op"] == "pong")
    told = [[frame["person"] for frame in one.frames if frame["op"] == "typing"] for one in (ana, bruno, carla)]
    assert told == [[], [str(cast.ana.id)], []]
