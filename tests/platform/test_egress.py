"""The server visits no address that people type (as FlowIntel, CVE-2026-9813); no decision reads a request's URL."""

import ast
import asyncio
from pathlib import Path

import pytest

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "platform" / "atalaya_platform").rglob("*.py"), *(ROOT / "forum" / "atalaya_forum").rglob("*.py")]
CLIENTS = {
    "httpx2", "httpx", "requests", "aiohttp", "urllib.request", "http.client", "authlib", "aiosmtplib", "redis",
    "meilisearch", "obstore", "boto3", "ftplib", "smtplib", "socket",
}  # fmt: skip
CALLS = {"open_connection", "open_unix_connection", "create_connection", "urlopen"}
CONNECTING = {
    "files/antivirus.py": "clamd, as the settings say",
    "files/store.py": "the file store, as the settings say",
    "identity/sign_in/trip.py": "identity providers, as the settings say",
    "mail/transport.py": "the mail server, as the settings say",
    "operations/doctor/place.py": "this installation's own address",
    "operations/doctor/services.py": "the mail server, as the settings say",
    "realtime/redis_backplane.py": "the broker, as the settings say",
    "search/meili.py": "Meilisearch, as the settings say",
    "serving.py": "nowhere: it listens",
}
"""Every place that opens a connection, and to where: what an operator set, and never what a person typed."""


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


def _connects(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Attribute) and node.attr in CALLS:
            return True
        if any(name == one or name.startswith(f"{one}.") for name in names for one in CLIENTS):
            return True
    return False


def test_only_these_places_open_connections() -> None:
    found = {str(path).partition("atalaya_platform/")[2] or str(path) for path in SOURCES if _connects(path)}
    assert found == set(CONNECTING), "Say in CONNECTING where it connects to, and that nobody but an operator says so"


def test_nothing_is_decided_by_the_address_that_a_request_names() -> None:
    """Whoever sends a request writes its Host, and so `request.url` (Starlette, CVE-2026-48710); paths are no part."""
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in {"url", "base_url"}:
                inner = node.value
                if isinstance(inner, ast.Name) and inner.id in {"request", "socket", "websocket"}:
                    wrong.append(f"{path.name}:{node.lineno}")
    path_only = [f"idempotency.py:{number}" for number, line in enumerate(
        (ROOT / "platform/atalaya_platform/http/idempotency.py").read_text().splitlines(), 1
    ) if "request.url.path" in line]  # fmt: skip
    assert sorted(set(wrong) - set(path_only)) == []


async def test_no_typed_address_is_visited(harness: Harness, cast: World, client_for: ClientFor) -> None:
    visits: list[str] = []

    async def visited(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visits.append("somebody came")
        writer.close()

    listener = await asyncio.start_server(visited, "127.0.0.1", 0)
    here = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    text = f"{here}/a [b]({here}/b) ![c]({here}/c.png) <{here}/d>"
    ana = await client_for(cast.ana)
    group, path = str(cast.group.id), f"/api/v1/organisations/{cast.jamaica.id}"
    body = {"group_id": group, "title": f"See {here}", "body": text, "label": "TLP:AMBER"}
    topic = (await ana.post("/api/v1/topics", json=body)).json()["id"]
    channel = (await ana.post(f"/api/v1/groups/{group}/channels", json={"name": "links"})).json()["id"]
    did = [
        await ana.post("/api/v1/text/preview", json={"markdown": text}),
        await ana.post(f"/api/v1/topics/{topic}/posts", json={"body": text}),
        await ana.post(f"/api/v1/channels/{channel}/messages", json={"id": str(cast.group.id), "body": text}),
        await ana.patch(path, json={"website": f"{here}/site"}, headers={"If-Match": "*"}),
        await ana.get(f"/api/v1/topics/{topic}/export.pdf"),
    ]
    assert [answer.status_code for answer in did] == [200, 201, 201, 200, 200], [answer.text[:200] for answer in did]
    await harness.run_jobs()
    await asyncio.sleep(0.2)
    listener.close()
    assert visits == []
