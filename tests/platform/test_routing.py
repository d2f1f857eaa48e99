"""Routes of parts on the application itself: the same addresses, methods, defaults and sockets as if included."""

import pytest
from fastapi import APIRouter, FastAPI, WebSocket
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from atalaya_platform.http.routing import RouteIndex, Router, install_routes


def _app() -> FastAPI:
    leaf = Router(prefix="/groups", tags=["groups"])

    @leaf.get("/{group_id}/people")
    async def list_people(group_id: int) -> dict[str, int]:
        return {"group": group_id}

    @leaf.post("/{group_id}/people", status_code=201)
    async def add_person(group_id: int) -> dict[str, int]:
        return {"added": group_id}

    @leaf.get("/mine")
    async def my_group() -> dict[str, bool]:
        return {"mine": True}

    @leaf.get("/{name}")
    async def one_group(name: str) -> dict[str, str]:
        return {"name": name}

    @leaf.get("/files/{name:path}")
    async def one_file(name: str) -> dict[str, str]:
        return {"file": name}

    @leaf.websocket("/{group_id}/stream")
    async def listen(socket: WebSocket, group_id: int) -> None:
        await socket.accept()
        await socket.send_json({"heard": group_id})
        await socket.close()

    part = Router()
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
    assert [route.path for route in app.routes if isinstance(route, APIRoute)] == [
        "/api/v1/groups/{group_id}/people",
        "/api/v1/groups/{group_id}/people",
        "/api/v1/groups/mine",
        "/api/v1/groups/{name}",
        "/api/v1/groups/files/{name:path}",
    ]


def test_the_first_of_two_routes_that_match_answers() -> None:
    client = TestClient(_app())
    assert client.get("/api/v1/groups/mine").json() == {"mine": True}
    assert client.get("/api/v1/groups/theirs").json() == {"name": "theirs"}


def test_a_parameter_that_takes_slashes_is_found() -> None:
    assert TestClient(_app()).get("/api/v1/groups/files/a/b/c.txt").json() == {"file": "a/b/c.txt"}


def test_the_index_tries_only_what_an_address_can_mean() -> None:
    index = _app().router.middleware_stack
    assert isinstance(index, RouteIndex)
    tried = {key: [route.path for route in routes] for key, routes in index.routes.items()}
    assert tried[("GET", 5, "/api/v1/groups")] == ["/api/v1/groups/{group_id}/people"]
    assert tried[("GET", 4, "/api/v1/groups")] == ["/api/v1/groups/mine", "/api/v1/groups/{name}"]


def test_what_could_not_be_taken_whole_is_not_included() -> None:
    with pytest.raises(TypeError):
        Router().include_router(APIRouter())
    with pytest.raises(TypeError):
        Router().include_router(Router(), prefix="/elsewhere")


def test_answers_of_a_part_are_documented_at_each_of_its_routes() -> None:
    leaf = Router(responses={403: {"description": "Not for you."}})

    @leaf.get("/", responses={404: {"description": "Nothing here."}})
    async def one() -> None: ...

    part = Router(prefix="/part", tags=["part"])
    part.include_router(leaf)
    app = FastAPI()
    install_routes(app, part)
    assert {"403", "404"} < app.openapi()["paths"]["/part/"]["get"]["responses"].keys()
    assert app.openapi()["paths"]["/part/"]["get"]["tags"] == ["part"]
