"""Requests that nobody sends by accident: each is answered in words, at once, and never with a server error."""

import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from atalaya_platform.ids import new_id
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world

SECONDS = 1.0
"""Of processor time, which is what a hostile request would waste; the application runs in this process."""
PROBLEM = "application/problem+json"
JSON = {"Content-Type": "application/json"}
BOMB = 17 << 20

HEADERS: list[dict[str, str]] = [
    {"Host": "evil.example"},
    {"Host": "a@b:c/../../api/v1/me?x#y"},
    {"Host": ""},
    {"Host": "x" * 8000},
    {"Range": "bytes=" + ",".join(f"{n}-{n + 1}" for n in range(0, 4000, 2))},
    {"Range": "bytes=0-18446744073709551616"},
    {"Range": "bytes=-0,-,--,9-1"},
    {"Range": "bytes=" + "0-" * 3000},
    {"Accept": ",".join(["*/*;q=0.1"] * 900)},
    {"Cookie": "atalaya=" + "x" * 6000},
    {"Cookie": ";" * 5000},
    {"Authorization": "Bearer " + "." * 5000},
    {"Authorization": "Bearer a.b.c"},
    {"If-Match": '"' * 3000},
    {"If-None-Match": "W/" * 3000},
    {"X-Forwarded-For": "127.0.0.1, " * 500},
    {"X-Request-ID": "\t<script>"},
    {"Content-Length": "99999999999999999999"},
]
MULTIPART = [
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "b" * 5000,
    'multipart/form-data; boundary="; boundary=x',
    "multipart/form-data; boundary=x; charset=utf-7",
]
PARTS = [
    b"",
    b"--x",
    b"--x\r\n" * 20_000,
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + b"\\" * 60_000,
    b"--x\r\n" + b"A: b\r\n" * 20_000,
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../etc/passwd\0.pdf"\r\n\r\n%PDF-1.7\r\n'
    b"--x--\r\n",
    b"\r" * 100_000,
]
BODIES: dict[str, bytes] = {
    "a NUL": b'{"body": "a\\u0000b"}',
    "a NUL by itself": b'{"body": "\\u0000"}',
    "a lone surrogate": b'{"body": "a\\ud800b"}',
    "two lone surrogates": b'{"body": "\\udfff\\ud800"}',
    "bytes that are no UTF-8": b'{"body": "\xff\xfe"}',
    "a huge number": b'{"body": "a", "reply_to": ' + b"9" * 5000 + b"}",
    "a huge exponent": b'{"body": 1e999999999}',
    "no number": b'{"body": NaN}',
    "deep lists": b'{"body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"body":' * 50_000 + b"1" + b"}" * 50_000,
    "an unfinished text": b'{"body": "',
    "a byte order mark": b"\xef\xbb\xbf" + b'{"body": "a"}',
    "UTF-16": '{"body": "a"}'.encode("utf-16"),
    "nothing": b"",
    "many keys": b"{" + b",".join(b'"k%d":1' % n for n in range(50_000)) + b"}",
    "a list": b"[]",
}


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def _asked(client: httpx2.AsyncClient, method: str, path: str, **options: Any) -> httpx2.Response:
    """Ask; the answer is no server error, an error is a problem document, and it comes within a second."""
    began = time.process_time()
    answer = await client.request(method, path, **options)
    assert time.process_time() - began < SECONDS, f"{method} {path} took too long"
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == PROBLEM, answer.text
        assert answer.json()["detail"]
    return answer


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: next(f"{k} {v[:24]}" for k, v in headers.items()))
async def test_headers(headers: dict[str, str], cast: World, client_for: ClientFor) -> None:
    for client in (await client_for(), await client_for(cast.ana)):
        for path in ("/api/v1/me", "/api/v1/topics", "/healthz", f"/api/v1/files/{new_id()}/content"):
            await _asked(client, "GET", path, headers=headers)
        await _asked(client, "POST", "/api/v1/topics", headers={**JSON, **headers}, content=b"{}")


@pytest.mark.parametrize("kind", MULTIPART, ids=lambda kind: kind[:40])
async def test_multipart(kind: str, cast: World, client_for: ClientFor) -> None:
    client = await client_for(cast.ana)
    for body in PARTS:
        for path in ("/api/v1/files", "/api/v1/topics"):
            answer = await _asked(client, "POST", path, headers={"Content-Type": kind}, content=body)
            assert answer.status_code >= 400


async def test_body_that_is_too_long(cast: World, client_for: ClientFor) -> None:
    async def drops() -> AsyncIterator[bytes]:
        for _ in range(BOMB >> 20):
            yield b" " * (1 << 20)

    for client in (await client_for(), await client_for(cast.ana)):
        for path in ("/api/v1/topics", "/api/v1/sign-in/password", "/api/v1/text/preview"):
            declared = await _asked(client, "POST", path, headers=JSON, content=b" " * BOMB)
            assert declared.status_code == 413
            undeclared = await _asked(client, "POST", path, headers=JSON, content=drops())
            assert undeclared.status_code == 413


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_body(body: bytes, cast: World, client_for: ClientFor) -> None:
    client = await client_for(cast.ana)
    made = await client.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": "Incidents"})
    channel = made.json()["id"]
    await _asked(client, "PUT", f"/api/v1/channels/{channel}/messages/{new_id()}", headers=JSON, content=body)
    for path in ("/api/v1/topics", "/api/v1/text/preview", "/api/v1/sign-in/password", "/api/v1/groups"):
        await _asked(client, "POST", path, headers=JSON, content=body)
    await _asked(client, "PUT", f"/api/v1/drafts/topic:{cast.group.id}", headers=JSON, content=body)


ADDRESSES = ["%00", "a%00b", "%ff%fe", "%ed%a0%80", "9" * 400, "-" + "9" * 400, "1e400", "%F0%9F%92%A9"]


@pytest.mark.parametrize("value", ADDRESSES)
async def test_address(value: str, cast: World, client_for: ClientFor) -> None:
    client = await client_for(cast.ana)
    made = await client.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": "Incidents"})
    channel = made.json()["id"]
    for path in (
        f"/api/v1/topics/{value}",
        f"/api/v1/topics?tag={value}",
        f"/api/v1/topics?after={value}",
        f"/api/v1/search?q={value}&offset={value}",
        f"/api/v1/search?q={value}",
        f"/api/v1/people?q={value}",
        f"/api/v1/channels/{channel}/messages?after={value}",
        f"/api/v1/channels/{channel}/search?q={value}",
        f"/api/v1/organisations?q={value}",
        f"/api/v1/invitations/{value}",
        f"/api/v1/drafts/{value}",
        f"/api/v1/subscriptions/{value}",
        f"/api/v1/audit?act={value}",
    ):
        await _asked(client, "GET", path)
