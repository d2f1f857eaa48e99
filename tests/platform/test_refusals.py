"""Refusals that nobody planned for: a fault of our own, a method that is not taken, a body that is no JSON."""

from typing import Any

import httpx2
import pytest
import structlog
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from atalaya_platform.app import create_app
from atalaya_platform.http.middleware import HEADERS
from tests.conftest import ORIGIN, ClientFor
from tests.harness import Harness
from tests.platform.factories import world

PROBLEM = "application/problem+json"


async def _fails() -> None:
    structlog.get_logger().warning("about to fail")
    raise LookupError("a canary that only the log may show")


async def test_a_fault_of_our_own_is_a_problem_and_its_id_leads_to_the_traceback(harness: Harness) -> None:
    app = create_app(harness.runtime)
    app.add_api_route("/api/v1/fails", _fails)
    app.router.routes.insert(0, app.router.routes.pop())
    transport = httpx2.ASGITransport(app)  # which raises what the application lets through: the server would hang up
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        with capture_logs(processors=[merge_contextvars]) as lines:
            answer = await client.get("/api/v1/fails")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == PROBLEM
    said = answer.json()
    assert said["type"] == "/problems/server-error"
    assert "canary" not in answer.text
    assert said["request_id"] == answer.headers["x-request-id"]
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["cache-control"] == "no-store"
    of_request = [line["event"] for line in lines if line.get("request_id") == said["request_id"]]
    assert of_request == ["about to fail", "unexpected error", "request"]
    assert [type(line["exc_info"]) for line in lines if "exc_info" in line] == [LookupError]


@pytest.mark.parametrize(
    ("method", "path", "taken"),
    [
        ("DELETE", "/api/v1/me", "GET, HEAD, PATCH"),
        ("PATCH", "/api/v1/groups", "GET, HEAD, POST"),
        ("GET", "/api/v1/sign-out", "POST"),
        ("POST", "/healthz", "GET, HEAD"),
    ],
)
async def test_a_wrong_method_hears_which_are_taken(method: str, path: str, taken: str, client_for: ClientFor) -> None:
    answer = await (await client_for()).request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == taken
    assert answer.headers["content-type"] == PROBLEM
    assert all(one in answer.json()["detail"] for one in taken.split(", "))


async def test_what_is_not_there_is_not_there_for_any_method(client_for: ClientFor) -> None:
    client = await client_for()
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
        answer = await client.request(method, "/api/v1/nowhere")
        assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM), method


async def test_head_answers_what_get_would_without_its_body(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    client = await client_for(cast.carla)
    for path in ("/healthz", "/readyz", "/metrics", "/api/v1/me", f"/api/v1/groups/{cast.group.id}"):
        whole, head = await client.get(path), await client.head(path)
        assert (head.status_code, head.headers["content-type"]) == (whole.status_code, whole.headers["content-type"])
        assert head.content == b""
    assert (await client.head(f"/api/v1/groups/{cast.hidden.id}")).status_code == 404
    harness.runtime.database.bind = None  # a database that does not answer
    assert (await client.head("/readyz")).status_code == 503


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (b'{"title": ', {"body": "not JSON: it breaks off or goes wrong at character 10"}),
        (b"title=x", {"body": "not JSON: it breaks off or goes wrong at character 0"}),
        (b"[]", {"body": "send a JSON object, with Content-Type: application/json"}),
        (b"", {"body": "Field required"}),
    ],
)
async def test_a_body_that_is_no_object_is_called_so(
    content: bytes, fields: dict[str, Any], harness: Harness, client_for: ClientFor
) -> None:
    client = await client_for((await world(harness)).ana)
    answer = await client.post("/api/v1/topics", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["fields"] == fields
    plain = await client.post("/api/v1/topics", content=b"title=x", headers={"Content-Type": "text/plain"})
    assert "Content-Type: application/json" in plain.json()["fields"]["body"]
