"""The real server and worker as processes of their own, for browser, fault and topology tests."""

import sys
import tempfile
from pathlib import Path

import httpx2

from tests.loopback import UNENCRYPTED
from tests.services.process import Process, free_port

ATALAYA = str(Path(sys.executable).parent / "atalaya")


def data_folder(name: str) -> Path:
    """A folder for a server's data, outside every private folder (as root the database runs as another user)."""
    folder = Path(tempfile.mkdtemp(prefix=f"atalaya-{name}-"))
    folder.chmod(0o755)
    return folder


class Server(Process):
    """`atalaya serve` on loopback; ready when /readyz answers."""

    def __init__(self, data: Path, *, port: int | None = None, demonstration: bool = False, **settings: str) -> None:
        self.data = data
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {
            "ATALAYA_DATA": str(data),
            "ATALAYA_PORT": str(self.port),
            "ATALAYA_DEMONSTRATION": "true" if demonstration else "false",
            "ATALAYA_LOG_LEVEL": "warning",
            **{f"ATALAYA_{name.upper()}": value for name, value in settings.items()},
        }
        super().__init__(
            [ATALAYA, "serve"], data / f"server-{self.port}.log", self._ready, environment=environment, seconds=60
        )

    def _ready(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/readyz", timeout=2, verify=UNENCRYPTED).status_code == 200
        except httpx2.HTTPError:
            return False


class BackgroundWorker(Process):
    """`atalaya worker`; ready when its log says so."""

    def __init__(self, data: Path, **settings: str) -> None:
        environment = {
            "ATALAYA_DATA": str(data),
            "ATALAYA_LOG_LEVEL": "warning",
            **{f"ATALAYA_{name.upper()}": value for name, value in settings.items()},
        }
        self._starts = 0
        super().__init__([ATALAYA, "worker"], data / "worker.log", self._works, environment=environment, seconds=60)

    def start(self) -> None:
        self._starts = self._said() + 1
        super().start()

    def _said(self) -> int:
        return self.log.read_text().count("The worker works.") if self.log.exists() else 0

    def _works(self) -> bool:
        return self._said() >= self._starts
