"""Mass assignment (as DFIR-IRIS, CVE-2026-22783): every column name, put into every body that the API takes.

Each is refused by name, at the top and inside, by those who may do the act as well as by all others.
"""

import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.app import create_app
from atalaya_platform.database.base import metadata
from atalaya_platform.http.problems import MOST_NAMED
from atalaya_platform.plugin import Registry, discover
from atalaya_platform.realtime.backplane import NoBackplane
from atalaya_platform.realtime.hub import Hub
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings
from tests.matrix.bodies import LABELLED_BODIES, PLAIN_BODIES
from tests.matrix.cast import Stage, staged
from tests.matrix.test_matrix import ALL, Operation, plain_parameters

WHO = ("author", "secretary", "administrator", "moderator", "contact_point", "anonymous")
"""Between them they may do everything that takes a body."""
NAMED = MOST_NAMED - 20
"""Columns at once: a refusal names no more than so many, and what else the body lacks."""
FREE = {"credential", "fields", "kinds"}
"""What is free by its nature: a browser's own answer, a draft's fields as they were typed, kinds of notification."""


def columns() -> set[str]:
    discover()
    return {column.name for table in metadata.tables.values() for column in table.columns}


def document() -> dict[str, Any]:
    database = type("Unused", (), {"on_commit": None})()
    hub = Hub(database, NoBackplane())
    return create_app(Runtime(Settings(worker=False), discover(), database, hub)).openapi()


DOCUMENT = document()


def body_schema(operation: Operation) -> dict[str, Any] | None:
    described = DOCUMENT["paths"][operation.path][operation.method.lower()]
    content = described.get("requestBody", {}).get("content", {})
    return content["application/json"]["schema"] if "application/json" in content else None


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return DOCUMENT["components"]["schemas"][name] if name else schema


def objects(schema: dict[str, Any], where: str = "body") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object that a body may hold, and where it stands."""
    schema = resolved(schema)
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from objects(part, where)
    if "items" in schema:
        yield from objects(schema["items"], f"{where}[]")
    if schema.get("type") == "object":
        yield where, schema
        for name, inner in schema.get("properties", {}).items():
            yield from objects(inner, f"{where}.{name}")


WITH_BODY = [one for one in ALL if body_schema(one) is not None]


@pytest.fixture(scope="module")
async def stage(own_database: AsyncEngine, registry: Registry) -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory() as data:
        async with staged(own_database, registry, Path(data)) as made:
            yield made


def test_there_is_something_to_inject_into() -> None:
    assert len(WITH_BODY) > 60
    assert {"person_id", "role", "label", "audience", "owner_organisation_id", "password_hash", "strong"} <= columns()


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
def test_no_object_in_a_body_takes_more_than_it_names(operation: Operation) -> None:
    schema = body_schema(operation)
    assert schema is not None
    wide = [
        where
        for where, found in objects(schema)
        if found.get("additionalProperties") is not False and where.rpartition(".")[2] not in FREE
    ]
    assert not wide, f"{operation.name} takes fields that nobody declared, at {wide}"


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
async def test_every_column_in_every_body(stage: Stage, operation: Operation) -> None:
    schema = body_schema(operation)
    assert schema is not None
    maker = LABELLED_BODIES.get(operation.name) or PLAIN_BODIES.get(operation.name)
    body = maker(stage, "AMBER") if maker else {}
    injected = columns() - set(resolved(schema).get("properties", {}))
    path = operation.path.format_map(plain_parameters(stage) | stage.ids["AMBER"])
    names = sorted(injected)
    parts = [names[at : at + NAMED] for at in range(0, len(names), NAMED)]
    refused: set[str] = set()
    for actor, some in itertools.product(WHO, parts):
        answer = await stage.ask(
            actor, operation.method, path, json=body | dict.fromkeys(some, "x"), headers={"If-Match": "*"}
        )
        assert answer.status_code in (401, 403, 404, 410, 422), (actor, answer.status_code, answer.text)
        if answer.status_code == 422:
            refused |= set(answer.json()["fields"])
    assert injected <= refused, f"{operation.name} let pass {sorted(injected - refused)[:5]}"
