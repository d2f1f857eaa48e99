"""What a socket is refused with: a problem document before it opens, words afterwards."""

from typing import Any

import httpx2
import orjson
import pytest
from sqlalchemy.exc import OperationalError
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from atalaya_platform.realtime import socket as sockets
from tests.platform.realtime.conftest import Stage

SPANISH = {"Accept-Language": "es-AR,es;q=0.9"}


async def _refusal(url: str, **options: Any) -> tuple[int, dict[str, object]]:
    """The status and the problem document with which a handshake is refused."""
    with pytest.raises(InvalidStatus) as refused:
        await connect(url.replace("http", "ws", 1), **options)
    response = refused.value.response
    assert response.headers["content-type"] == "application/problem+json"
    said = orjson.loads(response.body)
    assert said["detail"]
    assert said["request_id"]
    return response.status_code, said


async def test_a_foreign_page_is_told_why(stage: Stage) -> None:
    status, said = await _refusal(stage.live.urls[0] + "/api/v1/stream", origin="https://evil.example")
    assert (status, said["type"]) == (403, "/problems/cross-site")


async def test_a_socket_is_refused_in_the_language_of_its_browser(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = stage.live.urls[0]
    _, said = await _refusal(url + "/api/v1/stream", origin="https://evil.example", additional_headers=SPANISH)
    assert said["title"] == "Abierto por otro sitio"
    carla = await stage.live.client(stage.cast.carla)
    await carla.connect(headers=SPANISH)
    assert (await carla.subscribe(stage.stream))["detail"] == "Ese flujo no existe, o no se comparte con usted."
    monkeypatch.setattr(sockets, "MOST_STREAMS", 0)
    too_many = await carla.subscribe(f"person:{stage.cast.carla.id}")
    assert too_many["detail"] == "Ya sigue 1000 flujos. Deje algunos y vuelva a pedirlo."


async def test_an_address_without_a_stream_is_not_found(stage: Stage) -> None:
    for path in ("/api/v1/nowhere", "/api/v1/me", "/"):
        status, said = await _refusal(stage.live.urls[0] + path, origin=stage.live.urls[0])
        assert (status, said["type"]) == (404, "/problems/not-found")


async def test_without_the_database_one_is_told_to_come_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: object) -> None:
        raise OperationalError("SELECT 1", None, Exception("the server is gone"))

    monkeypatch.setattr(sockets, "_identify", gone)
    status, said = await _refusal(stage.live.urls[0] + "/api/v1/stream", origin=stage.live.urls[0])
    assert (status, said["type"]) == (503, "/problems/unavailable")


async def test_a_proxy_that_passes_no_upgrade_is_named(stage: Stage) -> None:
    """What a browser gets to hear when something in between took the upgrade away."""
    async with httpx2.AsyncClient(base_url=stage.live.urls[0]) as client:
        answer = await client.get("/api/v1/stream")
    assert (answer.status_code, answer.headers["upgrade"]) == (426, "websocket")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "proxy" in answer.json()["detail"]


async def test_a_stream_that_one_may_not_read_is_refused_in_words(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    carla = await stage.live.client(stage.cast.carla)
    await carla.connect()
    secret, nothing = await carla.subscribe(stage.stream), await carla.subscribe("channel:nothing")
    assert secret["detail"] == nothing["detail"]
    assert "not shared with you" in secret["detail"]
    monkeypatch.setattr(sockets, "MOST_STREAMS", 0)
    assert "Leave some" in (await carla.subscribe(f"person:{stage.cast.carla.id}"))["detail"]
