"""A real Redis (or Valkey) for tests, on loopback, ended by its process id."""

import shutil
import socket
from pathlib import Path

from tests.services.process import Process, free_port


class RedisMissing(Exception):
    """There is no redis-server or valkey-server on the PATH; install the package redis-server."""


class Redis(Process):
    """A server of this test that keeps nothing on disk."""

    def __init__(self, data: Path) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if program is None:
            raise RedisMissing("Install the package redis-server (or valkey-server), which these tests start.")
        self.port = free_port()
        self.url: str = f"redis://127.0.0.1:{self.port}/0"
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        super().__init__(command, data / "redis.log", self._answers, folder=data)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False
