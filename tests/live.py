"""A real server in the test's own loop, on a database of its own where commits last, and clients with real sockets."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from websockets.asyncio.client import ClientConnection, connect

from atalaya_platform.assembly import build_runtime
from atalaya_platform.clock import SystemClock
from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.database.engine import create_engine
from atalaya_platform.runtime import Runtime
from atalaya_platform.serving import bound, uvicorn_config
from atalaya_platform.settings import Settings
from tests.harness import sign_in_of
from tests.loopback import UNENCRYPTED
from tests.services.listening import InLoopServer
from tests.services.process import free_port
from tests.storing import Storing


class Client:
    """One browser of one person: HTTP, and a socket whose frames are kept."""

    def __init__(self, url: str, cookie: str) -> None:
        self.url = url
        self.cookie = cookie
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": url}
        self.http = httpx2.AsyncClient(
            base_url=url, headers=headers, cookies={"atalaya": cookie}, timeout=20, verify=UNENCRYPTED
        )
        self.socket: ClientConnection | None = None
        self.frames: list[dict[str, Any]] = []
        self._reader: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def connect(self, **options: Any) -> ClientConnection:
        """Open the socket and keep what comes."""
        headers = {"Cookie": f"atalaya={self.cookie}", **options.pop("headers", {})}
        address = self.url.replace("http", "ws", 1) + "/api/v1/stream"
        self.socket = await connect(
            address, origin=options.pop("origin", self.url), additional_headers=headers, compression=None, **options
        )
        self._reader = asyncio.create_task(self._read(self.socket))
        return self.socket

    async def _read(self, own: ClientConnection) -> None:
        with contextlib.suppress(Exception):
            async for raw in own:
                self.frames.append(orjson.loads(raw))
                self._news.set()
        self._news.set()

    async def say(self, **message: Any) -> None:
        assert self.socket is not None
        await self.socket.send(orjson.dumps(message).decode())

    async def subscribe(self, stream: str, after: int | None = None) -> dict[str, Any]:
        """Subscribe; the server's answer."""
        before = len(self.frames)
        await self.say(op="subscribe", stream=stream, **({} if after is None else {"after": after}))
        return await self.until(lambda f: f["op"] in ("subscribed", "refused") and f["stream"] == stream, since=before)

    async def until(self, wanted: Any, *, since: int = 0, seconds: float = 5.0) -> dict[str, Any]:
        """The first frame that is wanted; fails when it does not come in time."""
        async with asyncio.timeout(seconds):
            while True:
                for found in self.frames[since:]:
                    if wanted(found):
                        return found
                self._news.clear()
                await self._news.wait()

    async def event(self, kind: str, **options: Any) -> dict[str, Any]:
        return await self.until(lambda f: f["op"] == "event" and f["type"] == kind, **options)

    def seqs(self, stream: str) -> list[int]:
        """The numbers of the events that came, in the order in which they came."""
        return [f["seq"] for f in self.frames if f["op"] == "event" and f["stream"] == stream]

    async def closed(self, seconds: float = 5.0) -> int | None:
        """Wait until the socket is closed; its close code."""
        assert self.socket is not None
        async with asyncio.timeout(seconds):
            await self.socket.wait_closed()
        return self.socket.close_code

    async def drop(self) -> None:
        """Lose the connection, without a word."""
        assert self.socket is not None
        self.socket.transport.abort()
        if self._reader is not None:
            await asyncio.gather(self._reader, return_exceptions=True)

    async def close(self) -> None:
        if self.socket is not None:
            await self.socket.close()
        if self._reader is not None:
            await asyncio.gather(self._reader, return_exceptions=True)
        await self.http.aclose()


class Live(Storing):
    """Servers on one database. `add` commits rows as a superuser, so that factories can be used."""

    def __init__(self, server: EmbeddedDatabase, database: str, data: Path) -> None:
        self.server = server
        self.database = database
        self.data = data
        self.engine: AsyncEngine = create_engine(server.url("postgres", database), 3)
        self.urls: list[str] = []
        self.runtimes: list[Runtime] = []
        self._clients: list[Client] = []

    @asynccontextmanager
    async def superuser(self) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session
            await session.commit()

    async def sql(self, statement: str, **values: Any) -> list[Any]:
        """Rows of a plain SQL statement, past row-level security, committed."""
        async with self.engine.begin() as connection:
            result = await connection.execute(text(statement), values)
            return list(result.all()) if result.returns_rows else []

    async def cookie(self, person: Any, *, strong: bool = False) -> str:
        token, row = sign_in_of(person, SystemClock().now(), strong=strong)
        await self.add(row)
        return token

    async def client(self, person: Any, *, server: int = 0, strong: bool = False) -> Client:
        made = Client(self.urls[server], await self.cookie(person, strong=strong))
        self._clients.append(made)
        return made

    @asynccontextmanager
    async def serving(self, **settings: Any) -> AsyncIterator[Runtime]:
        """One more server, with its own pool and hub."""
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        own = Settings(
            data=self.data / str(port),
            host="127.0.0.1",
            port=port,
            worker=False,
            log_level="warning",
            log_format="console",
            **settings,
        )
        own.data.mkdir(parents=True, exist_ok=True)
        address = self.server.url("atalaya_app", self.database)
        engine = create_engine(address, 5)
        runtime = build_runtime(own, engine, address)

        serving = InLoopServer(uvicorn_config(runtime, engine, address, timeout_graceful_shutdown=1))
        task = asyncio.create_task(serving.serve(sockets=[bound("127.0.0.1", port)]))
        while not serving.started:
            if task.done():
                task.result()
            await asyncio.sleep(0.01)
        self.urls.append(url)
        self.runtimes.append(runtime)
        try:
            yield runtime
        finally:
            serving.should_exit = True
            await task

    async def close_clients(self) -> None:
        for client in self._clients:
            await client.close()
        self._clients = []
