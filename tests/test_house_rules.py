"""The house rules of the code, each as a test whose failure says why it is a rule."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from atalaya_platform.app import create_app
from atalaya_platform.database import migrate
from atalaya_platform.http.dependencies import stated_permission
from atalaya_platform.plugin import discover
from atalaya_platform.realtime.backplane import NoBackplane
from atalaya_platform.realtime.hub import Hub
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("platform", "forum", "strategies_db")
LIMIT = 400
OPEN_ROUTES = {"/healthz", "/readyz", "/metrics", "/.well-known/jwks.json"}


def sources() -> Iterator[Path]:
    for service in SERVICES:
        for path in sorted((ROOT / service).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def package_of(service: str) -> str:
    """The one import package that a service's folder holds; the folder itself is none (style: one service)."""
    packages = [path.name for path in (ROOT / service).glob("atalaya_*") if (path / "__init__.py").is_file()]
    assert len(packages) == 1, f"{service}/ holds one import package, prefixed atalaya_, and not {packages}"
    return packages[0]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def app() -> FastAPI:
    registry = discover()
    settings = Settings(worker=False)
    database = type("Unused", (), {"on_commit": None})()
    return create_app(Runtime(settings, registry, database, Hub(database, NoBackplane())))


def api_routes(app: FastAPI) -> list[tuple[str, APIRoute]]:
    """Every operation's full path and route."""
    return [
        (str(context.path), context.route)
        for context in iter_route_contexts(app.routes)
        if isinstance(context.route, APIRoute)
    ]


def dependencies(dependant: Dependant) -> Iterator[object]:
    for child in dependant.dependencies:
        yield child.call
        yield from dependencies(child)


def test_files_are_short_enough_to_read() -> None:
    long = {named(path): n for path in sources() if (n := len(path.read_text().splitlines())) > LIMIT}
    assert not long, f"Split these by noun, not by half; past {LIMIT} lines nobody holds a file in mind: {long}"


def test_every_module_says_what_it_is() -> None:
    mute = [
        named(path)
        for path in sources()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not mute, f"A module begins with one sentence that says what it is for: {mute}"


def calls(path: Path, name: str) -> list[int]:
    lines = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            target = node.func
            called = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
            if called == name:
                lines.append(node.lineno)
    return lines


def test_questions_to_the_database_live_in_queries() -> None:
    stray = {
        named(path): lines
        for path in sources()
        if "queries" not in (path.stem, path.parent.name) and (lines := calls(path, "select"))
    }
    assert not stray, f"`select(` belongs in queries modules, which start from what the actor may read: {stray}"


def test_one_place_commits() -> None:
    stray = {
        named(path): lines
        for path in sources()
        if not named(path).endswith("database/session.py") and (lines := calls(path, "commit"))
        if "tantivy" not in path.stem
    }
    assert not stray, f"One request or job has one commit, in database/session.py: {stray}"


def test_there_is_one_dialect_of_errors() -> None:
    allowed = ("http/problems.py", "http/web.py", "http/sizes.py")
    stray = [
        named(path) for path in sources() if "HTTPException" in path.read_text() and not named(path).endswith(allowed)
    ]
    assert not stray, f"Raise a Problem, which says what to do, instead of HTTPException: {stray}"


def test_services_import_only_the_platform() -> None:
    pattern = re.compile(r"^\s*(?:from|import) (atalaya_\w+)", re.MULTILINE)
    for service in SERVICES:
        own = package_of(service)
        for path in (ROOT / service).rglob("*.py"):
            stray = set(pattern.findall(path.read_text())) - {own, "atalaya_platform"}
            assert not stray, f"{named(path)} imports {stray}: services know the platform and events only"


def test_http_is_spoken_through_one_library() -> None:
    pattern = re.compile(r"^\s*(?:import|from) (?:httpx|requests|aiohttp|urllib3)\b", re.MULTILINE)
    stray = [
        named(path)
        for folder in (*SERVICES, "tests", "benchmarks", "scripts")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if pattern.search(path.read_text())
    ]
    assert not stray, f"The product, its tests and its benchmarks have one HTTP client, httpx2: {stray}"


def test_every_route_states_who_may_call_it(app: FastAPI) -> None:
    mute = [
        f"{sorted(route.methods)} {path}"
        for path, route in api_routes(app)
        if path not in OPEN_ROUTES and not any(stated_permission(call) for call in dependencies(route.dependant))
    ]
    assert not mute, f"A route states a permission, SignedIn or Public in its signature: {mute}"


def headers_of(route: APIRoute) -> set[str]:
    """The headers that a route or its dependencies read."""
    asked = [route.dependant]
    found: set[str] = set()
    while asked:
        one = asked.pop()
        found |= {parameter.alias.lower() for parameter in one.header_params}
        asked += one.dependencies
    return found


SENT_TWICE_ANYWAY = {
    "post_message": "the client makes the message's id",
    "create_conversation": "the same people have one conversation",
    "accept_invitation": "its secret works once",
    "add_passkey": "its challenge is answered once",
    "make_api_token": "the answer is a secret, which is kept nowhere",
}


def test_creating_may_be_repeated(app: FastAPI) -> None:
    creating = {route.name: headers_of(route) for _, route in api_routes(app) if route.status_code == 201}
    assert len(creating) > 15
    once = {name for name, headers in creating.items() if "idempotency-key" not in headers}
    assert once == SENT_TWICE_ANYWAY.keys(), (
        "Whoever lost the answer asks again: take an Idempotency-Key (`Idempotent` and `@idempotent()`), or say here "
        f"why nothing is made twice: {once ^ SENT_TWICE_ANYWAY.keys()}"
    )


OVERWRITTEN_ANYWAY = {
    "change_me": "nobody else edits it, and only the fields that are sent change",
    "change_saved_search": "nobody else edits it, and only the fields that are sent change",
    "change_member_role": "one value is set, whatever it was",
    "update_group_member": "one value is set, whatever it was",
}


def test_editing_says_which_version_is_edited(app: FastAPI) -> None:
    editing = {route.name: headers_of(route) for _, route in api_routes(app) if "PATCH" in route.methods}
    assert len(editing) > 5
    blind = {name for name, headers in editing.items() if "if-match" not in headers}
    assert blind == OVERWRITTEN_ANYWAY.keys(), (
        "An edit takes If-Match, so that nobody overwrites what somebody else changed: "
        f"{blind ^ OVERWRITTEN_ANYWAY.keys()}"
    )


def test_every_route_is_described(app: FastAPI) -> None:
    mute = [path for path, route in api_routes(app) if not (route.description or "").strip()]
    assert not mute, f"A route's docstring is the API's text: {mute}"


def test_operation_names_are_unique(app: FastAPI) -> None:
    names = [route.name for _, route in api_routes(app)]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"Operation ids come from function names, which must be unique: {twice}"


def test_history_is_linear() -> None:
    assert len(migrate.heads()) == 1, "Two migrations follow the same one; make the history one line"
    assert migrate.heads() == [migrate.newest()], "A migration's file begins with its revision"


def test_no_unfinished_or_silenced_place() -> None:
    words = re.compile(
        r"TODO|FIXME|XXX:|raise NotImplementedError|# type: ignore|# noqa|pytest\.(mark\.)?(skip|xfail)\b"
    )
    stray = [
        f"{named(path)}:{number}"
        for service in (*SERVICES, "tests", "benchmarks", "scripts")
        for path in sorted((ROOT / service).rglob("*.py"))
        if path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if words.search(line)
    ]
    assert not stray, f"Finish it, or write it in an issue; checks are not silenced: {stray}"


def test_every_plugin_folder_is_declared() -> None:
    declared = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["atalaya.plugins"].values()
    )
    found = {
        f"{'.'.join(path.with_suffix('').relative_to(ROOT / service).parts)}:plugin"
        for service in SERVICES
        for path in (ROOT / service).rglob("plugin.py")
        if "plugin = Plugin(" in path.read_text()
    }
    assert found == declared, "Each plugin.py is an entry point in pyproject.toml, and the other way round"
