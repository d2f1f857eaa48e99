"""Readers who stop reading: their sockets stay open and empty nothing, until the server lets go of them."""

import asyncio
import socket
import time

import psutil
from benchmarks.light import Crowd, masked

from tests.load.listeners import HOST


class Stopped:
    """Keeps so many of them connected; whoever was dropped comes again."""

    def __init__(self, pid: int, port: int, cookie: str, stream: str) -> None:
        self._server = psutil.Process(pid)
        self._port = port
        self._hello = Crowd(HOST, port, cookie, f'{{"op":"subscribe","stream":"{stream}"}}'.encode(), marks=False)
        self._open: dict[int, tuple[socket.socket, float]] = {}
        self.dropped = 0
        self.held: list[float] = []
        """How many seconds each that was dropped had been connected."""

    async def _one_more(self) -> None:
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(raw, (HOST, self._port))
        await loop.sock_sendall(raw, self._hello.request)
        await asyncio.sleep(0.5)
        await loop.sock_sendall(raw, masked(self._hello.hello))
        self._open[raw.getsockname()[1]] = (raw, time.monotonic())

    async def keep(self, many: int) -> None:
        """Go on until cancelled, then leave."""
        try:
            while True:
                found = await asyncio.to_thread(self._server.net_connections, "tcp")
                there = {one.raddr.port for one in found if one.raddr}
                for port in self._open.keys() - there:
                    raw, since = self._open.pop(port)
                    raw.close()
                    self.dropped += 1
                    self.held.append(time.monotonic() - since)
                while len(self._open) < many:
                    await self._one_more()
                await asyncio.sleep(1)
        finally:
            for raw, _ in self._open.values():
                raw.close()
            self._open.clear()
