"""Routes of parts on the application itself: the same addresses, methods, defaults and sockets as if included."""

from fastapi import APIRouter, FastAPI, WebSocket
from fastapi.testclient import TestClient

from atalaya_platform.http.routing import StemmedRoute, install_routes


def _app() -> FastAPI:
    leaf = APIRouter(prefix="/groups", tags=["groups"])

    @leaf.get("/{group_id}/people")
    async def list_people(group_id: int) -> dict[str, int]:
        return {"group": group_id}

    @leaf.post("/{group_id}/people", status_code=201)
    async def add_person(group_id: int) -> dict[str, int]:
        return {"added": group_id}

    @leaf.websocket("/{group_id}/stream")
    async def listen(socket: WebSocket, group_id: int) -> None:
        await socket.accept()
        await socket.send_json({"heard": group_id})
        await socket.close()

    part = APIRouter()
    part.include_router(leaf)
    app = FastAPI()
    install_routes(app, part, "/api/v1")
    return app


def test_each_method_answers_under_the_whole_address() -> None:
    client = TestClient(_app())
    assert client.get("/api/v1/groups/7/people").json() == {"group": 7}
    made = client.post("/api/v1/groups/7/people")
    assert (made.status_code, made.json()) == (201, {"added": 7})


def test_other_methods_and_addresses_are_refused() -> None:
    client = TestClient(_app())
    assert client.delete("/api/v1/groups/7/people").status_code == 405
    assert client.get("/api/v1/groups").status_code == 404
    assert client.get("/groups/7/people").status_code == 404


def test_a_socket_and_a_root_path_are_found() -> None:
    with TestClient(_app()).websocket_connect("/api/v1/groups/3/stream") as socket:
        assert socket.receive_json() == {"heard": 3}
    beneath = TestClient(_app(), root_path="/atalaya")
    assert beneath.get("/atalaya/api/v1/groups/7/people").json() == {"group": 7}


def test_routes_keep_their_tags_and_are_flat() -> None:
    app = _app()
    paths = app.openapi()["paths"]["/api/v1/groups/{group_id}/people"]
    assert paths["get"]["tags"] == ["groups"]
    assert [route.path for route in app.routes if isinstance(route, StemmedRoute)] == [
        "/api/v1/groups/{group_id}/people",
        "/api/v1/groups/{group_id}/people",
    ]
