"""Delivery: every number once and in order, whatever happens to connections in between."""

import asyncio
import contextlib
import random
import socket
import struct
from collections.abc import Callable

from atalaya_platform.events.ledger import emit
from atalaya_platform.realtime.connection import LINGER_SECONDS, TOO_SLOW
from atalaya_platform.realtime.hub import REPLAY_LIMIT
from atalaya_platform.realtime.wire import frame
from tests.live import Client
from tests.platform.realtime.conftest import Said, Stage


class Resuming:
    """A client as the web application is one: it loses its connection, comes back, and says what it saw last."""

    def __init__(self, client: Client, stream: str, after: int) -> None:
        self.client = client
        self.stream = stream
        self.first = after

    @property
    def last(self) -> int:
        return max(self.client.seqs(self.stream), default=self.first)

    async def come_back(self) -> None:
        await self.client.connect()
        answer = await self.client.subscribe(self.stream, self.last)
        assert "reset" not in answer

    async def lose_it(self) -> None:
        await self.client.drop()


async def test_nobody_misses_or_doubles_anything_while_connections_drop(stage: Stage) -> None:
    chance = random.Random(7)
    writer = await stage.live.client(stage.cast.ana)
    head = (await writer.http.get(f"/api/v1/channels/{stage.channel}/messages")).json()["head"]
    readers = [
        Resuming(await stage.live.client(stage.cast.ana, server=number % 2), stage.stream, head) for number in range(10)
    ]
    for reader in readers:
        await reader.come_back()
    said = 300

    async def publish(server: int) -> None:
        for number in range(said // 3):
            await stage.say(number, server=server)
            await asyncio.sleep(chance.random() * 0.01)

    async def disturb() -> None:
        while True:
            await asyncio.sleep(chance.random() * 0.03)
            reader = chance.choice(readers)
            await reader.lose_it()
            await reader.come_back()

    disturbing = asyncio.create_task(disturb())
    await asyncio.gather(publish(0), publish(1), publish(0))
    disturbing.cancel()
    await asyncio.gather(disturbing, return_exceptions=True)
    expected = list(range(head + 1, head + said + 1))
    for reader in readers:
        if reader.client.socket is None or reader.client.socket.close_code is not None:
            await reader.come_back()
        with contextlib.suppress(TimeoutError):
            await reader.client.until(lambda frame: frame.get("seq") == head + said, seconds=5)
        assert reader.client.seqs(stage.stream) == expected


async def test_joining_while_others_speak_leaves_no_gap(stage: Stage) -> None:
    speaking = asyncio.create_task(_speak(stage, 200))
    joined: list[tuple[Client, int]] = []
    while not speaking.done():
        client = await stage.live.client(stage.cast.ana, server=len(joined) % 2)
        await client.connect()
        answer = await client.subscribe(stage.stream)
        joined.append((client, answer["head"]))
        await asyncio.sleep(0.01)
    await speaking
    last = (await stage.live.sql("SELECT head FROM stream WHERE name = :n", n=stage.stream))[0].head
    assert len(joined) > 5
    for client, head in joined:
        if head < last:
            await client.until(lambda frame: frame.get("seq") == last)
        assert client.seqs(stage.stream) == list(range(head + 1, last + 1))


async def _speak(stage: Stage, times: int) -> None:
    for number in range(times):
        await stage.say(number)


async def test_who_was_away_too_long_starts_afresh(stage: Stage) -> None:
    async with stage.live.runtimes[0].database.system() as session:
        for number in range(REPLAY_LIMIT + 20):
            emit(session, Said(number=number), [stage.stream])
    head = (await stage.live.sql("SELECT head FROM stream WHERE name = :n", n=stage.stream))[0].head
    ana = await stage.live.client(stage.cast.ana)
    await ana.connect()
    answer = await ana.subscribe(stage.stream, 0)
    assert answer["reset"] is True
    assert answer["head"] == head
    await stage.say(1)
    await ana.until(lambda frame: frame.get("seq") == head + 1)
    assert ana.seqs(stage.stream) == [head + 1]
    replayed = await stage.live.client(stage.cast.ana)
    await replayed.connect()
    await replayed.subscribe(stage.stream, head - 100)
    await replayed.until(lambda frame: frame.get("seq") == head + 1)
    assert replayed.seqs(stage.stream) == list(range(head - 99, head + 2))
    ahead = await replayed.subscribe(stage.stream, head + 500)
    assert ahead["reset"] is True


async def test_a_reader_who_does_not_keep_up_is_dropped_alone(stage: Stage) -> None:
    ana = await stage.live.client(stage.cast.ana)
    await ana.connect()
    head = (await ana.subscribe(stage.stream))["head"]
    slow = await _silent_reader(ana.url, ana.cookie, stage.stream)
    hub = stage.live.runtimes[0].hub
    joined = hub.streams[stage.stream].connections
    await until(lambda: len(joined) == 2)
    said = 0
    async with asyncio.timeout(30):
        while not any(connection.closing for connection in joined):
            await ana.http.put(f"/api/v1/channels/{stage.channel}/messages/{_uuid(said)}", json={"body": "x" * 19_000})
            said += 1
    for _ in range(5):
        await stage.say(0)
    await ana.until(lambda frame: frame.get("seq") == head + said + 5)
    assert ana.seqs(stage.stream) == list(range(head + 1, head + said + 6))
    # It hears why, at the end of what was waiting for it.
    why = struct.pack("!BBH", 0x88, 2 + len(TOO_SLOW), 1013) + TOO_SLOW.encode()
    with contextlib.closing(slow):
        slow.settimeout(5)
        received = b""
        while not received.endswith(why):
            chunk = await asyncio.to_thread(slow.recv, 1 << 16)
            assert chunk, "it was cut off without a reason"
            received += chunk
        assert b"HTTP/1.1 101" in received
    back = await stage.live.client(stage.cast.ana)
    await back.connect()
    await back.subscribe(stage.stream, head)
    await back.until(lambda frame: frame.get("seq") == head + said + 5, seconds=10)
    assert back.seqs(stage.stream) == list(range(head + 1, head + said + 6))


async def test_a_reader_who_never_reads_again_is_cut_off(stage: Stage) -> None:
    """Also when the session ended meanwhile: the close frame waits behind what is not read, and not for long."""
    ana = await stage.live.client(stage.cast.ana)
    slow = await _silent_reader(ana.url, ana.cookie, stage.stream)
    hub = stage.live.runtimes[0].hub
    await until(lambda: stage.stream in hub.streams and len(hub.streams[stage.stream].connections) == 1)
    (connection,) = hub.streams[stage.stream].connections
    transport = connection._transport
    assert transport is not None
    while transport.get_write_buffer_size() < 300_000:  # far more than the socket's own buffers take
        connection.send(frame("x" * 60_000))
        await asyncio.sleep(0)
    connection.close(4401, "signed out", linger=0.3)
    await until(lambda: connection not in hub.connections)
    assert transport.is_closing()
    assert LINGER_SECONDS < 15
    slow.close()


async def until(true: Callable[[], bool]) -> None:
    """Wait until something holds; fails after five seconds."""
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to pass")


def _uuid(number: int) -> str:
    return f"01900000-0000-7000-8000-{random.getrandbits(32):08x}{number:04x}"


async def _silent_reader(url: str, cookie: str, stream: str) -> socket.socket:
    """A raw socket that subscribes and then reads nothing, with the smallest receive buffer."""
    host, _, port = url.removeprefix("http://").partition(":")
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, (host, int(port)))
    request = (
        f"GET /api/v1/stream HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: {url}\r\n"
        f"Cookie: atalaya={cookie}\r\n\r\n"
    )
    await loop.sock_sendall(raw, request.encode())
    await asyncio.sleep(0.2)
    said = f'{{"op":"subscribe","stream":"{stream}"}}'.encode()
    await loop.sock_sendall(raw, bytes([0x81, 0x80 | len(said), 0, 0, 0, 0]) + said)
    return raw
