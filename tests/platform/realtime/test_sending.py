"""Sending where commits last: once under its id however often and however much at once, in one order for all."""

import asyncio

from atalaya_platform.ids import new_id
from tests.platform.realtime.conftest import Stage


async def test_the_same_message_sent_at_once_is_one_message(stage: Stage) -> None:
    ana = await stage.live.client(stage.cast.ana)
    again = await stage.live.client(stage.cast.ana, server=1)
    await ana.connect()
    head = (await ana.subscribe(stage.stream))["head"]
    address = f"/api/v1/channels/{stage.channel}/messages/{new_id()}"
    answers = await asyncio.gather(
        *[(ana, again)[number % 2].http.put(address, json={"body": "once"}) for number in range(8)]
    )
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["author"]["name"] == "Ana"
    other = await ana.http.put(address, json={"body": "twice"})
    assert other.json()["type"] == "/problems/message-id-taken"
    gone = await ana.http.put(
        f"/api/v1/channels/{stage.channel}/messages/{new_id()}", json={"body": "x", "reply_to": str(new_id())}
    )
    assert gone.json()["type"] == "/problems/reply-gone"
    last = await ana.http.put(f"/api/v1/channels/{stage.channel}/messages/{new_id()}", json={"body": "last"})
    await ana.until(lambda frame: frame.get("seq") == last.json()["seq"])
    assert ana.seqs(stage.stream) == [head + 1, head + 2]
    rows = await stage.live.sql("SELECT body FROM message WHERE channel_id = :c ORDER BY seq", c=stage.channel)
    assert [row.body for row in rows] == ["once", "last"]


async def test_many_writers_make_one_order(stage: Stage) -> None:
    writers = [await stage.live.client(stage.cast.ana), await stage.live.client(stage.cast.bruno, server=1)]
    for writer in writers:
        await writer.connect()
    heads = [(await writer.subscribe(stage.stream))["head"] for writer in writers]

    async def write(number: int) -> int:
        address = f"/api/v1/channels/{stage.channel}/messages/{new_id()}"
        answer = await writers[number % 2].http.put(address, json={"body": f"m{number}"})
        assert answer.status_code == 200, answer.text
        return int(answer.json()["seq"])

    seqs = await asyncio.gather(*[write(number) for number in range(60)])
    assert sorted(seqs) == list(range(heads[0] + 1, heads[0] + 61))
    for writer in writers:
        await writer.until(lambda frame: frame.get("seq") == max(seqs))
        assert writer.seqs(stage.stream) == sorted(seqs)
    said = [[f["data"]["body"] for f in writer.frames if f["op"] == "event"] for writer in writers]
    assert said[0] == said[1]


async def test_an_archived_channel_refuses_and_keeps_nothing(stage: Stage) -> None:
    ana = await stage.live.client(stage.cast.ana)
    await ana.http.patch(f"/api/v1/channels/{stage.channel}", json={"archived": True}, headers={"If-Match": "*"})
    before = await stage.live.sql("SELECT head FROM stream WHERE name = :n", n=stage.stream)
    answer = await ana.http.put(f"/api/v1/channels/{stage.channel}/messages/{new_id()}", json={"body": "x"})
    assert answer.json()["type"] == "/problems/channel-archived"
    assert await stage.live.sql("SELECT head FROM stream WHERE name = :n", n=stage.stream) == before
    carla = await stage.live.client(stage.cast.carla)
    answer = await carla.http.put(f"/api/v1/channels/{stage.channel}/messages/{new_id()}", json={"body": "x"})
    assert answer.status_code == 404
