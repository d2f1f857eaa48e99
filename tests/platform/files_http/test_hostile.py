"""Hostile uploads: too much, cut off, lying, disguised, infected, and a store or a scanner that is not there."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest
import uvicorn
from obstore.store import S3Store

from atalaya_platform.app import create_app
from atalaya_platform.files.adapter import ADAPTER, store_of
from atalaya_platform.files.store import FileStore
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, person
from tests.platform.files import samples
from tests.platform.files.clamd_mock import EICAR, ClamdMock, running
from tests.platform.files_http.conftest import upload, uploaded
from tests.services.listening import InLoopServer

PNG = samples.png()
BOUNDARY = "atalaya-test"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


async def nothing_is_left(harness: Harness) -> None:
    """No row, no bytes in the store, nothing half received."""
    assert await harness.one("SELECT count(*) FROM file") == 0
    data = harness.runtime.settings.data
    assert [path for path in (data / "files").rglob("*") if path.is_file()] == []
    assert list((data / "incoming").glob("*")) == []


async def send(client: httpx2.AsyncClient, body: Any, **headers: str) -> httpx2.Response:
    return await client.post("/api/v1/files", content=body, headers={**FORM, **headers})


async def test_600_megabytes_are_cut_early(harness: Harness, cast: World, client_for: ClientFor) -> None:
    harness.runtime.settings.file_limit_mb = 2
    drawn = 0

    async def flood() -> AsyncIterator[bytes]:
        nonlocal drawn
        yield HEAD
        for _ in range(9600):
            drawn += 1
            yield b"a" * 65536

    answer = await send(await client_for(cast.ana), flood())
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["detail"]
    assert drawn < 60, "it read on after the limit"
    await nothing_is_left(harness)


async def test_a_declared_length_beyond_the_limit_is_refused_unread(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    harness.runtime.settings.file_limit_mb = 1

    async def unread() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    answer = await send(await client_for(cast.ana), unread(), **{"Content-Length": "629145600"})
    assert answer.status_code == 413


async def test_the_limit_is_exact(harness: Harness, cast: World, client_for: ClientFor) -> None:
    harness.runtime.settings.file_limit_mb = 1
    ana = await client_for(cast.ana)
    assert (await upload(ana, "a.txt", b"a" * (1 << 20))).status_code == 201
    assert (await upload(ana, "a.txt", b"a" * ((1 << 20) + 1))).status_code == 413


BROKEN = [
    b"",
    b"hello",
    HEAD,
    HEAD + b"content without an end",
    HEAD[:40],
    TAIL,
    HEAD.replace(b"file", b"other") + b"x" + TAIL,
    HEAD.replace(b'; filename="a.txt"', b"") + b"x" + TAIL,
    HEAD + b"x" + TAIL[:-4] + b"\r\n" + HEAD + b"y" + TAIL,
    b"\r\n" * 40_000,
    b"--" + BOUNDARY.encode() + b"\r\n" + b"X-Pad: y\r\n" * 5000,
]


async def test_a_broken_form_is_refused(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    for body in BROKEN:
        answer = await send(ana, body)
        assert answer.status_code in (400, 422), (body[:100], answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
    await nothing_is_left(harness)


async def test_another_content_type_is_refused(cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    for kind in (
        "multipart/form-data",
        "application/json",
        "multipart/form-data; boundary=" + "x" * 400,
        "multipart/mixed; boundary=x",
        "",
    ):
        answer = await send(ana, HEAD + b"x" + TAIL, **{"Content-Type": kind})
        assert answer.status_code == 422, kind


NAMES = [
    ("../../../etc/passwd.txt", "passwd.txt"),
    ("..\\..\\windows\\win.txt", "win.txt"),
    ("/etc/shadow.txt", "shadow.txt"),
    ("a\x00b.txt", "ab.txt"),
    ("con.txt", "_con.txt"),
    ("  .. .txt", "txt"),
    ("evil‮txt.exe.txt", "eviltxt.exe.txt"),
    ("x" * 400 + ".txt", None),
    ('a"; filename="b.txt', None),
    ("a\r\nSet-Cookie: x=1.txt", None),
]


async def test_a_hostile_name_stays_a_name(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    ids = set()
    for name, shown in NAMES:
        raw = HEAD.replace(b"a.txt", name.replace('"', "%22").replace("\r\n", "%0D%0A").encode())
        answer = await send(ana, raw + b"content" + TAIL)
        if answer.status_code == 422:
            assert shown in (None, "txt")
            continue
        file = answer.json()
        assert shown in (None, file["name"])
        assert not set(file["name"]) & set('/\\\0\r\n"')
        assert len(file["name"]) <= 120
        content = await ana.get(file["url"])
        assert content.content == b"content"
        assert "set-cookie" not in content.headers
        ids.add(file["id"].replace("-", ""))
    stored = {path.name for path in (harness.runtime.settings.data / "files").rglob("*") if path.is_file()}
    assert stored == ids, "the store knows ids only"


DISGUISED = [
    ("page.png", b"<!doctype html><script>alert(1)</script>"),
    ("page.html", b"<html></html>"),
    ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("drawing.xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("page.txt", b"<html><script>alert(1)</script>"),
    ("program.exe", b"MZ\0\0"),
    ("program.png", b"MZ\x90\0" + b"\0" * 60),
    ("polyglot.gif", samples.gif() + samples.archive({"a.html": b"<script>"})),
    ("polyglot.png", PNG + b"<script>alert(1)</script>"),
    ("polyglot.jpg", samples.jpeg() + samples.archive({"a.html": b"<script>"})),
    ("script.js", b"alert(1)"),
    ("nothing.txt", b""),
    ("noextension", b"x"),
    ("a.png.exe", PNG),
    ("cut.png", PNG[:30]),
]


async def test_what_is_disguised_is_not_taken(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    for name, content in DISGUISED:
        answer = await upload(ana, name, content)
        assert answer.status_code == 422, (name, answer.text)
        assert answer.json()["reason"]
    await nothing_is_left(harness)


async def test_malware_is_refused_and_audited(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    async with running(ClamdMock()) as address:
        harness.runtime.settings.clamd = address
        answer = await upload(ana, "invoice.txt", EICAR)
        assert (answer.status_code, answer.json()["reason"]) == (422, "infected")
        await nothing_is_left(harness)
        assert (await uploaded(ana, "note.txt", b"harmless"))["scanned"] == "clean"
    acts = await harness.all("SELECT act FROM audit_entry ORDER BY at")
    assert [row.act for row in acts] == ["files.file.refuse_infected", "files.file.upload"]


async def test_without_a_verdict_nothing_is_taken(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    for mock in (
        ClamdMock(limit=10),
        ClamdMock(reply=b"stream: maybe\0"),
        ClamdMock(reply=b""),
        ClamdMock(hang_up_after=10),
    ):
        async with running(mock) as address:
            harness.runtime.settings.clamd = address
            answer = await upload(ana, "note.txt", b"harmless, but long enough")
        assert answer.status_code == 503, mock
        assert "send the file again" in answer.json()["detail"]
    await nothing_is_left(harness)


async def test_without_a_scanner_that_is_configured_nothing_is_taken(
    harness: Harness, cast: World, client_for: ClientFor, tmp_path: Path
) -> None:
    harness.runtime.settings.clamd = f"unix:{tmp_path / 'no.sock'}"
    assert (await upload(await client_for(cast.ana), "note.txt", b"harmless")).status_code == 503
    await nothing_is_left(harness)


async def test_a_store_that_does_not_answer(
    harness: Harness, cast: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await client_for(cast.ana)
    file = await uploaded(ana, "a.png", PNG)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    harness.runtime.adapters[ADAPTER] = unreachable()
    for answer in (await upload(ana, "b.png", PNG), await ana.get(file["url"])):
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
    assert await harness.one("SELECT count(*) FROM file") == 1
    assert await harness.one("SELECT count(*) FROM audit_entry WHERE act = 'files.file.download'") == 0


def unreachable() -> FileStore:
    """A store whose server is not there, which does not wait long."""
    return FileStore(S3Store("b", retry_config={"max_retries": 0, "retry_timeout": timedelta(seconds=1)}))


async def test_bytes_that_are_gone_are_not_found(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana = await client_for(cast.ana)
    file = await uploaded(ana, "a.png", PNG)
    await store_of(harness.runtime).delete(UUID(file["id"]))
    assert (await ana.get(file["url"])).status_code == 404


async def test_only_members_upload(cast: World, harness: Harness, client_for: ClientFor) -> None:
    viewer = await person(harness, cast.jamaica, role="viewer")
    assert (await upload(await client_for(viewer), "a.png", PNG)).status_code == 403
    assert (await upload(await client_for(), "a.png", PNG)).status_code == 401
    await nothing_is_left(harness)


class _Server(InLoopServer):
    """Says when it listens."""

    listens: asyncio.Event

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@asynccontextmanager
async def served(harness: Harness) -> AsyncIterator[int]:
    """A real HTTP server on loopback; its port."""
    server = _Server(uvicorn.Config(create_app(harness.runtime), port=0, log_config=None, lifespan="off"))
    server.listens = asyncio.Event()
    task = asyncio.create_task(server.serve())
    await server.listens.wait()
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


@pytest.mark.parametrize(("declared", "sent"), [(5000, 100), (20, 5000)])
async def test_a_lying_content_length_on_a_real_connection(
    harness: Harness, cast: World, declared: int, sent: int
) -> None:
    cookie = await harness.cookie(cast.ana)
    body = (HEAD + b"a" * 10_000)[:sent]
    request = (
        f"POST /api/v1/files HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: atalaya={cookie}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: {FORM['Content-Type']}\r\nContent-Length: {declared}\r\n\r\n"
    ).encode()
    async with served(harness) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request + body)
        writer.write_eof()
        said = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        assert not said.startswith(b"HTTP/1.1 2")
        async with httpx2.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code == 200
    await nothing_is_left(harness)
