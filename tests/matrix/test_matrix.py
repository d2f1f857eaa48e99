"""Who may do what: every operation × role × label × in or out of the group × own or other organisation.

Each cell is written down in `cells/`; an operation without cells fails. The reading cells are checked besides
against the table of TLP 2.0, written out once more in `cast.may_read`, once with the application's checks and once
with every permission granted, so that row-level security stands alone.
"""

import os
import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.access.permissions import Grants, Permission
from atalaya_platform.app import create_app
from atalaya_platform.identity.vocabulary import Role
from atalaya_platform.plugin import Registry, discover
from atalaya_platform.realtime.backplane import NoBackplane
from atalaya_platform.realtime.hub import Hub
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings
from tests.matrix import table
from tests.matrix.bodies import LABELLED_BODIES, PLAIN_BODIES, plain_parameters
from tests.matrix.cast import ACTORS, LABELS, Stage, may_read, staged
from tests.matrix.things import furnish

RECORD = bool(os.environ.get("ATALAYA_MATRIX_RECORD"))
OPERATIONAL = {"alive", "ready", "metrics", "get_jwks"}
LABELLED = re.compile(r"\{(topic_id|post_id|file_id|channel_id|message_id|root_id|draft_id|group_id)\}")
QUESTIONS = {
    "search_messages": "?q=morning",
    "search": "?q=phishing",
    "upload_document": "?place=JAM",
    "compare_strategies": "?document_id={document_id}",
    "export_comparison": "?place=JAM",
    "list_counting_passages": "?document_id={document_id}&concept=critical-infrastructure",
    "compare_editions": "?former={edition_id}&later={later_id}",
    "list_draft_precedents": "?element=5.1",
    "compare_section_versions": "?before=1&after=2",
}
UPLOAD = {"file": ("note.txt", b"text", "text/plain")}


ELSEWHERE = {
    "tests/forum": {"add_conversation_people", "leave_conversation_people"},
    "tests/platform/files_http": {"delete_file"},
    "tests/platform/identity": {
        "add_passkey",
        "begin_oidc",
        "confirm_me",
        "confirm_password_reset",
        "confirm_totp",
        "finish_oidc",
        "get_passkey_creation_options",
        "get_passkey_options",
        "remove_totp",
        "sign_in_as_demonstration",
        "sign_in_with_code",
        "sign_in_with_passkey",
        "sign_in_with_password",
        "sign_in_with_recovery_code",
        "step_up",
    },
}
"""What nobody can do here, because it asks for a conversation, an upload or an authenticator of one's own, by where it
is seen to work instead."""


@dataclass(frozen=True)
class Operation:
    """A route of the API."""

    name: str
    method: str
    path: str

    @property
    def labelled(self) -> bool:
        return bool(LABELLED.search(self.path)) or self.name in LABELLED_BODIES

    @property
    def content(self) -> bool:
        """Whether what it is about is content with a label, rather than a group."""
        return bool(re.search(r"\{(topic_id|post_id|file_id|channel_id|message_id|root_id|draft_id)\}", self.path))


def operations() -> list[Operation]:
    """Every operation of the route table."""
    registry = discover()
    database = type("Unused", (), {"on_commit": None})()
    app: FastAPI = create_app(Runtime(Settings(worker=False), registry, database, Hub(database, NoBackplane())))
    found = []
    for context in iter_route_contexts(app.routes):
        route = context.route
        if isinstance(route, APIRoute) and route.name not in OPERATIONAL:
            method = next(iter(sorted(route.methods - {"HEAD"})))
            found.append(Operation(route.name, method, str(context.path)))
    return sorted(found, key=lambda one: one.name)


ALL = operations()
CELLS = table.load()


@pytest.fixture(scope="module")
async def stage(own_database: AsyncEngine, registry: Registry) -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory() as data:
        async with staged(own_database, registry, Path(data)) as made:
            await furnish(made)
            yield made


async def status(stage: Stage, operation: Operation, actor: str, column: str) -> int:
    """What the operation answers this actor about the object of this column."""
    parameters = stage.parameters(operation.name, column, plain_parameters(stage))
    path = (operation.path + QUESTIONS.get(operation.name, "")).format_map(parameters)
    maker = LABELLED_BODIES.get(operation.name) or PLAIN_BODIES.get(operation.name)
    options: dict[str, object] = {}
    if operation.name in ("upload_file", "upload_document"):
        options["files"] = UPLOAD
    elif maker is not None:
        options["json"] = maker(stage, column)
    if operation.method != "GET":
        options["headers"] = {"If-Match": "*"}
    return (await stage.ask(actor, operation.method, path, **options)).status_code


async def observed(stage: Stage, operation: Operation) -> table.Cells:
    columns = list(LABELS) if operation.labelled else ["-"]
    return {actor: {column: await status(stage, operation, actor, column) for column in columns} for actor in ACTORS}


def test_every_operation_has_its_cells() -> None:
    names = {operation.name for operation in ALL}
    missing = names - set(CELLS)
    assert RECORD or not missing, f"Say in tests/matrix/cells who may do this: {sorted(missing)}"
    assert RECORD or not set(CELLS) - names, f"These operations are gone: {sorted(set(CELLS) - names)}"


def test_somebody_can_do_everything() -> None:
    """A refusal says something only beside an answer: each operation is asked about a thing that is there."""
    nobody = {
        name for name, cells in CELLS.items() if not any(code < 400 for row in cells.values() for code in row.values())
    }
    assert nobody == set().union(*ELSEWHERE.values())


@pytest.mark.parametrize("operation", ALL, ids=lambda operation: operation.name)
async def test_cells(stage: Stage, operation: Operation) -> None:
    found = await observed(stage, operation)
    assert all(cell < 500 for cells in found.values() for cell in cells.values()), found
    if RECORD:
        table.FOLDER.mkdir(exist_ok=True)
        noun = operation.path.removeprefix("/api/v1").split("/")[1]
        file = table.FOLDER / f"{noun.split('.')[0].split('{')[0]}.txt"
        kept = table.load() if file.exists() else {}
        text = table.paragraph(operation.name, operation.method, operation.path, found)
        others = [
            p
            for p in (file.read_text().strip().split("\n\n") if file.exists() else [])
            if p.split()[0] != operation.name
        ]
        file.write_text("\n\n".join(sorted([*others, text])) + "\n")
        assert kept is not None
        return
    assert found == CELLS[operation.name]


@pytest.mark.parametrize("operation", [one for one in ALL if one.content], ids=lambda operation: operation.name)
async def test_what_one_may_not_read_does_not_exist(stage: Stage, operation: Operation) -> None:
    """With the application's checks on: 401 or 404, or 403 where the role alone decides; never an answer."""
    wrong = {
        (actor, column): code
        for actor, columns in CELLS[operation.name].items()
        for column, code in columns.items()
        if not may_read(actor, column) and code not in (401, 403, 404)
    }
    assert not wrong, f"{operation.name} answers people who may not read: {wrong}"
    if operation.method == "GET":
        refused = {
            (actor, column): code
            for actor, columns in CELLS[operation.name].items()
            for column, code in columns.items()
            if may_read(actor, column) and code in (401, 404)
        }
        assert not refused, f"{operation.name} refuses people who may read: {refused}"


class AllGranted(Grants):
    """Every permission to everybody: the application's own gate is open."""

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self.everything = frozenset(
            permission for plugin in registry.plugins if plugin.permissions for permission in plugin.permissions
        )

    def of(self, roles: frozenset[Role]) -> frozenset[Permission]:
        return self.everything


@pytest.mark.parametrize("operation", [one for one in ALL if one.content], ids=lambda operation: operation.name)
async def test_row_level_security_alone(
    stage: Stage, operation: Operation, monkeypatch: pytest.MonkeyPatch, registry: Registry
) -> None:
    """With every permission granted, the database still lets nobody at what he may not read."""
    monkeypatch.setattr(stage.harness.runtime.registry, "grants", AllGranted(registry))
    wrong = {}
    for actor in ACTORS:
        for column in LABELS:
            if not may_read(actor, column):
                code = await status(stage, operation, actor, column)
                if code not in (401, 404):
                    wrong[actor, column] = code
    assert not wrong, f"{operation.name} got past row-level security: {wrong}"
